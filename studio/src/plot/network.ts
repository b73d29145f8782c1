/**
 * @file The network that learns from points: which output layer it takes, what such a network is called, the numbers of a single
 * layer, and its equation with its real numbers, as a description that the page sets as mathematics.
 */

import { defineModel, type Model, type ModelDefinition } from "akari";
import type { ElementwiseActivationName, LayerParameters } from "akari/model";
import { inputCount, type PointTask } from "./points";

export interface NetworkShape {
  /** Units of each hidden layer; none is a network of a single layer. */
  readonly hidden: readonly number[];
  /** Of the hidden layers. */
  readonly activation: ElementwiseActivationName;
}

/** A value: one linear neuron. Two classes: one sigmoid neuron. More of them: softmax, one neuron a class. */
export function networkFor(task: PointTask, { hidden, activation }: NetworkShape): ModelDefinition {
  const output =
    task.kind !== "classes"
      ? ({ units: 1, activation: "linear" } as const)
      : task.classes === 2
        ? ({ units: 1, activation: "sigmoid" } as const)
        : ({ units: task.classes, activation: "softmax" } as const);
  return defineModel({
    inputs: inputCount(task),
    layers: [...hidden.map((units) => ({ units, activation })), output],
  });
}

/** The network of a single layer for a task. */
export const singleLayer = (task: PointTask): ModelDefinition =>
  networkFor(task, { hidden: [], activation: "linear" });

/** Whether two networks for one task are the same. */
export const sameNetwork = (a: NetworkShape, b: NetworkShape): boolean =>
  a.activation === b.activation && a.hidden.join() === b.hidden.join();

/** What the field calls a network: the key of the words that explain it. */
export type NetworkKind =
  | "simpleRegression"
  | "multipleRegression"
  | "logisticRegression"
  | "softmaxRegression"
  | "hiddenRegression"
  | "hiddenClassifier";

/** What the field calls this network. */
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

/** The number at a place of a single layer. */
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

/** A sum of numbers times variables; the last one stands alone. */
export interface Term {
  readonly value: number;
  /** Absent for the bias. */
  readonly variable: Letter | undefined;
}

/** A letter, with a sign below it. */
export interface Letter {
  readonly letter: string;
  readonly below?: string;
}

export interface Line {
  readonly left: Letter;
  /** A function that the sum is in. */
  readonly inside?: string;
  readonly terms: readonly Term[];
}

/** The letters of the inputs: x, or x₁ and x₂. */
export function inputSymbols({ kind }: PointTask): readonly Letter[] {
  return kind === "curve"
    ? [{ letter: "x" }]
    : [
        { letter: "x", below: "1" },
        { letter: "x", below: "2" },
      ];
}

/** A line for each neuron of a single layer. */
export function singleLayerEquation({ definition, parameters }: Model, task: PointTask): Line[] {
  const [{ units, activation }] = definition.layers;
  const places = placesOf(definition);
  return Array.from({ length: units }, (_, unit) => ({
    left:
      activation === "softmax"
        ? { letter: "z", below: String(unit + 1) }
        : { letter: activation === "sigmoid" ? "p" : "y" },
    ...(activation === "sigmoid" ? { inside: "σ" } : {}),
    terms: places
      .filter((place) => place.unit === unit)
      .map((place) => ({
        value: valueAt(parameters[0], place),
        variable: place.input < 0 ? undefined : inputSymbols(task)[place.input],
      })),
  }));
}

/** What a number of a single layer is called, such as `w₁` or `b`: with its unit's number where there are several. */
export function nameOf({ unit, input }: ParameterPlace, units: number, inputs: number): string {
  const index =
    (units > 1 ? subscript(unit + 1) : "") + (input >= 0 && inputs > 1 ? subscript(input + 1) : "");
  return (input < 0 ? "b" : "w") + index;
}

/** What two numbers of a single layer are called. */
export const namesOf = (
  { inputs, layers }: ModelDefinition,
  [a, b]: readonly [ParameterPlace, ParameterPlace],
): readonly [string, string] => [nameOf(a, layers[0].units, inputs), nameOf(b, layers[0].units, inputs)];

const subscript = (n: number): string =>
  String(n).replace(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));
