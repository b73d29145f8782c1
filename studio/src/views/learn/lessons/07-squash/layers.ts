/**
 * @file Two layers of small whole numbers, for each seed others: what they fold into, and what the same layers give with ReLU between them.
 */

import { defineModel, type Model } from "akari";
import type { ElementwiseActivationName } from "akari/model";
import { activationsOver, placesFor } from "../../../../plot/forward";
import { drawnBy, pickBy, tidy } from "../../drawn";

/** `y = v·f(W x + c) + b`, with two inputs and two hidden neurons. */
export interface Layers {
  /** A row a hidden neuron. */
  readonly hidden: readonly (readonly [number, number])[];
  readonly hiddenBias: readonly [number, number];
  readonly output: readonly [number, number];
  readonly outputBias: number;
}

/** The numbers of a single layer: two weights and a bias. */
export type Single = readonly [w1: number, w2: number, b: number];

const WHOLE = [-3, -2, -1, 1, 2, 3];

/** What two layers without an activation function come to. */
export function product({ hidden, hiddenBias, output, outputBias }: Layers): Single {
  const weight = (input: 0 | 1): number => output[0] * hidden[0][input] + output[1] * hidden[1][input];
  return [weight(0), weight(1), output[0] * hiddenBias[0] + output[1] * hiddenBias[1] + outputBias];
}

/** What one of the three numbers comes to with each slip: 0 and 1 are the weights, 2 is the bias. */
export function slipsOfProduct(layers: Layers, which: number): ReadonlyMap<string, readonly number[]> {
  const { hidden, hiddenBias, output, outputBias } = layers;
  const right = product(layers)[which];
  if (which === 2) {
    const terms = output.map((v, i) => v * hiddenBias[i]);
    return new Map([
      ["noOutputBias", [right - outputBias]],
      ["onlyOutputBias", [outputBias]],
      ["notCarried", [hiddenBias[0] + hiddenBias[1] + outputBias]],
      ["sign", terms.map((term) => right - 2 * term)],
    ]);
  }
  const terms = output.map((v, i) => v * hidden[i][which]);
  const [across, down] = hidden[which];
  return new Map([
    ["row", [output[0] * across + output[1] * down]],
    ["onePath", terms],
    ["notWeighted", [hidden[0][which] + hidden[1][which]]],
    ["sign", terms.map((term) => right - 2 * term)],
  ]);
}

export const layersOf = drawnBy((random): Layers => {
  const pick = (): number => pickBy(random)(WHOLE);
  return {
    hidden: [
      [pick(), pick()],
      [pick(), pick()],
    ],
    hiddenBias: [pick(), pick()],
    output: [pick(), pick()],
    outputBias: pick() / 2,
  };
}, isTelling);

/**
 * Whether the hidden neurons differ, ReLU changes nothing at 0, where everybody looks first, nothing cancels out, and no slip looks like
 * another or like what is right.
 */
function isTelling(layers: Layers): boolean {
  const [[a, b], [c, d]] = layers.hidden;
  if (a * d === b * c || Math.min(...layers.hiddenBias) < 0 || product(layers).includes(0)) return false;
  return [0, 1, 2].every((which) =>
    [[product(layers)[which]], ...slipsOfProduct(layers, which).values()].every((some, i, all) =>
      all.slice(i + 1).every((others) => some.every((one) => !others.includes(one))),
    ),
  );
}

const definitions = new Map(
  (["linear", "relu"] as const).map((activation) => [
    activation,
    defineModel({
      inputs: 2,
      layers: [
        { units: 2, activation },
        { units: 1, activation: "linear" },
      ],
    }),
  ]),
);
const SINGLE = defineModel({ inputs: 2, layers: [{ units: 1, activation: "linear" }] });

export function modelOf(layers: Layers, activation: "linear" | "relu"): Model {
  const definition = definitions.get(activation);
  if (definition === undefined) throw new RangeError(`There is no ${activation}.`);
  const parameters = [
    { weight: Float64Array.from(layers.hidden.flat()), bias: Float64Array.from(layers.hiddenBias) },
    { weight: Float64Array.from(layers.output), bias: Float64Array.of(layers.outputBias) },
  ];
  return { definition, parameters };
}

export const singleModel = ([w1, w2, b]: Single): Model => ({
  definition: SINGLE,
  parameters: [{ weight: Float64Array.of(w1, w2), bias: Float64Array.of(b) }],
});

/** Where two networks without an activation function differ most for inputs from −1 to 1. */
const CORNERS = Float32Array.of(-1, -1, 1, -1, -1, 1, 1, 1);

/** Whether two networks without an activation function give the same for all inputs. */
export const areEqual = (one: Model, other: Model): boolean => largestDifference(one, other, CORNERS) < EQUAL;

/** Largest difference of two networks at some inputs, `[n, 2]`; unless said otherwise all over the plane, −1 to 1. */
export function largestDifference(one: Model, other: Model, inputs = placesFor("classes")): number {
  const [a, b] = [one, other].map((model) => Array.from(activationsOver(model, inputs).at(-1) ?? []));
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

/** Two networks are equal if they differ by no more, anywhere. */
export const EQUAL = 1e-6;

export type Input = readonly [number, number];

/** The weighted sums of the hidden neurons. */
export const sumsAt = ({ hidden, hiddenBias }: Layers, [x1, x2]: Input): number[] =>
  hidden.map(([u1, u2], i) => tidy(u1 * x1 + u2 * x2 + hiddenBias[i], 6));

/** What a network of one output gives for an input. */
export const answerAt = (model: Model, [x1, x2]: Input): number =>
  tidy(activationsOver(model, Float32Array.of(x1, x2)).at(-1)?.[0] ?? Number.NaN, 6);

export type Activation = Extract<ElementwiseActivationName, "linear" | "relu" | "sigmoid">;
