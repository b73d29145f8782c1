/**
 * @file Lesson 16: a network with random weights is trained until it reads digits, and what it still confuses is read from its confusion matrix.
 */

import { written } from "../../../../kit/numbers";
import { DONE, type Lesson, slip, type Tools, type Verdict, type Work } from "../../lesson";
import { countIn, numberIn } from "../../typed";
import {
  ASKED,
  accuracyOf,
  countsOf,
  EARLIEST,
  GOOD,
  mostConfused,
  RATES,
  type Run,
  runOf,
  STEPS,
  trainedFor,
} from "./run";
import { FIELDS, WORDS_OF_PAIR, words } from "./words";

/** In percent: one decimal is enough. */
const TOLERANCE = 0.1 + 1e-9;
const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= TOLERANCE;
const percent = (value: number): string => written(value, 1);
const count = (value: number): string => value.toLocaleString("en");

const tooEarly = ({ steps }: Run): Verdict => slip("tooEarly", count(steps), count(STEPS));

/** What shows without training again comes first: no other learning rate comes to what is asked for, nor does the good one so early. */
async function checkTraining(work: Work, tools: Tools): Promise<Verdict> {
  const run = runOf(work);
  if (run === undefined) return slip("untouched");
  const rate = String(RATES[run.choice]);
  if (run.choice < GOOD) return slip("tooSmall", rate, count(run.steps), count(STEPS));
  if (run.choice > GOOD) return slip("tooLarge", rate, count(run.steps));
  if (run.steps < EARLIEST) return tooEarly(run);
  const typed = numberIn(work, "accuracy");
  if (typed === undefined) return slip("noNumber");
  if (typed >= 0 && typed <= 1) return slip("share", written(typed, 3), percent(100 * typed));
  if (typed > 100 || typed < 0) return slip("notPercent", written(typed, 0));
  const trained = await trainedFor(work, tools);
  const accuracy = accuracyOf(trained);
  if (accuracy < ASKED) return tooEarly(run);
  if (isNear(typed, accuracy)) return DONE;
  const { right, of } = countsOf(trained);
  if (isNear(typed, 100 - accuracy)) return slip("wrongOnes", percent(typed), count(of - right), count(of));
  return slip("accuracy", percent(typed), count(right), count(of));
}

async function checkConfusion(work: Work, tools: Tools): Promise<Verdict> {
  const typed = FIELDS.map(({ name }) => countIn(work, name));
  const [actual, answer, times] = typed;
  if (actual === undefined || answer === undefined || times === undefined) return slip("incomplete");
  const other = [actual, answer].find((one) => !(Number.isInteger(one) && one >= 0 && one <= 9));
  if (other !== undefined) return slip("noDigit", written(other, Number.isInteger(other) ? 0 : 1));
  if (actual === answer) return slip("diagonal", String(actual));
  const trained = await trainedFor(work, tools);
  const { confusion } = trained;
  const { pairs, times: most } = mostConfused(trained);
  const isMost = (a: number, b: number): boolean => pairs.some(([x, y]) => x === a && y === b);
  const [there, back] = [confusion[actual][answer], confusion[answer][actual]];
  const pair = [String(actual), String(answer)] as const;
  if (isMost(actual, answer)) {
    if (times === most) return DONE;
    if (times === there + back) return slip("bothWays", ...pair, count(times));
    return slip("times", ...pair, written(times, Number.isInteger(times) ? 0 : 1));
  }
  if (isMost(answer, actual)) return slip("reversed", ...pair, count(there));
  return slip("notMost", ...pair, count(there));
}

export const lesson: Lesson = {
  words,
  terms: ["learningRate", "accuracy", "validationPart", "confusionMatrix", "weight", "layer"],
  statements: ["trained"],
  further: "train",
  // What was found in the confusion matrix, and checked there: of pairs that are even, the one that was found.
  predictions: () =>
    FIELDS.slice(0, 2).map(({ name }, i) => ({
      label: WORDS_OF_PAIR[i],
      range: [0, 9],
      outcome: (work) => String(countIn(work, name) ?? ""),
      shownAfter: 2,
    })),
  tasks: [
    {
      fields: [{ name: "accuracy", label: { en: "accuracy in %", ja: "正解率（%）" } }],
      slips: [
        "untouched",
        "noNumber",
        "share",
        "notPercent",
        "tooSmall",
        "tooLarge",
        "tooEarly",
        "wrongOnes",
        "accuracy",
      ],
      check: checkTraining,
    },
    {
      fields: FIELDS,
      slips: ["incomplete", "noDigit", "diagonal", "bothWays", "times", "reversed", "notMost"],
      check: checkConfusion,
    },
  ],
};
