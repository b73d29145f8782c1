import { expect, test } from "vitest";
import { defineModel } from "../model/model.js";
import { brightness, networkBrightness } from "./brightness.js";

const levels = (activations: readonly number[], isUnit: boolean) => [
  ...brightness(activations, isUnit).levels,
];

test("the activation itself where it lies between 0 and 1", () => {
  expect(levels([0, 0.25, 1], true)).toEqual([0, 0.25, 1]);
  expect(brightness([0.25], true).largest).toBe(1);
});

test("compared with the layer's largest where activations have no upper end", () => {
  expect(levels([0, 2, 8], false)).toEqual([0, 0.25, 1]);
  expect(levels([-0.5, 0.25], false)).toEqual([-1, 0.5]);
  expect(levels([0, 0], false)).toEqual([0, 0]);
  expect(brightness([-4, 2], false).largest).toBe(4);
});

test("of a network: grey pixels as they are, each layer by its activation", () => {
  const definition = defineModel({
    inputs: 2,
    layers: [
      { units: 2, activation: "relu" },
      { units: 2, activation: "softmax" },
    ],
    preprocessing: { divideBy: 255, image: [1, 2] },
  });
  const layer = (...a: number[]) => ({
    preActivations: Float64Array.from(a),
    activations: Float64Array.from(a),
  });
  const trace = { inputs: Float64Array.of(0.5, 0.25), layers: [layer(0, 4), layer(0.25, 0.75)] };
  expect(networkBrightness(definition, trace).map((layer) => [...layer])).toEqual([
    [0.5, 0.25],
    [0, 1],
    [0.25, 0.75],
  ]);
});
