/**
 * @file How numbers are brought to a common scale, and their median, found from some of them.
 */

import type { Scaling } from "../../model/preprocessing.js";
import { mix } from "../../model/random.js";
import type { TableScaling } from "./options.js";

/**
 * Finds how numbers are brought to mean 0 and deviation 1 (`standard`), to 0 to 1 (`min-max`), or left as they are.
 * Numbers that are all the same become 0; none at all are left as they are. They come one by one, without any that is
 * missing: {@link add} all, then {@link addAgain} all in the same order.
 */
export class ScalingFitter {
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

  add(number: number): void {
    this.#count++;
    this.#sum += number;
    this.#least = Math.min(this.#least, number);
    this.#most = Math.max(this.#most, number);
  }

  addAgain(number: number): void {
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
  size === 0 || !(size < LARGEST) || (size > SMALL && size < LARGE) ? 1 : 2 ** Math.floor(Math.log2(size));

/** The middle one by size, or the mean of the two in the middle; 0 of none. Sorts its argument. */
function median(numbers: Float64Array): number {
  if (numbers.length === 0) return 0;
  numbers.sort();
  const middle = numbers.length >> 1;
  return numbers.length % 2 === 1 ? numbers[middle] : numbers[middle - 1] / 2 + numbers[middle] / 2;
}

/** The median of numbers: exact of as many as there is room for, of more that of so many drawn at random. */
export class Sample {
  readonly #numbers: Float64Array;
  readonly #key: number;
  #seen = 0;

  /** @param key decides which are drawn */
  constructor(room: number, key: number) {
    this.#numbers = new Float64Array(room);
    this.#key = key;
  }

  /** Keeps each number that it sees with the same probability (algorithm R: Vitter, 1985). */
  add(number: number): void {
    const { length } = this.#numbers;
    let place = this.#seen;
    if (place >= length) {
      const drawn = (mix(mix(this.#seen) ^ this.#key) >>> 0) / 2 ** 32;
      place = Math.floor(drawn * (this.#seen + 1));
    }
    if (place < length) this.#numbers[place] = number;
    this.#seen++;
  }

  /** 0 of none. Reorders what was kept: see no more. */
  median(): number {
    return median(this.#numbers.subarray(0, Math.min(this.#seen, this.#numbers.length)));
  }
}
