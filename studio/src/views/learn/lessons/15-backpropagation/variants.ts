/**
 * @file The three chains of the lesson, for each seed others: one whose ReLU is lit, one whose ReLU is dark, and one of which everything is
 * worked out, where all comes out even.
 */

import { drawnBy, pickBy } from "../../drawn";
import { type Chain, forward, type Step, stepOf, tidy } from "./chain";
import { ASKED, type Asked, isTelling } from "./slips";

/** What is left out of each. */
export const LEFT_OUT: readonly (readonly Asked[])[] = [["delta1"], ["delta2", "delta1"], ASKED];

const INPUTS = [0.5, 1, 1.5, 2, 2.5, 3, 4];
const HALVES = [-3, -2.5, -2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2, 2.5, 3];
const LARGE_HALVES = [-4, -3, -2.5, -2, -1.5, 1.5, 2, 2.5, 3, 4];
const TENTHS = [-1.8, -1.7, -1.4, -1.3, -1.2, -0.8, -0.7, -0.6, 0.6, 0.7, 0.8, 1.2, 1.3, 1.4, 1.7, 1.8];
const TARGETS = [-3, -2, -1, 0, 1, 2, 3, 4];

/** Whether a number has no more decimals. */
const isEven = (value: number, decimals: number): boolean => {
  const scaled = value * 10 ** decimals;
  return Math.abs(scaled - Math.round(scaled)) < 1e-6;
};

interface Kind {
  readonly seconds: readonly number[];
  /** How far y is from its target. */
  readonly differences: readonly number[];
  fits(step: Step): boolean;
}

const KINDS: readonly Kind[] = [
  { seconds: TENTHS, differences: TENTHS, fits: ({ z1, delta1 }) => z1 > 0 && !isEven(delta1, 1) },
  { seconds: TENTHS, differences: TENTHS, fits: ({ z1 }) => z1 < 0 },
  {
    seconds: LARGE_HALVES,
    differences: LARGE_HALVES,
    fits({ z1, loss, delta2, delta1, slope2, slope1, after }) {
      const slopes = [delta2, delta1, slope2, slope1];
      if (z1 <= 0 || !slopes.every((one) => isEven(one, 0))) return false;
      if (slopes.some((one) => Math.abs(one) < 2 || Math.abs(one) > 30)) return false;
      // It goes downhill, and not so far that nothing of the loss is left to be worked out.
      const now = forward(after);
      return now.a1 > 0 && now.loss > 0.1 && now.loss < 0.9 * loss;
    },
  },
];

export const chainsOf = drawnBy((random): readonly Chain[] =>
  KINDS.map((kind, task) => draw(random, kind, LEFT_OUT[task])),
);

function draw(random: () => number, { seconds, differences, fits }: Kind, asked: readonly Asked[]): Chain {
  const pick = pickBy(random);
  for (;;) {
    const [x, w1, b1, w2, target] = [INPUTS, HALVES, HALVES, seconds, TARGETS].map(pick);
    const without = forward({ x, w1, b1, w2, b2: 0, target });
    const b2 = tidy(target + pick(differences) - without.y);
    if (b2 === 0 || Math.abs(b2) > 3 || !isEven(b2, 1)) continue;
    const chain = { x, w1, b1, w2, b2, target };
    if (fits(stepOf(chain)) && isTelling(asked, chain)) return chain;
  }
}
