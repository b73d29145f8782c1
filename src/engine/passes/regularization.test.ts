import { describe, expect, test } from "vitest";
import { type ActivationName, HIDDEN_ACTIVATION_NAMES } from "../../model/activations.js";
import { defineModel, initializeParameters } from "../../model/model.js";
import { randomGenerator } from "../../model/random.js";
import { judgeBy } from "./backward.js";
import { createLayers } from "./forward.js";
import {
  addL1,
  clipNorm,
  createBatchNorms,
  Dropout,
  exampleOf,
  regularizedPasses,
  updateAverages,
} from "./regularization.js";

const INPUTS = 5;
const EXAMPLES = 4;
/** Of the central differences. */
const STEP = 1e-5;

const SHARES = [0.2, 0.5, 0.3];

describe("gradients agree with central differences", () => {
  test.each(HIDDEN_ACTIVATION_NAMES)("dropout, hidden %s", (activation) =>
    expectGradients(activation, SHARES, false),
  );
  test.each(["tanh", "silu", "softplus"] as const)("batch normalisation, hidden %s", (activation) => {
    expectGradients(activation, [], true);
    expectGradients(activation, SHARES, true);
  });
});

function expectGradients(activation: ActivationName, shares: readonly number[], batchNorm: boolean): void {
  const definition = defineModel({
    inputs: INPUTS,
    layers: [
      { units: 7, activation },
      { units: 6, activation },
      { units: 4, activation: "softmax" },
    ],
  });
  const layers = createLayers(definition);
  const norms = batchNorm ? createBatchNorms(definition, [true, true, false]) : [];
  const random = randomGenerator(1, "gradients");
  initializeParameters(definition, 1).forEach(({ weight }, i) => {
    layers[i].weight.set(weight);
    const norm = norms[i];
    for (const vector of norm === undefined ? [layers[i].bias] : [norm.shift, norm.scale]) {
      vector.forEach((_, n) => {
        vector[n] = 1 + 0.5 * random.normal();
      });
    }
  });
  const dropout = new Dropout(shares, 1);
  const examples = Array.from({ length: EXAMPLES }, (_, row) => {
    const x = Float64Array.from({ length: INPUTS }, () => random.normal());
    const y = Float64Array.of(0, 0, 0, 0);
    y[row] = 1;
    const inputs = layers.map((layer) => layer.inputs);
    return exampleOf(layers, x, y, dropout.masks(inputs, 1, row), 1);
  });
  const loss = (): number => regularizedPasses(examples, norms, judgeBy("cross_entropy"));
  loss();
  const learned = layers.flatMap(({ weight, weightGradient, bias, biasGradient }, i) => {
    const norm = norms[i];
    return [
      [weight, weightGradient.slice()],
      ...(norm === undefined
        ? [[bias, biasGradient.slice()]]
        : [
            [norm.shift, norm.shiftGradient.slice()],
            [norm.scale, norm.scaleGradient.slice()],
          ]),
    ];
  });
  for (const [parameters, gradient] of learned) {
    const differences = parameters.map((value, n) => {
      parameters[n] = value + STEP;
      const above = loss();
      parameters[n] = value - STEP;
      const below = loss();
      parameters[n] = value;
      return (above - below) / (2 * STEP);
    });
    const error = gradient.map((value, n) => value - differences[n]);
    expect(Math.hypot(...differences)).toBeGreaterThan(1e-4);
    expect(Math.hypot(...error)).toBeLessThanOrEqual(1e-6 * Math.hypot(...differences));
  }
}

test("running averages take a tenth of the batch's mean and unbiased variance", () => {
  const norm = {
    scale: Float64Array.of(1),
    shift: Float64Array.of(0),
    shiftGradient: Float64Array.of(0),
    scaleGradient: Float64Array.of(0),
    mean: Float64Array.of(2),
    variance: Float64Array.of(3),
    batchMean: Float64Array.of(12),
    batchVariance: Float64Array.of(9),
  };
  updateAverages(norm, 4);
  expect(norm.mean[0]).toBeCloseTo(3, 14);
  expect(norm.variance[0]).toBeCloseTo(2.7 + 1.2, 14);
});

const clipped = (clip: number, ...gradients: number[][]): number[][] => {
  const arrays = gradients.map((gradient) => Float64Array.from(gradient));
  clipNorm(arrays, clip);
  return arrays.map((array) => [...array]);
};

test("gradients that are too long together are shortened together", () => {
  const factor = 2.5 / (5 + 1e-6);
  expect(clipped(2.5, [3, 0], [-4])).toEqual([[3 * factor, 0], [-4 * factor]]);
});

test("others stay as they are", () => {
  expect(clipped(6, [3, 0], [-4])).toEqual([[3, 0], [-4]]);
  expect(clipped(1, [0], [0])).toEqual([[0], [0]]);
  expect(clipped(Number.POSITIVE_INFINITY, [1e200], [-4])).toEqual([[1e200], [-4]]);
});

test("L1 adds λ sign(w), which is 0 at 0", () => {
  const gradient = Float64Array.of(1, 1, 1, 1);
  addL1(0.25, Float64Array.of(3, -0.001, 0, -0), gradient);
  expect([...gradient]).toEqual([1.25, 0.75, 1, 1]);
});
