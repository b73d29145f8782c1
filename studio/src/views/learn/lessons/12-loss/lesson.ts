/**
 * @file Lesson 12: a loss says by one number how wrong an answer is, and different losses say it differently.
 */

import { readTyped } from "../../../../card/typed";
import { written } from "../../../../kit/numbers";
import { DONE, type Lesson, slip, stageOf, type Verdict, type Work } from "../../lesson";
import { answersOf, crossEntropy, crossEntropyAt, LETTERS, ordersOf, squaredError } from "./answers";
import { labels, words } from "./words";

const shown = (value: number): string => written(value, 2);

/** What the learner tapped: each answer once, in the order of the taps. */
const tapped = (work: Work, task: number): number[] => [
  ...new Set(stageOf(work, task).filter((index) => index in LETTERS)),
];

const isSame = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((item, i) => item === other[i]);

type Loss = "squared" | "cross";

function checkOrder(work: Work, task: number, loss: Loss): Verdict {
  const order = tapped(work, task);
  const drawn = answersOf(work.seed);
  const { [loss]: right, [loss === "squared" ? "cross" : "squared"]: other, confident } = ordersOf(drawn);
  if (order.length < LETTERS.length) return slip("incomplete", String(LETTERS.length - order.length));
  if (isSame(order, right)) return DONE;
  if (isSame(order, [...right].reverse())) return slip("reversed", LETTERS[right[0]]);
  const value = (index: number): string =>
    shown((loss === "squared" ? squaredError : crossEntropy)(drawn.answers[index], drawn.digit));
  if (isSame(order, other)) {
    const [before, after] = firstPair(order, right);
    return slip(
      loss === "squared" ? "onlyRight" : "likeSquared",
      ...[before, after].flatMap((index) => [LETTERS[index], value(index)]),
    );
  }
  if (isSame(order, confident)) return slip("confident", LETTERS[order[0]], String(drawn.digit));
  const [before, after] = firstPair(order, right);
  return slip(
    loss === "squared" ? "squaredPair" : "crossPair",
    ...[before, after].flatMap((index) => [LETTERS[index], value(index)]),
  );
}

/** The first two neighbours that stand the wrong way round. */
function firstPair(order: readonly number[], right: readonly number[]): [number, number] {
  const at = order.findIndex((index, i) => right.indexOf(index) > right.indexOf(order[i + 1]));
  return [order[at], order[at + 1]];
}

/** How near a probability is to be. */
const NEAR = 0.01 + 1e-9;

/** A slip is known by its very result. */
const EXACT = 0.005 + 1e-9;

const isNear = (value: number, wanted: number): boolean => Math.abs(value - wanted) <= NEAR;

/** What the probability comes to with each slip, where its loss is to be half of what it is at `p`. */
export const slipsOfHalf = (p: number): Readonly<Record<string, number>> => ({
  halved: p / 2,
  doubled: 2 * p,
  halfway: (1 + p) / 2,
  squared: p * p,
  loss: crossEntropyAt(p) / 2,
});

function checkHalves({ seed, typed }: Work): Verdict {
  const { start } = answersOf(seed);
  const half = numberIn(typed.half);
  if (half === undefined) return slip("missingHalf", shown(crossEntropyAt(start) / 2));
  if (!isNear(half, Math.sqrt(start))) return slipInHalf(half, start);
  const quarter = numberIn(typed.quarter);
  if (quarter === undefined) return slip("missingQuarter", shown(crossEntropyAt(start) / 4));
  if (isNear(quarter, start ** 0.25)) return DONE;
  if (isNear(quarter, 2 * half - start))
    return slip(
      "sameStep",
      shown(half - start),
      shown(crossEntropyAt(quarter)),
      shown(crossEntropyAt(start) / 4),
    );
  return slipInHalf(quarter, half);
}

function slipInHalf(value: number, from: number): Verdict {
  const wanted = shown(crossEntropyAt(from) / 2);
  const [name] =
    Object.entries(slipsOfHalf(from)).find(([, result]) => Math.abs(value - result) <= EXACT) ?? [];
  if (name === undefined && value >= 1) return slip(value > 1 ? "percent" : "sure", written(value));
  if (value <= 0) return slip("outside");
  const tooFar = value > Math.sqrt(from);
  return slip(
    name ?? (tooFar ? "tooFar" : "tooNear"),
    written(value),
    value < 1 ? shown(crossEntropyAt(value)) : wanted,
    wanted,
    shown(crossEntropyAt(from)),
  );
}

const numberIn = (text: string | undefined): number | undefined => {
  const typed = readTyped(text ?? "", [-1000, 1000]);
  return "value" in typed ? typed.value : undefined;
};

/** So little is given to the right digit by the answer whose cross-entropy is guessed. */
const LITTLE = [0.01, 0.02, 0.03, 0.05];

export const littleOf = (seed: number): number => LITTLE[answersOf(seed).digit % LITTLE.length];

/** All on a wrong digit: no answer is farther off. */
const FARTHEST = squaredError([1, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1);

export const lesson: Lesson = {
  words,
  terms: ["loss", "squaredError", "crossEntropy", "softmax"],
  statements: ["howWrong"],
  further: "train",
  predictions: (seed) => [
    { label: "A", range: [0, 100], outcome: String(FARTHEST), shownAfter: 1 },
    {
      label: `B (p = ${littleOf(seed)})`,
      range: [0, 100],
      outcome: crossEntropyAt(littleOf(seed)).toFixed(2),
      shownAfter: 2,
    },
  ],
  tasks: [
    {
      fields: [],
      slips: ["incomplete", "reversed", "onlyRight", "confident", "squaredPair"],
      check: (work) => checkOrder(work, 0, "squared"),
    },
    {
      fields: [],
      slips: ["incomplete", "reversed", "likeSquared", "confident", "crossPair"],
      check: (work) => checkOrder(work, 1, "cross"),
    },
    {
      fields: [
        { name: "half", label: labels.half },
        { name: "quarter", label: labels.quarter },
      ],
      slips: [
        "missingHalf",
        "missingQuarter",
        "percent",
        "sure",
        "outside",
        "halved",
        "doubled",
        "halfway",
        "squared",
        "loss",
        "sameStep",
        "tooFar",
        "tooNear",
      ],
      check: checkHalves,
    },
  ],
};
