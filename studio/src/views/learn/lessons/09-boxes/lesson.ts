/**
 * @file Lesson 9: two steep sigmoids make a box, and boxes make any curve, as far as they reach.
 */

import { writtenOut } from "../../../../code/computation";
import { rounded, shortest, written } from "../../../../kit/numbers";
import { DONE, type Lesson, slip, stageOf, type Verdict, type Work } from "../../lesson";
import { numberIn } from "../../typed";
import { boxAt, givenBy } from "./curve";
import {
  bestTops,
  COUNTS,
  END,
  MISS,
  meanMiss,
  missOf,
  modelOf,
  networkOf,
  outputAt,
  outputOver,
  PLACES,
  STEEP,
  type Step,
  stepsIn,
  stepsOf,
  worstBox,
} from "./network";
import { COUNTED, FAR_AWAY, FIELDS, FOR_A_BOX, OUTSIDE, words } from "./words";

/** How far the numbers of a neuron can be set to either side, and in which steps. */
export const KNOBS = [
  { most: 15, step: 1 },
  { most: 100, step: 5 },
  { most: 1, step: 0.1 },
] as const;
/**
 * The mean distance from the box that is allowed. With the right sides and height, weights of 10 come to 0.009 to 0.014 on every seed; weights of 4
 * to 0.023 and more; a side that is 0.5 off to 0.022 and more, a height that is 0.1 off to 0.028 and more.
 */
export const BOX_MISS = 0.02;
export const HIDDEN_NAMES = ["h₁", "h₂"] as const;

/** The two neurons as they are set: weight, bias and weight in the output, one after the other. */
export function setSteps(work: Work): readonly [Step, Step] {
  const [w1 = 0, b1 = 0, v1 = 0, w2 = 0, b2 = 0, v2 = 0] = stageOf(work, 0);
  return [
    { w: w1, b: b1, v: v1 },
    { w: w2, b: b2, v: v2 },
  ];
}

/** Where a neuron is half lit. */
export const placeOf = ({ w, b }: Step): number => -b / w + 0;

/** As few decimals as a number has, at most two. */
export const short = (value: number): string => shortest(rounded(value, 2));
const two = (value: number): string => written(value, 2);

/** Sides count as the same if they are no farther apart. */
const SAME_SIDE = 0.3;
const isAt = (place: number, side: number): boolean => Math.abs(place - side) <= SAME_SIDE;

function checkBox(work: Work): Verdict {
  const { box } = givenBy(work.seed);
  const { from, to, floor, top } = box;
  if (stageOf(work, 0).every((value) => value === 0)) return slip("untouched");
  const steps = setSteps(work);
  const flat = steps.findIndex(({ w }) => w === 0);
  if (flat >= 0) return slip("noStep", HIDDEN_NAMES[flat]);
  const wanted = Array.from(PLACES, (x) => boxAt(box, x));
  const miss = (some: readonly Step[]): number => meanMiss(outputOver(modelOf(some, floor), PLACES), wanted);
  if (miss(steps) <= BOX_MISS) return DONE;
  const sides = [from, to];
  for (const [i, step] of steps.entries()) {
    const place = placeOf(step);
    if (sides.some((side) => isAt(place, side))) continue;
    const says = [HIDDEN_NAMES[i], short(place), short(from), short(to), short(step.w), short(step.b)];
    if (sides.some((side) => isAt(-place, side))) return slip("biasSign", ...says);
    if (sides.some((side) => isAt(place * step.w, side))) return slip("notMultiplied", ...says);
    return slip("place", ...says);
  }
  if (isAt(placeOf(steps[0]), placeOf(steps[1]))) return slip("sameSide", short(placeOf(steps[0])));
  // What steeper neurons at the same places would do says what else is wrong.
  const steeper = steps.map(({ w, b, v }) => ({
    w: STEEP * Math.sign(w),
    b: (STEEP * b) / Math.abs(w),
    v,
  }));
  const softest = Math.abs(steps[0].w) <= Math.abs(steps[1].w) ? 0 : 1;
  if (miss(steeper) <= BOX_MISS)
    return slip("soft", HIDDEN_NAMES[softest], short(steps[softest].w), short(placeOf(steps[softest])));
  const model = modelOf(steeper, floor);
  const [left, middle, right] = [0, (from + to) / 2, END].map((x) => outputAt(model, x));
  const isNear = (a: number, b: number): boolean => Math.abs(a - b) < 0.05;
  if (!isNear(left, floor)) return slip("notOnFloor", two(left), two(floor));
  if (!isNear(right, floor))
    return slip("notClosed", two(right), two(floor), ...steps.map(({ v }) => short(v)));
  if (isNear(middle - floor, floor - top)) return slip("upsideDown", two(middle));
  if (isNear(middle - floor, top)) return slip("fromZero", two(middle), two(top), two(floor));
  return slip("height", two(middle), two(top), two(floor));
}

/** The tops that are set; none where there are no boxes yet. */
export function topsOf(work: Work): readonly number[] {
  const tops = stageOf(work, 1);
  return COUNTS.includes(tops.length) ? tops : [];
}

/** The network that was built, or where there is none the one that could be. */
export function builtFor(work: Work): { readonly tops: readonly number[]; readonly floor: number } {
  const { curve } = givenBy(work.seed);
  const tops = topsOf(work);
  return { tops: tops.length > 0 ? tops : bestTops(curve.wanted, curve.fewest), floor: curve.floor };
}

