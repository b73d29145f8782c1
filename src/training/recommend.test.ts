import { expect, test } from "vitest";
import { ofTask } from "../../test/support/evaluations.js";
import { CLASSIFIER, clouds } from "../../test/support/tiny.js";
import { defineModel, type ModelDefinition, type ModelOptions } from "../model/model.js";
import type { Preprocessing } from "../model/preprocessing.js";
import { evaluate } from "./evaluate.js";
import { fit } from "./fit.js";
import { recommend } from "./recommend.js";

const tables = clouds(100);

/** For a table of so many rows, in a form to be read: batch size, epochs, patience, validation, learning rate. */
function summary(rows: number) {
  const { batchSize, epochs, earlyStopping, validation, learningRate } = recommend(tables, CLASSIFIER, {
    rows,
  });
  return [batchSize, epochs, earlyStopping?.patience, validation, learningRate];
}

test.each([
  [4, 8, 500, 30, 0.2, 0.01],
  [150, 8, 500, 30, 0.2, 0.01],
  [569, 16, 282, 30, 0.2, 0.01],
  [2700, 32, 119, 10, 0.1, 0.01],
  [15_000, 32, 22, 10, 0.1, 0.01],
])("%i rows: early stopping decides", (rows, ...expected) => {
  expect(summary(rows)).toEqual(expected);
});

test("a large table needs no more than the optimizer's own rate", () => {
  expect(summary(60_000)).toEqual([32, 20, undefined, 0.1, undefined]);
  expect(summary(1_000_000)).toEqual([32, 20, undefined, 0.1, undefined]);
});

test("very many rows are met less often", () => {
  expect(summary(5_000_000)[1]).toBe(4);
  expect(summary(1e9)[1]).toBe(1);
});

test("digits, pictures and recordings are told by their preprocessing", () => {
  const kind = (preprocessing: Preprocessing, classes = 10) => {
    const names = Array.from({ length: classes }, (_, i) => String(i));
    const targets = { kind: "classes", classes: new Uint8Array(), names } as const;
    return recommend({ ...tables, targets, preprocessing }, CLASSIFIER, { rows: 1000 });
  };
  const digits = { divideBy: 255, image: [28, 28] } as const;
  expect(kind(digits)).toEqual({ optimizer: "adam", validation: 0.1, batchSize: 32 });
  const pictures = {
    optimizer: "adam",
    validation: 0.1,
    batchSize: 32,
    epochs: 128,
    schedule: { name: "cosine" },
  };
  expect(kind(digits, 3)).toMatchObject(pictures);
  expect(kind({ divideBy: 255, image: [32, 32] })).toMatchObject({
    ...pictures,
    dropout: 0.3,
    inputDropout: 0.2,
  });
});

test("they are options of fit, and a small table is learned with them", async () => {
  const data = clouds(100);
  const { model, stopped } = await fit(CLASSIFIER, data, { ...recommend(data, CLASSIFIER), seed: 3 });
  expect(["early", "finished"]).toContain(stopped);
  expect(ofTask(await evaluate(model, clouds(100, "others")), "classes").accuracy).toBeGreaterThan(0.9);
});

const single = (activation: "linear" | "softmax", more: Partial<ModelOptions> = {}) =>
  defineModel({ inputs: 100, layers: [{ units: 5, activation }], ...more });

const optimizerFor = (definition: ModelDefinition, rows: number) =>
  recommend(tables, definition, { rows }).optimizer;

test("a single layer that is not too large is solved exactly", () => {
  expect(optimizerFor(single("linear"), 100_000)).toBe("lbfgs");
  expect(optimizerFor(single("softmax"), 1)).toBe("lbfgs");
  expect(optimizerFor(single("softmax"), 100_001)).toBe("adam");
});

test("hidden layers and a loss with corners are not for it", () => {
  const layers: ModelOptions["layers"] = [
    { units: 2, activation: "tanh" },
    { units: 1, activation: "sigmoid" },
  ];
  expect(optimizerFor(defineModel({ inputs: 2, layers }), 10)).toBe("adam");
  expect(optimizerFor(single("linear", { loss: "mean_absolute_error" }), 10)).toBe("adam");
});
