/**
 * @file What a model's training record says of the course of its run: how it ended, which epoch was the best, where a loss was
 * not finite, and which epochs a table of them shows.
 */

import type { Curve, TrainingHistory, TrainingRecord } from "akari/formats";
import type { Point } from "../chart/curves";

/** How a run ended, as far as its record tells. */
export type End =
  | { readonly kind: "solved" }
  | { readonly kind: "converged" }
  /** Validation had not become better for as long as it was waited for. */
  | { readonly kind: "early"; readonly stopping: NonNullable<TrainingRecord["earlyStopping"]> }
  /** Before its last epoch: a checkpoint, or somebody stopped it. */
  | { readonly kind: "part" }
  | { readonly kind: "whole" };

/** Epochs that have come to their end; those of a record without curves are reckoned from its steps. */
export function epochsDone({ history, steps, trainingExamples, batch }: TrainingRecord): number {
  return history?.loss.length ?? Math.floor(steps / Math.max(1, Math.ceil(trainingExamples / batch)));
}

export function endOf(record: TrainingRecord): End {
  const { ended, earlyStopping, bestEpoch, epochs } = record;
  if (ended !== undefined) return { kind: ended };
  const done = epochsDone(record);
  if (done >= epochs) return { kind: "whole" };
  const waited = done - (bestEpoch ?? done);
  return earlyStopping !== undefined && waited >= earlyStopping.patience
    ? { kind: "early", stopping: earlyStopping }
    : { kind: "part" };
}

/** The best epoch on validation data, and whether it is the one whose weights the model has. */
export interface Best {
  readonly epoch: number;
  readonly kept: boolean;
}

/** That which was kept, else that of the lowest validation loss; nothing where nobody knows. */
export function bestOf({ bestEpoch, history }: TrainingRecord): Best | undefined {
  if (history === undefined) return undefined;
  if (bestEpoch !== undefined)
    return bestEpoch <= history.loss.length ? { epoch: bestEpoch, kept: true } : undefined;
  const epoch = lowest(history.validationLoss);
  return epoch === undefined || history.loss.length === 1 ? undefined : { epoch, kept: false };
}

/** The epoch, from 1, of a curve's first lowest value; `undefined` where it has none. */
export function lowest(curve: Curve = []): number | undefined {
  let best: number | undefined;
  for (const [i, value] of curve.entries()) {
    if (value !== null && (best === undefined || value < curve[best - 1]!)) best = i + 1;
  }
  return best;
}

/** More decimals than these are read as a power of ten. */
const MOST_DECIMALS = 8;

/**
 * How many decimals a column of a curve's values has, so that its points stand below each other: as many as its smallest value
 * needs for so many digits; `undefined` where that is too small for any.
 */
export function decimalsOf(curve: Curve = [], digits: number): number | undefined {
  const sizes = curve.flatMap((value) => (value === null || value === 0 ? [] : [Math.abs(value)]));
  const least = sizes.reduce((a, b) => Math.min(a, b), 1);
  const decimals = digits - 1 - Math.floor(Math.log10(least));
  return decimals <= MOST_DECIMALS ? decimals : undefined;
}

/** The epochs, from 1, in which a loss was not finite. */
export const brokenEpochs = ({ loss, validationLoss = [] }: TrainingHistory): number[] =>
  loss.flatMap((value, i) => (value === null || validationLoss[i] === null ? [i + 1] : []));

/** A curve's points: its epochs, from 1, and its values times `scale`. */
export const pointsOf = (curve: Curve = [], scale = 1): Point[] =>
  curve.map((value, i) => ({ x: i + 1, y: value === null ? Number.NaN : value * scale }));

/** Rows of the table of epochs, at most about so many: more nobody reads, and they would take long to be made. */
const MOST_ROWS = 200;

/** Which of so many epochs a table shows: every one, or every so manieth, with the first, the last and the best. */
export function tableEpochs(epochs: number, best: number | undefined): number[] {
  const every = Math.ceil(epochs / MOST_ROWS);
  const shown = new Set([1, epochs, ...(best === undefined ? [] : [best])]);
  for (let epoch = every; epoch <= epochs; epoch += every) shown.add(epoch);
  return [...shown].sort((a, b) => a - b);
}
