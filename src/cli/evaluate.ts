/**
 * @file `akari evaluate`: how well a model does on a data set.
 */

import type { Evaluation } from "../training/score.js";
import { classLabels } from "./answer.js";
import { streamStyle } from "./color.js";
import { drawConfusion } from "./confusion.js";
import { compact, count, countOf, percent } from "./format.js";
import { EXIT, type Io } from "./io.js";
import { loadForModel } from "./model-data.js";
import type { Arguments } from "./parse.js";

export async function evaluate({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path, dataName] = operands;
  const { loadModel } = await import("../formats/model-file.node.js");
  const { evaluate: evaluateModel } = await import("../training/evaluate.js");
  const stored = await loadModel(path);
  const { model } = stored;
  const data = await loadForModel(dataName, stored, options.part);
  const evaluation = await evaluateModel(model, data, { engine: options.engine ?? "wasm" });
  const labels = classLabels(model.definition);
  if (options.json) {
    const { loss, accuracy, examples, confusion, r2, values } = evaluation;
    const figures =
      values === undefined ? { loss, accuracy, examples, confusion, labels } : { loss, r2, values, examples };
    io.stdout.write(`${JSON.stringify(figures)}\n`);
    return EXIT.done;
  }
  const lines = resultLines(evaluation, data.name, labels, io);
  io.stdout.write(lines.map((line) => `${line}\n`).join(""));
  return EXIT.done;
}

/** An evaluation as text. */
export function resultLines(
  evaluation: Evaluation,
  name: string,
  labels: readonly string[],
  io: Pick<Io, "stdout" | "env">,
): string[] {
  const { loss, accuracy, confusion, values = [], examples } = evaluation;
  const style = streamStyle(io.stdout, io.env);
  const { text } = style;
  if (accuracy === undefined) {
    return values.map(
      ({ name: output, r2, rmse, mae }) =>
        `${text.bold(`R² ${compact(r2)}`)} of ${output} on ${name}: mean absolute error ${compact(mae)}, ` +
        `root mean squared error ${compact(rmse)} (${countOf(examples, "example")})`,
    );
  }
  const judged =
    `${text.bold(`Accuracy ${percent(accuracy)}`)} on ${name}: ` +
    `${count(accuracy * examples)} of ${count(examples)} right, loss ${compact(loss)}`;
  const table =
    confusion === undefined ? [] : ["", ...drawConfusion(confusion, labels, style, io.stdout.columns)];
  return [judged, ...table];
}
