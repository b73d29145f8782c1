/**
 * @file `akari evaluate`: how well a model does on a data set.
 */

import { answerKind, classLabels } from "../../insight/outputs.js";
import { openForModel } from "../input/model-data.js";
import { unseenText } from "../input/model-table.js";
import { openModel } from "../input/open-model.js";
import { EXIT, type Io } from "../io.js";
import type { Arguments } from "../parse.js";
import { streamStyle } from "../terminal/color.js";
import { oneLine } from "../terminal/output.js";
import { readingProgress } from "../terminal/reading-progress.js";
import { drawConfusion } from "./confusion.js";
import { requireConfusionFile, writeConfusion } from "./confusion-file.js";
import { type Judgement, judgeModel, requireClassOutputs } from "./judge.js";
import { familiarity } from "./known-rows.js";
import { detailLines, evaluationJson, summaryLines } from "./scores.js";

export async function evaluate({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path, dataName] = operands;
  if (options.confusion !== undefined) io.outliveOutput();
  const stored = await openModel(path, options, io);
  const { model } = stored;
  await requireConfusionFile(options.confusion, answerKind(model.definition), [path, dataName]);
  const progress = readingProgress(io);
  const { "skip-bad": skipBad, encoding, decimal } = options;
  const opening = { skipBad, encoding, decimal, progress };
  const opened = await openForModel(dataName, stored, options.part, opening).finally(progress.end);
  const { data, close, notes = [] } = opened;
  requireClassOutputs(stored, data, path);
  const asked = options.part === "train";
  const { judgement, familiar } = await judgeModel(model, data, options.engine ?? "wasm")
    .then(async (judgement) => ({ judgement, familiar: await familiarity(opened, stored, path, asked) }))
    .finally(close);
  const { known } = familiar;
  const said = [...notes, ...familiar.notes].map((note) => `${oneLine(note)}\n`).join("");
  io.stderr.write(said + unseenText(data));
  const labels = classLabels(model.definition);
  if (options.json) {
    io.stdout.write(`${JSON.stringify({ ...evaluationJson(judgement, labels), knownRows: known?.known })}\n`);
  } else {
    const style = streamStyle(io.stdout, io.env);
    const lines = [
      ...summaryLines(judgement, data.name, style),
      ...detailLines(judgement.scores, labels, style),
      ...confusionLines(judgement, labels, io),
    ];
    io.stdout.write(lines.map((line) => `${line}\n`).join(""));
  }
  // Last, so that the scores are told even where this fails.
  await writeConfusion(options.confusion, judgement.evaluation, labels);
  return EXIT.done;
}

/** The confusion matrix below an empty line; nothing where there are no classes. */
export function confusionLines(
  { evaluation: { confusion } }: Judgement,
  labels: readonly string[],
  io: Pick<Io, "stdout" | "env">,
): string[] {
  if (confusion === undefined) return [];
  return ["", ...drawConfusion(confusion, labels, streamStyle(io.stdout, io.env), io.stdout.columns)];
}
