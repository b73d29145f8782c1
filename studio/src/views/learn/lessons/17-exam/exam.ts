/**
 * @file The runs of the lesson: 100 images, five amounts of weight decay, and what is read from how they went. And its test part, in sealed
 * parts of which each is good for being opened once.
 */

import { evaluate } from "akari";
import { once } from "../../../../kit/once";
import { TEST_IMAGES, toMnistDataset } from "../../../../mnist/digits";
import { partOf } from "../../../train/evaluator";
import { changed, DEFAULT_RECIPE, type Recipe } from "../../../train/recipe";
import { stageOf, type TestImages, type Tools, type Work } from "../../lesson";
import type { EpochScores, Watched } from "../../training/train-to";

export const LEARNED = 100;
export const HELD = 1000;
export const EPOCHS = 40;
/** So many variants there are, one for each seed and then over again: the tests go through all of them. */
const VARIANTS = 12;

/** None first: that is the run that the others are compared with. */
export const DECAYS = [0, 0.0003, 0.01, 0.03, 0.3] as const;

/**
 * ‡ So much of the first run's gap may be left. On 40 seeds, those of the lesson among them, 0.03 leaves 35% to 67% of it, 0.01
 * 42% to 70%, and 0.0003 at least 73%.
 */
export const GAP_LEFT = 0.7;
/**
 * ‡ By so many points the validation accuracy may be lower than the first run's: chance, of one network against another. On the same
 * seeds 0.03 is at most 5.9 points lower, and 0.3, with which it only guesses, at least 44.
 */
export const FALL = 10;

/** The seed of the lesson decides which images, the initial weights and the order. */
export const recipeOf = (seed: number, choice: number): Recipe =>
  changed(DEFAULT_RECIPE, {
    activation: "relu",
    learningRate: 0.01,
    weightDecay: DECAYS[choice],
    batch: 20,
    epochs: EPOCHS,
    seed: 1 + (seed % VARIANTS),
    examples: LEARNED + HELD,
  });

export const runOf = (seed: number, choice: number, tools: Tools): Promise<Watched> =>
  tools.watched(recipeOf(seed, choice), HELD);

/** By what is chosen, {@link DECAYS}. */
export const runsOf = (seed: number, tools: Tools): Promise<readonly Watched[]> =>
  Promise.all(DECAYS.map((_, choice) => runOf(seed, choice, tools)));

export const endOf = ({ epochs }: Watched): EpochScores => epochs[epochs.length - 1];
export const gapOf = ({ validationLoss, trainingLoss }: EpochScores): number => validationLoss - trainingLoss;

/** The epoch, from 1, whose validation loss is least. */
export function turnOf({ epochs }: Watched): number {
  const losses = epochs.map(({ validationLoss }) => validationLoss);
  return 1 + losses.indexOf(Math.min(...losses));
}

/** What is written alike is alike: to three decimals. */
export const isAlike = (a: number, b: number): boolean => a.toFixed(3) === b.toFixed(3);

/** The test part is sealed in so many parts, with images from all over it. */
export const PARTS = 5;
export const TESTED = TEST_IMAGES / PARTS;
/**
 * ‡ In points: by so much the accuracy of a part may differ from what was expected. On 40 seeds, for each of the five amounts and parts, it
 * differs from the validation accuracy by at most 6.9; what was learned from is read at least 25 better, by all that learn.
 */
export const BOUND = 8;

/** The test part opened: for which of the runs, and what accuracy was expected before, in percent. */
export interface Opening {
  readonly part: number;
  readonly choice: number;
  readonly expected: number;
}

export interface Openings {
  /** The part at hand, counted on and on: after the last one the first comes again. */
  readonly part: number;
  /** All, in their order. */
  readonly all: readonly Opening[];
}

/** In what was kept an expected accuracy is in tenths of a percent. */
const TENTHS = 10;

export function openingsOf(work: Work): Openings {
  const [part = 0, ...numbers] = stageOf(work, 2);
  const all: Opening[] = [];
  for (let i = 0; i + 2 < numbers.length; i += 3) {
    const [part, choice, tenths] = numbers.slice(i, i + 3);
    all.push({ part, choice, expected: tenths / TENTHS });
  }
  return { part, all };
}

export const stageFor = ({ part, all }: Openings): number[] => [
  part,
  ...all.flatMap(({ part, choice, expected }) => [part, choice, Math.round(TENTHS * expected)]),
];

/** Those of the part at hand. */
export const openedIn = ({ part, all }: Openings): readonly Opening[] =>
  all.filter((one) => one.part === part);

const tested = new WeakMap<Watched, Map<number, Promise<number>>>();

/** The share of a sealed part's images that a network reads correctly: computed once. */
export function testAccuracy(run: Watched, part: number, images: () => Promise<TestImages>): Promise<number> {
  const known = tested.get(run) ?? new Map<number, Promise<number>>();
  tested.set(run, known);
  const place = part % PARTS;
  return once(known, place, async () => measureOn(run, place, await images()));
}

async function measureOn({ model }: Watched, place: number, { images, labels }: TestImages): Promise<number> {
  const rows = Array.from({ length: TESTED }, (_, i) => i * PARTS + place);
  const evaluation = await evaluate(model, partOf(toMnistDataset("MNIST, test part", images, labels), rows));
  if (evaluation.task !== "classes") throw new TypeError("Digits are classes.");
  return evaluation.accuracy;
}
