/**
 * @file What the options of training may be: values that are more than a number, and the check of each. A check takes the
 * option's name, for its message, and returns the value complete.
 */

import { invalidArgument } from "../error.js";

/**
 * A weight for every class, in the order of the names; or `balanced`: `N / (K n)` for a class with `n` of the `N`
 * examples that are learned from, of `K` classes, so that all count alike (King and Zeng, 2001).
 */
export type ClassWeights = "balanced" | readonly number[];

export const MONITORS = ["loss", "accuracy"] as const;

/**
 * What of the validation part is watched.
 *
 * @useDeclaredType
 */
export type Monitor = (typeof MONITORS)[number];

/** When a run ends before its last epoch. */
export interface EarlyStopping {
  /** Epochs without a better one after which the run ends. */
  readonly patience: number;
  /** Which figure of validation says how good an epoch is: the loss when left out. */
  readonly monitor?: Monitor;
}

export function requireShare(share: number, name: string, other = ""): number {
  if (typeof share === "number" && share >= 0 && share < 1) return share;
  throw invalidArgument(`The option ${name} must be a number from 0 to below 1${other}, not ${share}.`);
}

export function requirePenalty(given: number, name: string): number {
  if (given >= 0 && Number.isFinite(given)) return given;
  throw invalidArgument(`The option ${name} must be a number of 0 or more, not ${given}.`);
}

export function requireLength(given: number, name: string): number {
  if (given > 0 && Number.isFinite(given)) return given;
  throw invalidArgument(`The option ${name} must be a number above 0, not ${given}.`);
}

export function requireFlag(given: boolean, name: string): boolean {
  if (typeof given === "boolean") return given;
  throw invalidArgument(`The option ${name} must be true or false, not ${given}.`);
}

export function completeDropout(dropout: number | readonly number[]): number | readonly number[] {
  const shares: readonly number[] = Array.isArray(dropout) ? dropout : [dropout];
  for (const share of shares) requireShare(share, "dropout", ", or a list of one for each hidden layer");
  return dropout;
}

export function completeFreeze(freeze: number | readonly number[]): number | readonly number[] {
  const least = Number(Array.isArray(freeze));
  if ([freeze].flat().every((layer) => Number.isSafeInteger(layer) && layer >= least)) return freeze;
  throw invalidArgument(
    `The option freeze must be how many first layers, or a list of layers from 1 on, not ${freeze}.`,
  );
}

const areNumbers = (list: unknown): boolean =>
  Array.isArray(list) && list.every((one) => Number.isFinite(one) && one >= 0);

export function requireList(list: readonly number[], name: string): readonly number[] {
  if (areNumbers(list)) return list;
  throw invalidArgument(`The option ${name} must be a list of numbers of 0 or more, one a layer.`);
}

export function completeClassWeights(weights: ClassWeights): ClassWeights {
  if (weights === "balanced" || areNumbers(weights)) return weights;
  throw invalidArgument(
    'The option classWeights must be "balanced" or a list of numbers of 0 or more, one a class.',
  );
}

export function completeEarlyStopping({
  patience,
  monitor = "loss",
}: EarlyStopping): Required<EarlyStopping> {
  if (!(Number.isSafeInteger(patience) && patience >= 1)) {
    throw invalidArgument(
      `The patience of earlyStopping must be a whole number of epochs, of 1 or more, not ${patience}.`,
    );
  }
  if (!MONITORS.includes(monitor)) {
    throw invalidArgument(`The monitor of earlyStopping must be ${MONITORS.join(" or ")}, not ${monitor}.`);
  }
  return { patience, monitor };
}
