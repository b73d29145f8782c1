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
  /** What deviations are divided by before they are squared: a power of 2, 1 where squares are neither huge nor tiny. */
  #unit = 1;

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
    if (this.#mean === undefined) {
      this.#mean = this.#sum / this.#count;
      this.#unit = unitOf(Math.max(this.#most - this.#mean, this.#mean - this.#least));
    }
    this.#squares += ((number - this.#mean) / this.#unit) ** 2;
  }

  /** The largest input that scaled numbers become, by its size. */
  largest({ shift, scale }: Scaling): number {
    return this.#count === 0
      ? 0
      : Math.max(Math.abs((this.#least - shift) / scale), Math.abs((this.#most - shift) / scale));
  }

  finish(): Scaling {
    if (this.#scaling === "none" || this.#count === 0) return { shift: 0, scale: 1 };
    if (this.#scaling === "min-max") return { shift: this.#least, scale: this.#most - this.#least || 1 };
    const mean = this.#sum / this.#count;
    const deviation = this.#unit * Math.sqrt(this.#squares / this.#count);
    // Equal numbers may differ from their mean by its rounding.
    const rounding = Math.max(Math.abs(mean) * this.#count * Number.EPSILON, Number.MIN_VALUE);
    const isRounding = deviation <= rounding;
    return { shift: mean, scale: isRounding ? 1 : deviation };
  }
}

/** Squares of numbers within these are far from what float64 can keep, both ways. */
const SMALL = 2 ** -450;
const LARGE = 2 ** 450;
/** The differences of numbers that are larger may be none: they are refused. */
const LARGEST = 2 ** 1000;

/** What numbers of such a size are divided by to be squared. */
const unitOf = (size: number): number =>
  size === 0 || !(size < LARGEST) || (size > SMALL && size < LARGE)
    ? 1
    : 2 ** Math.floor(Math.log2(size));

/** The middle one by size, or the mean of the two in the middle; 0 of none. Sorts its argument. */
export function median(numbers: Float64Array): number {
  if (numbers.length === 0) return 0;
  numbers.sort();
  const middle = numbers.length >> 1;
  return numbers.length % 2 === 1 ? numbers[middle] : numbers[middle - 1] / 2 + numbers[middle] / 2;
}
