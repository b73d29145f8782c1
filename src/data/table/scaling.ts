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
  if (scaling === "none" || numbers.length === 0) return { shift: 0, scale: 1 };
  if (scaling === "min-max") {
    const least = numbers.reduce((a, b) => Math.min(a, b));
    const most = numbers.reduce((a, b) => Math.max(a, b));
    return { shift: least, scale: most - least || 1 };
  }
  let sum = 0;
  for (const number of numbers) sum += number;
  const mean = sum / numbers.length;
  let squares = 0;
  for (const number of numbers) squares += (number - mean) ** 2;
  const deviation = Math.sqrt(squares / numbers.length);
  // Equal numbers may differ from their mean by its rounding.
  const isRounding = deviation <= Math.abs(mean) * numbers.length * Number.EPSILON;
  return { shift: mean, scale: isRounding ? 1 : deviation };
}

/** The middle one by size, or the mean of the two in the middle; 0 of none. Sorts its argument. */
export function median(numbers: Float64Array): number {
  if (numbers.length === 0) return 0;
  numbers.sort();
  const middle = numbers.length >> 1;
  return numbers.length % 2 === 1 ? numbers[middle] : numbers[middle - 1] / 2 + numbers[middle] / 2;
}
