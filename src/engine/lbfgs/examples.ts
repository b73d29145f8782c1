/**
 * @file The examples that a run of L-BFGS learns from: rows of a data set, read one at a time, always in one order.
 */

import type { Dataset } from "../../data/dataset.js";

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
