/**
 * @file `akari evaluate`: how well a model does on a data set.
 */

import { askedEngine } from "../../engine/engines.js";
import { scoreModel } from "../../insight/metrics/score-model.js";
import { classLabels } from "../../model/outputs.js";
import { unseenText } from "../input/table-for-model.js";
import { EXIT, type Io } from "../io.js";
import type { Arguments } from "../parse.js";
import { streamStyle } from "../terminal/color.js";
import { oneLine } from "../terminal/output.js";
import { confusionLines, writeConfusion } from "./confusion.js";
import { checkKnownRows, openForScoring } from "./scored-data.js";
import { detailLines, evaluationJson, summaryLines } from "./scores.js";

/** @returns the exit code */
export async function evaluate({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path, dataName] = operands;
  if (options.confusion !== undefined) io.outliveOutput();
  const { stored, opened } = await openForScoring(path, dataName, options, io);
  const { data, close, notes = [] } = opened;
  const isAskedFor = options.part === "train";

  const { scored, knownRows } = await scoreModel(stored.model, data, { engine: askedEngine(options.engine) })
    .then(async (scored) => ({
      scored,
      knownRows: await checkKnownRows(opened, stored, path, isAskedFor),
    }))
    .finally(close);

  const warnings = [...notes, ...knownRows.notes].map((note) => `${oneLine(note)}\n`).join("");
  io.stderr.write(warnings + unseenText(data));
  const labels = classLabels(stored.model.definition);
  if (options.json) {
    const json = { ...evaluationJson(scored, labels), knownRows: knownRows.known?.known };
    io.stdout.write(`${JSON.stringify(json)}\n`);
  } else {
    const style = streamStyle(io.stdout, io.env);
    const lines = [
      ...summaryLines(scored, data.name, style),
      ...detailLines(scored.scores, labels, style),
      ...confusionLines(scored.evaluation, labels, io),
    ];
    io.stdout.write(lines.map((line) => `${line}\n`).join(""));
  }
  // Last, so that the scores are told even where this fails.
  await writeConfusion(options.confusion, scored.evaluation, labels);
  return EXIT.done;
}
