/**
 * @file The examples that a run of L-BFGS learns from: rows of a data set, read one at a time, always in one order; and
 * the mean and standard deviation of every input over them, each as often as it counts. Columns on scales of 1 and of a
 * million make a problem that no iteration solves well; standardised, they are alike.
 */

import type { Dataset } from "../../data/dataset.js";
import type { Pieces } from "./triangle.js";

export interface TrainingExamples {
  readonly dataset: Dataset;
  /** Which of its rows, in the order in which sums go through them. */
  readonly rows: Uint32Array;
  /** By what raw inputs are divided. */
  readonly divideBy: number;
}

/** How much a row counts; over all rows that are learned from the mean is 1. */
export const weightOf = ({ dataset }: TrainingExamples, row: number): number => dataset.weights?.[row] ?? 1;

/** About how many multiplications are done without a pause: some milliseconds. */
const PIECE = 1_000_000;

/** How many examples to go through between two pauses. @param work multiplications that one of them takes */
export const examplesInPiece = (work: number): number => Math.max(1, Math.floor(PIECE / work));

/** Writes one row's inputs, `[inputs]`, as the first layer takes them in. */
export function readInputs({ dataset, divideBy }: TrainingExamples, row: number, into: Float64Array): void {
  const { data, columns } = dataset.features;
  const from = row * columns;
  for (let j = 0; j < columns; j++) into[j] = data[from + j] / divideBy;
}

export interface Standardization {
  /** `[inputs]`. */
  readonly means: Float64Array;
  /** Standard deviations, `[inputs]`; 1 for a constant column. */
  readonly scales: Float64Array;
  /** `[inputs]`, 1 for a column that has the same number in every row, else 0. */
  readonly constant: Uint8Array;
}

export function* standardizationOf(examples: TrainingExamples): Pieces<Standardization> {
  const { dataset, rows } = examples;
  const { columns } = dataset.features;
  const x = new Float64Array(columns);
  const lowest = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  const highest = new Float64Array(columns).fill(Number.NEGATIVE_INFINITY);
  const means = new Float64Array(columns);
  const scales = new Float64Array(columns);
  const constant = new Uint8Array(columns);
  const piece = examplesInPiece(columns);
  for (let n = 0; n < rows.length; n++) {
    readInputs(examples, rows[n], x);
    const weight = weightOf(examples, rows[n]);
    for (let j = 0; j < columns; j++) {
      means[j] += weight * x[j];
      lowest[j] = Math.min(lowest[j], x[j]);
      highest[j] = Math.max(highest[j], x[j]);
    }
    if ((n + 1) % piece === 0) yield;
  }
  // The sum of a constant column was rounded: its mean is to be the constant itself.
  for (let j = 0; j < columns; j++) {
    constant[j] = lowest[j] === highest[j] ? 1 : 0;
    means[j] = constant[j] === 1 ? lowest[j] : means[j] / rows.length;
  }
  for (let n = 0; n < rows.length; n++) {
    readInputs(examples, rows[n], x);
    const weight = weightOf(examples, rows[n]);
    for (let j = 0; j < columns; j++) {
      // As a share of the range, whose square neither overflows nor vanishes.
      const share = (x[j] - means[j]) / (highest[j] - lowest[j]);
      scales[j] += weight * share * share;
    }
    if ((n + 1) % piece === 0) yield;
  }
  for (let j = 0; j < columns; j++) {
    const range = highest[j] - lowest[j];
    // No spread is left where all rows that differ count for nothing.
    scales[j] = constant[j] === 1 || scales[j] === 0 ? 1 : range * Math.sqrt(scales[j] / rows.length);
  }
  return { means, scales, constant };
}
