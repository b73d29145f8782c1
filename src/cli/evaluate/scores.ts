/**
 * @file Scores as text for a terminal, and as JSON.
 */

import { joinNames } from "../../data/names.js";
import type { Assessment, ClassAssessment } from "../../insight/metrics/assess.js";
import type { MacroScore } from "../../insight/metrics/class-metrics.js";
import type { LabelAssessment } from "../../insight/metrics/label-metrics.js";
import type { ModelScores } from "../../insight/metrics/score-model.js";
import type { ValueScore } from "../../training/evaluate.js";
import type { Style } from "../terminal/color.js";
import { oneLine } from "../terminal/output.js";
import { compact, count, countOf, displayWidth, padBefore, percent, safeText } from "../terminal/text.js";
import { type Confusion, confusions, MOST_CLASSES } from "./confusion.js";

/** How good a model is, in two lines or, for several outputs, in a table. @param name the data set's */
export function summaryLines(scored: ModelScores, name: string, { text }: Style): string[] {
  const { examples, loss } = scored.evaluation;
  if (scored.task === "classes") {
    const { accuracy } = scored.evaluation;
    const { accuracyInterval, macro, rocAuc } = scored.scores;
    const interval = `95% interval ${percent(accuracyInterval.from)} to ${percent(accuracyInterval.to)}`;
    const area = rocAuc === undefined ? "" : `, ROC AUC ${rocAuc.toFixed(4)}`;
    return [
      `${text.bold(`Accuracy ${percent(accuracy)}`)} on ${oneLine(name)}: ` +
        `${count(accuracy * examples)} of ${count(examples)} right, loss ${compact(loss)}`,
      `${interval}, macro F1 ${percent(macro.f1)}${area}`,
    ];
  }
  if (scored.task === "labels") return labelSummary(scored.scores, examples, loss, name, text);
  const { outputs } = scored.scores;
  const [only, ...others] = outputs;
  const rest = `on ${oneLine(name)}: ${countOf(examples, "example")}, loss ${compact(loss)}`;
  if (others.length > 0) {
    return [`${text.bold("Scores")} ${rest}`, ...outputTable(outputs, text), ...constantLines(outputs)];
  }
  return [
    `${text.bold(`R² ${squared(only)}`)} ${rest}`,
    ...constantLines([only]),
    `In the unit of ${safeText(only.name)}: root mean squared error ${compact(only.rmse)}, ` +
      `mean absolute error ${compact(only.mae)}`,
  ];
}

/** What there is to say of a classifier besides: its probabilities, and every class. @param labels the classes' names */
export function detailLines(scores: Assessment, labels: readonly string[], { text }: Style): string[] {
  if (scores.kind === "values") return [];
  if (scores.kind === "labels") return ["", ...labelTable(scores, labels, text)];
  return [...probabilityLines(scores), "", ...classTable(scores, labels, text)];
}

function labelSummary(
  { exactMatch, exactMatchInterval, accuracy, micro, macro, rocAuc, labels }: LabelAssessment,
  examples: number,
  loss: number,
  name: string,
  text: Text,
): string[] {
  const lacking = labels.filter((label) => label.rocAuc === undefined).length;
  const of = lacking === 0 ? "" : ` (of the ${count(labels.length - lacking)} labels that have one)`;
  const area = rocAuc === undefined ? "" : `, macro ROC AUC ${rocAuc.toFixed(4)}${of}`;
  return [
    `${text.bold(`Exact match ${percent(exactMatch)}`)} on ${oneLine(name)}: all ${countOf(labels.length, "label")} right in ` +
      `${count(exactMatch * examples)} of ${countOf(examples, "example")}, loss ${compact(loss)}`,
    `95% interval ${percent(exactMatchInterval.from)} to ${percent(exactMatchInterval.to)}`,
    `Label by label ${percent(accuracy)} right, micro F1 ${percent(micro.f1)}, macro F1 ${percent(macro.f1)}${area}`,
  ];
}

const labelTable = (
  { labels: scores, micro, macro }: LabelAssessment,
  labels: readonly string[],
  text: Text,
): string[] =>
  shortTable(
    ["label", "true of", "right", "precision", "recall", "F1", "ROC AUC"],
    scores.map((score, k) => ({
      cells: [
        safeText(labels[k]),
        count(score.examples),
        percent(score.accuracy, 1),
        ...threeShares(score),
        score.rocAuc?.toFixed(4) ?? "–",
      ],
      rank: score.f1,
    })),
    [
      ["micro", "", "", ...threeShares(micro), ""],
      ["macro", "", "", ...threeShares(macro), ""],
    ],
    text,
  );

const threeShares = ({ precision, recall, f1 }: MacroScore): string[] =>
  [precision, recall, f1].map((share) => percent(share, 1));

