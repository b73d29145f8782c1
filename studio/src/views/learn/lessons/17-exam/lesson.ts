/**
 * @file Lesson 17: a network learns 100 images by heart, which shows on images that were held out; weight decay holds it back; and how good it
 * is the test part says, which is opened once.
 */

import { written } from "../../../../kit/numbers";
import { DONE, type Lesson, slip, stageOf, type Tools, type Verdict, type Work } from "../../lesson";
import { countIn, numberIn } from "../../typed";
import {
  BOUND,
  DECAYS,
  EPOCHS,
  endOf,
  FALL,
  GAP_LEFT,
  gapOf,
  isAlike,
  openedIn,
  openingsOf,
  runOf,
  runsOf,
  testAccuracy,
  turnOf,
} from "./exam";
import { GAP, LABELS, words } from "./words";

const loss = (value: number): string => written(value, 3);
const two = (value: number): string => written(value, 2);
const percent = (share: number): string => written(100 * share, 1);

/** Two decimals, or more, of numbers that are shown with three. */
const isNear = (typed: number, value: number): boolean => Math.abs(typed - value) <= 0.006;

/** What is wrong with a gap; nothing where it is right. */
function slipOfGap(typed: number, gap: number): Verdict | undefined {
  if (isNear(typed, gap)) return undefined;
  return isNear(-typed, gap) ? slip("reversed", two(typed)) : slip("gap", two(typed));
}

async function checkTurn(work: Work, tools: Tools): Promise<Verdict> {
  const [epoch, gap] = [countIn(work, "turn"), numberIn(work, "gap")];
  if (epoch === undefined || gap === undefined) return slip("incomplete");
  if (!(Number.isInteger(epoch) && epoch >= 1 && epoch <= EPOCHS))
    return slip("noEpoch", written(epoch, Number.isInteger(epoch) ? 0 : 1));
  const run = await runOf(work.seed, 0, tools);
  const turn = turnOf(run);
  const [there, least] = [run.epochs[epoch - 1], run.epochs[turn - 1]];
  const end = endOf(run);
  if (!isAlike(there.validationLoss, least.validationLoss)) {
    const says = [String(epoch), loss(there.validationLoss)] as const;
    if (run.epochs.every(({ trainingLoss }) => trainingLoss >= there.trainingLoss))
      return slip("trainingLeast", ...says, loss(there.trainingLoss));
    return slip(epoch < turn ? "early" : "late", ...says);
  }
  if (isNear(gap, gapOf(there))) return slip("gapThere", two(gap), String(epoch), String(EPOCHS));
  return slipOfGap(gap, gapOf(end)) ?? DONE;
}

/** The amount of weight decay that was chosen; `undefined` where none is. */
export function choiceOf(work: Work): number | undefined {
  const [choice] = stageOf(work, 1);
  return choice > 0 && DECAYS[choice] !== undefined ? choice : undefined;
}

async function checkDecay(work: Work, tools: Tools): Promise<Verdict> {
  const choice = choiceOf(work);
  if (choice === undefined) return slip("untouched");
  const [first, now] = (await Promise.all([0, choice].map((one) => runOf(work.seed, one, tools)))).map(endOf);
  const decay = String(DECAYS[choice]);
  const left = gapOf(now) / gapOf(first);
  const accuracies = [percent(first.validationAccuracy), percent(now.validationAccuracy)] as const;
  if (100 * (first.validationAccuracy - now.validationAccuracy) > FALL)
    return slip("tooLarge", decay, loss(now.trainingLoss), ...accuracies);
  if (left > GAP_LEFT) return slip("tooSmall", decay, percent(left));
  const gap = numberIn(work, "gapNow");
  if (gap === undefined) return slip("noGap");
  if (isNear(gap, gapOf(first))) return slip("firstGap", two(gap));
  if (isNear(gap, now.validationLoss)) return slip("validationOnly", two(gap));
  return slipOfGap(gap, gapOf(now)) ?? DONE;
}

async function checkExam(work: Work, tools: Tools): Promise<Verdict> {
  const openings = openingsOf(work);
  const opened = openedIn(openings);
  const [opening] = opened;
  if (opening === undefined) return slip("sealed");
  if (opened.length > 1) return slip("chosenByTest", String(opened.length));
  const { choice, expected, part } = opening;
  const runs = await runsOf(work.seed, tools);
  const ends = runs.map(endOf);
  const [decay, end] = [String(DECAYS[choice]), ends[choice]];
  if (end === undefined) return slip("sealed");
  const least = Math.min(...ends.map(({ validationLoss }) => validationLoss));
  if (!isAlike(end.validationLoss, least)) {
    const byTraining = ends.every(({ trainingLoss }) => trainingLoss >= end.trainingLoss);
    return slip(byTraining ? "byTraining" : "notLeast", decay, loss(end.validationLoss), loss(least));
  }
  if (expected > 0 && expected <= 1) return slip("share", two(expected));
  const accuracy = await testAccuracy(runs[choice], part, tools.images);
  if (Math.abs(expected - 100 * accuracy) <= BOUND) return DONE;
  const says = [written(expected, 1), percent(accuracy), percent(end.validationAccuracy)] as const;
  return slip(isByHeart(expected, runs[choice].trainingAccuracy) ? "byHeart" : "expected", ...says);
}

/** Whether an accuracy is expected that belongs to the images that were learned from. */
const isByHeart = (expected: number, trainingAccuracy: number): boolean =>
  Math.abs(expected - 100 * trainingAccuracy) <= BOUND;

/** What the run without weight decay comes to, in whole percent. */
const inPercent = (share: number): string => String(Math.round(100 * share));

export const lesson: Lesson = {
  words,
  terms: [
    ...(["trainingPart", "validationPart", "testPart", "overfitting", "weightDecay"] as const),
    ...(["loss", "epoch", "accuracy", "dropout"] as const),
  ],
  statements: ["heldOut"],
  further: "train",
  predictions: () => [
    {
      label: LABELS.learned,
      range: [0, 100],
      outcome: async ({ seed }, tools) => inPercent((await runOf(seed, 0, tools)).trainingAccuracy),
      shownAfter: 1,
    },
    {
      label: LABELS.others,
      range: [0, 100],
      outcome: async ({ seed }, tools) => inPercent(endOf(await runOf(seed, 0, tools)).validationAccuracy),
      shownAfter: 1,
    },
    {
      label: LABELS.turn,
      range: [1, EPOCHS],
      outcome: async ({ seed }, tools) => String(turnOf(await runOf(seed, 0, tools))),
      shownAfter: 1,
    },
  ],
  tasks: [
    {
      fields: [
        { name: "turn", label: LABELS.turn },
        { name: "gap", label: GAP },
      ],
      slips: ["incomplete", "noEpoch", "trainingLeast", "early", "late", "gapThere", "reversed", "gap"],
      check: checkTurn,
    },
    {
      fields: [{ name: "gapNow", label: GAP }],
      slips: ["untouched", "tooLarge", "tooSmall", "noGap", "firstGap", "validationOnly", "reversed", "gap"],
      check: checkDecay,
    },
    {
      fields: [{ name: "expected", label: LABELS.expected }],
      slips: ["sealed", "chosenByTest", "byTraining", "notLeast", "share", "byHeart", "expected"],
      check: checkExam,
    },
  ],
};
