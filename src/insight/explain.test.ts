import { describe, expect, test } from "vitest";
import { reference } from "../engine/reference/engine.js";
import { wasm } from "../engine/wasm/engine.js";
import { defineModel, initializeParameters, type Model } from "../model/model.js";
import { randomGenerator } from "../model/random.js";
import { trace } from "./compile.js";
import { explain, weightsThrough } from "./explain.js";

const model: Model = {
  definition: defineModel({
    inputs: 2,
    layers: [
      { units: 3, activation: "relu" },
      { units: 2, activation: "linear" },
    ],
    preprocessing: { divideBy: 10 },
  }),
  parameters: [
    { weight: Float64Array.of(1, 2, -3, 4, 0.5, -8), bias: Float64Array.of(0.5, 0, -1) },
    { weight: Float64Array.of(1, 10, 100, -1, 2, 3), bias: Float64Array.of(7, 0) },
  ],
};

describe("explain", () => {
  test("gives a neuron's terms, the largest first, and what they add up to", async () => {
    const traced = await trace(model, [10, 5], { engine: reference });
    expect(explain(model, traced, 1, 1)).toEqual({
      layer: 1,
      unit: 1,
      terms: [
        { from: 0, weight: -3, activation: 1, product: -3 },
        { from: 1, weight: 4, activation: 0.5, product: 2 },
      ],
      bias: 0,
      preActivation: -1,
      activation: 0,
      activationFunction: "relu",
    });
    const deeper = explain(model, traced, 2, 0);
    expect(deeper.terms[0]).toEqual({ from: 0, weight: 1, activation: 2.5, product: 2.5 });
    expect(deeper.preActivation).toBe(9.5);
    expect(deeper.activationFunction).toBe("linear");
  });

  test.each([
    { engine: wasm, unitRoundoff: 2 ** -24 },
    { engine: reference, unitRoundoff: 2 ** -53 },
  ] as const)(
    "adds up to the $engine trace's weighted sum within its bound",
    async ({ engine, unitRoundoff }) => {
      const definition = defineModel({
        inputs: 784,
        layers: [
          { units: 33, activation: "sigmoid" },
          { units: 16, activation: "relu" },
          { units: 10, activation: "softmax" },
        ],
        preprocessing: { divideBy: 255 },
      });
      const large = { definition, parameters: initializeParameters(definition, 3) };
      const random = randomGenerator(1, "picture");
      const picture = Uint8Array.from({ length: 784 }, () => random.below(256));
      const traced = await trace(large, picture, { engine });
      definition.layers.forEach(({ units }, l) => {
        for (let unit = 0; unit < units; unit++) {
          const { terms, bias, preActivation } = explain(large, traced, l + 1, unit);
          const sum = terms.reduce((total, { product }) => total + product, bias);
          const size = terms.reduce((total, { product }) => total + Math.abs(product), Math.abs(bias));
          expect(Math.abs(sum - preActivation)).toBeLessThanOrEqual((terms.length + 4) * unitRoundoff * size);
        }
      });
    },
  );

  test.each([
    [0, 0, "There is no layer 0 with weights: they are layers 1 to 2."],
    [3, 0, "There is no layer 3 with weights: they are layers 1 to 2."],
    [1, 3, "Layer 1 has no unit 3: they are 0 to 2."],
    [1, 0.5, "Layer 1 has no unit 0.5: they are 0 to 2."],
  ])("refuses layer %s, unit %s", async (layer, unit, message) => {
    const traced = await trace(model, [0, 0]);
    expect(() => explain(model, traced, layer, unit)).toThrow(message);
  });
});

test("weights through the layers are a row of the product of their matrices", () => {
  expect([...weightsThrough(model, 1, 2)]).toEqual([0.5, -8]);
  // [-1, 2, 3] · [[1, 2], [-3, 4], [0.5, -8]]
  expect([...weightsThrough(model, 2, 1)]).toEqual([-5.5, -18]);
});
