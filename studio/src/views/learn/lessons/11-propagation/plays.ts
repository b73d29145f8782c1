/**
 * @file How the lesson about the light's way is played, rightly and with each slip: for its tests.
 */

import { DIGIT_SIDE } from "akari/data";
import { seededRandom } from "../../../../kit/seeded";
import { PIXELS } from "../../../../mnist/digits";
import { pixelsBetween } from "../../../why/painting.svelte";
import type { Tools } from "../../lesson";
import { FULL, paintedOver } from "../../paint/painted";
import type { Played, Plays, Random } from "../../plays";
import {
  closed,
  dark,
  decidersOf,
  eightOf,
  givenBy,
  lastHidden,
  MOST,
  type Pair,
  readHolding,
  sumsOf,
  WAYS,
} from "./flip";
import { leftOf, slipsOfLead } from "./lesson";
import { closing, gapOf, threeOf } from "./three";

const all = Array.from({ length: PIXELS }, (_, pixel) => pixel);
const painted = (pixels: readonly number[], value = FULL): Played => ({
  stage: pixels.flatMap((pixel) => [pixel, value]),
});

/** What is painted, where the network makes of it what is wanted. */
function readAs(
  seed: number,
  tools: Tools,
  pixels: readonly number[],
  wanted: (label: string, after: Uint8Array) => boolean,
): Played | undefined {
  const own = threeOf(seed).pixels;
  const fresh = [...new Set(pixels)].filter((pixel) => own[pixel] !== FULL);
  const after = paintedOver(own, painted(fresh).stage ?? []);
  return fresh.length <= MOST && wanted(tools.read(after).label, after) ? painted(fresh) : undefined;
}

const isThree = (label: string): boolean => label === "3";

/** Both gaps closed all the way. */
const lines = (seed: number): number[][] =>
  WAYS.map(({ bend, width }) => ([0, 1] as const).flatMap((gap) => closing(threeOf(seed), gap, bend, width)));

function firstOf(found: readonly (Played | undefined)[]): Played | undefined {
  return found.find((one) => one !== undefined);
}

/** So often it is tried to find an 8 that is none. */
const TRIES = 200;

/** A line somewhere with either brush, as long as it comes. */
function stroke(random: Random): number[] {
  const [from, to] = [Math.floor(PIXELS * random()), Math.floor(PIXELS * random())];
  const line = random() < 0.3 ? [from] : pixelsBetween(from, to, DIGIT_SIDE).slice(0, 20);
  const value = random() < 0.7 ? FULL : 0;
  return line.flatMap((pixel) => [pixel, value]);
}

/** The learner's neuron, with what is typed. */
const held = (layer: number, unit: number, lead: number | string): Played => ({
  stage: [layer, unit],
  typed: { lead: String(lead) },
});

interface Decided {
  readonly layer: number;
  readonly unit: number;
  readonly sums: Pair;
  readonly given: Pair;
}

function decided(seed: number, tools: Tools): Decided {
  const eight = eightOf({ seed, typed: {}, stages: [] }, tools);
  const trace = tools.network.trace(eight);
  const [unit] = decidersOf(tools, eight);
  return { layer: lastHidden(tools), unit, sums: sumsOf(trace), given: givenBy(tools, trace, unit) };
}

/** With a neuron that makes of the 8 what is wanted. */
function holding(seed: number, tools: Tools, wanted: (label: string) => boolean): Played | undefined {
  const eight = eightOf({ seed, typed: {}, stages: [] }, tools);
  const layer = lastHidden(tools);
  const units = [...tools.model.parameters[layer - 1].bias.keys()];
  const unit = units.find((one) => wanted(readHolding(tools, eight, [dark(layer, one)])));
  return unit === undefined ? undefined : held(layer, unit, "1");
}

/** The slip where its result is no other's, nor the right one. */
const wrongLead = (name: string) => (seed: number, tools: Tools) => {
  const { layer, unit, sums, given } = decided(seed, tools);
  const results = slipsOfLead(sums, given);
  const others = Object.entries(results).filter(([one]) => one !== name);
  const isTaken = [leftOf(sums, given), ...others.map(([, result]) => result)].some(
    (result) => Math.abs(result - results[name]) < 0.1,
  );
  return isTaken ? undefined : held(layer, unit, results[name].toFixed(1));
};

export const plays: Plays = [
  {
    random: (random) => ({
      stage: Array.from({ length: 1 + Math.floor(6 * random()) }, () => stroke(random)).flat(),
    }),
    right: (seed, tools) => ({ stage: closed(seed, tools) }),
    slips: {
      untouched: () => ({ stage: [] }),
      tooMany: () => painted(all.slice(0, MOST + 1)),
      another: (seed, tools) =>
        firstOf(
          lines(seed).map((line) => readAs(seed, tools, line, (label) => label !== "3" && label !== "8")),
        ) ?? {
          ...painted(all.slice(0, 2)),
          answer: "9",
        },
      firm: (seed, tools) =>
        firstOf(
          lines(seed).map((line) =>
            readAs(
              seed,
              tools,
              line,
              (label, after) => label === "8" && decidersOf(tools, after).length === 0,
            ),
          ),
        ),
      fooled: (seed, tools) => {
        const random = seededRandom(seed);
        const strokes = (): number[] => [stroke(random), stroke(random)].flat().filter((_, i) => i % 2 === 0);
        const beside = (pixel: number): boolean => gapOf(threeOf(seed), pixel) === undefined;
        const tries = Array.from({ length: TRIES }, () => strokes().filter(beside));
        return firstOf(tries.map((line) => readAs(seed, tools, line, (label) => label === "8")));
      },
      erased: (seed) => {
        const { pixels } = threeOf(seed);
        return painted(all.filter((pixel) => pixels[pixel] === FULL).slice(0, 2), 0);
      },
      elsewhere: (seed, tools) =>
        readAs(
          seed,
          tools,
          all.filter((pixel) => gapOf(threeOf(seed), pixel) === undefined).slice(0, 4),
          isThree,
        ),
      upperOpen: (seed, tools) => readAs(seed, tools, closing(threeOf(seed), 1, 1, 1), isThree),
      lowerOpen: (seed, tools) => readAs(seed, tools, closing(threeOf(seed), 0, 1, 1), isThree),
      thin: (seed, tools) => firstOf(lines(seed).map((line) => readAs(seed, tools, line, isThree))),
    },
  },
  {
    random: (random) =>
      held(1 + Math.floor(2 * random()), Math.floor(16 * random()), (12 * random() - 6).toFixed(1)),
    right: (seed, tools) => {
      const { layer, unit, sums, given } = decided(seed, tools);
      return held(layer, unit, leftOf(sums, given).toFixed(1));
    },
    slips: {
      noneHeld: () => ({ stage: [], typed: { lead: "1" } }),
      earlier: () => held(1, 3, "1"),
      still8: (seed, tools) => holding(seed, tools, (label) => label === "8"),
      third: (seed, tools) => holding(seed, tools, (label) => label !== "8" && label !== "3"),
      missing: (seed, tools) => {
        const { layer, unit } = decided(seed, tools);
        return held(layer, unit, "");
      },
      ...Object.fromEntries(
        ["oldLead", "partOnly", "backwards", "sign", "onlyEight", "added"].map((name) => [
          name,
          wrongLead(name),
        ]),
      ),
      sum: (seed, tools) => {
        const { layer, unit } = decided(seed, tools);
        return held(layer, unit, "55");
      },
    },
  },
];
