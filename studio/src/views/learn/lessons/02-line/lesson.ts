/**
 * @file Lesson 2: a straight line is one neuron with one input, and the best one is the lowest place of a landscape.
 */

import { written } from "../../../../kit/numbers";
import { DONE, type Lesson, slip, stageOf, type Verdict, type Work } from "../../lesson";
import { numberIn } from "../../typed";
import { type Line, lossOf, type Points, pointsOf, slipsOf } from "./points";
import { words } from "./words";

/**
 * How many times the least loss is good enough. Over 40 seeds, 1.1 lets through what is off by at most 0.035 to 0.055 in b or 0.06 to 0.1
 * in w, two to five pixels of a phone's landscape and two keys of a keyboard's; that is 0.2 % of all places. 60 steps of training
 * from any corner come to 1.0000001 of the least. Held by points.test.ts.
 */
export const ENOUGH = 1.1;

/** How near a result is to be. */
export const NEAR = 0.02;
const near = (value: number, wanted: number): boolean => Math.abs(value - wanted) <= NEAR + 1e-9;

const lineOf = (stage: readonly number[]): Line | undefined =>
  stage.length === 2 ? [stage[0], stage[1]] : undefined;

/** What is most amiss with a line: how it is tilted or how high it lies. The loss above the least is exactly the sum of the two. */
function amiss([w, b]: Line, { samples, best }: Points): Verdict {
  const mean = samples.reduce((sum, { x }) => sum + x, 0) / samples.length;
  const spread = samples.reduce((sum, { x }) => sum + (x - mean) ** 2, 0) / samples.length;
  const tilt = w - best.weights[0];
  const height = b - best.bias + tilt * mean;
  const says = [written(lossOf([w, b], samples), 3), written(best.loss, 3)];
  if (tilt * tilt * spread < height * height) return slip(height > 0 ? "tooHigh" : "tooLow", ...says);
  if (w * best.weights[0] < 0) return slip(w > 0 ? "rises" : "falls", ...says);
  return slip(Math.abs(w) > Math.abs(best.weights[0]) ? "tooSteep" : "tooFlat", ...says);
}

function checkLine(work: Work): Verdict {
  const points = pointsOf(work.seed);
  const line = lineOf(stageOf(work, 0));
  if (line === undefined) return slip("untouched");
  return lossOf(line, points.samples) <= ENOUGH * points.best.loss ? DONE : amiss(line, points);
}

function checkTrained(work: Work): Verdict {
  const { samples, best, x } = pointsOf(work.seed);
  const line = lineOf(stageOf(work, 1));
  if (line === undefined) return slip("untrained");
  const loss = lossOf(line, samples);
  if (!(loss <= ENOUGH * best.loss)) return slip("notThere", written(loss, 3));
  const y = numberIn(work, "y");
  if (y === undefined) return slip("missing", written(line[0], 2), written(line[1], 2), written(x, 1));
  const [w, b] = line;
  if (near(y, w * x + b)) return DONE;
  const found = [...slipsOf(line, x)].find(([, result]) => near(y, result));
  return slip(found?.[0] ?? "other", written(w, 2), written(b, 2), written(x, 1), written(w * x, 2));
}

export const lesson: Lesson = {
  words,
  terms: ["weight", "bias", "loss", "neuron"],
  statements: ["simpleRegression"],
  further: "basics",
  predictions(seed) {
    const { weights, bias } = pointsOf(seed).best;
    return [
      { label: "w", range: [-2, 2], outcome: weights[0].toFixed(2), shownAfter: 2 },
      { label: "b", range: [-1, 1], outcome: bias.toFixed(2), shownAfter: 2 },
    ];
  },
  tasks: [
    {
      fields: [],
      slips: ["untouched", "rises", "falls", "tooHigh", "tooLow", "tooSteep", "tooFlat"],
      check: checkLine,
    },
    {
      fields: [{ name: "y", label: "y" }],
      slips: [
        "untrained",
        "notThere",
        "missing",
        "noBias",
        "biasSign",
        "sign",
        "added",
        "exchanged",
        "other",
      ],
      check: checkTrained,
    },
  ],
};
