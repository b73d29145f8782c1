/**
 * @file How the lesson about limits is played, rightly and with each slip: for its tests.
 */

import { DIGIT_SIDE, fromStrokes } from "akari/data";
import { seededRandom } from "../../../../kit/seeded";
import type { Tools } from "../../lesson";
import { differences, FULL, paintedOver } from "../../paint/painted";
import type { Played, Plays, Random } from "../../plays";
import { MOST, SURE } from "./bounds";
import { leadOf, paintByMap } from "./lead";
import { DENSITIES, noiseOf, picturesOf } from "./pictures";

const [SPARSE] = DENSITIES;
/** So few pixels are to be enough in noise that is worth painting on. */
const FEW = 10;

/** The first sparse noise that a few pixels make what is wanted. */
function sureNoise(seed: number, tools: Tools): number[] {
  const { wanted } = picturesOf(seed);
  for (let draw = 0; ; draw++) {
    const painted = paintByMap(
      tools,
      noiseOf(seed, SPARSE, draw),
      wanted,
      1,
      FEW,
      (pixels) => leadOf(tools, pixels, wanted).share >= SURE,
    );
    if (painted !== undefined && painted.length > 0) return [SPARSE, draw, ...painted];
  }
}

const found = new Map<number, number[]>();
function rightNoise(seed: number, tools: Tools): number[] {
  const stage = found.get(seed) ?? sureNoise(seed, tools);
  found.set(seed, stage);
  return stage;
}

/** Whether a digit leads by more than before: against the one rival it may gain and yet lose to another. */
const hasGained = (tools: Tools, before: Uint8Array, after: Uint8Array, digit: number): boolean =>
  leadOf(tools, after, digit).lead > leadOf(tools, before, digit).lead;

/** The first noise, painted for or against a digit until something has come about; `undefined` where it does not. */
function paintedNoise(
  seed: number,
  tools: Tools,
  digit: number,
  towards: 1 | -1,
  isDone: (label: string, sure: boolean, changed: number) => boolean,
): Played | undefined {
  const noise = noiseOf(seed, SPARSE, 0);
  const painted = paintByMap(tools, noise, digit, towards, FEW, (pixels, changed) => {
    const { label, probability } = tools.read(pixels);
    return changed > 0 && isDone(label, probability >= SURE, changed);
  });
  if (painted === undefined) return undefined;
  return hasGained(tools, noise, paintedOver(noise, painted), digit) === towards > 0
    ? { stage: [SPARSE, 0, ...painted] }
    : undefined;
}

/** What is wanted, drawn as such where that is easily drawn. */
function drawnDigit(seed: number): Uint8Array | undefined {
  const { wanted, digit } = picturesOf(seed);
  if (wanted === digit.name) return digit.pixels;
  if (wanted !== 1) return undefined;
  return fromStrokes([
    [
      [0.55, 0.1],
      [0.45, 0.9],
    ],
  ]);
}

/** A few pixels of the digit, by the map, that do not turn the answer. */
function paintedDigit(
  seed: number,
  tools: Tools,
  towards: 1 | -1,
  count: number,
  among = 1,
): Played | undefined {
  const { name, pixels } = picturesOf(seed).digit;
  const stage = paintByMap(tools, pixels, name, towards, count, (_, changed) => changed === count, {
    among,
    choose: seededRandom(seed),
  });
  if (stage === undefined) return undefined;
  const after = paintedOver(pixels, stage);
  if (tools.read(after).label !== String(name)) return undefined;
  return hasGained(tools, pixels, after, name) === towards > 0 ? { stage } : undefined;
}

/** A pixel somewhere in the middle, with either brush. */
function tap(random: Random): number[] {
  const [row, column] = [6 + Math.floor(16 * random()), 6 + Math.floor(16 * random())];
  return [DIGIT_SIDE * row + column, random() < 0.5 ? FULL : 0];
}
/** The same across some pixels. */
function stroke(random: Random): number[] {
  const [[from, value], length] = [tap(random), 1 + Math.floor(8 * random())];
  return Array.from({ length }, (_, i) => [from + i, value]).flat();
}
const several = (random: Random, most: number, one: (random: Random) => number[]): number[] =>
  Array.from({ length: Math.floor((most + 1) * random()) }, () => one(random)).flat();

export const plays: Plays = [
  {
    random: (random) => ({
      stage: [
        DENSITIES[Math.floor(DENSITIES.length * random())],
        Math.floor(6 * random()),
        ...several(random, 5, stroke),
      ],
    }),
    right: (seed, tools) => ({ stage: rightNoise(seed, tools) }),
    slips: {
      untouched: () => ({ stage: [] }),
      unpainted: () => ({ stage: [SPARSE, 1] }),
      away: (seed, tools) =>
        paintedNoise(seed, tools, picturesOf(seed).wanted, -1, (_, sure, changed) => changed === 2 && !sure),
      unsure: (seed, tools) => {
        const { wanted } = picturesOf(seed);
        return paintedNoise(seed, tools, wanted, 1, (label, sure) => label === String(wanted) && !sure);
      },
      spread: (seed, tools) => {
        const { wanted } = picturesOf(seed);
        return paintedNoise(seed, tools, wanted, 1, (label, sure) => label !== String(wanted) && !sure);
      },
      another: (seed, tools) => paintedNoise(seed, tools, 7, 1, (label, sure) => label === "7" && sure),
      digit: (seed) => {
        const digit = drawnDigit(seed);
        return digit && { stage: [SPARSE, 0, ...differences(noiseOf(seed, SPARSE, 0), digit)] };
      },
    },
  },
  {
    random: (random) => ({ stage: several(random, 10, tap) }),
    right(seed, tools) {
      const { name, pixels } = picturesOf(seed).digit;
      const isTurned = (after: Uint8Array): boolean => tools.read(after).label !== String(name);
      const stage = paintByMap(tools, pixels, name, -1, MOST, isTurned);
      if (stage === undefined) throw new Error(`The ${name} of seed ${seed} is not turned.`);
      return { stage };
    },
    slips: {
      intact: () => ({ stage: [] }),
      tooMany: () => ({ stage: Array.from({ length: MOST + 1 }, (_, i) => [i, FULL]).flat() }),
      faint: () => ({ stage: [0, 1, 2].flatMap((pixel) => [pixel, FULL]) }),
      stronger: (seed, tools) => paintedDigit(seed, tools, 1, 3),
      spent: (seed, tools) => paintedDigit(seed, tools, -1, MOST, 80),
      short: (seed, tools) => paintedDigit(seed, tools, -1, 2),
    },
  },
];
