/**
 * @file The simple problems as data: their points, and a network and a recipe with which each is learned well. A seed decides
 * the points: the same one gives the same everywhere.
 */

import { seededRandom, spread } from "../../kit/seeded";
import type { NetworkShape } from "../../plot/network";
import type { PointKind, PointTask, Sample } from "../../plot/points";
import type { TrainingRecipe } from "../../plot/training";

const PROBLEM_NAMES = [
  "line",
  "valley",
  "plane",
  "twoClouds",
  "threeClouds",
  "curve",
  "xor",
  "circles",
  "spirals",
] as const;

export type ProblemName = (typeof PROBLEM_NAMES)[number];

/** The network's hidden layers, and how it is trained. */
export interface Recipe extends NetworkShape, TrainingRecipe {
  /** Steps a second. */
  readonly pace: number;
}

/** The learning rates that are offered. */
export const RATES: readonly number[] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

/** What says in a Worker which problem is meant: its name, or what points of somebody's own are. */
export type ProblemReference = ProblemName | { readonly kind: PointKind; readonly classes: number };

export interface Problem extends PointTask {
  readonly name: ProblemName | "own";
  readonly reference: ProblemReference;
  readonly recipe: Recipe;
  /**
   * Its points, each coordinate from −1 to 1, decided by the seed.
   *
   * @param noise how far they are blown about: the standard deviation of what is added to each
   */
  samples(seed: number, noise?: number): Sample[];
  /** As many points of the same kind, none of which is among those to learn from. */
  heldOut(seed: number, noise?: number): Sample[];
  /** Where a single layer of one input begins, where that is not left to the library's initial weights: `w` and `b`. */
  start?(seed: number): readonly [w: number, b: number];
}

/** The largest noise that is offered. */
export const MOST_NOISE = 0.3;
/** Seeds of points that are held out begin here, so that they are no problem's points to learn from. */
const HELD_OUT = 10_000;
/** Seeds of noise: it has its own numbers, so that more of it moves each point further along its own way. */
const NOISE = 20_000;

type Random = () => number;

const SINGLE = { hidden: [], activation: "tanh", optimizer: "sgd", batch: 0, pace: 30 } as const;
const DEEP = { activation: "tanh", optimizer: "adam", batch: 0, pace: 300 } as const;

/** Points are no nearer to the frame than this. */
const EDGE = 0.97;
/** Kept inside, and to three decimals, so that no engine's sine can make another point of it. */
const wellInside = (value: number): number =>
  Math.round(Math.max(-EDGE, Math.min(EDGE, value)) * 1000) / 1000;
const sample = (x: number, y: number, target: number): Sample => ({
  x: wellInside(x),
  y: wellInside(y),
  target,
});
const evenly = (n: number, count: number): number => -0.9 + (1.8 * n) / (count - 1);
const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));
const cloud = (
  random: Random,
  count: number,
  [x, y]: readonly [number, number],
  width: number,
  target: number,
) => times(count, () => sample(x + width * spread(random), y + width * spread(random), target));

/** Makes a problem's points. Those in even steps are `shift` steps further on: between the others where they are held out. */
type Maker = (random: Random, shift: number) => Sample[];

const MAKERS: Record<ProblemName, Maker> = {
  line: (random, shift) =>
    times(18, (n) => {
      const x = evenly(n + shift, 18);
      return sample(x, 0.62 * x + 0.14 + 0.11 * spread(random), 0);
    }),
  // Inputs a quarter as large as outputs: the weight matters far less to the loss than the bias, which is a narrow valley.
  valley: (random, shift) =>
    times(18, (n) => {
      const x = evenly(n + shift, 18) / 3.75;
      return sample(x, 2.6 * x + 0.14 + 0.08 * spread(random), 0);
    }),
  plane: (random) =>
    times(36, () => {
      const [x, y] = [1.9 * random() - 0.95, 1.9 * random() - 0.95];
      return sample(x, y, wellInside(0.55 * x - 0.4 * y + 0.1 + 0.08 * spread(random)));
    }),
  twoClouds: (random) => [
    ...cloud(random, 26, [-0.36, -0.3], 0.19, 0),
    ...cloud(random, 26, [0.36, 0.32], 0.19, 1),
  ],
  threeClouds: (random) => [
    ...cloud(random, 20, [-0.5, -0.36], 0.16, 0),
    ...cloud(random, 20, [0.5, -0.36], 0.16, 1),
    ...cloud(random, 20, [0, 0.5], 0.16, 2),
  ],
  curve: (random, shift) =>
    times(30, (n) => {
      const x = evenly(n + shift, 30);
      return sample(x, 0.62 * Math.sin(3.9 * x) + 0.06 * spread(random), 0);
    }),
  xor: (random) =>
    times(60, (n) => {
      const [right, up] = [n % 2, (n >> 1) % 2];
      const away = (side: number): number => (side === 0 ? -1 : 1) * (0.12 + 0.78 * random());
      return sample(away(right), away(up), right === up ? 0 : 1);
    }),
  circles: (random) =>
    times(80, (n) => {
      const target = n % 2;
      const radius = target === 0 ? 0.38 * Math.sqrt(random()) : 0.62 + 0.28 * random();
      const angle = 2 * Math.PI * random();
      return sample(radius * Math.cos(angle), radius * Math.sin(angle), target);
    }),
  spirals: (random, shift) =>
    times(100, (n) => {
      const target = n % 2;
      const along = ((n >> 1) + shift) / 49;
      const radius = 0.1 + 0.82 * along;
      const angle = 2.7 * Math.PI * along ** 0.85 + target * Math.PI;
      const [x, y] = [radius * Math.cos(angle), radius * Math.sin(angle)];
      return sample(x + 0.015 * spread(random), y + 0.015 * spread(random), target);
    }),
};

