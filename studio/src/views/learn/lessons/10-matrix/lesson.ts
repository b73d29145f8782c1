/**
 * @file Lesson 10: a layer is a matrix, each of whose rows is a neuron; and so many numbers a network has to learn.
 */

import { writtenOut } from "../../../../code/computation";
import { written } from "../../../../kit/numbers";
import { DONE, type Lesson, slip, type Verdict, type Work } from "../../lesson";
import { countIn, numberIn } from "../../typed";
import {
  biasesOf,
  COURSE,
  countOf,
  grouped,
  nameOf,
  networksOf,
  type Sizes,
  slipsOfCount,
  weightsOf,
} from "./counts";
import { ASKED, columnOf, type Layer, layerOf, NEAR, products, slipsOfSum } from "./layer";
import { ALL, FIRST, OTHER, PERCENT, TOTAL, words } from "./words";

/** Binary fractions are no slip. */
const near = (value: number, wanted: number): boolean => Math.abs(value - wanted) <= NEAR + 1e-9;

export const fieldOf = (neuron: number): string => `z${neuron + 1}`;
const SUBSCRIPTS = "₁₂₃";
export const symbol = (letter: string, i: number): string => `${letter}${SUBSCRIPTS[i]}`;

const list = (values: readonly number[]): string => values.map((value) => written(value, 0)).join(", ");

function checkRows(work: Work): Verdict {
  const layer = layerOf(work.seed);
  for (const neuron of ASKED) {
    const z = numberIn(work, fieldOf(neuron));
    if (z === undefined) return slip("missing", symbol("z", neuron));
    if (!near(z, layer.sums[neuron])) return slipInSum(layer, neuron, z);
  }
  return DONE;
}

function slipInSum(layer: Layer, neuron: number, z: number): Verdict {
  const { weights, inputs, biases, sums } = layer;
  const own = [symbol("z", neuron), String(neuron + 1), list(weights[neuron])];
  const term = (k: number) =>
    [weights[neuron][k], inputs[k], products(layer, neuron)[k]].map((value) => written(value, 1));
  for (const [name, results] of slipsOfSum(layer, neuron)) {
    const at = results.findIndex((result) => near(z, result));
    if (at < 0) continue;
    switch (name) {
      case "sign":
      case "leftOut":
        return slip(name, own[0], ...term(at));
      case "column":
        return slip(name, ...own, list(columnOf(layer, neuron)));
      case "otherRow":
        return slip(name, ...own, String(sums.findIndex((sum) => near(z, sum)) + 1));
      default:
        return slip(name, own[0], symbol("b", neuron), written(biases[neuron], 1));
    }
  }
  return slip("terms", own[0], own[2], ...term(0));
}

/** Judges the count of a network, or of one layer of it. */
function checkCount(count: number | undefined, sizes: Sizes): Verdict {
  const what = nameOf(sizes);
  if (count === undefined) return slip("missingCount", what);
  if (count === countOf(sizes)) return DONE;
  const [inputs, units] = sizes.map(grouped);
  const numbers = [weightsOf(sizes), biasesOf(sizes)].map(grouped);
  for (const [name, results] of slipsOfCount(sizes)) {
    if (results.includes(count)) return slip(name, what, ...numbers, inputs);
  }
  return sizes.length === 2
    ? slip("count", what, units, inputs)
    : slip("countAll", what, ...sizes.slice(0, 3).map(grouped));
}

const firstOf = (sizes: Sizes): Sizes => sizes.slice(0, 2);

function checkSmall(work: Work): Verdict {
  const { small } = networksOf(work.seed);
  const first = checkCount(countIn(work, "smallFirst"), firstOf(small));
  return first.done ? checkCount(countIn(work, "small"), small) : first;
}

function checkLarge(work: Work): Verdict {
  const { other } = networksOf(work.seed);
  const first = checkCount(countIn(work, "first"), firstOf(COURSE));
  if (!first.done) return first;
  const all = checkCount(countIn(work, "all"), COURSE);
  if (!all.done) return all;
  const count = countIn(work, "other");
  return count === countOf(COURSE) ? slip("copied", nameOf(other), nameOf(COURSE)) : checkCount(count, other);
}

const SLIPS_OF_SUM = [
  "missing",
  "noBias",
  "column",
  "otherRow",
  "otherBias",
  "biasSign",
  "sign",
  "leftOut",
  "onlyWeights",
  "activated",
  "terms",
];
const SLIPS_OF_COUNT = [
  "missingCount",
  "weightsOnly",
  "oneBias",
  "inputsCounted",
  "biasPerInput",
  "neurons",
  "layerMissing",
  "count",
  "countAll",
];

const all = countOf(COURSE);

export const lesson: Lesson = {
  words,
  terms: ["layer", "neuron", "weight", "bias", "weightedSum", "activation"],
  statements: ["matrix"],
  further: "see",
  /** The layer whose rows are computed: what is counted is no computation of neurons. */
  code({ seed }) {
    const { weights, inputs, biases } = layerOf(seed);
    return writtenOut([{ weight: weights, bias: biases, activation: "sigmoid" }], inputs, 2);
  },
  predictions: () => [
    { label: TOTAL, range: [1, 1_000_000], outcome: String(all), shownAfter: 3 },
    {
      label: PERCENT,
      range: [0, 100],
      outcome: String(Math.round((100 * countOf(firstOf(COURSE))) / all)),
      shownAfter: 3,
    },
  ],
  tasks: [
    {
      fields: ASKED.map((neuron) => ({ name: fieldOf(neuron), label: symbol("z", neuron) })),
      slips: SLIPS_OF_SUM,
      check: checkRows,
    },
    {
      fields: [
        { name: "smallFirst", label: FIRST },
        { name: "small", label: ALL },
      ],
      slips: SLIPS_OF_COUNT,
      check: checkSmall,
    },
    {
      fields: [
        { name: "first", label: FIRST },
        { name: "all", label: ALL },
        { name: "other", label: OTHER },
      ],
      slips: [...SLIPS_OF_COUNT, "copied"],
      check: checkLarge,
    },
  ],
};
