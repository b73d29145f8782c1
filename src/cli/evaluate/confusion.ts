/**
 * @file The confusion matrix as an aligned table: which classes are taken for which. Of many classes it is of those that
 * are confused most.
 */

import type { Style } from "../terminal/color.js";
import { count, percent } from "../terminal/format.js";
import { displayWidth, padBefore, safeText } from "../terminal/text-width.js";

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
export interface Confused {
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
export interface ConfusedPart {
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
