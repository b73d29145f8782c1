/**
 * @file Lesson 20: numbers, pixels and sounds are the same to a network, once they are numbers that fit; and whether it is better deep or wide.
 */

import { written } from "../../../../kit/numbers";
import { PIXELS } from "../../../../mnist/digits";
import { DONE, type Lesson, slip, stageOf, type Tools, type Verdict, type Work } from "../../lesson";
import { countIn, numberIn } from "../../typed";
import { betterOf, deepOf, EVEN, LAYERS, MOST, matchOf, parametersOf, trainedOn, widthOf } from "./depth";
import {
  ASKED,
  accuracyOf,
  CRUDE,
  type Form,
  GOOD,
  KINDS,
  type Kind,
  type Learned,
  learnedFrom,
  setOf,
} from "./kinds";
import { inputsOf, tableOf } from "./table";
import {
  COUNT_FIELDS,
  DEEP_COUNT,
  DEPTH,
  DEPTH_OPTIONS,
  HARDEST,
  KIND_OPTIONS,
  LOWEST,
  words,
} from "./words";

const SIDE = 28;

/** Inputs of a table with an input for each category. */
export const tableInputs = (seed: number): number =>
  tableOf(seed).columns.reduce((sum, column) => sum + inputsOf(column), 0);

const count = (value: number): string => written(value, Number.isInteger(value) ? 0 : 1);

async function checkCounts(work: Work, tools: Tools): Promise<Verdict> {
  const [table, picture, sound] = COUNT_FIELDS.map(({ name }) => countIn(work, name));
  if (table === undefined || picture === undefined || sound === undefined) return slip("missing");
  const { columns } = tableOf(work.seed);
  const values = inputsOf(columns[columns.length - 1]);
  const right = tableInputs(work.seed);
  if (table !== right) {
    if (table === columns.length) return slip("oneColumn", count(table), count(values));
    if (table === right + 1) return slip("withTarget", count(table));
    if (table === values) return slip("onlyCategory", count(table));
    return slip("table", count(table), count(columns.length - 1), count(values));
  }
  if (picture !== PIXELS) return slip(picture === SIDE ? "oneSide" : "picture", count(picture));
  const { frames, bands } = (await tools.sounds(setOf(work.seed))).spectrogram;
  if (sound === frames * bands) return DONE;
  return slip(sound === frames + bands ? "sumOfSound" : "sound", count(sound), count(frames), count(bands));
}

/** The ways in which the three were handed in when they were trained last; `undefined` before. */
export function formsOf(work: Work): readonly Form[] | undefined {
  const forms = stageOf(work, 1);
  return forms.length === KINDS.length && forms.every((form) => form === CRUDE || form === GOOD)
    ? forms
    : undefined;
}

/** In percent: whole numbers will do. */
const CLOSE = 0.5 + 1e-9;
const isClose = (typed: number, accuracy: number): boolean => Math.abs(typed - accuracy) <= CLOSE;
const percent = (value: number): string => written(value, 1);

/** What comes of the three, each handed in in its way. */
export const learnedIn = (seed: number, forms: readonly Form[], tools: Tools): Promise<Learned[]> =>
  Promise.all(KINDS.map((kind, i) => learnedFrom(seed, kind, forms[i], tools)));

async function checkTraining(work: Work, tools: Tools): Promise<Verdict> {
  const forms = formsOf(work);
  if (forms === undefined) return slip("untouched");
  for (const [i, kind] of KINDS.entries()) {
    if (forms[i] === GOOD) continue;
    // What was trained is known: nothing is trained for this.
    const accuracy = accuracyOf(await learnedFrom(work.seed, kind, forms[i], tools));
    if (accuracy < ASKED) return slip(`${kind}Form`, percent(accuracy));
  }
  const typed = numberIn(work, "lowest");
  if (typed === undefined) return slip("noNumber");
  if (typed >= 0 && typed <= 1) return slip("share", written(typed, 3), percent(100 * typed));
  const learned = await learnedIn(work.seed, forms, tools);
  const [lowest, ...others] = [...learned].sort((a, b) => accuracyOf(a) - accuracyOf(b));
  if (isClose(typed, accuracyOf(lowest))) return DONE;
  const other = others.find((one) => isClose(typed, accuracyOf(one)));
  if (other !== undefined) return slip("notLowest", percent(typed), count(other.right), count(other.of));
  if (learned.some((one) => isClose(typed, 100 - accuracyOf(one)))) return slip("wrongOnes", percent(typed));
  const [example] = others;
  return slip("accuracy", percent(typed), count(example.right), count(example.of));
}

