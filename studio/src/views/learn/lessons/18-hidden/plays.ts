/**
 * @file How the lesson about hidden neurons is played, rightly and with each slip: for its tests.
 */

import { DIGIT_SIDE } from "akari/data";
import { PIXELS } from "../../../../mnist/digits";
import { pixelsBetween } from "../../../why/painting.svelte";
import type { Tools } from "../../lesson";
import { FULL } from "../../paint/painted";
import type { Played, Plays, Random } from "../../plays";
import { drawnFor, ring, strongestBlocks, templateOf } from "./claims";
import { HOLDS } from "./lesson";
import { aucOf, seenBy } from "./seen";

const light = (pixels: readonly number[]): number[] => pixels.flatMap((pixel) => [pixel, FULL]);
const all = Array.from({ length: PIXELS }, (_, pixel) => pixel);

/** Of the neuron of the first task, from few blocks to many: the first that the claim is to come to. */
async function claim(
  seed: number,
  tools: Tools,
  wanted: (auc: number) => boolean,
  change: (stage: readonly number[]) => readonly number[] = (stage) => stage,
): Promise<Played | undefined> {
  const { unit } = drawnFor(seed);
  const weights = tools.model.parameters[0].weight.subarray(unit * PIXELS, (unit + 1) * PIXELS);
  const seen = await seenBy(tools);
  for (const count of [2, 4, 6, 8, 12, 16, 20]) {
    const stage = change(strongestBlocks(weights, count));
    if (stage.length > 0 && wanted(aucOf(seen, templateOf(stage), 1, unit))) return { stage };
  }
  return undefined;
}

/** Only what is painted with a brush. */
const only = (value: number) => (stage: readonly number[]) =>
  stage.flatMap((one, i) => (i % 2 === 1 && one === value ? [stage[i - 1], value] : []));
const swapped = (stage: readonly number[]) => stage.map((one, i) => (i % 2 === 1 ? FULL - one : one));
const isWeak = (auc: number): boolean => auc >= 0.4 && auc < HOLDS;

const RINGS = [
  ring(9, 14, 4, 3),
  ring(14, 14, 8, 6),
  ring(18, 14, 4, 4),
  ring(13, 12, 3, 3),
  ring(10, 16, 5, 4),
];

/** A ring for a neuron that is offered, with an estimate made of the AUC that it has. */
async function looped(
  seed: number,
  tools: Tools,
  estimate: (auc: number) => number | undefined,
): Promise<Played | undefined> {
  const seen = await seenBy(tools);
  for (const unit of drawnFor(seed).offered)
    for (const pixels of RINGS) {
      const typed = estimate(aucOf(seen, templateOf(light(pixels)), 2, unit));
      if (typed !== undefined && typed >= 0 && typed <= 1) return claimed(unit, pixels, typed.toFixed(2));
    }
  return undefined;
}

const claimed = (unit: number, pixels: readonly number[], estimate: string): Played => ({
  stage: [unit, ...light(pixels)],
  typed: { estimate },
});

/** Lines with either brush. */
const strokes = (random: Random): number[] =>
  Array.from({ length: 1 + Math.floor(6 * random()) }, () => {
    const [from, to] = [Math.floor(PIXELS * random()), Math.floor(PIXELS * random())];
    const value = random() < 0.6 ? FULL : 0;
    return pixelsBetween(from, to, DIGIT_SIDE).flatMap((pixel) => [pixel, value]);
  }).flat();

const first = (seed: number): number => drawnFor(seed).offered[0];

export const plays: Plays = [
  {
    random: (random) => ({ stage: strokes(random) }),
    right: async (seed, tools) => (await claim(seed, tools, (auc) => auc >= HOLDS)) ?? {},
    slips: {
      empty: () => ({ stage: [] }),
      whole: () => ({ stage: light(all.slice(0, 401)) }),
      contrary: (seed, tools) => claim(seed, tools, (auc) => auc < 0.4, swapped),
      onlyLight: (seed, tools) => claim(seed, tools, isWeak, only(FULL)),
      onlyDark: (seed, tools) => claim(seed, tools, isWeak, only(0)),
      weak: async (seed, tools) => {
        const { unit } = drawnFor(seed);
        const corner = [...light([0, 1, 28, 29]), 26, 0, 27, 0];
        const auc = aucOf(await seenBy(tools), templateOf(corner), 1, unit);
        return isWeak(auc) ? { stage: corner } : undefined;
      },
    },
  },
  {
    random: (random, seed) => ({
      stage: [drawnFor(seed).offered[Math.floor(3 * random())], ...strokes(random)],
      typed: { estimate: random().toFixed(2) },
    }),
    right: async (seed, tools) => (await looped(seed, tools, (auc) => auc)) ?? {},
    slips: {
      empty: (seed) => claimed(first(seed), [], "0.5"),
      whole: (seed) => claimed(first(seed), all.slice(0, 401), "0.5"),
      open: (seed) => claimed(first(seed), RINGS[1].slice(5), "0.5"),
      scribble: (seed) => claimed(first(seed), [...RINGS[1], ...all.slice(0, 56)], "0.5"),
      missing: (seed) => claimed(first(seed), RINGS[1], ""),
      outside: (seed) => claimed(first(seed), RINGS[1], "60"),
      rather: (seed, tools) => looped(seed, tools, (auc) => (auc < 0.4 ? auc + 0.3 : undefined)),
      tooSure: (seed, tools) => looped(seed, tools, (auc) => (auc >= 0.4 ? auc + 0.2 : undefined)),
      tooDoubtful: (seed, tools) => looped(seed, tools, (auc) => auc - 0.2),
    },
  },
];
