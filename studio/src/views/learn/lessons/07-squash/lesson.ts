/**
 * @file Lesson 7: without an activation function two layers are worth one; with one between them the network can bend.
 */

import { written } from "../../../../kit/numbers";
import { DONE, type Lesson, slip, stageOf, type Verdict, type Work } from "../../lesson";
import { numberIn } from "../../typed";
import { ACTIVATIONS, answersOf, type Bend, bendsWith, cornerOf, isNear, missOfLine } from "./bend";
import {
  answerAt,
  areEqual,
  EQUAL,
  type Input,
  type Layers,
  layersOf,
  modelOf,
  product,
  type Single,
  singleModel,
  slipsOfProduct,
  sumsAt,
} from "./layers";
import { SHAPES, WITH, WITHOUT, words } from "./words";

export const PRODUCT_FIELDS = ["w1", "w2", "b"] as const;
const PRODUCT_LABELS = ["w₁", "w₂", "b"] as const;

/** As few decimals as the number has, at most two. */
export const short = (value: number): string =>
  written(value, Number.isInteger(value) ? 0 : Number.isInteger(Math.round(value * 1e6) / 1e5) ? 1 : 2);

/** Where its sign would meet an operator. */
const bracketed = (value: number): string => (value < 0 ? `(${short(value)})` : short(value));

/** What somebody typed for the single layer, where all three are numbers. */
function singleIn(work: Work): Single | undefined {
  const [w1, w2, b] = PRODUCT_FIELDS.map((field) => numberIn(work, field));
  return w1 === undefined || w2 === undefined || b === undefined ? undefined : [w1, w2, b];
}

function checkProduct(work: Work): Verdict {
  const layers = layersOf(work.seed);
  const single = singleIn(work);
  if (single !== undefined && areEqual(modelOf(layers, "linear"), singleModel(single))) return DONE;
  for (const [which, field] of PRODUCT_FIELDS.entries()) {
    const value = numberIn(work, field);
    if (value === undefined) return slip("missing", PRODUCT_LABELS[which]);
    if (Math.abs(value - product(layers)[which]) > EQUAL) return slipInProduct(layers, which, value);
  }
  return slip("missing", PRODUCT_LABELS[0]);
}

function slipInProduct(layers: Layers, which: number, value: number): Verdict {
  const { hidden, hiddenBias, output, outputBias } = layers;
  const name = PRODUCT_LABELS[which];
  const factors = which === 2 ? hiddenBias : hidden.map((row) => row[which]);
  const terms = output.map((v, i) => [short(v), bracketed(factors[i]), short(v * factors[i])]);
  for (const [kind, results] of slipsOfProduct(layers, which)) {
    const at = results.findIndex((result) => Math.abs(result - value) <= EQUAL);
    if (at < 0) continue;
    if (kind === "sign") return slip(kind, name, ...terms[at]);
    if (kind === "onePath") return slip(kind, name, ...terms[1 - at], String(2 - at));
    return slip(
      kind,
      name,
      ...terms[0].slice(0, 2),
      ...terms[1].slice(0, 2),
      short(outputBias),
      String(which + 1),
    );
  }
  return slip(
    which === 2 ? "bias" : "weight",
    name,
    ...terms[0].slice(0, 2),
    ...terms[1].slice(0, 2),
    short(outputBias),
  );
}

/** How near an answer is to be. */
const CLOSE = 0.01;
const isClose = (value: number, wanted: number): boolean => Math.abs(value - wanted) <= CLOSE + 1e-9;
/** Inputs are taken from so far. */
const FAR = 10;

/** The input that somebody typed, where it is one. */
export function inputIn(work: Work): Input | undefined {
  const [x1, x2] = [numberIn(work, "x1"), numberIn(work, "x2")];
  return x1 === undefined || x2 === undefined ? undefined : [x1, x2];
}

