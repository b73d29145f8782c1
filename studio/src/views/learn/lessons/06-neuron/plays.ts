/**
 * @file How the lesson about one neuron is played, rightly and with each slip: for its tests.
 */

import type { Played, Plays } from "../../plays";
import { neuronsOf, products, resultsOfA, sigmoid, slipsOfZ, sum } from "./variants";

const results = (which: number, z: number | string, a: number | string): Played => ({
  typed: { [`z${which + 1}`]: String(z), [`a${which + 1}`]: String(a) },
});

/** σ as the table has it. */
const looked = (z: number): string => (z < 0 ? 1 - Number(sigmoid(-z).toFixed(2)) : sigmoid(z)).toFixed(2);

const NAMED = ["noBias", "biasSign", "sign", "leftOut", "onlyWeights", "added"];

export const plays: Plays = [0, 1, 2].map((which) => {
  const at = (seed: number) => neuronsOf(seed)[which];
  const wrongA = (a: (seed: number) => number | string) => (seed: number) =>
    results(which, at(seed).z, a(seed));
  const mirrored = (seed: number) => results(which, at(seed).z, looked(-at(seed).z));
  return {
    random: (random) => results(which, (4 * random() - 2).toFixed(1), random().toFixed(2)),
    right: (seed) => results(which, at(seed).z, looked(at(seed).z)),
    slips: {
      missingZ: (seed) => results(which, "", looked(at(seed).z)),
      swapped: (seed) => results(which, looked(at(seed).z), at(seed).z),
      ...Object.fromEntries(
        NAMED.map((name) => [
          name,
          (seed: number) => results(which, slipsOfZ(at(seed)).get(name)?.at(-1) ?? Number.NaN, 0.5),
        ]),
      ),
      terms: (seed) => results(which, at(seed).z + 50, 0.5),
      missingA: wrongA(() => ""),
      notActivated: wrongA((seed) => at(seed).z),
      outside: wrongA(() => 1.7),
      ...(which === 0 ? {} : { mirrored: (seed: number) => (at(seed).z < 0 ? mirrored(seed) : undefined) }),
      ...(which === 1 ? {} : { mirroredUp: (seed: number) => (at(seed).z > 0 ? mirrored(seed) : undefined) }),
      otherZ: wrongA((seed) => sigmoid(sum(products(at(seed)))).toFixed(3)),
      table: wrongA((seed) => {
        const taken = resultsOfA(at(seed));
        return (
          [0.33, 0.45, 0.55, 0.67].find((a) => taken.every((one) => Math.abs(a - one) > 0.02)) ?? Number.NaN
        );
      }),
    },
  };
});
