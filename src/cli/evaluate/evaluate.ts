/**
 * @file `akari evaluate`: how well a model does on a data set.
 */

import { classLabels, outputTask } from "../../model/outputs.js";
import { openForModel } from "../input/model-data.js";
import { unseenText } from "../input/model-table.js";
import { openModel } from "../input/open-model.js";
import { EXIT, type Io } from "../io.js";
import type { Arguments } from "../parse.js";
import { streamStyle } from "../terminal/color.js";
import { oneLine } from "../terminal/output.js";
import { readingProgress } from "../terminal/reading-progress.js";
import { confusionLines, requireConfusionFile, writeConfusion } from "./confusion.js";
import { familiarity } from "./known-rows.js";
import { requireClassOutputs, scoreModel } from "./score-model.js";
import { detailLines, evaluationJson, summaryLines } from "./scores.js";

/** @returns the exit code */
export async function evaluate({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path, dataName] = operands;
  if (options.confusion !== undefined) io.outliveOutput();
  const stored = await openModel(path, options, io);
  const { model } = stored;
  await requireConfusionFile(options.confusion, outputTask(model.definition), [path, dataName]);
  const progress = readingProgress(io);
  const { "skip-bad": skipBad, encoding, decimal } = options;
  const opening = { skipBad, encoding, decimal, progress };
  const opened = await openForModel(dataName, stored, options.part, opening).finally(progress.end);
  const { data, close, notes = [] } = opened;
  requireClassOutputs(stored, data, path);
  const asked = options.part === "train";
  const { scored, familiar } = await scoreModel(model, data, options.engine ?? "wasm")
    .then(async (scored) => ({ scored, familiar: await familiarity(opened, stored, path, asked) }))
    .finally(close);
  const { known } = familiar;
  const said = [...notes, ...familiar.notes].map((note) => `${oneLine(note)}\n`).join("");
  io.stderr.write(said + unseenText(data));
  const labels = classLabels(model.definition);
  if (options.json) {
    io.stdout.write(`${JSON.stringify({ ...evaluationJson(scored, labels), knownRows: known?.known })}\n`);
  } else {
    const style = streamStyle(io.stdout, io.env);
    const lines = [
      ...summaryLines(scored, data.name, style),
      ...detailLines(scored.scores, labels, style),
      ...confusionLines(scored, labels, io),
    ];
    io.stdout.write(lines.map((line) => `${line}\n`).join(""));
  }
  // Last, so that the scores are told even where this fails.
  await writeConfusion(options.confusion, scored.evaluation, labels);
  return EXIT.done;
}