function checkCut(work: Work): Verdict {
  const layers = layersOf(work.seed);
  const input = inputIn(work);
  if (input === undefined) return slip("missing", numberIn(work, "x1") === undefined ? "x₁" : "x₂");
  if (input.some((x) => Math.abs(x) > FAR)) return slip("far", String(FAR));
  const sums = sumsAt(layers, input);
  const shownSums = sums.map(short);
  if (sums.every((z) => z >= 0)) return slip("notCut", ...shownSums);
  const y = numberIn(work, "y");
  if (y === undefined) return slip("missingY", ...shownSums);
  const { output, outputBias } = layers;
  const right = answerAt(modelOf(layers, "relu"), input);
  if (isClose(y, right)) return DONE;
  if (isClose(y, answerAt(modelOf(layers, "linear"), input))) return slip("uncut", ...shownSums);
  const kept = sums.map((z) => Math.max(0, z));
  if (isClose(y, right - outputBias)) return slip("noOutputBiasY", short(outputBias));
  if (right < 0 && isClose(y, 0)) return slip("cutOutput");
  if (
    isClose(
      y,
      output.reduce((sum, v, i) => sum + v * Math.min(0, sums[i]), outputBias),
    )
  )
    return slip("wrongHalf", ...shownSums);
  if (isClose(y, kept[0] + kept[1] + outputBias)) return slip("unweighted", ...output.map(short));
  return slip("y", ...shownSums, ...kept.map(short), ...output.map(short), short(outputBias));
}

/** The network that somebody set in the last task. */
export function bendOf(work: Work): Bend {
  const [which = 0, c1 = 0, c2 = 0, v1 = 0, v2 = 0, b = 0] = stageOf(work, 2);
  return { activation: ACTIVATIONS[which] ?? "linear", values: [c1, c2, v1, v2, b] };
}

const HIDDEN_NAMES = ["h₁", "h₂"];

function checkBend(work: Work): Verdict {
  const { points } = cornerOf(work.seed);
  const bend = bendOf(work);
  const { hidden, output } = answersOf(bend, points);
  if (points.every(({ y }, i) => isNear(output[i], y))) return DONE;
  if (bend.values.every((value) => value === 0)) return slip("untouched");
  if (bend.activation === "linear") return slip("straight", written(missOfLine(points), 2));
  const [, , v1, v2] = bend.values;
  const unused = [v1, v2].indexOf(0);
  if (unused >= 0) return slip("unused", ["v₁", "v₂"][unused], HIDDEN_NAMES[unused]);
  if (bend.activation === "relu") {
    const dead = hidden.findIndex((values) => values.every((h) => h === 0));
    if (dead >= 0) return slip("dead", HIDDEN_NAMES[dead], ["c₁", "c₂"][dead]);
    const [left, middle, right] = points.map(({ x }, i) => ({ x, y: output[i], target: 0 }));
    if (missOfLine([left, middle, right]) < EQUAL)
      return slip("noBend", written(-bend.values[0], 1), written(bend.values[1], 1));
  }
  const missed = [1, 0, 2].find((i) => !isNear(output[i], points[i].y)) ?? 1;
  const { x, y } = points[missed];
  return slip(
    missed === 1 ? "middle" : "side",
    written(x, 1),
    written(y, 2),
    written(output[missed], 2),
    x < 0 ? "v₂" : "v₁",
  );
}

export const lesson: Lesson = {
  words,
  terms: ["layer", "activationFunction", "relu", "sigmoid", "neuron"],
  statements: ["nonlinear"],
  further: "basics",
  predictions: () => [
    { label: WITHOUT, options: SHAPES, outcome: String(bendsWith("linear")), shownAfter: 1 },
    { label: WITH, options: SHAPES, outcome: String(bendsWith("relu")), shownAfter: 3 },
  ],
  tasks: [
    {
      fields: PRODUCT_FIELDS.map((name, i) => ({ name, label: PRODUCT_LABELS[i] })),
      slips: [
        "missing",
        "row",
        "onePath",
        "notWeighted",
        "sign",
        "weight",
        "noOutputBias",
        "onlyOutputBias",
        "notCarried",
        "bias",
      ],
      check: checkProduct,
    },
    {
      fields: [
        { name: "x1", label: "x₁" },
        { name: "x2", label: "x₂" },
        { name: "y", label: "y" },
      ],
      slips: [
        "missing",
        "far",
        "notCut",
        "missingY",
        "uncut",
        "noOutputBiasY",
        "cutOutput",
        "wrongHalf",
        "unweighted",
        "y",
      ],
      check: checkCut,
    },
    {
      fields: [],
      slips: ["untouched", "straight", "unused", "dead", "noBend", "middle", "side"],
      check: checkBend,
    },
  ],
};