/** The scores as they stand in the output of --json. */
export function evaluationJson(scored: ModelScores, labels: readonly string[]): object {
  const { loss, examples } = scored.evaluation;
  if (scored.task === "labels") return { loss, examples, ...labelFigures(scored.scores, labels) };
  if (scored.task === "values") {
    return { loss, r2: scored.evaluation.r2, examples, outputs: scored.scores.outputs };
  }
  const { accuracy, confusion } = scored.evaluation;
  const { kind: _, ...figures } = scored.scores;
  return { loss, accuracy, examples, ...confusionJson(confusion, labels), labels, ...figures };
}

/** From more classes on a matrix is nearly all zeros: then what is not is listed. */
const LARGEST_MATRIX = 100;

/** `confusion`, or of very many classes `confusions`. @param labels the classes' names */
export const confusionJson = (confusion: Confusion, labels: readonly string[]): object =>
  confusion.length <= LARGEST_MATRIX
    ? { confusion }
    : {
        confusions: confusions(confusion).map(({ actual, predicted, times }) => ({
          actual: labels[actual],
          predicted: labels[predicted],
          times,
        })),
      };

/** Scores of labels, each with its name. */
export const labelFigures = (
  { kind: _, labels: scores, ...figures }: LabelAssessment,
  labels: readonly string[],
): object => ({ ...figures, labels: scores.map((score, k) => ({ label: labels[k], ...score })) });

/** The scores without those of single classes. */
export function summaryJson(scored: ModelScores): object {
  const { loss } = scored.evaluation;
  if (scored.task === "values") return { loss, r2: scored.evaluation.r2, outputs: scored.scores.outputs };
  if (scored.task === "labels") {
    const { kind: _, labels: __, ...figures } = scored.scores;
    return { loss, ...figures };
  }
  const { accuracyInterval, macro, rocAuc, logLoss, brier } = scored.scores;
  return { loss, accuracy: scored.evaluation.accuracy, accuracyInterval, macro, rocAuc, logLoss, brier };
}

function probabilityLines({ logLoss, brier, calibration }: ClassAssessment): string[] {
  if (logLoss === undefined || brier === undefined || calibration === undefined) return [];
  const { confidence, accuracy, expectedError } = calibration;
  return [
    `Log loss ${compact(logLoss)}, Brier score ${compact(brier)}`,
    `Average confidence ${percent(confidence, 1)}, accuracy ${percent(accuracy, 1)}; ` +
      `calibration error ${percent(expectedError, 1)}`,
  ];
}

type Text = Style["text"];

const classTable = ({ classes, macro }: ClassAssessment, labels: readonly string[], text: Text): string[] => [
  ...shortTable(
    ["class", "examples", "precision", "recall", "F1", "ROC AUC"],
    classes.map((score, c) =>
      score === undefined
        ? { cells: [safeText(labels[c]), "0", "–", "–", "–", "–"], rank: Number.POSITIVE_INFINITY }
        : {
            cells: [
              safeText(labels[c]),
              count(score.examples),
              ...threeShares(score),
              score.rocAuc?.toFixed(4) ?? "–",
            ],
            rank: score.f1,
          },
    ),
    [["mean", "", ...threeShares(macro), ""]],
    text,
  ),
  ...absentLines(classes, labels),
];

/** Classes without an example, and what becomes of them in the means. */
function absentLines(classes: ClassAssessment["classes"], labels: readonly string[]): string[] {
  const names = (is: (score: ClassAssessment["classes"][number]) => boolean): string =>
    joinNames(classes.flatMap((score, c) => (is(score) ? [safeText(labels[c])] : [])));
  const absent = names((score) => score === undefined);
  const predicted = names((score) => score?.examples === 0);
  return [
    ...(absent === "" ? [] : [`Without an example here, and in no mean: ${absent}`]),
    ...(predicted === ""
      ? []
      : [`Without an example here, but predicted, and so 0 in the means: ${predicted}`]),
  ];
}

interface RankedRow {
  readonly cells: readonly string[];
  /** Of many rows, those with the lowest are shown. */
  readonly rank: number;
}

/** Of many rows those with the lowest F1, in their own order, and a line that says so. */
function shortTable(
  head: readonly string[],
  rows: readonly RankedRow[],
  feet: readonly (readonly string[])[],
  text: Text,
): string[] {
  const worst = new Set([...rows].sort((a, b) => a.rank - b.rank).slice(0, MOST_CLASSES));
  const shown = rows.length > MOST_CLASSES ? rows.filter((row) => worst.has(row)) : rows;
  const left = rows.length - shown.length;
  return [
    ...aligned([head, ...shown.map(({ cells }) => cells), ...feet]).map((line, i) =>
      i === 0 ? text.dim(line) : line,
    ),
    ...(left === 0
      ? []
      : [`Shown are the ${MOST_CLASSES} with the lowest F1; --json has the other ${count(left)} too.`]),
  ];
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

/** R² compares with who always says the mean, and there that one makes no mistake. */
export const constantLines = (outputs: readonly ValueScore[]): string[] =>
  outputs
    .filter(({ constant }) => constant)
    .map(({ name }) => `All actual values of ${safeText(name)} are the same here: its R² says nothing.`);

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
