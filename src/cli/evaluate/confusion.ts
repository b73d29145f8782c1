/**
 * @file The confusion matrix: which classes are taken for which. As an aligned table, of many classes of those that are
 * confused most; and all of it as the CSV table that `--confusion FILE` writes.
 */

import { invalidArgument } from "../../error.js";
import type { OutputTask } from "../../model/outputs.js";
import type { LabelsScore } from "../../training/label-scores.js";
import type { Io } from "../io.js";
import { csvLine, defused, requireOutputs } from "../output-files.js";
import { type Style, streamStyle } from "../terminal/color.js";
import { count, displayWidth, padBefore, percent, safeText } from "../terminal/text.js";

/** From this share of a class's examples on, a confusion is shown in colour. */
const STRIKING = 0.01;
/** How many of the most frequent confusions are named below the table. */
const NAMED = 3;
/** Of more classes than this, nobody reads a whole matrix. */
export const MOST_CLASSES = 20;
/** Of more classes than {@link MOST_CLASSES}, so many are shown. */
const PART = 10;

/** Counts, `[actual class][predicted class]`. */
export type Confusion = readonly (readonly number[])[];

/** How often examples of one class were taken for another. */
interface Confused {
  readonly actual: number;
  readonly predicted: number;
  readonly times: number;
}

/** All confusions, the most frequent first; of equal ones in the classes' order. */
export function confusions(confusion: Confusion): Confused[] {
  const found: Confused[] = [];
  confusion.forEach((row, actual) => {
    row.forEach((times, predicted) => {
      if (actual !== predicted && times > 0) found.push({ actual, predicted, times });
    });
  });
  return found.sort((a, b) => b.times - a.times);
}

/** A part of a matrix: the classes of the most frequent confusions. */
interface ConfusedPart {
  /** In their own order. */
  readonly classes: readonly number[];
  /** How many mistakes there are in all, and of them between two of these classes. */
  readonly mistakes: number;
  readonly shown: number;
}

/** @param most at most so many classes */
export function mostConfused(confusion: Confusion, most: number): ConfusedPart {
  const all = confusions(confusion);
  const kept = new Set<number>();
  for (const { actual, predicted } of all) {
    const both = new Set([...kept, actual, predicted]);
    if (both.size <= most) for (const c of both) kept.add(c);
    if (kept.size >= most) break;
  }
  const sum = (some: readonly Confused[]): number => some.reduce((total, { times }) => total + times, 0);
  const shown = all.filter(({ actual, predicted }) => kept.has(actual) && kept.has(predicted));
  return { classes: [...kept].sort((a, b) => a - b), mistakes: sum(all), shown: sum(shown) };
}

/**
 * @param names the classes'
 * @param columns width of the terminal; a table that is wider is left out. No limit where undefined
 * @returns lines of text
 */
export function drawConfusion(
  confusion: Confusion,
  names: readonly string[],
  style: Style,
  columns?: number,
): string[] {
  const labels = names.map((name) => safeText(name));
  if (labels.length > MOST_CLASSES) return drawPart(confusion, labels, style, columns);
  const all = labels.map((_, c) => c);
  const { lines, width } = drawMatrix(confusion, labels, all, style);
  if (columns !== undefined && width > columns) {
    return [
      `The confusion matrix is ${width} columns wide, the terminal ${columns}; --json has it whole.`,
      ...frequent(confusion, labels),
    ];
  }
  return [
    style.text.bold("Confusion matrix") +
      style.text.dim(": rows are the actual class, columns the predicted one"),
    ...lines,
    ...frequent(confusion, labels),
  ];
}

/** As many of the classes that are confused most as there is room for. */
function drawPart(
  confusion: Confusion,
  labels: readonly string[],
  style: Style,
  columns = Number.POSITIVE_INFINITY,
): string[] {
  const { text } = style;
  const of = `${count(labels.length)} classes`;
  for (let most = PART; most >= 2; most--) {
    const { classes, mistakes, shown } = mostConfused(confusion, most);
    if (mistakes === 0) return [`Confusion matrix: none of the ${of} was taken for another.`];
    const { lines, width } = drawMatrix(confusion, labels, classes, style);
    if (width > columns) continue;
    return [
      text.bold(`Confusion matrix of ${classes.length} of ${of}`) +
        text.dim(", those confused most: rows are the actual class, columns the predicted one"),
      ...lines,
      ...frequent(confusion, labels),
      `Left out: ${count(labels.length - classes.length)} classes, and ${count(mistakes - shown)} of the ` +
        `${count(mistakes)} mistakes. ${WHOLE}`,
    ];
  }
  return [
    `The confusion matrix of ${of} is too wide for the terminal. ${WHOLE}`,
    ...frequent(confusion, labels),
  ];
}

const WHOLE = "--confusion FILE writes the whole matrix.";

