/**
 * @file How the lesson about boxes is played, rightly and with each slip: for its tests.
 */

import { rounded } from "../../../../kit/numbers";
import type { Played, Plays, Random } from "../../plays";
import { type Given, givenBy } from "./curve";
import { KNOBS } from "./lesson";
import { bestTops, COUNTS, END, NOTCH, STEEP, type Step, stepsOf } from "./network";

const set = (steps: readonly Step[]): Played => ({ stage: steps.flatMap(({ w, b, v }) => [w, b, v]) });
/** The right neurons, each changed. */
const boxBut =
  (change: (step: Step, i: number, given: Given) => Partial<Step>) =>
  (seed: number): Played => {
    const given = givenBy(seed);
    return set(
      stepsOf(given.box).map((step, i) => {
        const { w, b, v } = { ...step, ...change(step, i, given) };
        return { w, b, v: rounded(v, 1) };
      }),
    );
  };
const onlyFirst = (i: number, change: Partial<Step>): Partial<Step> => (i === 0 ? change : {});

const topsWith = (seed: number, boxes: number): number[] => [...bestTops(givenBy(seed).curve.wanted, boxes)];
const fewest = (seed: number): number => givenBy(seed).curve.fewest;
const neighbour = (seed: number, by: number): number => COUNTS[COUNTS.indexOf(fewest(seed)) + by];
/** All as they should be but one, which is as far off as it goes. */
const oneOff = (seed: number, top: 0 | 1): Played => {
  const tops = topsWith(seed, fewest(seed));
  const box = tops.indexOf(top === 1 ? Math.min(...tops) : Math.max(...tops));
  return { stage: tops.with(box, top) };
};

const typed = (network: number | string, curve: number | string): Played => ({
  typed: { network: String(network), curve: String(curve) },
});
/** Two decimals, as values are written. */
const plain = (value: number): string => value.toFixed(2);
const real = (seed: number): string => plain(givenBy(seed).curve.at(givenBy(seed).outside));
const floorOf = (seed: number): number => givenBy(seed).curve.floor;
/** A place of the table that cannot be taken for the floor. */
const elsewhere = (seed: number): number | undefined => {
  const { readings, within, curve } = givenBy(seed);
  return readings.find(({ x, y }) => x !== within && Math.abs(y - curve.floor) > 0.05)?.y;
};

const anywhere = (random: Random): number[] =>
  [...KNOBS, ...KNOBS].map(({ most, step }) =>
    rounded(Math.round(((2 * random() - 1) * most) / step) * step, 1),
  );

export const plays: Plays = [
  {
    random: (random) => ({ stage: anywhere(random) }),
    right: boxBut(() => ({})),
    slips: {
      untouched: () => ({ stage: [0, 0, 0, 0, 0, 0] }),
      noStep: boxBut((_, i) => onlyFirst(i, { w: 0 })),
      biasSign: boxBut(({ b }, i) => onlyFirst(i, { b: -b })),
      notMultiplied: boxBut((_, i, { box }) => onlyFirst(i, { b: -box.from })),
      place: boxBut((_, i) => onlyFirst(i, { b: 0 })),
      sameSide: boxBut((_, __, { box }) => ({ b: -STEEP * box.from })),
      soft: boxBut(({ w, b }) => ({ w: w / 5, b: b / 5 })),
      notOnFloor: boxBut(({ w, b }, i) => onlyFirst(i, { w: -w, b: -b })),
      notClosed: boxBut(({ v }) => ({ v: Math.abs(v) })),
      upsideDown: boxBut(({ v }) => ({ v: -v })),
      fromZero: boxBut(({ v }, _, { box }) => ({ v: Math.sign(v) * box.top })),
      height: boxBut(({ v }) => ({ v: Math.sign(v) })),
    },
  },
  {
    random: (random) => ({
      stage: Array.from(
        { length: COUNTS[Math.floor(COUNTS.length * random())] },
        () => Math.round(random() / NOTCH) * NOTCH,
      ),
    }),
    right: (seed) => ({ stage: topsWith(seed, fewest(seed)) }),
    slips: {
      noBoxes: () => ({ stage: [] }),
      allOnFloor: (seed) => ({ stage: Array.from({ length: 4 }, () => floorOf(seed)) }),
      tooMany: (seed) => ({ stage: topsWith(seed, neighbour(seed, 1)) }),
      tooFew: (seed) => ({ stage: topsWith(seed, neighbour(seed, -1)) }),
      tooHigh: (seed) => oneOff(seed, 1),
      tooLow: (seed) => oneOff(seed, 0),
    },
  },
  {
    random: (random) => typed(plain(random()), plain(random())),
    right: (seed) => typed(floorOf(seed), real(seed)),
    slips: {
      missing: (seed) => typed(floorOf(seed), ""),
      swapped: (seed) => typed(real(seed), floorOf(seed)),
      goesOn: (seed) => typed(real(seed), real(seed)),
      noBias: (seed) => typed(0, real(seed)),
      lastBox: (seed) => {
        const { outside, curve } = givenBy(seed);
        const top = topsWith(seed, curve.fewest).at(outside > END ? -1 : 0) ?? Number.NaN;
        const others = [curve.floor, curve.at(outside), 0];
        return others.some((other) => Math.abs(top - other) < 0.05) ? undefined : typed(top, real(seed));
      },
      network: (seed) => typed(7, real(seed)),
      curveFlat: (seed) => typed(floorOf(seed), floorOf(seed)),
      otherPlace: (seed) => {
        const y = elsewhere(seed);
        return y === undefined ? undefined : typed(floorOf(seed), y);
      },
      curve: (seed) => typed(floorOf(seed), 7),
    },
  },
];
