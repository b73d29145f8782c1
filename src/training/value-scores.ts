/**
 * @file How good predicted numbers are: R², RMSE and MAE of every output, in the target's own unit.
 */

import type { OutputScaling } from "../model/preprocessing.js";

/** How well one output does over some examples. */
export interface ValueScore {
  /** What the output is called. */
  readonly name: string;
  /**
   * Coefficient of determination: `1 − Σ(y − ŷ)² / Σ(y − ȳ)²`, 1 at best, 0 for who always says the mean, below for
   * who does worse. Where all targets are the same it is 1 for a perfect prediction and 0 for any other, as
   * scikit-learn has it.
   */
  readonly r2: number;
  /** Root of the mean squared error, in the target's unit. */
  readonly rmse: number;
  /** Mean absolute error, in the target's unit. */
  readonly mae: number;
  /** Where all targets are the same, so that R² says nothing. */
  readonly constant?: true;
}

/** Sums up one output's errors, example by example. */
class OutputErrors {
  readonly #scaling: OutputScaling;
  #count = 0;
  #squared = 0;
  #absolute = 0;
  /** Mean of the targets so far, and the sum of their squared deviations from it (Welford, 1962). */
  #mean = 0;
  #deviation = 0;
  /** Of targets so tiny or huge that float64 cannot keep their squares, their own size. */
  readonly #unit: number;

  constructor(scaling: OutputScaling) {
    this.#scaling = scaling;
    this.#unit = scaling.scale > 1e-140 && scaling.scale < 1e140 ? 1 : scaling.scale;
  }

  /** @param target and output as the network has them, scaled */
  add(target: number, output: number): void {
    const { shift, scale } = this.#scaling;
    const error = ((output - target) * scale) / this.#unit;
    const value = (target * scale + shift) / this.#unit;
    this.#count++;
    this.#squared += error * error;
    this.#absolute += Math.abs(error);
    const step = value - this.#mean;
    this.#mean += step / this.#count;
    this.#deviation += step * (value - this.#mean);
  }

  score(): ValueScore {
    const count = this.#count;
    const constant = this.#squared === 0 ? 1 : 0;
    return {
      name: this.#scaling.name,
      r2: this.#deviation > 0 ? 1 - this.#squared / this.#deviation : constant,
      rmse: this.#unit * Math.sqrt(this.#squared / count),
      mae: this.#unit * (this.#absolute / count),
      ...(this.#deviation > 0 ? {} : { constant: true }),
    };
  }
}

/** Sums up the errors of all outputs. */
export class ValueErrors {
  readonly #outputs: readonly OutputErrors[];

  /** @param scaling of each output; numbers are taken as they are where there is none */
  constructor(columns: number, scaling: readonly OutputScaling[] | undefined) {
    this.#outputs = Array.from(
      { length: columns },
      (_, k) => new OutputErrors(scaling?.[k] ?? { name: `output ${k + 1}`, shift: 0, scale: 1 }),
    );
  }

  /**
   * @param targets where an example's stand, from `firstTarget` on
   * @param outputs where the network's stand, from `firstOutput` on
   */
  add(
    targets: ArrayLike<number>,
    firstTarget: number,
    outputs: ArrayLike<number>,
    firstOutput: number,
  ): void {
    this.#outputs.forEach((output, k) => {
      output.add(targets[firstTarget + k], outputs[firstOutput + k]);
    });
  }

  scores(): ValueScore[] {
    return this.#outputs.map((output) => output.score());
  }
}
