/**
 * @file How the first lesson is played, rightly and with each slip: for its tests.
 */

import { PIXELS } from "../../../../mnist/digits";
import { brightness, FULL } from "../../paint/painted";
import type { Plays, Random } from "../../plays";
import { READ } from "./lesson";
import { pictureOf } from "./picture";

const reals = (seed: number): number[] => {
  const { pixels, read } = pictureOf(seed);
  return read.map((pixel) => brightness(pixels, pixel));
};
const typedAs = (values: readonly (number | string)[]) => ({
  typed: Object.fromEntries(READ.map((name, i) => [name, String(values[i])])),
});
/** All right but for one that is found by its brightness. */
const but = (seed: number, which: (real: number) => boolean, wrong: (real: number) => number | string) => {
  const values: (number | string)[] = reals(seed);
  const at = reals(seed).findIndex(which);
  values[at] = wrong(reals(seed)[at]);
  return typedAs(values);
};
const isDark = (real: number): boolean => real === 0;
const isBright = (real: number): boolean => real >= 0.9;
const isBetween = (real: number): boolean => !isDark(real) && !isBright(real);

const darkOnes = (seed: number): number[] => {
  const { pixels } = pictureOf(seed);
  return [...pixels.keys()].filter((pixel) => pixels[pixel] === 0);
};
const brightOnes = (seed: number): number[] => {
  const { pixels } = pictureOf(seed);
  return [...pixels.keys()].filter((pixel) => pixels[pixel] >= 0.9 * FULL);
};

/** A tap or a line across, with either brush. */
function stroke(random: Random): number[] {
  const [from, length] = [Math.floor(PIXELS * random()), random() < 0.5 ? 1 : 2 + Math.floor(12 * random())];
  const value = random() < 0.5 ? FULL : 0;
  return Array.from({ length }, (_, i) => [Math.min(PIXELS - 1, from + i), value]).flat();
}

export const plays: Plays = [
  {
    random: (random) => typedAs(READ.map(() => random().toFixed(1))),
    right: (seed) => typedAs(reals(seed).map((real) => (Math.round(real * 20) / 20).toFixed(2))),
    slips: {
      missing: (seed) => but(seed, isBright, () => ""),
      scale: (seed) => but(seed, isBright, (real) => Math.round(real * FULL)),
      negative: (seed) => but(seed, isBetween, () => -0.5),
      inverted: (seed) => but(seed, isBright, (real) => 1 - real),
      tooBright: (seed) => but(seed, isDark, () => 0.6),
      tooDark: (seed) => but(seed, isBright, () => 0.5),
    },
  },
  {
    random: (random) => ({
      stage: Array.from({ length: 1 + Math.floor(6 * random()) }, () => stroke(random)).flat(),
    }),
    right: (seed, { read }) => {
      const { pixels } = pictureOf(seed);
      const [corner] = darkOnes(seed);
      for (const bright of brightOnes(seed)) {
        const after = pixels.slice();
        after[corner] = FULL;
        after[bright] = 0;
        if (read(after).label === "9") return { stage: [corner, FULL, bright, 0] };
      }
      throw new Error("No pixel can be darkened.");
    },
    slips: {
      untouched: () => ({ stage: [] }),
      onlyOne: (seed) => ({ stage: [darkOnes(seed)[0], FULL] }),
      tooMany: (seed) => ({
        stage: darkOnes(seed)
          .slice(0, 3)
          .flatMap((pixel) => [pixel, FULL]),
      }),
      bothLit: (seed) => ({
        stage: darkOnes(seed)
          .slice(0, 2)
          .flatMap((pixel) => [pixel, FULL]),
      }),
      bothUnlit: (seed) => ({
        stage: brightOnes(seed)
          .slice(0, 2)
          .flatMap((pixel) => [pixel, 0]),
      }),
      faint: (seed) => {
        const { pixels } = pictureOf(seed);
        const between = [...pixels.keys()].filter(
          (pixel) => pixels[pixel] > 0.3 * FULL && pixels[pixel] < 0.7 * FULL,
        );
        return { stage: [darkOnes(seed)[0], FULL, between[0], FULL] };
      },
      // Where no two pixels turn this network, any other answer does.
      flipped: (seed) => ({ stage: [darkOnes(seed)[0], FULL, brightOnes(seed)[0], 0], answer: "4" }),
    },
  },
];
