/**
 * @file Lesson 5: softmax turns sums into shares, and two softmax neurons say what one sigmoid neuron says.
 */

import { written } from "../../../../kit/numbers";
import { DONE, type Lesson, slip, type Verdict, type Work } from "../../lesson";
import { numberIn } from "../../typed";
import {
  farthest,
  type Neuron,
  pairOf,
  SAME,
  shareOfPair,
  shareOfSingle,
  singleFor,
  slipsOfSingle,
} from "./nodes";
import {
  afterAdding,
  areNear,
  exponentials,
  isNear,
  largestShare,
  sharesOf,
  slipsOfShares,
  sumsOf,
  type Three,
  total,
} from "./sums";
import { CHANGES, LARGEST, MORE, words } from "./words";

export const SHARE_FIELDS = ["p1", "p2", "p3"] as const;
export const SHARE_LABELS = ["p₁", "p₂", "p₃"] as const;
export const SINGLE_FIELDS = ["w1", "w2", "b"] as const;
const SINGLE_LABELS = ["w₁", "w₂", "b"] as const;

/** Three numbers as typed, or what the first empty field is called. */
function threeIn(work: Work, fields: readonly string[], labels: readonly string[]): Three | string {
  const [a, b, c] = fields.map((field) => numberIn(work, field));
  if (a === undefined) return labels[0];
  if (b === undefined) return labels[1];
  return c === undefined ? labels[2] : [a, b, c];
}

/** Where its sign would meet an operator. */
const bracketed = (value: number): string => (value < 0 ? `(${written(value, 1)})` : written(value, 1));

function checkShares(work: Work): Verdict {
  const sums = sumsOf(work.seed);
  const typed = threeIn(work, SHARE_FIELDS, SHARE_LABELS);
  if (typeof typed === "string") return slip("missing", typed);
  const right = sharesOf(sums);
  if (areNear(typed, right)) return DONE;
  const powers = exponentials(sums);
  const [sum, ofZ, all] = [total(powers), total(sums), total(typed)].map((value) => written(value, 2));
  for (const [name, wrong] of slipsOfShares(sums))
    if (areNear(typed, wrong)) return slip(name, sum, ofZ, written(Math.max(...powers), 2));
  const ordered = (three: Three): number[] => three.toSorted((one, other) => one - other);
  const at = typed.findIndex((share, i) => !isNear(share, right[i]));
  if (areNear(ordered(typed), ordered(right)))
    return slip("swapped", SHARE_LABELS[at], written(sums[at], 1), written(powers[at], 2));
  // Three shares to two decimals, each rounded, add up to 1 to within 0.015.
  if (Math.abs(total(typed) - 1) > 0.0151) return slip("sum", all, sum);
  return slip("share", SHARE_LABELS[at], written(powers[at], 2), sum);
}

/** The single neuron that somebody typed, where all three are numbers. */
export function singleIn(work: Work): Neuron | undefined {
  const typed = threeIn(work, SINGLE_FIELDS, SINGLE_LABELS);
  return typeof typed === "string" ? undefined : typed;
}

function checkSingle(work: Work): Verdict {
  const pair = pairOf(work.seed);
  const typed = threeIn(work, SINGLE_FIELDS, SINGLE_LABELS);
  if (typeof typed === "string") return slip("missing", typed);
  const { at, difference } = farthest(pair, typed);
  if (difference < SAME) return DONE;
  const errorsFrom = (wanted: Neuron): number[] => typed.map((value, i) => Math.abs(value - wanted[i]));
  const [first, second] = pair;
  const biases = [written(first[2], 1), bracketed(second[2])];
  for (const [name, wrong] of slipsOfSingle(pair)) {
    if (Math.max(...errorsFrom(wrong)) > SAME) continue;
    if (name === "noBias" || name === "biasSign" || name === "biasOfFirst") return slip(name, ...biases);
    const answers = [shareOfPair(pair, at), shareOfSingle(typed, at)].map((p) => written(p, 2));
    return slip(name, ...at.map((x) => written(x, 1)), ...answers);
  }
  const errors = errorsFrom(singleFor(pair));
  const worst = errors.indexOf(Math.max(...errors));
  if (worst === 2) return slip("bias", ...biases);
  return slip("weight", SINGLE_LABELS[worst], written(first[worst], 1), bracketed(second[worst]));
}

export const lesson: Lesson = {
  words,
  terms: ["softmax", "weightedSum", "sigmoid", "neuron", "layer"],
  statements: ["shares", "outputNodes"],
  further: "see",
  predictions: (seed) => [
    { label: LARGEST, outcome: largestShare(sumsOf(seed)).toFixed(2), shownAfter: 1 },
    { label: MORE, options: CHANGES, outcome: afterAdding(sumsOf(seed)), shownAfter: 1 },
  ],
  tasks: [
    {
      fields: SHARE_FIELDS.map((name, i) => ({ name, label: SHARE_LABELS[i] })),
      slips: ["missing", "exponential", "sumOfZ", "linear", "byLargest", "swapped", "sum", "share"],
      check: checkShares,
    },
    {
      fields: SINGLE_FIELDS.map((name, i) => ({ name, label: SINGLE_LABELS[i] })),
      slips: [
        "missing",
        "reversed",
        "added",
        "firstOnly",
        "secondOnly",
        "halved",
        "noBias",
        "biasSign",
        "biasOfFirst",
        "weight",
        "bias",
      ],
      check: checkSingle,
    },
  ],
};
