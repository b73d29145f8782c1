import { expect, test } from "vitest";
import { defineModel, type ModelOptions } from "../model/model.js";
import { defaultOptimizer } from "./default-optimizer.js";

const single = (activation: "linear" | "softmax", more: Partial<ModelOptions> = {}) =>
  defineModel({ inputs: 100, layers: [{ units: 5, activation }], ...more });

test("a single layer that is not too large is solved exactly", () => {
  expect(defaultOptimizer(single("linear"), 100_000)).toBe("lbfgs");
  expect(defaultOptimizer(single("softmax"), 1)).toBe("lbfgs");
  expect(defaultOptimizer(single("softmax"), 100_001)).toBe("adam");
});

test("hidden layers and a loss with corners are not for it", () => {
  const layers: ModelOptions["layers"] = [
    { units: 2, activation: "tanh" },
    { units: 1, activation: "sigmoid" },
  ];
  expect(defaultOptimizer(defineModel({ inputs: 2, layers }), 10)).toBe("adam");
  expect(defaultOptimizer(single("linear", { loss: "mean_absolute_error" }), 10)).toBe("adam");
});
