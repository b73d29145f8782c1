/**
 * @file Lesson 14: the race of three optimizers down a narrow valley: who arrives when, and that it hangs on the learning rate.
 */

import { DONE, type Lesson, slip, type Verdict, type Work } from "../../lesson";
import { few, numberIn } from "../13-downhill/lesson";
import {
  CHALLENGERS,
  orderOf,
  RACER_NAMES,
  RACERS,
  type Race,
  type Run,
  raceOf,
  rivalOf,
  run,
  STEPS,
  timesLeastAt,
} from "./race";
import { LABELS, PLACES, words } from "./words";

/** The fields of a task in which a learning rate is looked for. */
export const fieldsOf = (task: number) => ({ rate: `rate${task}`, steps: `steps${task}` });

export const READ = RACERS.map((racer) => `steps-${racer}`);

/** A slider that is one off has been read well. */
const NEAR = 1;
const isNear = (step: number, wanted: number | undefined): boolean =>
  wanted !== undefined && Math.abs(step - wanted) <= NEAR;

const times = (one: Run, { valley }: Race, step: number): string => few(timesLeastAt(one, valley, step));

/** What is wrong with a step at which one is said to have arrived. */
function checkStep(one: Run, race: Race, step: number): Verdict {
  const { racer, arrived = STEPS } = one;
  if (isNear(step, arrived)) return DONE;
  const name = RACER_NAMES[racer];
  for (const factor of [10, 0.1])
    if (isNear(Math.round(step * factor), arrived)) return slip("tenSteps", name, few(step, 4));
  if (step > arrived) return slip("late", name, few(step, 4), times(one, race, Math.round(step)));
  return slip("early", name, few(step, 4), times(one, race, Math.max(0, Math.round(step))));
}

async function checkReading({ seed, typed }: Work): Promise<Verdict> {
  const steps = READ.map((name) => numberIn(typed[name]));
  const race = await raceOf(seed);
  for (const [i, step] of steps.entries()) {
    const one = race.runs[i];
    if (step === undefined) return slip("missing", RACER_NAMES[one.racer]);
    const other = race.runs.find((another) => another !== one && isNear(step, another.arrived));
    if (!isNear(step, one.arrived) && other !== undefined)
      return slip("swapped", RACER_NAMES[one.racer], few(step, 4), RACER_NAMES[other.racer]);
    const verdict = checkStep(one, race, step);
    if (!verdict.done) return verdict;
  }
  return DONE;
}

const checkChallenge =
  (task: number) =>
  async ({ seed, typed }: Work): Promise<Verdict> => {
    const fields = fieldsOf(task);
    const [rate, steps] = [numberIn(typed[fields.rate]), numberIn(typed[fields.steps])];
    const racer = CHALLENGERS[task];
    const name = RACER_NAMES[racer];
    if (rate === undefined) return slip("missingRate", name);
    if (rate <= 0) return slip("uphill", few(rate));
    const race = await raceOf(seed);
    const { valley } = race;
    const rival = rivalOf(race, task);
    const limit = rival.arrived ?? STEPS;
    const one = await run(valley, racer, rate, limit);
    if (one.arrived === undefined || one.arrived === limit) {
      const there = timesLeastAt(one, valley, limit);
      const says = [name, few(rate), RACER_NAMES[rival.racer], few(limit), few(there)] as const;
      if (!(there < timesLeastAt(rival, valley, 0))) return slip("off", ...says);
      // What a little less would do tells which side it is on.
      const less = timesLeastAt(await run(valley, racer, 0.9 * rate, limit), valley, limit);
      return slip(less < there ? "tooLarge" : "tooSmall", ...says);
    }
    if (steps === undefined) return slip("missingSteps", name, few(rate));
    return checkStep(await run(valley, racer, rate), race, steps);
  };

const OF_STEPS = ["tenSteps", "late", "early"];

const challenge = (task: number): Lesson["tasks"][number] => ({
  fields: [
    { name: fieldsOf(task).rate, label: LABELS.rate },
    { name: fieldsOf(task).steps, label: LABELS.steps },
  ],
  slips: [...["missingRate", "uphill", "tooSmall", "tooLarge", "off", "missingSteps"], ...OF_STEPS],
  check: checkChallenge(task),
});

export const lesson: Lesson = {
  words,
  terms: ["loss", "learningRate", "step", "gradient", "sgd", "rmsprop", "adam"],
  statements: ["optimizers"],
  further: "basics",
  predictions: () =>
    RACERS.map((racer) => ({
      label: RACER_NAMES[racer],
      options: PLACES,
      outcome: async ({ seed }) => String(orderOf(await raceOf(seed)).indexOf(racer) + 1),
      shownAfter: 1,
    })),
  tasks: [
    {
      fields: READ.map((name, i) => ({ name, label: RACER_NAMES[RACERS[i]] })),
      slips: ["missing", "swapped", ...OF_STEPS],
      check: checkReading,
    },
    challenge(1),
    challenge(2),
  ],
};
