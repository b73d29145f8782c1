/**
 * @file A deep network and a wide one with as many parameters, trained on the same points of the plane.
 */

import type { Dataset } from "akari";
import { once } from "../../../../kit/once";
import { seededRandom } from "../../../../kit/seeded";
import { type PointTask, type Sample, toDataset } from "../../../../plot/points";
import { pickBy } from "../../drawn";
import { type Learned, learnFrom } from "./kinds";

export const TASK: PointTask = { name: "depth", kind: "classes", classes: 2 };

type Shape = (x: number, y: number) => number;
const SHAPES = {
  spiral: (x, y) => Math.floor((Math.atan2(y, x) + 2 * Math.PI * Math.hypot(x, y)) / Math.PI + 100) & 1,
  rings: (x, y) => Math.floor(2 * Math.hypot(x, y)) & 1,
  checks: (x, y) => (Math.floor(1.5 * (x + 1)) + Math.floor(1.5 * (y + 1))) & 1,
  waves: (x, y) => Math.floor(1.5 * (x + 0.35 * Math.sin(4 * y)) + 50) & 1,
  disc: (x, y) => Number(Math.hypot(x - 0.1, y + 0.1) < 0.65),
} satisfies Record<string, Shape>;

/** Points and a deep network: what the seed chooses from. */
interface Match {
  readonly shape: keyof typeof SHAPES;
  /** Neurons in each of the deep network's hidden layers. */
  readonly units: number;
  /** Decides the points. */
  readonly points: number;
}

export const LAYERS = 3;
export const MATCHES: readonly Match[] = [
  { shape: "spiral", units: 6, points: 1 },
  { shape: "disc", units: 4, points: 1 },
  { shape: "checks", units: 4, points: 1 },
  { shape: "rings", units: 6, points: 3 },
  { shape: "waves", units: 5, points: 1 },
  { shape: "disc", units: 5, points: 2 },
  { shape: "checks", units: 4, points: 4 },
  { shape: "spiral", units: 5, points: 2 },
];

export const matchOf = (seed: number): Match => pickBy(seededRandom(seed + 3))(MATCHES);

/** To learn from, and to be asked about. */
const [LEARNED, HELD] = [400, 400];

export function pointsOf({ shape, points }: Match): {
  readonly learned: readonly Sample[];
  readonly held: readonly Sample[];
} {
  const random = seededRandom(points);
  const all = Array.from({ length: LEARNED + HELD }, (): Sample => {
    const [x, y] = [2 * random() - 1, 2 * random() - 1];
    return { x, y, target: SHAPES[shape](x, y) };
  });
  return { learned: all.slice(0, LEARNED), held: all.slice(LEARNED) };
}

/** Weights and biases of a network of two inputs and one output. */
export const parametersOf = (hidden: readonly number[]): number => {
  const sizes = [2, ...hidden, 1];
  return sizes.slice(1).reduce((sum, units, i) => sum + units * (sizes[i] + 1), 0);
};

export const deepOf = ({ units }: Match): readonly number[] => Array.from({ length: LAYERS }, () => units);
/** Neurons of a single hidden layer with as many parameters as the deep network: 4n + 1. */
export const widthOf = (match: Match): number => (parametersOf(deepOf(match)) - 1) / 4;

/** More than that nobody needs. */
export const MOST = 200;

const EPOCHS = 150;
const BATCH = 32;
const LEARNING_RATE = 0.02;

const kept = new Map<string, Promise<Learned>>();
/** A network with these hidden layers after it has learned from a match's points. */
export const trainedOn = (match: Match, hidden: readonly number[]): Promise<Learned> =>
  once(kept, [match.shape, match.points, ...hidden].join(), () => {
    const { learned, held } = pointsOf(match);
    const part = (some: readonly Sample[]): Dataset => toDataset(TASK, some);
    const way = {
      hidden,
      activation: "tanh",
      epochs: EPOCHS,
      batch: BATCH,
      learningRate: LEARNING_RATE,
    } as const;
    return learnFrom({ train: part(learned), held: part(held) }, way);
  });

/**
 * Of 400 points held out: up to such a difference they are even. In the matches that there are the deep network has 34 to 158 more right (four of
 * them), or 16 or 29 fewer, or the two are 3 or 7 apart.
 */
export const EVEN = 8;

export type Better = "deep" | "wide" | "even";

export async function betterOf(match: Match, width: number): Promise<Better> {
  const [deep, wide] = await Promise.all([trainedOn(match, deepOf(match)), trainedOn(match, [width])]);
  if (Math.abs(deep.right - wide.right) <= EVEN) return "even";
  return deep.right > wide.right ? "deep" : "wide";
}
