import { defineModel, type Model, type Trace } from "akari";
import { expect, test } from "vitest";
import { activationAt, activationOf, brightnessRank, largest, strongestOut } from "./strongest";

const model: Model = {
  definition: defineModel({
    inputs: 2,
    layers: [
      { units: 3, activation: "relu" },
      { units: 1, activation: "linear" },
    ],
  }),
  parameters: [
    { weight: Float64Array.of(1, 2, -3, 4, 0.5, -8), bias: new Float64Array(3) },
    { weight: Float64Array.of(1, 10, 100), bias: new Float64Array(1) },
  ],
};
const trace: Trace = {
  inputs: Float64Array.of(0.5, 1),
  layers: [
    { preActivations: Float64Array.of(2.5, 2.5, -7), activations: Float64Array.of(2.5, 2.5, 0) },
    { preActivations: Float64Array.of(27.5), activations: Float64Array.of(27.5) },
  ],
};

test("the strongest edges out of a neuron", () => {
  expect(strongestOut(model, trace, 0, 1, 2)).toEqual([
    { unit: 2, weight: -8, product: -8 },
    { unit: 1, weight: 4, product: 4 },
  ]);
  expect(strongestOut(model, undefined, 0, 0, 1)).toEqual([{ unit: 1, weight: -3, product: undefined }]);
  expect(strongestOut(model, trace, 1, 0, 5)).toEqual([{ unit: 0, weight: 1, product: 2.5 }]);
  expect(strongestOut(model, trace, 2, 0, 5)).toEqual([]);
});

test("activations of any layer", () => {
  expect(activationAt(trace, 0, 0)).toBe(0.5);
  expect(activationAt(trace, 2, 0)).toBe(27.5);
});

test("saturated activations are still told apart", () => {
  expect(brightnessRank("sigmoid", [50], 0)).toBeGreaterThan(brightnessRank("sigmoid", [40], 0));
  expect(activationOf("sigmoid", [50], 0)).toBe(activationOf("sigmoid", [40], 0));
});

test("softmax is ordered by its probability", () => {
  const layers = [
    [1, 2, 3],
    [5, 5, 9],
    [0, 0, 0],
    [-3, 4, 1],
  ];
  const byRank = largest(
    layers.map((z) => brightnessRank("softmax", z, 2)),
    4,
  );
  const byProbability = largest(
    layers.map((z) => activationOf("softmax", z, 2)),
    4,
  );
  expect(byRank).toEqual(byProbability);
  expect(byRank).toEqual([1, 0, 2, 3]);
});

test("the largest come first, and of equals the earlier", () => {
  expect(largest([1, 7, 7, 3], 3)).toEqual([1, 2, 3]);
});