const SPECIFICS: Record<ProblemName, { kind: PointKind; classes: number; recipe: Recipe }> = {
  line: { kind: "curve", classes: 0, recipe: { ...SINGLE, learningRate: 0.1 } },
  valley: { kind: "curve", classes: 0, recipe: { ...SINGLE, learningRate: 0.3 } },
  plane: { kind: "surface", classes: 0, recipe: { ...SINGLE, learningRate: 0.1 } },
  twoClouds: { kind: "classes", classes: 2, recipe: { ...SINGLE, learningRate: 1 } },
  threeClouds: { kind: "classes", classes: 3, recipe: { ...SINGLE, learningRate: 1 } },
  curve: { kind: "curve", classes: 0, recipe: { ...DEEP, hidden: [6], learningRate: 0.03 } },
  xor: { kind: "classes", classes: 2, recipe: { ...DEEP, hidden: [4], learningRate: 0.03, pace: 100 } },
  circles: { kind: "classes", classes: 2, recipe: { ...DEEP, hidden: [4], learningRate: 0.03, pace: 100 } },
  spirals: { kind: "classes", classes: 2, recipe: { ...DEEP, hidden: [8, 8, 8], learningRate: 0.01 } },
};

/** The recipe for points of somebody's own: hidden neurons, for nobody knows yet whether a line will do. */
export const recipeOf = (kind: PointKind): Recipe =>
  kind === "curve" ? SPECIFICS.curve.recipe : SPECIFICS.circles.recipe;

/** Blows points about: what is to be learned where that is a value, and the place of a point that has a class. */
export function blownAbout(kind: PointKind, samples: Sample[], seed: number, noise: number): Sample[] {
  if (noise === 0) return samples;
  const random = seededRandom(NOISE + seed);
  return samples.map(({ x, y, target }) => {
    const [a, b] = [noise * spread(random), noise * spread(random)];
    if (kind === "curve") return sample(x, reflected(y + a), target);
    if (kind === "surface") return sample(x, y, wellInside(reflected(target + a)));
    return sample(reflected(x + a), reflected(y + b), target);
  });
}

/** What is blown over the edge comes back from it: held there, such points would lie on one another. */
const reflected = (value: number): number =>
  Math.abs(value) <= EDGE ? value : Math.sign(value) * 2 * EDGE - value;

/** On the side of the valley, far up and far from its lowest place. */
function valleyStart(seed: number): readonly [number, number] {
  if (seed === 1) return [-3.2, -1.6];
  const random = seededRandom(seed);
  const round = (value: number): number => Math.round(100 * value) / 100;
  return [round(-3.8 + 1.4 * random()), round((random() < 0.5 ? -1 : 1) * (1.2 + 0.8 * random()))];
}

/** One whose points are drawn by a seed. */
export interface GeneratedProblem extends Problem {
  readonly name: ProblemName;
}

export const PROBLEMS: readonly GeneratedProblem[] = PROBLEM_NAMES.map((name) => {
  const specifics = SPECIFICS[name];
  const drawn = (seed: number, noise: number, shift: number): Sample[] =>
    blownAbout(specifics.kind, MAKERS[name](seededRandom(seed), shift), seed, noise);
  return {
    name,
    reference: name,
    ...specifics,
    samples: (seed, noise = 0) => drawn(seed, noise, 0),
    heldOut: (seed, noise = 0) => drawn(HELD_OUT + seed, noise, 0.5),
    ...(name === "valley" ? { start: valleyStart } : {}),
  };
});

/** The problem that is meant; one of somebody's own without its points, which have been handed over. */
export function problemNamed(reference: ProblemReference): Problem {
  if (typeof reference === "string") return PROBLEMS[PROBLEM_NAMES.indexOf(reference)];
  const { kind } = reference;
  return {
    name: "own",
    reference,
    ...reference,
    recipe: recipeOf(kind),
    samples: () => [],
    heldOut: () => [],
  };
}
