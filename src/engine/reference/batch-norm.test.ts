import { describe, expect, test } from "vitest";
import { defineModel, initializeParameters } from "../../model/model.js";
import { randomGenerator } from "../../model/random.js";
import { exampleOf, passTogether, updateAverages } from "./batch-norm.js";
import { Dropout } from "./dropout.js";
import { createLayers } from "./layers.js";

const INPUTS = 5;
const EXAMPLES = 4;
/** Of the central differences. */
const STEP = 1e-5;

describe.each(["tanh", "silu", "softplus"] as const)("hidden %s", (activation) => {
  test.each([[[]], [[0.2, 0.5, 0.3]]])("gradients agree with central differences, dropout %o", (shares) => {
    const definition = defineModel({
      inputs: INPUTS,
      layers: [
        { units: 7, activation },
        { units: 6, activation },
        { units: 4, activation: "softmax" },
      ],
    });
    const layers = createLayers(definition, true);
    const random = randomGenerator(1, "gradients");
    initializeParameters(definition, 1).forEach(({ weight }, i) => {
      layers[i].weight.set(weight);
      for (const vector of [layers[i].bias, layers[i].norm?.scale ?? []]) {
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
    passTogether(examples, "cross_entropy");
    const gradients = layers.map(({ weightGradient, biasGradient, norm }) =>
      [weightGradient, biasGradient, norm?.scaleGradient ?? new Float64Array()].map((g) => g.slice()),
    );
    layers.forEach(({ weight, bias, norm }, i) => {
      [weight, bias, norm?.scale ?? new Float64Array()].forEach((parameters, which) => {
        const differences = parameters.map((value, n) => {
          parameters[n] = value + STEP;
          const above = passTogether(examples, "cross_entropy");
          parameters[n] = value - STEP;
          const below = passTogether(examples, "cross_entropy");
          parameters[n] = value;
          return (above - below) / (2 * STEP);
        });
        const error = gradients[i][which].map((value, n) => value - differences[n]);
        expect(Math.hypot(...error)).toBeLessThanOrEqual(1e-6 * Math.hypot(...differences));
      });
    });
  });
});

test("running averages take a tenth of the batch's mean and unbiased variance", () => {
  const norm = {
    scale: Float64Array.of(1),
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
