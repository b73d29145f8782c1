import { expect, test } from "vitest";
import { ofTask } from "../../test/support/evaluations.js";
import { CLASSIFIER, clouds } from "../../test/support/tiny.js";
import { defineModel, type ModelOptions } from "../model/model.js";
import { evaluate } from "./evaluate.js";
import { fit } from "./fit.js";
import { defaultOptimizer, trainingDefaults } from "./recommend.js";

/** In a form to be read: batch, epochs, patience, validation, learning rate. */
function summary(rows: number) {
  const { batch, epochs, earlyStopping, validation, optimizer } = trainingDefaults({ rows });
  return [batch, epochs, earlyStopping?.patience, validation, optimizer.learningRate];
}

test.each([
  [4, 8, 500, 30, 0.2, 0.003],
  [150, 8, 500, 30, 0.2, 0.003],
  [569, 16, 282, 30, 0.2, 0.003],
  [2700, 32, 119, 10, 0.1, 0.001],
  [15_000, 32, 22, 10, 0.1, 0.001],
])("%i rows: early stopping decides", (rows, ...expected) => {
  expect(summary(rows)).toEqual(expected);
});

test("MNIST is trained as it always was", () => {
  expect(summary(60_000)).toEqual([32, 20, undefined, 0.1, 0.001]);
  expect(summary(1_000_000)).toEqual([32, 20, undefined, 0.1, 0.001]);
});

test("very many rows are met less often", () => {
  expect(summary(5_000_000)[1]).toBe(4);
  expect(summary(1e9)[1]).toBe(1);
});

test("they are options of fit, and a small table is learned with them", async () => {
  const data = clouds(100);
  const { model, stopped } = await fit(CLASSIFIER, data, { ...trainingDefaults(data.features), seed: 3 });
  expect(["early", "finished"]).toContain(stopped);
  expect(ofTask(await evaluate(model, clouds(100, "others")), "classes").accuracy).toBeGreaterThan(0.9);
});

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
