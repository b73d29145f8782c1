import { expect, test } from "vitest";
import { ACTIVATION_NAMES } from "../../model/activations.js";
import { defineModel } from "../../model/model.js";
import { reachText } from "./model.js";

const network = (activation: (typeof ACTIVATION_NAMES)[number], shift: number, scale: number) =>
  defineModel({
    inputs: 1,
    layers: [{ units: 2, activation }],
    loss: "mean_squared_error",
    preprocessing: { divideBy: 1, outputs: ["a", "b"].map((name) => ({ name, shift, scale })) },
  });

test("an output layer that cannot reach the numbers it learns is told of", () => {
  expect(reachText(network("sigmoid", 20, 5))).toBe(
    "Numbers are learned with mean 0 and deviation 1, of which the output layer's sigmoid gives those from 0 to 1 alone: " +
      "others cannot be predicted. Leave out --output, or say linear.\n",
  );
  const silent = ACTIVATION_NAMES.filter((name) => reachText(network(name, 20, 5)) === "");
  expect(silent).toEqual(["linear", "leaky_relu"]);
  expect(reachText(network("relu", 0, 1))).toBe("");
});
