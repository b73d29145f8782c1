/**
 * @file Lesson 4: where the weighted sum is 0 a straight line is the boundary of two classes, and some classes no line can separate.
 */

import { written } from "../../../../kit/numbers";
import { DONE, type Lesson, slip, stageOf, type Verdict, type Work } from "../../lesson";
import { type Clouds, cloudsOf, movedBy, rightOf, sumOf, type Weights, weightsIn } from "./clouds";
import { leastMove, witnessOf } from "./separable";
import { P_OPTIONS, words } from "./words";

/**
 * How many times the shortest move is short enough. Over 40 seeds the shortest is 0.12 to 0.22, so that with 1.5 a point may be let go
 * 0.06 to 0.11 beyond it, at least 5 pixels on a phone; of random moves of one point 0.15 % are let through, and as many random weights
 * separate the clouds. Held by clouds.test.ts.
 */
export const ENOUGH = 1.5;

function checkLine(work: Work): Verdict {
  const clouds = cloudsOf(work.seed);
  const { samples } = clouds;
  const weights = weightsIn(stageOf(work, 0));
  if (weights === undefined) return slip("untouched");
  const right = rightOf(weights, samples);
  if (right === samples.length) return DONE;
  const [w1, w2, b] = weights;
  if (w1 === 0 && w2 === 0) return slip("flat");
  const says = [String(right), String(samples.length)];
  if (rightOf([-w1, -w2, -b], samples) === samples.length) return slip("swapped");
  const [least, most] = [1, 0].map((target) => {
    const sums = samples.filter((one) => one.target === target).map((one) => sumOf([w1, w2, 0], one));
    return target === 1 ? Math.min(...sums) : Math.max(...sums);
  });
  // In this direction there is a gap: only the bias does not lie in it.
  if (least > most) return slip(b <= -least ? "shiftUp" : "shiftDown", ...says);
  return turned(weights, clouds, says);
}

/** Which weight is farthest from its share of the direction across the gap. */
function turned([w1, w2]: Weights, { across }: Clouds, says: readonly string[]): Verdict {
  const size = Math.hypot(w1, w2);
  const off = [across[0] - w1 / size, across[1] - w2 / size];
  const which = Math.abs(off[0]) > Math.abs(off[1]) ? 0 : 1;
  return slip(off[which] > 0 ? "raise" : "lower", ["w₁", "w₂"][which], ...says);
}

function checkMove(work: Work): Verdict {
  const { samples, least } = cloudsOf(work.seed);
  const after = movedBy(samples, stageOf(work, 1));
  const moves = after.flatMap(({ x, y }, index) => {
    const far = Math.hypot(x - samples[index].x, y - samples[index].y);
    return far > 0 ? [{ index, far }] : [];
  });
  if (moves.length === 0) return slip("unmoved");
  if (moves.length > 1) return slip("tooMany", String(moves.length));
  const [{ index, far }] = moves;
  const [gone, enough] = [written(far, 2), written(ENOUGH * least.far, 2)];
  if (witnessOf(after) === undefined)
    return slip(leastMove(after, index).far < leastMove(samples, index).far ? "notYet" : "away", gone);
  return far <= ENOUGH * least.far ? DONE : slip("tooFar", gone, enough);
}

export const lesson: Lesson = {
  words,
  terms: ["sigmoid", "weight", "bias", "weightedSum"],
  statements: ["linearClassification"],
  further: "basics",
  predictions: (seed) => [
    {
      label: "p",
      options: P_OPTIONS,
      outcome: "half",
      shownAfter: 1,
    },
    {
      label: { en: "distance", ja: "距離" },
      range: [0, 2],
      outcome: cloudsOf(seed).least.far.toFixed(2),
      shownAfter: 2,
    },
  ],
  tasks: [
    {
      fields: [],
      slips: ["untouched", "flat", "swapped", "shiftUp", "shiftDown", "raise", "lower"],
      check: checkLine,
    },
    { fields: [], slips: ["unmoved", "tooMany", "notYet", "away", "tooFar"], check: checkMove },
  ],
};
