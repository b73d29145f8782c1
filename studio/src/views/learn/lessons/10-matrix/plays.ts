/**
 * @file How the lesson about matrices is played, rightly and with each slip: for its tests.
 */

import type { Played, Plays, Random } from "../../plays";
import { COURSE, countOf, networksOf, type Sizes, slipsOfCount } from "./counts";
import { ASKED, layerOf, slipsOfSum } from "./layer";
import { fieldOf } from "./lesson";

type Value = number | string;

const fields = (names: readonly string[], values: readonly Value[]): Played => ({
  typed: Object.fromEntries(names.map((name, i) => [name, String(values[i])])),
});

const SUMS = ASKED.map(fieldOf);
const sums = (seed: number): Value[] => ASKED.map((neuron) => layerOf(seed).sums[neuron]);
const NAMED_SUMS = [
  "noBias",
  "column",
  "otherRow",
  "otherBias",
  "biasSign",
  "sign",
  "leftOut",
  "onlyWeights",
];
const NAMED_COUNTS = ["weightsOnly", "oneBias", "inputsCounted", "biasPerInput", "neurons"];

/** Counts whose fields stand for networks, in turn. */
const counts = (names: readonly string[], sizesOf: (seed: number) => readonly Sizes[]) => {
  const rights = (seed: number): Value[] => sizesOf(seed).map(countOf);
  const slipped = (at: number, value: (sizes: Sizes) => Value) => (seed: number) =>
    fields(names, rights(seed).with(at, value(sizesOf(seed)[at])));
  const named = (at: number, name: string) =>
    slipped(at, (sizes) => slipsOfCount(sizes).get(name)?.[0] ?? Number.NaN);
  return {
    right: (seed: number) => fields(names, rights(seed)),
    slips: {
      missingCount: slipped(0, () => ""),
      ...Object.fromEntries(NAMED_COUNTS.map((name, i) => [name, named(i % names.length, name)])),
      layerMissing: named(1, "layerMissing"),
      count: slipped(0, (sizes) => countOf(sizes) + 1000),
      countAll: slipped(1, (sizes) => countOf(sizes) + 1000),
    },
  };
};

const whole = (random: Random, most: number): number => 1 + Math.floor(most * random());

const SMALL_FIELDS = ["smallFirst", "small"];
const LARGE_FIELDS = ["first", "all", "other"];
const small = counts(SMALL_FIELDS, (seed) => [networksOf(seed).small.slice(0, 2), networksOf(seed).small]);
const large = counts(LARGE_FIELDS, (seed) => [COURSE.slice(0, 2), COURSE, networksOf(seed).other]);

export const plays: Plays = [
  {
    random: (random) =>
      fields(
        SUMS,
        SUMS.map(() => (8 * random() - 4).toFixed(1)),
      ),
    right: (seed) => fields(SUMS, sums(seed)),
    slips: {
      missing: (seed) => fields(SUMS, sums(seed).with(1, "")),
      ...Object.fromEntries(
        NAMED_SUMS.map((name, i) => [
          name,
          (seed: number) => {
            const at = i % ASKED.length;
            const results = slipsOfSum(layerOf(seed), ASKED[at]).get(name);
            return fields(SUMS, sums(seed).with(at, results?.at(-1) ?? Number.NaN));
          },
        ]),
      ),
      activated: (seed) =>
        fields(
          SUMS,
          sums(seed).map((z) => (1 / (1 + Math.exp(-Number(z)))).toFixed(2)),
        ),
      terms: (seed) => fields(SUMS, sums(seed).with(0, 50)),
    },
  },
  { ...small, random: (random) => fields(SMALL_FIELDS, [whole(random, 40), whole(random, 60)]) },
  {
    ...large,
    slips: {
      ...large.slips,
      copied: () => fields(LARGE_FIELDS, [countOf(COURSE.slice(0, 2)), ...[0, 1].map(() => countOf(COURSE))]),
    },
    random: (random) =>
      fields(
        LARGE_FIELDS,
        [1, 2, 3].map(() => whole(random, 20_000)),
      ),
  },
];
