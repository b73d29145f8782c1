/**
 * @file How the lesson about the race is played, rightly and with each slip: for its tests.
 */

import type { Played, Plays, Random, TaskPlays } from "../../plays";
import { fieldsOf, READ } from "./lesson";
import { CHALLENGERS, type Race, type Run, raceOf, rivalOf, run, STEPS, timesLeastAt } from "./race";

const read = (values: readonly (number | string | undefined)[]): Played => ({
  typed: Object.fromEntries(READ.map((name, i) => [name, String(values[i])])),
});
const arrivals = async (seed: number): Promise<number[]> =>
  (await raceOf(seed)).runs.map(({ arrived = STEPS }) => arrived);
/** All right but for Adam's. */
const adamBut =
  (change: (step: number, all: readonly number[]) => number | string) => async (seed: number) => {
    const all = await arrivals(seed);
    return read(all.with(2, Number.NaN).map((step, i) => (i === 2 ? change(all[2], all) : step)));
  };

const anyRate = (random: Random): string =>
  random() < 0.4
    ? String([0.001, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 1, 2][Math.floor(9 * random())])
    : random().toFixed(2);
const anyStep = (random: Random): string => String(Math.floor(STEPS * random()) + 1);

/** Rates with which a task is done, the surest first. */
const goodRates = (task: number, { valley }: Race): readonly number[] =>
  task === 1 ? [1.8 / valley.steepness, 1.7 / valley.steepness] : [0.8, 1, 1.2, 0.6];

function challenge(task: number): TaskPlays {
  const { rate: rateField, steps: stepsField } = fieldsOf(task);
  const typed = (rate: number | string, steps: number | string): Played => ({
    typed: { [rateField]: String(rate), [stepsField]: String(steps) },
  });
  const good = async (seed: number): Promise<{ rate: string; arrived: number }> => {
    const race = await raceOf(seed);
    for (const wanted of goodRates(task, race)) {
      const rate = wanted.toPrecision(3);
      const { arrived } = await run(race.valley, CHALLENGERS[task], Number(rate));
      if (arrived !== undefined && arrived < (rivalOf(race, task).arrived ?? 0)) return { rate, arrived };
    }
    throw new Error("No rate is good enough.");
  };
  const steps = (change: (arrived: number) => number | string) => async (seed: number) => {
    const { rate, arrived } = await good(seed);
    return typed(rate, change(arrived));
  };
  const rates = (change: (race: Race) => number) => async (seed: number) =>
    typed(change(await raceOf(seed)).toPrecision(3), 20);
  return {
    random: (random) => typed(anyRate(random), anyStep(random)),
    right: steps((arrived) => arrived),
    slips: {
      missingRate: () => typed("", 20),
      uphill: () => typed(-0.1, 20),
      tooSmall: rates(({ valley }) => (task === 1 ? 0.3 / valley.steepness : 0.06)),
      missingSteps: steps(() => ""),
      tenSteps: steps((arrived) => 10 * arrived),
      late: steps((arrived) => arrived + 5),
      early: steps((arrived) => arrived - 2),
      async tooLarge(seed) {
        const race = await raceOf(seed);
        const { valley } = race;
        const { arrived: limit = STEPS } = rivalOf(race, task);
        const at = (rate: number): Promise<Run> => run(valley, CHALLENGERS[task], rate, limit);
        for (const rate of task === 1
          ? [1.98 / valley.steepness, 1.995 / valley.steepness]
          : [2, 2.5, 3, 4, 5]) {
          const one = await at(rate);
          const there = timesLeastAt(one, valley, limit);
          if (one.arrived !== undefined || there > 15) continue;
          if (timesLeastAt(await at(0.9 * rate), valley, limit) < there) return typed(rate, 20);
        }
        return undefined;
      },
      off: rates(({ valley }) => (task === 1 ? 2.4 / valley.steepness : 500)),
    },
  };
}

export const plays: Plays = [
  {
    random: (random) => read(READ.map(() => anyStep(random))),
    right: async (seed) => read(await arrivals(seed)),
    slips: {
      missing: adamBut(() => ""),
      swapped: adamBut((_, [sgd]) => sgd),
      tenSteps: adamBut((step) => step / 10),
      late: adamBut((step) => step + 40),
      early: adamBut((step) => step - 2),
    },
  },
  challenge(1),
  challenge(2),
];
