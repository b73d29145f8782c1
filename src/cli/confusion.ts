/**
 * @file The confusion matrix as an aligned table: which classes are taken for which.
 */

import type { Style } from "./color.js";
import { count, percent } from "./format.js";
import { displayWidth, padBefore, safeText } from "./text-width.js";

/** From this share of a class's examples on, a confusion is shown in colour. */
const STRIKING = 0.01;
/** How many of the most frequent confusions are named below the table. */
const NAMED = 3;

/**
 * @param confusion counts, `[actual class][predicted class]`
 * @param names the classes'
 * @param columns width of the terminal; a table that is wider is left out. No limit where undefined
 * @returns lines of text
 */
export function drawConfusion(
  confusion: readonly (readonly number[])[],
  names: readonly string[],
  style: Style,
  columns?: number,
): string[] {
  const { text } = style;
  const labels = names.map((name) => safeText(name));
  const totals = confusion.map((row) => row.reduce((sum, n) => sum + n, 0));
  const largest = confusion.flat().reduce((most, n) => Math.max(most, n), 0);
  const widest = Math.max(...labels.map(displayWidth));
  const cell = Math.max(String(largest).length, widest) + 2;
  const gutter = Math.max("actual".length, widest);
  const width = gutter + cell * labels.length + "  100.0%".length;
  if (columns !== undefined && width > columns) {
    return [
      `The confusion matrix is ${width} columns wide, the terminal ${columns}; --json has it whole.`,
      ...frequent(confusion, labels),
    ];
  }
  const lines = [
    text.bold("Confusion matrix") + text.dim(": rows are the actual class, columns the predicted one"),
    text.dim(`${"actual".padEnd(gutter)}${labels.map((label) => padBefore(label, cell)).join("")}   right`),
  ];
  confusion.forEach((row, actual) => {
    const cells = row.map((n, predicted) => {
      const written = (n === 0 ? "·" : String(n)).padStart(cell);
      if (n === 0) return text.dim(written);
      if (actual === predicted) return text.green(written);
      return n >= STRIKING * totals[actual] ? text.yellow(written) : written;
    });
    const right = totals[actual] === 0 ? "–" : percent(row[actual] / totals[actual], 1);
    lines.push(`${text.dim(padBefore(labels[actual], gutter))}${cells.join("")}  ${right.padStart(6)}`);
  });
  return [...lines, ...frequent(confusion, labels)];
}

/** The confusions that happen most often, in words. */
function frequent(confusion: readonly (readonly number[])[], labels: readonly string[]): string[] {
  const mistakes = confusion.flatMap((row, actual) =>
    row.map((times, predicted) => ({ actual, predicted, times })),
  );
  const worst = mistakes
    .filter(({ actual, predicted, times }) => actual !== predicted && times > 0)
    .sort((a, b) => b.times - a.times)
    .slice(0, NAMED)
    .map(({ actual, predicted, times }) => `${labels[actual]} as ${labels[predicted]} (${count(times)}×)`);
  return worst.length === 0 ? [] : [`Most often mistaken: ${worst.join(", ")}`];
}
