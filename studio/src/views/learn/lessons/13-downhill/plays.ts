/**
 * @file How the lesson about going downhill is played, rightly and with each slip: for its tests.
 */

import type { Played, Plays, Random } from "../../plays";
import { FIELDS, slipsOfLambda, slipsOfMost } from "./lesson";
import { type Valley, valleysOf } from "./valley";

const typed = (names: readonly string[], values: readonly (number | string)[]): Played => ({
  typed: Object.fromEntries(names.map((name, i) => [name, String(values[i])])),
});

const over = (factor: number, { steepness }: Valley): string => (factor / steepness).toPrecision(4);

/** Right in A, and so many times 1/λ in B. */
const ratesBut = (factor: number) => (seed: number) => {
  const [a, b] = valleysOf(seed).two;
  return typed(FIELDS.rates, [over(1.58, a), over(factor, b)]);
};

const LIMIT = [FIELDS.down, FIELDS.off];
const limit = (down: number, off: number) => (seed: number) => {
  const [valley] = valleysOf(seed).two;
  return typed(LIMIT, [over(down, valley), over(off, valley)]);
};

const STEEPNESS = [FIELDS.lambda, FIELDS.most];
const lambda =
  (value: (seed: number) => number | string) =>
  (seed: number): Played =>
    typed(STEEPNESS, [value(seed), 1]);
const most =
  (value: (seed: number) => number | string) =>
  (seed: number): Played =>
    typed(STEEPNESS, [valleysOf(seed).third.steepness, value(seed)]);

/** A learning rate as one is tried: one of the usual ones, or any up to 1. */
const anyRate = (random: Random): string =>
  random() < 0.4
    ? String([0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 1, 2][Math.floor(10 * random())])
    : random().toFixed(random() < 0.5 ? 1 : 2);

export const plays: Plays = [
  {
    random: (random) => typed(FIELDS.rates, [anyRate(random), anyRate(random)]),
    right: ratesBut(1.58),
    slips: {
      missing: (seed) => typed(FIELDS.rates, [over(1.58, valleysOf(seed).two[0]), ""]),
      uphill: ratesBut(-1.58),
      tenSmall: ratesBut(0.158),
      tenLarge: ratesBut(15.8),
      diverging: ratesBut(2.3),
      oscillating: ratesBut(1.93),
      tooSmall: ratesBut(0.6),
    },
  },
  {
    random: (random) => typed(LIMIT, [anyRate(random), anyRate(random)]),
    right: limit(1.95, 2.05),
    slips: {
      missingRate: () => typed(LIMIT, ["0.1", ""]),
      uphill: limit(-1, 2.1),
      swapped: limit(2.05, 1.95),
      bothDown: limit(1.5, 1.9),
      bothOff: limit(2.1, 2.2),
      farApart: limit(1.5, 2.5),
    },
  },
  {
    random: (random) => typed(STEEPNESS, [String(Math.ceil(40 * random())), anyRate(random)]),
    right: most((seed) => 2 / valleysOf(seed).third.steepness),
    slips: {
      missingLambda: lambda(() => ""),
      ...Object.fromEntries(
        ["notDivided", "multiplied", "upsideDown", "slopeItself", "signed"].map((name) => [
          name,
          lambda((seed) => slipsOfLambda(valleysOf(seed)).get(name) ?? Number.NaN),
        ]),
      ),
      lambda: lambda(() => 777),
      missingMost: most(() => ""),
      ...Object.fromEntries(
        ["oneOver", "inverted", "timesTwo", "offByTen"].map((name) => [
          name,
          most((seed) => slipsOfMost(valleysOf(seed)).get(name) ?? Number.NaN),
        ]),
      ),
      tooMuch: most((seed) => 3 / valleysOf(seed).third.steepness),
      tooLittle: most((seed) => 1.5 / valleysOf(seed).third.steepness),
    },
  },
];