/** The deep network as it is written: 2 → 6 → 6 → 6 → 1. */
export const sizesOf = (hidden: readonly (number | string)[]): string => [2, ...hidden, 1].join(" → ");

/** The width that somebody typed, where there can be a network of it. */
export function widthIn(work: Work): number | undefined {
  const typed = countIn(work, "n");
  return typed !== undefined && Number.isInteger(typed) && typed >= 1 && typed <= MOST ? typed : undefined;
}

async function checkDepth(work: Work): Promise<Verdict> {
  const match = matchOf(work.seed);
  const deep = deepOf(match);
  const { units } = match;
  const parameters = parametersOf(deep);
  const typed = countIn(work, "parameters");
  if (typed === undefined) return slip("noCount", sizesOf(deep));
  if (typed !== parameters) {
    const neurons = LAYERS * units + 1;
    if (typed === parameters - neurons) return slip("onlyWeights", count(typed), count(neurons));
    if (typed === parameters - units * (units + 1)) return slip("layerMissing", count(typed), count(units));
    return slip("count", count(typed), sizesOf(deep));
  }
  const n = countIn(work, "n");
  if (n === undefined) return slip("noWidth", count(parameters));
  const width = widthOf(match);
  if (n !== width) {
    const says = [count(n), count(4 * n + 1), count(parameters)] as const;
    return slip(n === LAYERS * units ? "sameNeurons" : "width", ...says);
  }
  const [trained] = stageOf(work, 2);
  if (trained !== width) return slip("untrained", count(width));
  const { better } = work.typed;
  if (!DEPTH_OPTIONS.some(({ value }) => value === better)) return slip("noAnswer");
  if (better === (await betterOf(match, width))) return DONE;
  const [one, other] = await Promise.all([trainedOn(match, deep), trainedOn(match, [width])]);
  return slip("better", count(one.right), count(other.right), count(EVEN));
}

/** The kind of which the fewest are right, in percent, where all are handed in well. */
export async function hardest(seed: number, tools: Tools): Promise<Kind> {
  const learned = await learnedIn(
    seed,
    KINDS.map(() => GOOD),
    tools,
  );
  const accuracies = learned.map(accuracyOf);
  return KINDS[accuracies.indexOf(Math.min(...accuracies))];
}

export const lesson: Lesson = {
  words,
  terms: ["neuron", "layer", "accuracy", "weight", "bias"],
  statements: ["kinds", "depth"],
  further: "train",
  predictions(seed) {
    const match = matchOf(seed);
    return [
      {
        label: HARDEST,
        options: KIND_OPTIONS,
        outcome: (work, tools) => hardest(work.seed, tools),
        shownAfter: 2,
      },
      { label: DEPTH, options: DEPTH_OPTIONS, outcome: () => betterOf(match, widthOf(match)), shownAfter: 3 },
    ];
  },
  tasks: [
    {
      fields: COUNT_FIELDS,
      slips: [
        ...["missing", "oneColumn", "withTarget", "onlyCategory", "table"],
        ...["oneSide", "picture", "sumOfSound", "sound"],
      ],
      check: checkCounts,
    },
    {
      fields: [{ name: "lowest", label: LOWEST }],
      slips: [
        ...["untouched", "tableForm", "pictureForm", "soundForm"],
        ...["noNumber", "share", "notLowest", "wrongOnes", "accuracy"],
      ],
      check: checkTraining,
    },
    {
      fields: [
        { name: "parameters", label: DEEP_COUNT },
        { name: "n", label: "n" },
        { name: "better", label: DEPTH, options: DEPTH_OPTIONS },
      ],
      slips: [
        ...["noCount", "onlyWeights", "layerMissing", "count", "noWidth", "sameNeurons", "width"],
        ...["untrained", "noAnswer", "better"],
      ],
      check: checkDepth,
    },
  ],
};
