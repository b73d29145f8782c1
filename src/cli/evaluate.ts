/**
 * @file `akari evaluate`: how well a model does on a data set.
 */

import type { Evaluation } from "../training/score.js";
import { classLabels } from "./answer.js";
import { streamStyle } from "./color.js";
import { drawConfusion } from "./confusion.js";
import { compact, count, percent } from "./format.js";
import { EXIT, type Io } from "./io.js";
import { openModel } from "./open-model.js";
import type { Arguments } from "./parse.js";
import { loadData } from "./sources.js";

export async function evaluate({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path, dataName] = operands;
  const { evaluate: evaluateModel } = await import("../training/evaluate.js");
  const { model } = await openModel(path, options, io);
  const data = (await loadData(dataName))[options.part ?? "test"];
  const evaluation = await evaluateModel(model, data, { engine: options.engine ?? "wasm" });
  const labels = classLabels(model.definition);
  if (options.json) {
    const { loss, accuracy, examples, confusion } = evaluation;
    io.stdout.write(`${JSON.stringify({ loss, accuracy, examples, confusion, labels })}\n`);
    return EXIT.done;
  }
  const lines = resultLines(evaluation, data.name, labels, io);
  io.stdout.write(lines.map((line) => `${line}\n`).join(""));
  return EXIT.done;
}

/** An evaluation as text. */
export function resultLines(
  { loss, accuracy, confusion, examples }: Evaluation,
  name: string,
  labels: readonly string[],
  io: Pick<Io, "stdout" | "env">,
): string[] {
  const style = streamStyle(io.stdout, io.env);
  const { text } = style;
  const judged =
    accuracy === undefined
      ? `${name}: loss ${compact(loss)}`
      : `${text.bold(`Accuracy ${percent(accuracy)}`)} on ${name}: ` +
        `${count(accuracy * examples)} of ${count(examples)} right, loss ${compact(loss)}`;
  const table =
    confusion === undefined ? [] : ["", ...drawConfusion(confusion, labels, style, io.stdout.columns)];
  return [judged, ...table];
}
