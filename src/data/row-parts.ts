/**
 * @file Deals rows out to parts one by one, for examples that are too many to be looked at together: which part a row is
 * in is a function of its number, or its group's, and the seed. Of many rows, classes have about the same share in
 * every part.
 */

import { AkariError } from "../error.js";
import { mix, randomGenerator } from "../model/random.js";
import type { SplitOptions } from "./split.js";

/** In the order of their numbers. */
export const PART_NAMES = ["training", "validation", "test"] as const;

export type PartName = (typeof PART_NAMES)[number];

export class RowParts {
  readonly #options: SplitOptions;
  readonly #keys: readonly [number, number];

  constructor(options: SplitOptions) {
    const random = randomGenerator(options.seed, "parts");
    this.#options = options;
    this.#keys = [random.uint32(), random.uint32()];
  }

  /** @param row its number, or that of its group */
  of(row: number): PartName {
    const { test, validation } = this.#options;
    const drawn = (mix(mix(row ^ this.#keys[0]) + this.#keys[1]) >>> 0) / 2 ** 32;
    if (drawn < test) return "test";
    return drawn < test + (1 - test) * validation ? "validation" : "training";
  }

  /** @throws AkariError `invalid-data` where a part that is wanted is empty */
  requireRows(counts: Readonly<Record<PartName, number>>, name: string): void {
    const { test, validation } = this.#options;
    const wanted = { training: true, validation: validation > 0, test: test > 0 };
    const empty = PART_NAMES.find((part) => wanted[part] && counts[part] === 0);
    if (empty === undefined) return;
    throw new AkariError(
      "invalid-data",
      `${name}'s rows, or groups, are too few: its ${empty} part is empty. Give it more, or change the shares.`,
    );
  }
}

/** A number for a text, such as a group's, from all of its characters. */
export function textNumber(text: string): number {
  let hash = text.length;
  for (let i = 0; i < text.length; i++) hash = mix(Math.imul(hash, 0x9e3779b1) + text.charCodeAt(i));
  return hash >>> 0;
}
