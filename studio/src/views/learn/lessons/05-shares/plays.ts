/**
 * @file How the lesson about shares is played, rightly and with each slip: for its tests.
 */

import type { Played, Plays } from "../../plays";
import { SHARE_FIELDS, SINGLE_FIELDS } from "./lesson";
import { pairOf, singleFor, slipsOfSingle } from "./nodes";
import { sharesOf, slipsOfShares, sumsOf } from "./sums";

type Value = number | string;

const fields = (names: readonly string[], values: readonly Value[]): Played => ({
  typed: Object.fromEntries(names.map((name, i) => [name, String(values[i])])),
});
const shares = (values: readonly Value[]): Played =>
  fields(
    SHARE_FIELDS,
    values.map((value) => (typeof value === "number" ? value.toFixed(2) : value)),
  );

const rightShares = (seed: number): Value[] => [...sharesOf(sumsOf(seed))];
const slippedShares = (name: string) => (seed: number) => shares(slipsOfShares(sumsOf(seed)).get(name) ?? []);
const rightSingle = (seed: number): Value[] => [...singleFor(pairOf(seed))];
const slippedSingle = (name: string) => (seed: number) =>
  fields(SINGLE_FIELDS, slipsOfSingle(pairOf(seed)).get(name) ?? []);

export const plays: Plays = [
  {
    // Three shares that add up to 1, however the whole is cut.
    random: (random) => {
      const [a, b] = [random(), random()].toSorted((one, other) => one - other);
      return shares([a, b - a, 1 - b]);
    },
    right: (seed) => shares(rightShares(seed)),
    slips: {
      missing: (seed) => shares(rightShares(seed).with(1, "")),
      exponential: slippedShares("exponential"),
      sumOfZ: slippedShares("sumOfZ"),
      linear: slippedShares("linear"),
      byLargest: slippedShares("byLargest"),
      swapped: (seed) => {
        const [a, b, c] = rightShares(seed);
        return shares([b, a, c]);
      },
      sum: (seed) => shares(rightShares(seed).with(0, 0.99)),
      share: (seed) => {
        const [a, b, c] = sharesOf(sumsOf(seed));
        return shares([a - 0.03, b + 0.03, c]);
      },
    },
  },
  {
    random: (random) =>
      fields(
        SINGLE_FIELDS,
        SINGLE_FIELDS.map(() => Math.round(16 * random() - 8) / 2),
      ),
    right: (seed) => fields(SINGLE_FIELDS, rightSingle(seed)),
    slips: {
      missing: (seed) => fields(SINGLE_FIELDS, rightSingle(seed).with(2, "")),
      ...Object.fromEntries(
        ["reversed", "added", "firstOnly", "secondOnly", "halved", "noBias", "biasSign", "biasOfFirst"].map(
          (name) => [name, slippedSingle(name)],
        ),
      ),
      weight: (seed) => fields(SINGLE_FIELDS, rightSingle(seed).with(0, 77)),
      bias: (seed) => fields(SINGLE_FIELDS, rightSingle(seed).with(2, 77)),
    },
  },
];