const neurons = (boxes: number): string => String(2 * boxes);

function checkCurve(work: Work): Verdict {
  const { curve } = givenBy(work.seed);
  const { wanted, floor, fewest, misses } = curve;
  const tops = topsOf(work);
  const boxes = tops.length;
  if (boxes === 0) return slip("noBoxes");
  if (tops.every((top) => Math.abs(top - floor) < 1e-9)) return slip("allOnFloor", String(boxes));
  const miss = missOf(tops, floor, wanted);
  const reached = misses.find((one) => one.boxes === boxes)?.miss ?? Number.NaN;
  if (miss <= MISS) {
    if (boxes === fewest) return DONE;
    return slip("tooMany", two(miss), String(boxes), neurons(boxes));
  }
  // Fewer than the fewest do not get there: that is to be seen from boxes that stand nearly where they should.
  if (boxes < fewest && miss <= 1.25 * reached)
    return slip("tooFew", two(miss), String(boxes), neurons(boxes));
  const { box, tooHigh } = worstBox(tops, wanted);
  return slip(
    tooHigh > 0 ? "tooHigh" : "tooLow",
    two(miss),
    String(box + 1),
    short((END * box) / boxes),
    short((END * (box + 1)) / boxes),
    two(tops[box]),
  );
}

/** How near an answer is to be: values are written with two decimals. */
const CLOSE = 0.02;
const isClose = (value: number, wanted: number): boolean => Math.abs(value - wanted) <= CLOSE + 1e-9;

function checkOutside(work: Work): Verdict {
  const { curve, outside, within, readings } = givenBy(work.seed);
  const { tops, floor } = builtFor(work);
  const [network, real] = [numberIn(work, "network"), numberIn(work, "curve")];
  if (network === undefined || real === undefined) return slip("missing", short(outside));
  const [says, is] = [outputAt(networkOf(tops, floor), outside), curve.at(outside)];
  if (isClose(network, says) && isClose(real, is)) return DONE;
  if (isClose(network, is) && isClose(real, says)) return slip("swapped", short(outside));
  if (!isClose(network, says)) {
    const last = outside > END ? tops.length - 1 : 0;
    const lit = outside > END ? "1" : "0";
    if (isClose(network, is)) return slip("goesOn", short(outside), lit);
    if (isClose(network, 0)) return slip("noBias", short(outside), short(floor));
    if (isClose(network, tops[last])) return slip("lastBox", short(outside), String(last + 1), lit);
    return slip("network", short(outside), lit);
  }
  const other = readings.find(({ x, y }) => x !== within && isClose(real, y));
  if (isClose(real, says)) return slip("curveFlat", short(outside), short(END));
  if (other !== undefined) return slip("otherPlace", short(other.x), short(outside), short(END));
  return slip("curve", short(outside), short(END));
}

/** What the network says farther and farther away. */
function farAway(work: Work): string {
  const { tops, floor } = builtFor(work);
  const [near, far, farther] = [2, 5, 10].map((times) => outputAt(networkOf(tops, floor), times * END));
  if (Math.abs(far - near) < 1e-6 && Math.abs(farther - near) < 1e-6) return "flat";
  return Math.abs(farther - far) > Math.abs(far - near) ? "away" : "curve";
}

export const lesson: Lesson = {
  words,
  terms: ["neuron", "sigmoid", "weight", "bias"],
  statements: ["boxes"],
  further: "basics",
  predictions(seed) {
    const { box } = givenBy(seed);
    const made = modelOf(stepsOf(box), box.floor);
    return [
      { label: FOR_A_BOX, options: COUNTED, outcome: String(stepsIn(made)), shownAfter: 1 },
      { label: OUTSIDE, options: FAR_AWAY, outcome: farAway, shownAfter: 3 },
    ];
  },
  code(work, task) {
    const { box, outside } = givenBy(work.seed);
    const built = builtFor(work);
    const [{ definition, parameters }, x] =
      task === 0
        ? ([modelOf(setSteps(work), box.floor), (box.from + box.to) / 2] as const)
        : ([networkOf(built.tops, built.floor), task === 1 ? END / 3 : outside] as const);
    const layers = definition.layers.map(({ activation }, l) => {
      const [weight, bias] = [[...parameters[l].weight], [...parameters[l].bias]];
      return { weight: l === 0 ? weight.map((w) => [w]) : [weight], bias, activation };
    });
    return writtenOut(layers, [x], 2);
  },
  tasks: [
    {
      fields: [],
      slips: [
        ...["untouched", "noStep", "biasSign", "notMultiplied", "place", "sameSide", "soft"],
        ...["notOnFloor", "notClosed", "upsideDown", "fromZero", "height"],
      ],
      check: checkBox,
    },
    {
      fields: [],
      slips: ["noBoxes", "allOnFloor", "tooMany", "tooFew", "tooHigh", "tooLow"],
      check: checkCurve,
    },
    {
      fields: FIELDS,
      slips: [
        ...["missing", "swapped", "goesOn", "noBias", "lastBox", "network"],
        ...["curveFlat", "otherPlace", "curve"],
      ],
      check: checkOutside,
    },
  ],
};
