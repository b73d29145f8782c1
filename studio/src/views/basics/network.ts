/**
 * @file The network for a problem: which output layer it takes, and what such a network is called.
 */

import { defineModel, type LayerParameters, type ModelDefinition } from "akari";
import type { Problem, Recipe } from "./problems";
import { inputCount } from "./samples";

/** A value: one linear neuron. Two classes: one sigmoid neuron. More of them: softmax, one neuron a class. */
export function networkFor(problem: Problem, { hidden, activation }: Recipe): ModelDefinition {
  const output =
    problem.kind !== "classes"
      ? ({ units: 1, activation: "linear" } as const)
      : problem.classes === 2
        ? ({ units: 1, activation: "sigmoid" } as const)
        : ({ units: problem.classes, activation: "softmax" } as const);
  return defineModel({
    inputs: inputCount(problem),
    layers: [...hidden.map((units) => ({ units, activation })), output],
  });
}

/** What the field calls a network: the key of the words that explain it. */
export type NetworkKind =
  | "simpleRegression"
  | "multipleRegression"
  | "logisticRegression"
  | "softmaxRegression"
  | "hiddenRegression"
  | "hiddenClassifier";

export function kindOf({ inputs, layers }: ModelDefinition): NetworkKind {
  const { activation } = layers[layers.length - 1];
  if (layers.length > 1) return activation === "linear" ? "hiddenRegression" : "hiddenClassifier";
  if (activation === "linear") return inputs === 1 ? "simpleRegression" : "multipleRegression";
  return activation === "sigmoid" ? "logisticRegression" : "softmaxRegression";
}

/** One number of a single layer: a unit's weight for an input, or its bias. */
export interface ParameterPlace {
  readonly unit: number;
  /** Its input; −1 for the bias. */
  readonly input: number;
}

/** The numbers of a single layer in the order in which they are offered: each unit's weights, then its bias. */
export function placesOf({ inputs, layers }: ModelDefinition): ParameterPlace[] {
  return Array.from({ length: layers[0].units * (inputs + 1) }, (_, n) => {
    const input = n % (inputs + 1);
    return { unit: Math.floor(n / (inputs + 1)), input: input === inputs ? -1 : input };
  });
}

export function valueAt({ weight, bias }: LayerParameters, { unit, input }: ParameterPlace): number {
  return input < 0 ? bias[unit] : weight[unit * (weight.length / bias.length) + input];
}

/** The layer with one number set. */
export function withValue(layer: LayerParameters, place: ParameterPlace, value: number): LayerParameters {
  const [weight, bias] = [Float64Array.from(layer.weight), Float64Array.from(layer.bias)];
  if (place.input < 0) bias[place.unit] = value;
  else weight[place.unit * (weight.length / bias.length) + place.input] = value;
  return { weight, bias };
}
