/**
 * @file The race: three optimizers from the same place in the same narrow valley, on the same points in every step. The seed decides the valley
 * and at which learning rates they take part. What comes of it is trained by the library.
 */

import { type OptimizerName, type Trail, trailOf } from "../../../../plot/training";
import { drawnBy, pickBy } from "../../drawn";
import { drawValley, modelAt, type Shape, TASK, type Valley } from "../13-downhill/valley";

export const RACERS = ["sgd", "rmsprop", "adam"] as const satisfies readonly OptimizerName[];
export type Racer = (typeof RACERS)[number];
export const RACER_NAMES: Record<Racer, string> = { sgd: "SGD", rmsprop: "RMSProp", adam: "Adam" };

export const STEPS = 150;
/** Who is below so many times the least loss has arrived. From 16 to 21 times the least, where all start, that is most of the way down. */
export const ARRIVED = 1.5;

/** Both about 18 to 30 times as steep across as along: one lies along an axis, the other between the two. */
const NARROW = { ratio: [18, 30] } as const;
const ALIGNED: Shape = { ...NARROW, steepness: [1.9, 2.2], mean: [-0.05, 0.05], deviation: [0.18, 0.24] };
const DIAGONAL: Shape = { ...NARROW, steepness: [3, 6], mean: [0.7, 1.2], deviation: [0.3, 0.6] };

/** At which SGD takes part, as a share of 1/λ: a careful one. */
const CAREFUL = [0.4, 0.5, 0.6, 0.8];
const RMSPROP_RATES = [0.03, 0.04, 0.05];
const ADAM_RATES = [0.05, 0.1, 0.15];
/** What SGD is best at, as a share of 1/λ: 16 to 24 steps on 30 seeds. */
const BEST = 1.8;
/** Nobody is so near to another that the order could be a matter of taste. */
const APART = 4;

export interface Run {
  readonly racer: Racer;
  readonly rate: number;
  readonly trail: Trail;
  /** The first step at which it has arrived, if it has. */
  readonly arrived: number | undefined;
}

export interface Race {
  readonly valley: Valley;
  /** In the order of {@link RACERS}. */
  readonly runs: readonly Run[];
  /** SGD at its best here. */
  readonly best: Run;
}

export async function run(valley: Valley, racer: Racer, rate: number, steps = STEPS): Promise<Run> {
  const recipe = { optimizer: racer, learningRate: rate, batch: 0 };
  const trail = await trailOf(
    { task: TASK, samples: valley.samples, model: modelAt(valley.start), recipe, seed: 1 },
    steps,
  );
  return {
    racer,
    rate,
    trail,
    arrived: trail.losses.find(({ loss }) => loss <= ARRIVED * valley.least)?.step,
  };
}

const twoDigits = (value: number): number => Number(value.toPrecision(2));

export const raceOf = drawnBy(draw);

async function draw(random: () => number): Promise<Race> {
  const pick = pickBy(random);
  for (;;) {
    const valley = drawValley(random, random() < 0.5 ? ALIGNED : DIAGONAL);
    const rates = [twoDigits(pick(CAREFUL) / valley.steepness), pick(RMSPROP_RATES), pick(ADAM_RATES)];
    const best = await run(valley, "sgd", twoDigits(BEST / valley.steepness));
    const runs: Run[] = [];
    for (const [i, racer] of RACERS.entries()) runs.push(await run(valley, racer, rates[i]));
    const race = { valley, runs, best };
    if (isTelling(race)) return race;
  }
}

/** Whether all arrive, clearly one after the other, SGD not first, though it could be. */
function isTelling({ runs, best }: Race): boolean {
  const steps = runs.map(({ arrived = Number.POSITIVE_INFINITY }) => arrived);
  const [sgd, ...others] = steps;
  const first = Math.min(...others);
  if (best.arrived === undefined || best.arrived > first - APART || first > sgd) return false;
  return steps.every(
    (one, i) => Number.isFinite(one) && steps.every((other, j) => i === j || Math.abs(one - other) >= APART),
  );
}

/** The order in which they arrive. */
export const orderOf = ({ runs }: Race): readonly Racer[] =>
  [...runs].sort((a, b) => (a.arrived ?? STEPS) - (b.arrived ?? STEPS)).map(({ racer }) => racer);

/** Who is to be beaten in a task: the first of the race; then SGD at its best. */
export function rivalOf(race: Race, task: number): Run {
  const [first] = orderOf(race);
  return task === 1 ? race.runs[RACERS.indexOf(first)] : race.best;
}

/** Who is to beat it. */
export const CHALLENGERS: Readonly<Record<number, Racer>> = { 1: "sgd", 2: "adam" };

/** How often the least loss it is at after so many steps. */
export const timesLeastAt = ({ trail }: Run, { least }: Valley, step: number): number =>
  (trail.losses[Math.min(step, trail.losses.length - 1)]?.loss ?? Number.NaN) / least;
