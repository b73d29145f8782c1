/**
 * @file How the lesson about the exam is played, rightly and with each slip: for its tests.
 */

import type { Tools } from "../../lesson";
import type { Played, Plays, Random } from "../../plays";
import type { EpochScores, Watched } from "../../training/train-to";
import { DECAYS, EPOCHS, endOf, gapOf, PARTS, runOf, runsOf, stageFor, turnOf } from "./exam";

const typed = (value: number | string): string => (typeof value === "string" ? value : value.toFixed(2));

const turn = (epoch: number | string, gap: number | string): Played => ({
  typed: { turn: String(epoch), gap: typed(gap) },
});
/** The first run, with a change. */
const first =
  (change: (run: Watched, turn: number, gap: number) => Played | undefined) =>
  async (seed: number, tools: Tools): Promise<Played | undefined> => {
    const run = await runOf(seed, 0, tools);
    return change(run, turnOf(run), gapOf(endOf(run)));
  };

/** Which leaves little enough of the gap on every seed. */
const GOOD = DECAYS.indexOf(0.03);
const decay = (choice: number, gap: number | string): Played => ({
  stage: [choice],
  typed: { gapNow: typed(gap) },
});
/** A good amount, and a gap that is typed. */
const good =
  (gap: (now: EpochScores, first: EpochScores) => number | string) =>
  async (seed: number, tools: Tools): Promise<Played> => {
    const [before, now] = await Promise.all([0, GOOD].map((choice) => runOf(seed, choice, tools)));
    return decay(GOOD, gap(endOf(now), endOf(before)));
  };

const opened = (choices: readonly number[], expected: number): Played => ({
  typed: { expected: String(expected) },
  stage: stageFor({ part: 0, all: choices.map((choice) => ({ part: 0, choice, expected })) }),
});
const inTenths = (share: number): number => Math.round(1000 * share) / 10;
/** The test part opened once, for one of the runs. */
const exam =
  (
    choose: (losses: readonly EpochScores[]) => number,
    expect: (run: Watched) => number = (run) => inTenths(endOf(run).validationAccuracy),
  ) =>
  async (seed: number, tools: Tools): Promise<Played> => {
    const runs = await runsOf(seed, tools);
    const choice = choose(runs.map(endOf));
    return opened([choice], expect(runs[choice]));
  };
const leastBy =
  (key: "validationLoss" | "trainingLoss") =>
  (ends: readonly EpochScores[]): number => {
    const losses = ends.map((end) => end[key]);
    return losses.indexOf(Math.min(...losses));
  };
const byValidation = leastBy("validationLoss");

const below = (random: Random, most: number): number => Math.floor(most * random());
/** A number of up to three digits with two decimals. */
const anyGap = (random: Random): string => (10 * random()).toFixed(2);

export const plays: Plays = [
  {
    random: (random) => turn(1 + below(random, EPOCHS), anyGap(random)),
    right: async (seed, tools) => {
      const run = await runOf(seed, 0, tools);
      return turn(turnOf(run), gapOf(endOf(run)));
    },
    slips: {
      incomplete: first((_, epoch) => turn(epoch, "")),
      noEpoch: first((_, __, gap) => turn(0, gap)),
      trainingLeast: first(({ epochs }, _, gap) => turn(1 + leastBy("trainingLoss")(epochs), gap)),
      early: first((_, epoch, gap) => turn(epoch - 2, gap)),
      late: first((_, epoch, gap) => turn(epoch + 8, gap)),
      gapThere: first(({ epochs }, epoch) => turn(epoch, gapOf(epochs[epoch - 1]))),
      reversed: first((_, epoch, gap) => turn(epoch, -gap)),
      gap: first((_, epoch, gap) => turn(epoch, gap + 0.1)),
    },
  },
  {
    random: (random) => decay(1 + below(random, DECAYS.length - 1), anyGap(random)),
    right: good((now) => gapOf(now)),
    slips: {
      untouched: () => ({ typed: { gapNow: "1.00" } }),
      tooLarge: () => decay(DECAYS.indexOf(0.3), 0.05),
      tooSmall: () => decay(DECAYS.indexOf(0.0003), 1.5),
      noGap: good(() => ""),
      firstGap: good((_, before) => gapOf(before)),
      validationOnly: good(({ validationLoss }) => validationLoss),
      reversed: good((now) => -gapOf(now)),
      gap: good((now) => gapOf(now) + 0.3),
    },
  },
  {
    // How often it is opened, for which, and what is expected: whatever the stage lets through.
    random: (random) =>
      opened(
        Array.from({ length: below(random, PARTS) }, () => below(random, DECAYS.length)),
        below(random, 101),
      ),
    right: exam(byValidation),
    slips: {
      sealed: () => ({ typed: { expected: "66" } }),
      chosenByTest: async (seed, tools) =>
        opened([0, byValidation((await runsOf(seed, tools)).map(endOf))], 66),
      byTraining: exam(leastBy("trainingLoss")),
      notLeast: exam(() => DECAYS.indexOf(0.3)),
      share: exam(byValidation, () => 0.7),
      byHeart: exam(byValidation, ({ trainingAccuracy }) => inTenths(trainingAccuracy)),
      expected: exam(byValidation, ({ trainingAccuracy }) => inTenths(trainingAccuracy) - 15),
    },
  },
];
