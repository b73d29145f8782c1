/**
 * @file Chance for loops of one's own: the library's own generators, which take for granted what is checked here.
 */

import { invalidArgument } from "../error.js";
import { type RandomGenerator, randomGenerator as uncheckedGenerator } from "../model/random.js";

/**
 * A stream of random numbers that is the same in every run and on every machine, as those of the library itself are.
 *
 * @param seed any safe integer
 * @param name what the numbers are for: another name gives other numbers
 * @throws AkariError `invalid-argument` where the seed is no safe integer, or `below` has no whole bound from 1 to 2³²
 * @example
 * ```ts
 * const chance = randomGenerator(1, "moves");
 * const goesRight = chance.uniform() < 0.5;
 * const die = 1 + chance.below(6);
 * ```
 */
export function randomGenerator(seed: number, name: string): RandomGenerator {
  if (!Number.isSafeInteger(seed)) throw invalidArgument(`The seed must be a whole number, not ${seed}.`);
  if (typeof name !== "string")
    throw invalidArgument(`What the numbers are for must be a text, not ${String(name)}.`);
  const generator = uncheckedGenerator(seed, name);
  return {
    ...generator,
    below(bound) {
      // Of none of 0 numbers one would be drawn for ever.
      if (Number.isInteger(bound) && bound >= 1 && bound <= 2 ** 32) return generator.below(bound);
      throw invalidArgument(
        `A random number below ${bound} was asked for: take a whole bound from 1 to 2³².`,
      );
    },
  };
}
