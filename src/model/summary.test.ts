import { expect, test } from "vitest";
import { defineModel } from "./model.js";
import { summarize } from "./summary.js";

test("lists layers, shapes and parameters in columns", () => {
  const definition = defineModel({
    inputs: 784,
    layers: [
      { units: 16, activation: "sigmoid" },
      { units: 10, activation: "softmax" },
    ],
    preprocessing: { divideBy: 255, image: [28, 28] },
  });
  expect(summarize(definition)).toBe(
    [
      "Inputs      784 (28×28 pixels), divided by 255",
      "Layer     Weights    Biases  Activation  Parameters",
      "1 hidden  [16, 784]  [16]    sigmoid         12,560",
      "2 output  [10, 16]   [10]    softmax            170",
      "Parameters  12,730",
      "Loss        cross_entropy",
    ].join("\n"),
  );
});

test("a single layer of raw inputs", () => {
  const definition = defineModel({ inputs: 3, layers: [{ units: 1, activation: "linear" }] });
  const lines = summarize(definition).split("\n");
  expect(lines[0]).toBe("Inputs      3");
  expect(lines[2]).toBe("1 output  [1, 3]   [1]     linear               4");
});
