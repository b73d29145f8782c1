/**
 * @file The two clouds of the lesson, for each seed others, with a narrow gap between them, and the neuron whose weights are set by hand.
 */

import type { Model } from "akari";
import { singleLayer } from "../../../../plot/network";
import type { PointTask, Sample } from "../../../../plot/points";
import { drawnBy } from "../../drawn";
import { leastMove, type Move } from "./separable";

/** w₁, w₂ and b. */
export type Weights = readonly [w1: number, w2: number, b: number];

export const TASK: PointTask = { name: "clouds", kind: "classes", classes: 2 };
const DEFINITION = singleLayer(TASK);

/** How far each of the three can be set, and in what steps. */
export const REACH = 5;
export const NOTCH = 0.1;

const COUNT = 12;
/** How wide the gap is. */
const [NARROW, WIDE] = [0.12, 0.22];

export interface Clouds {
  readonly samples: readonly Sample[];
  /** Across the gap, towards the second class; and how far the gap's middle is from the plot's. */
  readonly across: readonly [x: number, y: number];
  readonly offset: number;
  /** Weights to begin with, of a line that runs through both clouds. */
  readonly start: Weights;
  /** The shortest move of one point after which no line separates them, and which point that is. */
  readonly least: Move;
  readonly nearest: number;
}

export const cloudsOf = drawnBy((random): Clouds => {
  const angle = 2 * Math.PI * random();
  // Thousandths, so that no engine's sine can make another point of it.
  const across = [tidy(Math.cos(angle)), tidy(Math.sin(angle))] as const;
  const offset = tidy((random() < 0.5 ? -1 : 1) * (0.1 + 0.15 * random()));
  const gap = NARROW + (WIDE - NARROW) * random();
  const samples = [0, 1].flatMap((target) =>
    Array.from({ length: COUNT }, (_, n) => {
      for (;;) {
        // Along the gap from end to end; every third point is right at it.
        const along = -0.7 + (1.4 * (n + random())) / COUNT;
        const away = gap / 2 + (n % 3 === 0 ? 0 : 0.04 + 0.36 * random());
        const towards = offset + (target === 1 ? away : -away);
        const x = tidy(towards * across[0] - along * across[1]);
        const y = tidy(towards * across[1] + along * across[0]);
        if (Math.max(Math.abs(x), Math.abs(y)) <= 0.95) return { x, y, target };
      }
    }),
  );
  const start: Weights = [notched(-2 * across[1]), notched(2 * across[0]), 0];
  const moves = samples.map((_, index) => leastMove(samples, index));
  const least = moves.reduce((best, move) => (move.far < best.far ? move : best));
  return { samples, across, offset, start, least, nearest: moves.indexOf(least) };
});

const tidy = (value: number): number => Math.round(1000 * value) / 1000 + 0;
export const notched = (value: number): number => Math.round(value / NOTCH) * NOTCH + 0;

export const weightsIn = (stage: readonly number[]): Weights | undefined =>
  stage.length === 3 ? [stage[0], stage[1], stage[2]] : undefined;

export const modelOf = ([w1, w2, b]: Weights): Model => ({
  definition: DEFINITION,
  parameters: [{ weight: Float64Array.of(w1, w2), bias: Float64Array.of(b) }],
});

export const sumOf = ([w1, w2, b]: Weights, { x, y }: Sample): number => w1 * x + w2 * y + b;

/** How many points lie on the side of their class. */
export const rightOf = (weights: Weights, samples: readonly Sample[]): number =>
  samples.filter((sample) => (sample.target === 1 ? sumOf(weights, sample) > 0 : sumOf(weights, sample) < 0))
    .length;

/** The points as they were moved: of each that was, its index and its place. */
export function movedBy(samples: readonly Sample[], stage: readonly number[]): readonly Sample[] {
  const after = [...samples];
  for (let i = 0; i + 2 < stage.length; i += 3) {
    const [index, x, y] = stage.slice(i, i + 3);
    if (after[index] !== undefined) after[index] = { ...after[index], x, y };
  }
  return after;
}

/** What {@link movedBy} makes the one of the other. */
export const movesTo = (samples: readonly Sample[], after: readonly Sample[]): number[] =>
  after.flatMap(({ x, y }, index) => (x === samples[index].x && y === samples[index].y ? [] : [index, x, y]));
