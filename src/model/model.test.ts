import { expect, test } from "vitest";
import { defineModel } from "./model.js";

test("hidden layers are ReLU where nothing is said, initialised as such", () => {
  const { layers } = defineModel({ inputs: 2, layers: [{ units: 3 }, { units: 2, activation: "softmax" }] });
  expect(layers[0]).toEqual({ units: 3, activation: "relu", initializer: "he_uniform" });
});

test("what the output layer gives must be said", () => {
  expect(() => defineModel({ inputs: 2, layers: [{ units: 3, activation: "tanh" }, { units: 2 }] })).toThrow(
    "The output layer has no activation: softmax, sigmoid or linear.",
  );
});

test.each([null, "", "Relu", 0])("%j is no activation, in a hidden layer neither", (activation) => {
  const layers = [
    { units: 3, activation: activation as "relu" },
    { units: 1, activation: "linear" } as const,
  ];
  expect(() => defineModel({ inputs: 2, layers })).toThrow(
    `There is no activation "${activation}" (layer 1).`,
  );
});
