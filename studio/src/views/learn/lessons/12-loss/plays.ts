/**
 * @file How the lesson about losses is played, rightly and with each slip: for its tests.
 */

import type { Played, Plays, Random } from "../../plays";
import { answersOf, LETTERS, type Orders, ordersOf } from "./answers";
import { slipsOfHalf } from "./lesson";

const order = (indices: readonly number[]): Played => ({ stage: indices });
const orders = (seed: number): Orders => ordersOf(answersOf(seed));

/** Neighbours swapped, so that the order is no other one that is known. */
const swapped = (seed: number, name: "squared" | "cross"): Played | undefined => {
  const all = orders(seed);
  const known = [all.squared, all.cross, all.confident].map(String);
  for (let i = 0; i + 1 < LETTERS.length; i++) {
    const tried = [...all[name]];
    [tried[i], tried[i + 1]] = [tried[i + 1], tried[i]];
    if (!known.includes(String(tried))) return order(tried);
  }
  return undefined;
};

/** Taps here and there: mostly all five. */
const taps = (random: Random): Played => {
  const left = [...LETTERS.keys()];
  const count = random() < 0.9 ? left.length : Math.floor(left.length * random());
  return order(Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)[0]));
};

const ordering = (name: "squared" | "cross", other: "squared" | "cross") => ({
  random: taps,
  right: (seed: number) => order(orders(seed)[name]),
  slips: {
    incomplete: (seed: number) => order(orders(seed)[name].slice(0, 3)),
    reversed: (seed: number) => order([...orders(seed)[name]].reverse()),
    [name === "squared" ? "onlyRight" : "likeSquared"]: (seed: number) => order(orders(seed)[other]),
    confident: (seed: number) => order(orders(seed).confident),
    [`${name}Pair`]: (seed: number) => swapped(seed, name),
  },
});

const typed = (half: number | string, quarter: number | string): Played => ({
  typed: { half: String(half), quarter: String(quarter) },
});
const rounded = (value: number): string => value.toFixed(2);
const start = (seed: number): number => answersOf(seed).start;

/** What is typed first is the result of a slip; where that is another's too, it is not made. */
const wrong = (name: string) => (seed: number) => {
  const results = slipsOfHalf(start(seed));
  const taken = [
    Math.sqrt(start(seed)),
    ...Object.keys(results)
      .filter((one) => one !== name)
      .map((one) => results[one]),
  ];
  return taken.some((one) => Math.abs(one - results[name]) <= 0.011)
    ? undefined
    : typed(results[name], "0.5");
};

/** So much off, where that is no other slip's result. */
const beside = (seed: number, offsets: readonly number[]): Played | undefined => {
  const results = Object.values(slipsOfHalf(start(seed)));
  const tried = offsets.map((offset) => Number(rounded(Math.sqrt(start(seed)) + offset)));
  const free = tried.find((one) => results.every((result) => Math.abs(one - result) > 0.006));
  return free === undefined ? undefined : typed(free, "0.5");
};

export const plays: Plays = [
  ordering("squared", "cross"),
  ordering("cross", "squared"),
  {
    random: (random) => typed(rounded(random()), rounded(random())),
    right: (seed) => typed(rounded(Math.sqrt(start(seed))), rounded(start(seed) ** 0.25)),
    slips: {
      missingHalf: () => typed("", ""),
      missingQuarter: (seed) => typed(rounded(Math.sqrt(start(seed))), ""),
      percent: () => typed("40", "60"),
      sure: () => typed("1", "1"),
      outside: () => typed("0", "0.5"),
      ...Object.fromEntries(
        ["halved", "doubled", "halfway", "squared", "loss"].map((name) => [name, wrong(name)]),
      ),
      sameStep: (seed) => {
        const half = Number(rounded(Math.sqrt(start(seed))));
        const same = 2 * half - start(seed);
        return Math.abs(same - start(seed) ** 0.25) <= 0.015 || same >= 1 ? undefined : typed(half, same);
      },
      tooFar: (seed) => beside(seed, [0.04, 0.06, 0.09]),
      tooNear: (seed) => beside(seed, [-0.03, -0.04, -0.05]),
    },
  },
];
