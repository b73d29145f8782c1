/**
 * @file How numbers are brought to a common scale, learned from some of them.
 */

import type { Scaling } from "../../model/preprocessing.js";
import type { TableScaling } from "./options.js";

/**
 * Mean 0 and deviation 1 (`standard`), 0 to 1 (`min-max`), or as they are. Numbers that are all the same become 0.
 *
 * @param numbers without any that is missing; none at all leaves numbers as they are
 */
export function learnScaling(numbers: Float64Array, scaling: TableScaling): Scaling {
  const learner = new ScalingLearner(scaling);
  for (const number of numbers) learner.see(number);
  if (learner.looksTwice) for (const number of numbers) learner.seeAgain(number);
  return learner.finish();
}

/** The same for numbers that come one by one: {@link see} all, then {@link seeAgain} all in the same order. */
export class ScalingLearner {
  /** Whether it needs to see them again. */
  readonly looksTwice: boolean;
  readonly #scaling: TableScaling;
  #count = 0;
  #sum = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;
  #squares = 0;
  #mean: number | undefined;

  constructor(scaling: TableScaling) {
    this.#scaling = scaling;
    this.looksTwice = scaling === "standard";
  }

  see(number: number): void {
    this.#count++;
    this.#sum += number;
    this.#least = Math.min(this.#least, number);
    this.#most = Math.max(this.#most, number);
  }

  seeAgain(number: number): void {
    this.#mean ??= this.#sum / this.#count;
    this.#squares += (number - this.#mean) ** 2;
  }

  finish(): Scaling {
    if (this.#scaling === "none" || this.#count === 0) return { shift: 0, scale: 1 };
    if (this.#scaling === "min-max") return { shift: this.#least, scale: this.#most - this.#least || 1 };
    const mean = this.#sum / this.#count;
    const deviation = Math.sqrt(this.#squares / this.#count);
    // Equal numbers may differ from their mean by its rounding.
    const isRounding = deviation <= Math.abs(mean) * this.#count * Number.EPSILON;
    return { shift: mean, scale: isRounding ? 1 : deviation };
  }
}

/** The middle one by size, or the mean of the two in the middle; 0 of none. Sorts its argument. */
export function median(numbers: Float64Array): number {
  if (numbers.length === 0) return 0;
  numbers.sort();
  const middle = numbers.length >> 1;
  return numbers.length % 2 === 1 ? numbers[middle] : numbers[middle - 1] / 2 + numbers[middle] / 2;
}
