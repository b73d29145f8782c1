import { describe, expect, test } from "vitest";
import { ACTIVATION_NAMES, type ActivationName, HIDDEN_ACTIVATION_NAMES } from "../../model/activations.js";
import { fusedActivation, LOSS_NAMES, type LossName } from "../../model/losses.js";
import { defineModel, initializeParameters, outputUnits } from "../../model/model.js";
import { randomGenerator } from "../../model/random.js";
import { backward, inputGradient } from "./backward.js";
import { createLayers, exampleLoss, forward, type Layer } from "./forward.js";

const INPUTS = 5;
const EXAMPLES = 3;
/** The step of the central differences: its square and `2⁻⁵² / step` are both far below the tolerance. */
const STEP = 1e-5;
const TOLERANCE = 1e-6;

interface Network {
  readonly hidden: ActivationName;
  readonly output: ActivationName;
  readonly loss: LossName;
  readonly outputs: number;
}

const OUTPUT_AND_LOSS: Network[] = LOSS_NAMES.flatMap((loss) =>
  ACTIVATION_NAMES.filter((output) => (fusedActivation(loss) ?? output) === output).map(
    (output): Network => ({ hidden: "tanh", output, loss, outputs: 4 }),
  ),
);

const HIDDEN_AND_LOSS: Network[] = LOSS_NAMES.flatMap((loss) =>
  HIDDEN_ACTIVATION_NAMES.map(
    (hidden): Network => ({ hidden, output: fusedActivation(loss) ?? "linear", loss, outputs: 4 }),
  ),
);

describe("gradients agree with central differences", () => {
  test.each(OUTPUT_AND_LOSS)("output $output, loss $loss", expectGradients);
  test.each(HIDDEN_AND_LOSS)("hidden $hidden, loss $loss", expectGradients);
  test.each([
    { hidden: "relu", output: "sigmoid", loss: "binary_cross_entropy", outputs: 1 },
    { hidden: "relu", output: "linear", loss: "mean_squared_error", outputs: 1 },
  ] as Network[])("single output $output, loss $loss", expectGradients);
});

function expectGradients({ hidden, output, loss, outputs }: Network): void {
  const definition = defineModel({
    inputs: INPUTS,
    layers: [
      { units: 7, activation: hidden },
      { units: 6, activation: hidden },
      { units: outputs, activation: output },
    ],
    loss,
  });
  const layers = createLayers(definition);
  const random = randomGenerator(1, "gradients");
  initializeParameters(definition, 1).forEach(({ weight }, i) => {
    layers[i].weight.set(weight);
    layers[i].bias.forEach((_, n) => {
      layers[i].bias[n] = 0.5 * random.normal();
    });
  });
  const examples = Array.from({ length: EXAMPLES }, () => ({
    x: Float64Array.from({ length: INPUTS }, () => random.normal()),
    y: targets(loss, outputUnits(definition), () => random.uniform()),
  }));

  for (const { x, y } of examples) {
    forward(layers, x);
    backward(layers, y, loss);
  }
  const totalLoss = (): number => {
    let sum = 0;
    for (const { x, y } of examples) {
      forward(layers, x);
      sum += exampleLoss(loss, layers[layers.length - 1], y);
    }
    return sum;
  };
  layers.forEach((layer, i) => {
    expectClose(layer.weightGradient, differences(layer.weight, totalLoss), `weights of layer ${i + 1}`);
    expectClose(layer.biasGradient, differences(layer.bias, totalLoss), `biases of layer ${i + 1}`);
  });
}

/** Probabilities that add up to 1 where the loss takes such, else numbers between 0 and 1. */
function targets(loss: LossName, units: number, uniform: () => number): Float64Array {
  const y = Float64Array.from({ length: units }, uniform);
  const sum = y.reduce((a, b) => a + b);
  return loss === "cross_entropy" ? y.map((value) => value / sum) : y;
}

/** `(f(p + h) − f(p − h)) / 2h` for every parameter. */
function differences(parameters: Float64Array, f: () => number): Float64Array {
  return parameters.map((value, n) => {
    parameters[n] = value + STEP;
    const above = f();
    parameters[n] = value - STEP;
    const below = f();
    parameters[n] = value;
    return (above - below) / (2 * STEP);
  });
}

function expectClose(actual: Float64Array, expected: Float64Array, what: string): void {
  const norm = (v: Float64Array): number => Math.hypot(...v);
  expect(norm(expected), what).toBeGreaterThan(1e-4);
  expect(norm(actual.map((value, n) => value - expected[n])) / norm(expected), what).toBeLessThan(TOLERANCE);
}

test.each(HIDDEN_ACTIVATION_NAMES)(
  "gradients with respect to the inputs agree with central differences: %s",
  (hidden) => {
    const definition = defineModel({
      inputs: INPUTS,
      layers: [
        { units: 7, activation: hidden },
        { units: 6, activation: "tanh" },
        { units: 4, activation: "softmax" },
      ],
    });
    const layers = createLayers(definition);
    initializeParameters(definition, 1).forEach(({ weight }, i) => {
      layers[i].weight.set(weight);
    });
    const random = randomGenerator(1, "inputs");
    const x = Float64Array.from({ length: INPUTS }, () => random.normal());
    const output = layers[2];
    const weightedSum = (): number => {
      forward(layers, x);
      return output.z[1];
    };
    weightedSum();
    output.delta[1] = 1;
    const gradient = new Float64Array(INPUTS);
    inputGradient(layers, gradient);
    expectClose(gradient, differences(x, weightedSum), "inputs");
  },
);

describe("logits of ±1000", () => {
  test.each([
    { activation: "softmax", wrong: 2000 },
    { activation: "sigmoid", wrong: 1000 },
  ] as const)("$activation: the loss and its gradient are finite", ({ activation, wrong }) => {
    const definition = defineModel({ inputs: 1, layers: [{ units: 2, activation }] });
    const layers = createLayers(definition);
    layers[0].weight.set([1000, -1000]);
    const x = Float64Array.of(1);
    const lossFor = (...y: number[]): number => {
      forward(layers, x);
      backward(layers, Float64Array.from(y), definition.loss);
      return exampleLoss(definition.loss, layers[0], Float64Array.from(y));
    };
    expect(lossFor(1, 0)).toBe(0);
    expect([...layers[0].delta]).toEqual([0, 0]);
    expect(lossFor(0, 1)).toBe(wrong);
    expect(layers[0].delta.map(Math.sign)).toEqual(Float64Array.of(1, -1));
  });
});

test("the forward pass computes σ(W a + b), layer by layer", () => {
  const definition = defineModel({
    inputs: 2,
    layers: [
      { units: 2, activation: "relu" },
      { units: 1, activation: "linear" },
    ],
  });
  const layers: Layer[] = createLayers(definition);
  layers[0].weight.set([1, 2, 3, -4]);
  layers[0].bias.set([0.5, 1]);
  layers[1].weight.set([2, 10]);
  layers[1].bias.set([-1]);
  expect([...forward(layers, Float64Array.of(3, 4))]).toEqual([22]);
  expect([...layers[0].z]).toEqual([11.5, -6]);
  expect([...layers[0].a]).toEqual([11.5, 0]);
});
