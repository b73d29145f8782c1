/**
 * @file Dropout in training: each of a layer's inputs is either left out or made larger, so that their sum is what it
 * was on average.
 *
 * ```
 * a ← a ⊙ m        ∂L/∂a ← ∂L/∂a ⊙ m        m = 0 where dropped, else 1 / (1 − share)
 * ```
 */

import { dropoutKey, dropoutThreshold, isDropped } from "../dropout.js";

/** The masks of one example, one a layer, each `[inputs]`; undefined for a layer all of whose inputs are taken. */
export type Masks = readonly (Float64Array | undefined)[];

/** Dropout of the inputs of a network's layers. */
export class Dropout {
  readonly #shares: readonly number[];
  readonly #keys: readonly number[];

  /** @param shares of each layer's inputs, that are dropped */
  constructor(shares: readonly number[], seed: number) {
    this.#shares = shares;
    this.#keys = shares.map((_, l) => dropoutKey(seed, l));
  }

  /** Masks for an example of a step. @param inputs of each layer, how many */
  masks(inputs: readonly number[], step: number, row: number): Masks {
    return this.#shares.map((share, l) => {
      if (share === 0) return undefined;
      const threshold = dropoutThreshold(share);
      const kept = 1 / (1 - share);
      return Float64Array.from({ length: inputs[l] }, (_, unit) =>
        isDropped(this.#keys[l], threshold, step, row, unit) ? 0 : kept,
      );
    });
  }
}

/** `a ← a ⊙ m`. */
export function applyMask(a: Float64Array, mask: Float64Array | undefined): void {
  if (mask === undefined) return;
  for (let i = 0; i < a.length; i++) a[i] *= mask[i];
}
