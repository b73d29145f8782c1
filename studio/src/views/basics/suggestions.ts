/**
 * @file Experiments that are worth doing, each with a question before, answers to choose a prediction from, and what tells which
 * of them came true: a function of what was measured.
 */

import { qualityOf } from "../../plot/forward";
import type { LossPoint } from "../../plot/training";
import type { Experiment } from "./experiment";
import type { Problem, Recipe } from "./problems";
import { explained } from "./trouble";

export type SuggestionName = "leap" | "withoutHidden" | "linearUnits" | "fewNeurons" | "overfit";

/** How what came of it is measured, and which three answers there are. */
export type Measure = "accuracy" | "fit" | "leap" | "heldOut";

export interface Suggestion {
  readonly name: SuggestionName;
  readonly measure: Measure;
  readonly change: Partial<Recipe>;
  /** How far the points are blown about, where some are held out. */
  readonly noise?: number;
  /** Steps after which it is looked at. */
  readonly steps: number;
}

const QUICK = { optimizer: "adam", learningRate: 0.03, batch: 0, pace: 300 } as const;

const withoutHidden = (measure: Measure): Suggestion => ({
  ...{ name: "withoutHidden", measure, steps: 600 },
  change: { ...QUICK, hidden: [] },
});

const linearUnits = (measure: Measure, hidden: readonly number[]): Suggestion => ({
  ...{ name: "linearUnits", measure, steps: 600 },
  change: { ...QUICK, hidden, activation: "linear" },
});

const fewNeurons = (hidden: readonly number[]): Suggestion => ({
  ...{ name: "fewNeurons", measure: "accuracy", steps: 900 },
  change: { ...QUICK, hidden, activation: "tanh" },
});

const leap: Suggestion = {
  ...{ name: "leap", measure: "leap", steps: 120 },
  change: { hidden: [], optimizer: "sgd", learningRate: 3, batch: 0, pace: 30 },
};

const overfit = (noise: number, hidden: readonly number[]): Suggestion => ({
  ...{ name: "overfit", measure: "heldOut", noise, steps: 3000 },
  change: { ...QUICK, hidden, activation: "tanh", pace: 1000 },
});

/** What is suggested for each problem, in this order; nothing for points that nobody knows beforehand. */
export const SUGGESTIONS: Record<Problem["name"], readonly Suggestion[]> = {
  own: [],
  line: [leap],
  valley: [leap],
  plane: [leap],
  twoClouds: [overfit(0.25, [8, 8])],
  threeClouds: [overfit(0.2, [8, 8])],
  curve: [withoutHidden("fit"), linearUnits("fit", [6]), overfit(0.3, [8, 8])],
  xor: [withoutHidden("accuracy"), linearUnits("accuracy", [4]), fewNeurons([1])],
  circles: [withoutHidden("accuracy"), fewNeurons([2])],
  spirals: [fewNeurons([4]), linearUnits("accuracy", [8, 8, 8])],
};

/** The place of an answer among the three. */
export type Answer = 0 | 1 | 2;

/** What was measured at the end. */
export interface Findings {
  /** Which of the three answers came true. */
  readonly answer: Answer;
  readonly steps: number;
  readonly loss: number;
  readonly accuracy: number | undefined;
  /** Where the loss on the held-out points was least, and what it is now. */
  readonly least: LossPoint | undefined;
  readonly heldOut: number | undefined;
  readonly diverged: boolean;
  /** Whether it came out as it usually does, so that the usual explanation holds. */
  readonly expected: boolean;
}

/** What usually comes out. */
const USUAL: Record<SuggestionName, readonly number[]> = {
  leap: [2],
  withoutHidden: [0],
  linearUnits: [0],
  fewNeurons: [0, 1],
  overfit: [2],
};

export function findingsOf(
  experiment: Experiment,
  { name, measure }: Suggestion,
  diverged: boolean,
): Findings {
  const { model, problem, samples, losses, step } = experiment;
  const { loss, accuracy } = qualityOf(model, problem, samples) ?? { loss: Number.NaN, accuracy: undefined };
  const least = leastHeldOut(losses);
  const heldOut = losses.at(-1)?.heldOut;
  const third = (value: number, low: number, high: number) => (value < low ? 0 : value < high ? 1 : 2);
  const answers: Record<Measure, () => Answer> = {
    accuracy: () => third(accuracy ?? 0, 0.65, 0.95),
    fit: () => third(explained(problem, samples, loss), 0.5, 0.9),
    leap: () => (diverged ? 2 : loss < losses[0].loss ? 0 : 1),
    heldOut: () => answerOfHeldOut(least, heldOut, losses),
  };
  const answer = answers[measure]();
  return {
    answer,
    steps: step,
    loss,
    accuracy,
    least,
    heldOut,
    diverged,
    expected: USUAL[name].includes(answer),
  };
}

/** Where the held-out points were fitted best. */
function leastHeldOut(losses: readonly LossPoint[]): LossPoint | undefined {
  let found: LossPoint | undefined;
  for (const point of losses) {
    if (point.heldOut === undefined) continue;
    if (found?.heldOut === undefined || point.heldOut < found.heldOut) found = point;
  }
  return found;
}

/** A tenth above its least, the held-out loss has risen. */
const RISEN = 1.1;

/** Both fell; the held-out loss stayed near its least; or it rose again while the other fell. */
function answerOfHeldOut(
  least: LossPoint | undefined,
  heldOut: number | undefined,
  losses: readonly LossPoint[],
): Answer {
  if (least?.heldOut === undefined || heldOut === undefined) return 1;
  if (heldOut > RISEN * least.heldOut && losses[losses.length - 1].loss < least.loss) return 2;
  return least.step > 0.9 * losses[losses.length - 1].step ? 0 : 1;
}
