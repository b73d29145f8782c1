/**
 * @file Lesson 3: a neuron with many inputs has a weight for each of them, and a small one where an input says nothing.
 */

import { written } from "../../../../kit/numbers";
import { DONE, type Lesson, type Option, slip, stageOf, type Verdict, type Work } from "../../lesson";
import { numberIn } from "../../typed";
import { COLUMNS, outputOf, r2Of, slipsOf, tableOf, trained } from "./table";
import { R2_OPTIONS, words } from "./words";

/** How near a result is to be: the weights are read with two decimals, and there are four of them. */
export const NEAR = 0.025;
export const NEAR_R2 = 0.01;
const within = (value: number, wanted: number, near: number): boolean =>
  Math.abs(value - wanted) <= near + 1e-9;

const NOISE_OPTIONS: readonly Option[] = COLUMNS.map((column) => ({ value: column, label: column }));

async function checkNeuron(work: Work): Promise<Verdict> {
  const { noise, asked } = tableOf(work.seed);
  const neuron = await trained(work.seed, []);
  const y = numberIn(work, "y");
  if (y === undefined) return slip("missing");
  if (!within(y, outputOf(neuron, asked), NEAR)) {
    for (const [name, results] of slipsOf(neuron, asked)) {
      const term = results.findIndex((result) => within(y, result, NEAR));
      if (term < 0) continue;
      if (name === "noBias" || name === "biasSign") return slip(name, written(neuron.bias, 2));
      const [w, x] = [neuron.weights[term], asked[term]];
      return slip(name, COLUMNS[term], written(w, 2), written(x, 1), written(w * x, 2));
    }
    const [w, x] = [neuron.weights[0], asked[0]];
    return slip("terms", COLUMNS[0], written(w, 2), written(x, 1), written(w * x, 2));
  }
  const named = COLUMNS.indexOf(work.typed.noise ?? "");
  if (named < 0) return slip("unnamed");
  return named === noise ? DONE : slip("counts", COLUMNS[named], written(neuron.weights[named], 2));
}

async function checkRemoval(work: Work): Promise<Verdict> {
  const table = tableOf(work.seed);
  const removed = stageOf(work, 1);
  if (removed.length === 0) return slip("untouched");
  if (removed.length > 1) return slip("tooMany", removed.map((column) => COLUMNS[column]).join(", "));
  const [before, after] = await Promise.all([trained(work.seed, []), trained(work.seed, removed)]);
  const [from, to] = [r2Of(table, before), r2Of(table, after)];
  if (removed[0] !== table.noise)
    return slip("wrongOne", COLUMNS[removed[0]], written(from, 2), written(to, 2));
  const r2 = numberIn(work, "r2");
  const [loss, variance] = [written(after.loss, 4), written(table.variance, 4)];
  if (r2 === undefined) return slip("missingR2", loss, variance);
  if (within(r2, to, NEAR_R2)) return DONE;
  if (within(r2, 1 - to, NEAR_R2)) return slip("ratio", written(1 - to, 2));
  if (within(r2, 100 * to, 100 * NEAR_R2)) return slip("percent", written(to, 2));
  if (within(r2, 1 - after.loss, NEAR_R2)) return slip("undivided", loss, variance);
  return slip("otherR2", loss, variance);
}

export const lesson: Lesson = {
  words,
  terms: ["neuron", "weight", "bias", "loss"],
  statements: ["multipleRegression"],
  further: "basics",
  predictions: (seed) => [
    {
      label: { en: "noise", ja: "ノイズ" },
      options: NOISE_OPTIONS,
      outcome: COLUMNS[tableOf(seed).noise],
      shownAfter: 1,
    },
    { label: "R²", options: R2_OPTIONS, outcome: "same", shownAfter: 2 },
  ],
  tasks: [
    {
      fields: [
        { name: "y", label: "y" },
        { name: "noise", label: { en: "noise", ja: "ノイズ" }, options: NOISE_OPTIONS },
      ],
      slips: [
        "missing",
        "noBias",
        "biasSign",
        "sign",
        "leftOut",
        "onlyWeights",
        "terms",
        "unnamed",
        "counts",
      ],
      check: checkNeuron,
    },
    {
      fields: [{ name: "r2", label: "R²" }],
      slips: ["untouched", "tooMany", "wrongOne", "missingR2", "ratio", "percent", "undivided", "otherR2"],
      check: checkRemoval,
    },
  ],
};