/** @param shown classes; what was predicted of the others is added up in a last column */
function drawMatrix(
  confusion: Confusion,
  labels: readonly string[],
  shown: readonly number[],
  { text }: Style,
): { lines: string[]; width: number } {
  const totals = shown.map((actual) => confusion[actual].reduce((sum, n) => sum + n, 0));
  const isPart = shown.length < labels.length;
  const heads = [...shown.map((c) => labels[c]), ...(isPart ? ["others"] : [])];
  const largest = totals.reduce((most, n) => Math.max(most, n), 0);
  const widest = Math.max(...heads.map(displayWidth));
  const cell = Math.max(String(largest).length, widest) + 2;
  const gutter = Math.max("actual".length, widest);
  const lines = [
    text.dim(`${"actual".padEnd(gutter)}${heads.map((label) => padBefore(label, cell)).join("")}   right`),
  ];
  shown.forEach((actual, i) => {
    const row = shown.map((predicted) => confusion[actual][predicted]);
    const rest = totals[i] - row.reduce((sum, n) => sum + n, 0);
    const cells = [...row, ...(isPart ? [rest] : [])].map((n, p) => {
      const written = (n === 0 ? "·" : String(n)).padStart(cell);
      if (n === 0) return text.dim(written);
      if (shown[p] === actual) return text.green(written);
      return n >= STRIKING * totals[i] ? text.yellow(written) : written;
    });
    const right = totals[i] === 0 ? "–" : percent(confusion[actual][actual] / totals[i], 1);
    lines.push(`${text.dim(padBefore(labels[actual], gutter))}${cells.join("")}  ${right.padStart(6)}`);
  });
  return { lines, width: gutter + cell * heads.length + "  100.0%".length };
}

/** The confusions that happen most often, in words. */
function frequent(confusion: Confusion, labels: readonly string[]): string[] {
  const worst = confusions(confusion)
    .slice(0, NAMED)
    .map(({ actual, predicted, times }) => `${labels[actual]} as ${labels[predicted]} (${count(times)}×)`);
  return worst.length === 0 ? [] : [`Most often mistaken: ${worst.join(", ")}`];
}

/** What there is to be written: of numbers nothing. */
type ConfusionScores =
  | { readonly task: "classes"; readonly confusion: Confusion }
  | { readonly task: "labels"; readonly labels: LabelsScore }
  | { readonly task: "values" };

/**
 * Asked before a model is scored.
 *
 * @param path nothing is asked where it is undefined
 * @param what the model predicts
 * @param inputs the files and folders that the command reads
 * @param outputs the other files that it writes
 * @throws AkariError as {@link requireOutputs} does, and `invalid-argument` where there will be no such matrix
 */
export async function requireConfusionFile(
  path: string | undefined,
  what: OutputTask,
  inputs: readonly (string | undefined)[],
  outputs: readonly string[] = [],
): Promise<void> {
  if (path === undefined) return;
  if (what === "values") {
    throw invalidArgument(
      "--confusion would be ignored: the model predicts numbers, which have no confusion matrix.",
    );
  }
  await requireOutputs([path], inputs, { option: "--confusion", others: outputs });
}

/**
 * Writes a row an actual class and a column a predicted one; of labels that are each true or not by themselves, a row a
 * label with its four counts.
 *
 * @param path nothing is written where it is undefined
 * @param scores an evaluation
 * @param names the classes' or labels'
 */
export async function writeConfusion(
  path: string | undefined,
  scores: ConfusionScores,
  names: readonly string[],
): Promise<void> {
  if (path === undefined || scores.task === "values") return;
  const table =
    scores.task === "classes"
      ? [["actual", ...names], ...scores.confusion.map((row, actual) => [names[actual], ...row.map(String)])]
      : [
          ["label", "true_positives", "false_positives", "false_negatives", "true_negatives"],
          ...scores.labels.counts.map(
            ({ truePositives, falsePositives, falseNegatives, trueNegatives }, k) => [
              names[k],
              ...[truePositives, falsePositives, falseNegatives, trueNegatives].map(String),
            ],
          ),
        ];
  const { writeAtomically } = await import("../../platform/write-file.node.js");
  // People open it in a spreadsheet, and a label is text.
  const text = table.map((cells) => `${csvLine(cells.map(defused))}\n`).join("");
  await writeAtomically(path, new TextEncoder().encode(text));
}

/** The confusion matrix below an empty line; nothing where there are no classes. */
export function confusionLines(
  scores: ConfusionScores,
  labels: readonly string[],
  io: Pick<Io, "stdout" | "env">,
): string[] {
  if (scores.task !== "classes") return [];
  return ["", ...drawConfusion(scores.confusion, labels, streamStyle(io.stdout, io.env), io.stdout.columns)];
}
