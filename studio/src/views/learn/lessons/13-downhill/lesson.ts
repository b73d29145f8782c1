/**
 * @file Lesson 13: going downhill on the loss. The learning rate decides whether the lamp creeps, arrives, jumps to and fro, or flies off.
 */

import { readTyped } from "../../../../card/typed";
import { isLarge, minus, written } from "../../../../kit/numbers";
import { seededRandom } from "../../../../kit/seeded";
import { DONE, type Lesson, type Prediction, slip, type Verdict, type Work } from "../../lesson";
import { descend, layerAt, slopeAt, type Valley, type Valleys, valleysOf } from "./valley";
import { LABELS, OUTCOMES, words } from "./words";

/** Steps in which the lamp is to be down. */
export const STEPS = 10;
/**
 * So many times the least loss is down. On 30 seeds, two valleys each: rates from 1.26/λ to 1.54/λ are the smallest that get there, and from
 * 1.74/λ to 1.79/λ the largest, 1.13 to 1.41 times the smallest; 1/λ ends at 1.17 to 1.37 times the least.
 */
export const NEAR_LEAST = 1.05;
/** Steps after which it is seen whether a rate flies off: 2% above 2/λ it does, 2% below it does not. */
export const LONG = 40;
/** How near to each other the two rates are to be that have the limit between them. */
export const BRACKET = 1.1;

export const NAMES = ["A", "B"] as const;
export const FIELDS = {
  rates: ["rateA", "rateB"],
  down: "down",
  off: "off",
  lambda: "lambda",
  most: "most",
} as const;

/** The few digits of a number that may be of any size. */
export const few = (value: number, digits = 3): string =>
  isLarge(value) ? written(value) : minus(String(Number(value.toPrecision(digits))));

export const numberIn = (text: string | undefined): number | undefined => {
  const typed = readTyped(text ?? "", [-1000, 1000]);
  return "value" in typed ? typed.value : undefined;
};

export const timesLeast = (valley: Valley, rate: number): number =>
  last(descend(valley, rate, STEPS).losses) / valley.least;

const last = (losses: readonly number[]): number => losses[losses.length - 1];

export const fliesOff = (valley: Valley, rate: number): boolean => {
  const { losses } = descend(valley, rate, LONG);
  return !(last(losses) < losses[0]);
};

const lossAtStart = (valley: Valley): number => descend(valley, 0, 0).losses[0];

function checkRate(name: string, valley: Valley, rate: number | undefined): Verdict {
  if (rate === undefined) return slip("missing", name);
  if (rate <= 0) return slip("uphill", name, few(rate));
  const times = timesLeast(valley, rate);
  if (times <= NEAR_LEAST) return DONE;
  const says = [name, few(rate), few(times)] as const;
  const isDown = (factor: number): boolean => timesLeast(valley, factor * rate) <= NEAR_LEAST;
  if (!(times * valley.least < lossAtStart(valley)))
    return slip(isDown(0.1) ? "tenLarge" : "diverging", ...says);
  // Whether it jumps across or creeps along is seen in what a little less would do.
  if (timesLeast(valley, 0.97 * rate) < times) return slip("oscillating", ...says);
  return slip(isDown(10) ? "tenSmall" : "tooSmall", ...says);
}

function checkRates({ seed, typed }: Work): Verdict {
  for (const [i, valley] of valleysOf(seed).two.entries()) {
    const verdict = checkRate(NAMES[i], valley, numberIn(typed[FIELDS.rates[i]]));
    if (!verdict.done) return verdict;
  }
  return DONE;
}

function checkLimit({ seed, typed }: Work): Verdict {
  const [valley] = valleysOf(seed).two;
  const [down, off] = [FIELDS.down, FIELDS.off].map((name) => numberIn(typed[name]));
  if (down === undefined || off === undefined) return slip("missingRate");
  const says = [few(down), few(off)] as const;
  if (down <= 0 || off <= 0) return slip("uphill", NAMES[0], few(Math.min(down, off)));
  const [first, second] = [fliesOff(valley, down), fliesOff(valley, off)];
  if (first && !second) return slip("swapped", ...says);
  if (!second) return slip("bothDown", ...says);
  if (first) return slip("bothOff", ...says);
  return off / down <= BRACKET + 1e-9 ? DONE : slip("farApart", ...says, few(Math.sqrt(off * down)));
}

