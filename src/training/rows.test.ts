import { expect, test } from "vitest";
import { CLASSIFIER, clouds } from "../../test/support/tiny.js";
import { gradients } from "../insight/gradients.js";
import { initializeParameters, type Model } from "../model/model.js";
import { defineOptimizer } from "../model/optimizers.js";
import type { FitOptions } from "./events.js";
import { fit } from "./fit.js";
import { stepRows, validationRows } from "./rows.js";

const data = clouds(50);
const options = { batch: 8, validation: 0.2, seed: 5, epochs: 3 } satisfies FitOptions;

test("an epoch's steps go through all rows but those held out, each once", () => {
  const held = validationRows(data, options);
  expect(held).toHaveLength(10);
  for (const first of [1, 6]) {
    const met = [0, 1, 2, 3, 4].flatMap((n) => [...stepRows(data, options, first + n)]);
    expect([...met, ...held].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, row) => row));
  }
  expect(stepRows(data, options, 6)).not.toEqual(stepRows(data, options, 1));
  expect(validationRows(data, { validation: data })).toHaveLength(0);
});

test("they are the rows that a run learns from", async () => {
  const optimizer = defineOptimizer("sgd", { learningRate: 0.5 });
  const settings = { ...options, optimizer, engine: "reference" } as const;
  let model: Model = { definition: CLASSIFIER, parameters: initializeParameters(CLASSIFIER, 5) };
  const run = fit(model, data, { ...settings, stepsPerEvent: 1 });
  for await (const event of run) {
    if (event.type !== "progress") continue;
    const { layers } = gradients(model, data, stepRows(data, settings, event.step));
    const next = run.model()!;
    model.parameters.forEach(({ weight }, l) => {
      const expected = Array.from(weight, (w, n) => w - 0.5 * layers[l].weight[n]);
      next.parameters[l].weight.forEach((w, n) => void expect(w).toBeCloseTo(expected[n], 12));
    });
    model = next;
  }
});
