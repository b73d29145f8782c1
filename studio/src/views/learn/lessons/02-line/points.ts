/**
 * @file The points of the lesson, for each seed others, and the line that fits them best.
 */

import type { Model } from "akari";
import { spread } from "../../../../kit/seeded";
import { qualityOf } from "../../../../plot/forward";
import { type Fitted, leastSquares } from "../../../../plot/least-squares";
import { placesOf, singleLayer } from "../../../../plot/network";
import type { PointTask, Sample } from "../../../../plot/points";
import type { TrainingRecipe } from "../../../../plot/training";
import { drawnBy, tidy } from "../../drawn";

/** Weight and bias. */
export type Line = readonly [w: number, b: number];

export const TASK: PointTask = { name: "line", kind: "curve", classes: 0 };
const DEFINITION = singleLayer(TASK);
const [W, B] = placesOf(DEFINITION);
export const AXES = [W, B] as const;

/** How far the landscape's axes go, on which line the lamp stands first, and how far an arrow key moves it. */
export const REACH = 1;
export const FLAT: Line = [0, 0];
export const KEY = 0.02 * REACH;

/** Fast enough to arrive in these steps. */
export const RECIPE: TrainingRecipe = { optimizer: "sgd", learningRate: 0.3, batch: 0 };
export const STEPS = 60;

const COUNT = 12;
const NOISE = 0.15;

export interface Points {
  readonly samples: readonly Sample[];
  /** The line of least loss. */
  readonly best: Fitted;
  /** Where the lamp stands before it is trained. */
  readonly start: Line;
  /** What the trained neuron is asked about. */
  readonly x: number;
}

export const pointsOf = drawnBy(draw, isTelling);

function draw(random: () => number): Points {
  const side = (): number => (random() < 0.5 ? -1 : 1);
  const [w, b] = [side() * (0.35 + 0.4 * random()), side() * (0.15 + 0.2 * random())];
  const samples = Array.from({ length: COUNT }, (_, n) => {
    const x = -0.9 + (1.8 * n) / (COUNT - 1);
    return { x: tidy(x, 3), y: tidy(w * x + b + NOISE * spread(random), 3), target: 0 };
  });
  const best = leastSquares(
    samples.map(({ x }) => [x]),
    samples.map(({ y }) => y),
  );
  const start: Line = [-Math.sign(best.weights[0]) * tidy(0.7 + 0.2 * random(), 2), side() * 0.8];
  return { samples, best, start, x: side() * tidy(0.4 + 0.1 * Math.floor(5 * random()), 1) };
}

/** The least loss is between these: then what is good enough is as large for every seed. */
const [LEAST, MOST] = [0.013, 0.026];

/**
 * Whether all points are within the plot and scattered as for other seeds, the line is neither flat nor through the middle, and no
 * two slips look alike.
 */
function isTelling({ samples, best, x }: Points): boolean {
  const [w] = best.weights;
  if (samples.some(({ y }) => Math.abs(y) > 0.95) || best.loss < LEAST || best.loss > MOST) return false;
  if (Math.abs(w) < 0.3 || Math.abs(w) > 0.8 || Math.abs(best.bias) < 0.12 || Math.abs(best.bias) > 0.4)
    return false;
  const results = [w * x + best.bias, ...slipsOf([w, best.bias], x).values()];
  return results.every((one, i) => results.every((other, j) => i === j || Math.abs(one - other) >= 0.05));
}

/** What w x + b comes to with each slip. */
export const slipsOf = ([w, b]: Line, x: number): ReadonlyMap<string, number> =>
  new Map([
    ["noBias", w * x],
    ["biasSign", w * x - b],
    ["sign", -w * x + b],
    ["added", w + x + b],
    ["exchanged", b * x + w],
  ]);

export const modelOf = ([w, b]: Line): Model => ({
  definition: DEFINITION,
  parameters: [{ weight: Float64Array.of(w), bias: Float64Array.of(b) }],
});

/** Mean squared distance of the points from a line. */
export const lossOf = (line: Line, samples: readonly Sample[]): number =>
  qualityOf(modelOf(line), TASK, samples)?.loss ?? Number.NaN;
