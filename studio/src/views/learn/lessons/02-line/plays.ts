/**
 * @file How the lesson about one line is played, rightly and with each slip: for its tests.
 */

import { trailOf } from "../../../../plot/training";
import type { Played, Plays, Random } from "../../plays";
import { KEY, type Line, modelOf, pointsOf, REACH, RECIPE, STEPS, slipsOf, TASK } from "./points";

const bestOf = (seed: number): Line => {
  const { weights, bias } = pointsOf(seed).best;
  return [weights[0], bias];
};
/** The best line but for one of its numbers. */
const off =
  (make: (w: number, b: number) => Line | undefined) =>
  (seed: number): Played | undefined => {
    const stage = make(...bestOf(seed));
    return stage && { stage };
  };
const onKeys = (value: number): number => KEY * Math.round(value / KEY);

/** Trained, with what is typed then. */
const trained = (seed: number, y: number | string): Played => ({
  stage: bestOf(seed),
  typed: { y: String(y) },
});
const answer = ([w, b]: Line, x: number): string => (w * x + b).toFixed(2);
const slipped = (name: string) => (seed: number) =>
  trained(seed, (slipsOf(bestOf(seed), pointsOf(seed).x).get(name) ?? Number.NaN).toFixed(2));
const anywhere = (random: Random): Line => [REACH * (2 * random() - 1), REACH * (2 * random() - 1)];

export const plays: Plays = [
  {
    random: (random) => ({ stage: anywhere(random) }),
    right: (seed) => ({ stage: bestOf(seed).map(onKeys) }),
    slips: {
      untouched: () => ({ stage: [] }),
      rises: off((w, b) => (w < 0 ? [0.3, b] : undefined)),
      falls: off((w, b) => (w > 0 ? [-0.3, b] : undefined)),
      tooHigh: off((w, b) => [w, b + 0.3]),
      tooLow: off((w, b) => [w, b - 0.3]),
      tooSteep: off((w, b) => [1.5 * w, b]),
      tooFlat: off((w, b) => [0.3 * w, b]),
    },
  },
  {
    random: (random) => ({ stage: anywhere(random), typed: { y: (2 * random() - 1).toFixed(1) } }),
    // As somebody reads it off the screen, who lets it train from where the lamp stands.
    right: async (seed) => {
      const { samples, start, x } = pointsOf(seed);
      const run = { task: TASK, samples, model: modelOf(start), recipe: RECIPE, seed };
      const { weight, bias } = (await trailOf(run, STEPS)).path[STEPS];
      const shown: Line = [Number(weight[0].toFixed(2)), Number(bias[0].toFixed(2))];
      return { stage: [weight[0], bias[0]], typed: { y: answer(shown, x) } };
    },
    slips: {
      untrained: (seed) => ({ typed: { y: answer(bestOf(seed), pointsOf(seed).x) } }),
      notThere: (seed) => ({ stage: pointsOf(seed).start }),
      missing: (seed) => trained(seed, ""),
      noBias: slipped("noBias"),
      biasSign: slipped("biasSign"),
      sign: slipped("sign"),
      added: slipped("added"),
      exchanged: slipped("exchanged"),
      other: (seed) => trained(seed, 7),
    },
  },
];
