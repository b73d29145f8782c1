/**
 * @file How the lesson about training is played, rightly and with each slip: for its tests.
 */

import type { Tools } from "../../lesson";
import type { Played, Plays, Random } from "../../plays";
import { accuracyOf, EARLIEST, GOOD, mostConfused, RATES, recipeOf, STEPS } from "./run";

const stop = (choice: number, steps: number, accuracy: number | string): Played => ({
  stage: [choice, steps],
  typed: { accuracy: typeof accuracy === "number" ? String(Math.round(10 * accuracy) / 10) : accuracy },
});
const atItsEnd = (seed: number, tools: Tools) => tools.trained(recipeOf(seed, GOOD), STEPS);
const found = (written: number, taken: number, times: number): Played => ({
  typed: { written: String(written), taken: String(taken), times: String(times) },
});
const digit = (random: Random): number => Math.floor(10 * random());
/** Who starts it and waits sees its end; fewer pause it before. */
const PAUSING = 0.25;
/** Soon, or on the way. */
const PAUSES = [EARLIEST / 2, STEPS / 2] as const;

/** What is confused most, with a change. */
const near =
  (
    change: (
      actual: number,
      answer: number,
      times: number,
      confusion: readonly (readonly number[])[],
    ) => Played | undefined,
  ) =>
  async (seed: number, tools: Tools): Promise<Played | undefined> => {
    const trained = await atItsEnd(seed, tools);
    const { pairs, times } = mostConfused(trained);
    return change(...pairs[0], times, trained.confusion);
  };

export const plays: Plays = [
  {
    random: (random) => {
      const choice = Math.floor(random() * RATES.length);
      const steps = random() < PAUSING ? PAUSES[Math.floor(random() * PAUSES.length)] : STEPS;
      // A number of up to four digits.
      return stop(choice, steps, 10 ** (4 * random()));
    },
    right: async (seed, tools) => stop(GOOD, STEPS, accuracyOf(await atItsEnd(seed, tools))),
    slips: {
      untouched: () => ({ typed: { accuracy: "90" } }),
      noNumber: () => stop(GOOD, STEPS, ""),
      share: async (seed, tools) =>
        stop(GOOD, STEPS, (accuracyOf(await atItsEnd(seed, tools)) / 100).toFixed(3)),
      notPercent: () => stop(GOOD, STEPS, "5430"),
      tooSmall: () => stop(0, STEPS, 21.4),
      tooLarge: () => stop(3, STEPS, 10.2),
      tooEarly: () => stop(GOOD, EARLIEST - 1, 72.5),
      wrongOnes: async (seed, tools) => stop(GOOD, STEPS, 100 - accuracyOf(await atItsEnd(seed, tools))),
      accuracy: async (seed, tools) => stop(GOOD, STEPS, accuracyOf(await atItsEnd(seed, tools)) - 1),
    },
  },
  {
    random: (random) => found(digit(random), digit(random), Math.floor(100 * random())),
    right: async (seed, tools) => {
      const { pairs, times } = mostConfused(await atItsEnd(seed, tools));
      return found(...pairs[0], times);
    },
    slips: {
      incomplete: () => ({ typed: { written: "4", taken: "9" } }),
      noDigit: () => found(49, 9, 30),
      diagonal: near((actual, _, __, confusion) => found(actual, actual, confusion[actual][actual])),
      bothWays: near((actual, answer, times, confusion) => {
        const back = confusion[answer][actual];
        return back === 0 ? undefined : found(actual, answer, times + back);
      }),
      times: near((actual, answer, times, confusion) =>
        found(actual, answer, confusion[actual][actual] + times),
      ),
      reversed: near((actual, answer, times, confusion) =>
        confusion[answer][actual] === times ? undefined : found(answer, actual, times),
      ),
      notMost: near((actual, answer, times) => {
        const other = [0, 1, 2].find((one) => one !== actual && one !== answer) ?? 0;
        return found(other, actual, times);
      }),
    },
  },
];
