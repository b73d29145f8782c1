/**
 * @file Scores as text for a terminal, and as JSON.
 */

import type { Assessment, ClassAssessment } from "../insight/metrics/assess.js";
import type { ValueScore } from "../model/value-scores.js";
import type { Style } from "./color.js";
import { compact, count, countOf, percent } from "./format.js";
import type { Judgement } from "./judge.js";
import { displayWidth, padBefore, safeText } from "./text-width.js";

/** How good a model is, in two lines or, for several outputs, in a table. @param name the data set's */
export function summaryLines({ evaluation, scores }: Judgement, name: string, { text }: Style): string[] {
  const { accuracy = Number.NaN, examples, loss } = evaluation;
  if (scores.kind === "classes") {
    const { accuracyInterval, macro, rocAuc } = scores;
    const interval = `95% interval ${percent(accuracyInterval.from)} to ${percent(accuracyInterval.to)}`;
    const area = rocAuc === undefined ? "" : `, ROC AUC ${rocAuc.toFixed(4)}`;
    return [
      `${text.bold(`Accuracy ${percent(accuracy)}`)} on ${name}: ` +
        `${count(accuracy * examples)} of ${count(examples)} right, loss ${compact(loss)}`,
      `${interval}, macro F1 ${percent(macro.f1)}${area}`,
    ];
  }
  const [only, ...others] = scores.outputs;
  const rest = `on ${name}: ${countOf(examples, "example")}, loss ${compact(loss)}`;
  if (others.length > 0) return [`${text.bold("Scores")} ${rest}`, ...outputTable(scores.outputs, text)];
  return [
    `${text.bold(`R² ${squared(only)}`)} ${rest}`,
    `In the unit of ${safeText(only.name)}: root mean squared error ${compact(only.rmse)}, ` +
      `mean absolute error ${compact(only.mae)}`,
  ];
}

/** What there is to say of a classifier besides: its probabilities, and every class. @param labels the classes' names */
export function detailLines(scores: Assessment, labels: readonly string[], { text }: Style): string[] {
  if (scores.kind === "values") return [];
  return [...probabilityLines(scores), "", ...classTable(scores, labels, text)];
}

/** The scores as they stand in the output of --json. */
export function evaluationJson({ evaluation, scores }: Judgement, labels: readonly string[]): object {
  const { loss, accuracy, r2, examples, confusion } = evaluation;
  const { kind, ...figures } = scores;
  return kind === "classes"
    ? { loss, accuracy, examples, confusion, labels, ...figures }
    : { loss, r2, examples, ...figures };
}

/** The scores without those of single classes. */
export function summaryJson({ evaluation, scores }: Judgement): object {
  const { loss, accuracy, r2 } = evaluation;
  if (scores.kind === "values") return { loss, r2, outputs: scores.outputs };
  const { accuracyInterval, macro, rocAuc, logLoss, brier } = scores;
  return { loss, accuracy, accuracyInterval, macro, rocAuc, logLoss, brier };
}

function probabilityLines({ logLoss, brier, calibration }: ClassAssessment): string[] {
  if (logLoss === undefined || brier === undefined || calibration === undefined) return [];
  const { confidence, accuracy, expectedError } = calibration;
  return [
    `Log loss ${compact(logLoss)}, Brier score ${compact(brier)}`,
    `On average ${percent(confidence, 1)} sure and ${percent(accuracy, 1)} right; ` +
      `calibration error ${percent(expectedError, 1)}`,
  ];
}

type Text = Style["text"];

function classTable({ classes, macro }: ClassAssessment, labels: readonly string[], text: Text): string[] {
  const table = [
    ["class", "examples", "precision", "recall", "F1", "ROC AUC"],
    ...classes.map((score, c) => [
      safeText(labels[c]),
      ...(score === undefined
        ? ["0", "–", "–", "–", "–"]
        : [
            count(score.examples),
            ...[score.precision, score.recall, score.f1].map((share) => percent(share, 1)),
            score.rocAuc?.toFixed(4) ?? "–",
          ]),
    ]),
    ["mean", "", ...[macro.precision, macro.recall, macro.f1].map((share) => percent(share, 1)), ""],
  ];
  return aligned(table).map((line, i) => (i === 0 ? text.dim(line) : line));
}

function outputTable(outputs: readonly ValueScore[], text: Text): string[] {
  const table = [
    ["output", "R²", "root mean squared error", "mean absolute error"],
    ...outputs.map((output) => [
      safeText(output.name),
      squared(output),
      compact(output.rmse),
      compact(output.mae),
    ]),
  ];
  return aligned(table).map((line, i) => (i === 0 ? text.dim(line) : line));
}

const squared = ({ r2 }: ValueScore): string => r2.toFixed(4);

/** Columns that end at the right. */
function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => displayWidth(row[column]))));
  return table.map((row) =>
    row
      .map((cell, column) => padBefore(cell, widths[column]))
      .join("  ")
      .trimEnd(),
  );
}