/** What was measured in the third valley: places along w and the gradients there. */
export function measurements({ third, measured }: Valleys): {
  w: readonly number[];
  slopes: readonly number[];
} {
  const slopes = measured.map((w) => slopeAt(third, layerAt(w, third.start.bias[0])).w);
  return { w: measured, slopes: slopes.map((slope) => Math.round(1000 * slope) / 1000) };
}

const isNear = (value: number, wanted: number): boolean =>
  Math.abs(value - wanted) <= 0.01 * Math.abs(wanted) + 1e-9;

export const slipsOfLambda = (valleys: Valleys): ReadonlyMap<string, number> => {
  const { w, slopes } = measurements(valleys);
  const [far, change] = [w[1] - w[0], slopes[1] - slopes[0]];
  return new Map([
    ["notDivided", change],
    ["multiplied", change * far],
    ["upsideDown", far / change],
    ["slopeItself", slopes[1]],
    ["signed", -change / far],
  ]);
};

export const slipsOfMost = ({ third: { steepness } }: Valleys): ReadonlyMap<string, number> =>
  new Map([
    ["oneOver", 1 / steepness],
    ["inverted", steepness / 2],
    ["timesTwo", 2 * steepness],
    ["offByTen", 20 / steepness],
  ]);

function checkSteepness({ seed, typed }: Work): Verdict {
  const valleys = valleysOf(seed);
  const { steepness } = valleys.third;
  const { w, slopes } = measurements(valleys);
  const [lambda, most] = [FIELDS.lambda, FIELDS.most].map((name) => numberIn(typed[name]));
  const [far, change] = [few(w[1] - w[0]), few(slopes[1] - slopes[0], 4)];
  if (lambda === undefined) return slip("missingLambda", ...w.map((one) => few(one)));
  if (!isNear(lambda, steepness)) {
    for (const [name, value] of slipsOfLambda(valleys))
      if (isNear(lambda, value)) return slip(name, far, change);
    return slip("lambda", far, change);
  }
  if (most === undefined) return slip("missingMost", few(steepness));
  if (isNear(most, 2 / steepness)) return DONE;
  for (const [name, value] of slipsOfMost(valleys))
    if (isNear(most, value)) return slip(name, few(steepness), few(most));
  if (isNear(most, 0.2 / steepness)) return slip("offByTen", few(steepness), few(most));
  return slip(
    most > 2 / steepness ? "tooMuch" : "tooLittle",
    few(steepness),
    few(most),
    few(most * steepness),
  );
}

/** What becomes of the lamp in valley A with rates that are none of those asked for. */
function predictionsOf(seed: number): Prediction[] {
  const [valley] = valleysOf(seed).two;
  const random = seededRandom(seed + 1);
  const rates = [0.25, 1.93, 2.3].map((factor) => few(factor / valley.steepness, 2));
  const order = rates.map((rate) => ({ rate, key: random() })).sort((a, b) => a.key - b.key);
  return order.map(({ rate }) => {
    const { path, losses } = descend(valley, Number(rate), STEPS);
    const [before, after] = path.map((layer) => slopeAt(valley, layer));
    const turnsBack = before.w * after.w + before.b * after.b < 0;
    const outcome = last(losses) > losses[0] ? "off" : turnsBack ? "zigzag" : "creeps";
    return { label: rate, options: OUTCOMES, outcome, shownAfter: 1 };
  });
}

export const lesson: Lesson = {
  words,
  terms: ["learningRate", "step", "loss", "gradient", "sgd"],
  statements: ["descent"],
  further: "basics",
  predictions: predictionsOf,
  tasks: [
    {
      fields: FIELDS.rates.map((name, i) => ({ name, label: NAMES[i] })),
      slips: ["missing", "uphill", "tenSmall", "tenLarge", "diverging", "oscillating", "tooSmall"],
      check: checkRates,
    },
    {
      fields: [
        { name: FIELDS.down, label: LABELS.down },
        { name: FIELDS.off, label: LABELS.off },
      ],
      slips: ["missingRate", "uphill", "swapped", "bothDown", "bothOff", "farApart"],
      check: checkLimit,
    },
    {
      fields: [
        { name: FIELDS.lambda, label: "λ" },
        { name: FIELDS.most, label: LABELS.most },
      ],
      slips: [
        ...["missingLambda", "notDivided", "multiplied", "upsideDown", "slopeItself", "signed", "lambda"],
        ...["missingMost", "oneOver", "inverted", "timesTwo", "offByTen", "tooMuch", "tooLittle"],
      ],
      check: checkSteepness,
    },
  ],
};
