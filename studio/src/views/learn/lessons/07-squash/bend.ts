/**
 * @file Three points that no straight line goes through, for each seed others, and the network of one input and two hidden neurons that can.
 */

import { defineModel, type Model } from "akari";
import { activationsOver, placesFor } from "../../../../plot/forward";
import { inputsOf, type PointTask, type Sample } from "../../../../plot/points";
import { drawnBy, pickBy, tidy } from "../../drawn";
import type { Activation } from "./layers";

export const CURVE: PointTask = { name: "bend", kind: "curve", classes: 0 };

/** In the order in which they can be chosen. */
export const ACTIVATIONS: readonly Activation[] = ["linear", "relu", "sigmoid"];

/** `y = v₁ f(x + c₁) + v₂ f(−x + c₂) + b` */
export interface Bend {
  readonly activation: Activation;
  readonly values: readonly [c1: number, c2: number, v1: number, v2: number, b: number];
}

const definitions = new Map(
  ACTIVATIONS.map((activation) => [
    activation,
    defineModel({
      inputs: 1,
      layers: [
        { units: 2, activation },
        { units: 1, activation: "linear" },
      ],
    }),
  ]),
);

export function modelOf({ activation, values: [c1, c2, v1, v2, b] }: Bend): Model {
  const definition = definitions.get(activation);
  if (definition === undefined) throw new RangeError(`There is no ${activation}.`);
  const parameters = [
    { weight: Float64Array.of(1, -1), bias: Float64Array.of(c1, c2) },
    { weight: Float64Array.of(v1, v2), bias: Float64Array.of(b) },
  ];
  return { definition, parameters };
}

/** What the hidden neurons and the network give at the three points. */
export function answersOf(bend: Bend, points: readonly Sample[]): { hidden: number[][]; output: number[] } {
  const [hidden, output] = activationsOver(modelOf(bend), inputsOf(CURVE, points));
  const { length } = points;
  return { hidden: [[...hidden.subarray(0, length)], [...hidden.subarray(length)]], output: [...output] };
}

export interface Corner {
  /** Left, middle and right. */
  readonly points: readonly Sample[];
  /** How it can be done with ReLU: both hidden neurons begin at the middle point. */
  readonly solution: Bend;
}

const SIDE = 0.8;
const KNEES = [-0.4, -0.2, 0, 0.2, 0.4];
const SLOPES = [0.5, 1, 1.5];
const HEIGHTS = [-0.6, -0.4, -0.2, 0.2, 0.4, 0.6];

/** By how much the best straight line misses the worst of three points. */
export function missOfLine([left, middle, right]: readonly Sample[]): number {
  const share = (middle.x - left.x) / (right.x - left.x);
  return Math.abs(middle.y - left.y - share * (right.y - left.y)) / 2;
}

/** How near the curve has to come to each point; the best straight line misses one by twice as much at least. */
export const NEAR = 0.1;
/** Binary fractions are no miss. */
export const isNear = (value: number, wanted: number): boolean => Math.abs(value - wanted) <= NEAR + 1e-6;

const cornerBy = drawnBy(draw, isFit);
export const cornerOf = (seed: number): Corner => cornerBy(seed + 2);

function draw(random: () => number): Corner {
  const pick = pickBy(random);
  const [knee, height, sign] = [pick(KNEES), pick(HEIGHTS), random() < 0.5 ? -1 : 1];
  const [rise, fall] = [sign * pick(SLOPES), sign * pick(SLOPES)];
  const at = (x: number): Sample => ({
    x,
    y: tidy(height + (x > knee ? rise * (x - knee) : fall * (knee - x)), 3),
    target: 0,
  });
  return {
    points: [at(-SIDE), at(knee), at(SIDE)],
    solution: { activation: "relu", values: [-knee + 0, knee, rise, fall, height] },
  };
}

function isFit({ points }: Corner): boolean {
  return missOfLine(points) >= 2 * NEAR && points.every(({ y }) => Math.abs(y) <= 0.95);
}

/** How often a curve with a hidden neuron beginning on either side of the middle changes its slope. */
export function bendsWith(activation: Activation): number {
  const curve =
    activationsOver(modelOf({ activation, values: [0.5, 0.5, 1, 1, 0] }), placesFor(CURVE.kind)).at(-1) ?? [];
  const bent = Array.from(curve, (y, i) => Math.abs(curve[i - 1] - 2 * y + curve[i + 1]) > 1e-6);
  // A bend between two places shows at both.
  return bent.filter((is, i) => is && !bent[i - 1]).length;
}
