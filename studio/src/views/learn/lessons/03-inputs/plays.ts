/**
 * @file How the lesson about many inputs is played, rightly and with each slip: for its tests.
 */

import type { Played, Plays, Random } from "../../plays";
import { COLUMNS, outputOf, r2Of, slipsOf, tableOf, trained } from "./table";

const noiseOf = (seed: number): string => COLUMNS[tableOf(seed).noise];
const answered = (y: number | string, noise: string): Played => ({ typed: { y: String(y), noise } });
/** As somebody works it out who reads the weights with two decimals. */
async function worked(seed: number): Promise<number> {
  const { weights, bias } = await trained(seed, []);
  const read = { weights: weights.map((w) => Number(w.toFixed(2))), bias: Number(bias.toFixed(2)) };
  return outputOf(read, tableOf(seed).asked);
}
const slipped = (name: string) => async (seed: number) => {
  const results = slipsOf(await trained(seed, []), tableOf(seed).asked).get(name) ?? [];
  const result = results.find(Number.isFinite);
  return result === undefined ? undefined : answered(result.toFixed(2), noiseOf(seed));
};
const real = (seed: number): number => (tableOf(seed).noise + 1) % COLUMNS.length;

const removed = (seed: number, r2: number | string): Played => ({
  stage: [tableOf(seed).noise],
  typed: { r2: String(r2) },
});
const reached = async (seed: number): Promise<number> => {
  const table = tableOf(seed);
  return r2Of(table, await trained(seed, [table.noise]));
};
const anyOf = (random: Random): string => COLUMNS[Math.floor(COLUMNS.length * random())];

export const plays: Plays = [
  {
    random: (random) => answered((2 * random() - 1).toFixed(1), anyOf(random)),
    right: async (seed) => answered((await worked(seed)).toFixed(2), noiseOf(seed)),
    slips: {
      missing: (seed) => answered("", noiseOf(seed)),
      noBias: slipped("noBias"),
      biasSign: slipped("biasSign"),
      sign: slipped("sign"),
      leftOut: slipped("leftOut"),
      onlyWeights: slipped("onlyWeights"),
      terms: (seed) => answered(9, noiseOf(seed)),
      unnamed: async (seed) => ({ typed: { y: String(await worked(seed)) } }),
      counts: async (seed) => answered(await worked(seed), COLUMNS[real(seed)]),
    },
  },
  {
    random: (random) => ({
      stage: COLUMNS.flatMap((_, column) => (random() < 0.5 ? [column] : [])).slice(1),
      typed: { r2: random().toFixed(2) },
    }),
    right: async (seed) => removed(seed, (await reached(seed)).toFixed(2)),
    slips: {
      untouched: () => ({ typed: { r2: "0.9" } }),
      tooMany: (seed) => ({ stage: [tableOf(seed).noise, real(seed)].sort() }),
      wrongOne: (seed) => ({ stage: [real(seed)] }),
      missingR2: (seed) => removed(seed, ""),
      ratio: async (seed) => removed(seed, (1 - (await reached(seed))).toFixed(3)),
      percent: async (seed) => removed(seed, (100 * (await reached(seed))).toFixed(1)),
      undivided: async (seed) =>
        removed(seed, (1 - (await trained(seed, [tableOf(seed).noise])).loss).toFixed(3)),
      otherR2: (seed) => removed(seed, 0.5),
    },
  },
];
