/**
 * @file What the seed of a lesson decides: the same on every machine, drawn again until it will do.
 */

import { seededRandom } from "../../kit/seeded";

/** What each seed decides, made once. @param isTelling whether it will do, where not all does */
export function drawnBy<T>(
  draw: (random: () => number, seed: number) => T,
  isTelling: (drawn: T) => boolean = () => true,
): (seed: number) => T {
  const made = new Map<number, T>();
  return (seed) => {
    const known = made.get(seed);
    if (known !== undefined) return known;
    const random = seededRandom(seed);
    let drawn = draw(random, seed);
    while (!isTelling(drawn)) drawn = draw(random, seed);
    made.set(seed, drawn);
    return drawn;
  };
}

/** Draws one of some. */
export const pickBy =
  (random: () => number) =>
  <T>(from: readonly T[]): T =>
    from[Math.floor(random() * from.length)];

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(random() * left.length), 1)[0]);
}

/** The nearest number with so many decimals: one half up, as products by hand are rounded. */
export const tidy = (value: number, decimals: number): number =>
  Math.round(value * 10 ** decimals) / 10 ** decimals + 0;
