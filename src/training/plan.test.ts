import { describe, expect, test } from "vitest";
import { CLASSIFIER, clouds } from "../../test/support/tiny.js";
import { reference } from "../engine/reference/engine.js";
import { wasm } from "../engine/wasm/network.js";
import { AkariError } from "../error.js";
import { gradients } from "../insight/gradients.js";
import { initializeParameters, type Model } from "../model/model.js";
import { defineOptimizer, OPTIMIZER_NAMES } from "../model/optimizers.js";
import type { FitOptions } from "./events.js";
import { fit } from "./fit.js";
import { planTraining, stepRows, type TrainingPlan, validationRows } from "./plan.js";

const plan = (options: FitOptions = {}, rows = 100): TrainingPlan => planTraining(clouds(rows), options);

test("defaults", () => {
  const { optimizer, batch, epochs, stepsPerEpoch, steps, seed, shuffle, engine } = plan();
  expect({ optimizer, batch, epochs, stepsPerEpoch, steps, seed, shuffle, engine }).toEqual({
    optimizer: defineOptimizer("adam"),
    batch: 32,
    epochs: 20,
    stepsPerEpoch: 4,
    steps: 80,
    seed: 1,
    shuffle: true,
    engine: wasm,
  });
});

test.each([
  [{ steps: 5 }, 2, 5],
  [{ steps: 1000 }, 250, 1000],
  [{ epochs: 3, steps: 5 }, 2, 5],
  [{ epochs: 3, steps: 1000 }, 3, 12],
  [{ epochs: 3 }, 3, 12],
])("%o: %i epochs, %i steps", (options, epochs, steps) => {
  expect(plan(options)).toMatchObject({ epochs, steps });
});

test("a batch is no larger than the training part", () => {
  expect(plan({ batchSize: 1000, validation: 0.25 })).toMatchObject({ batch: 75, stepsPerEpoch: 1 });
});

test("a part of the data is held out, at least one row", () => {
  expect(plan({ validation: 0.1 }).validationRows.length).toBe(10);
  expect(plan({ validation: 0.001 }).validationRows.length).toBe(1);
  expect([...plan({ validation: 0.02, shuffle: false }).validationRows]).toEqual([98, 99]);
  expect(plan({ validation: clouds(7) })).toMatchObject({ stepsPerEpoch: 4, validationExamples: 7 });
});

test.each(OPTIMIZER_NAMES)("an optimizer's definition is as good as its name: %s", (name) => {
  const engine = reference;
  const byName = plan({ optimizer: name, engine });
  expect(plan({ optimizer: defineOptimizer(name), engine }).optimizer).toEqual(byName.optimizer);
});

describe("mistakes are sentences", () => {
  const mistakes: [unknown, string][] = [
    [{ epochs: 0 }, "The option epochs must be a whole number of 1 or more, not 0."],
    [{ steps: 2.5 }, "The option steps must be a whole number of 1 or more, not 2.5."],
    [{ batchSize: Number.NaN }, "The option batchSize must be a whole number of 1 or more, not NaN."],
    [{ seed: 0.5 }, "The seed must be a whole number, not 0.5."],
    [{ validation: 1 }, "from 0 to below 1, not 1"],
    [{ validation: -0.1 }, "from 0 to below 1, not -0.1"],
    [{ validation: 0.999 }, "none is left to learn from"],
    [{ threads: 0 }, 'The option threads must be "auto" or a whole number from 1 to 256, not 0.'],
    [{ threads: "all" }, "not all."],
    [
      { checkpoint: { every: { steps: 0 } } },
      "checkpoint's every.steps must be a whole number of 1 or more, not 0",
    ],
    [{ checkpoint: { every: { epochs: 0.5 } } }, "checkpoint's every.epochs must be a whole number"],
    [{ lr: 0.1 }, 'Training has no option "lr"'],
    [{ optimizer: "sgd", beta1: 0.9 }, "The optimizer sgd has no beta1"],
    [
      { optimizer: { name: "adam" }, learningRate: 0.1 },
      "stands beside an optimizer that has its own constants",
    ],
    [{ optimizer: "sdg" }, 'There is no optimizer "sdg"'],
    [{ optimizer: { ...defineOptimizer("adam"), learningRate: -1 } }, "learningRate of adam"],
  ];
  test.each(mistakes)("%o", (options, sentence) => {
    expect(() => plan(options as FitOptions)).toThrow(sentence);
    expect(() => plan(options as FitOptions)).toThrow(AkariError);
  });
});

const data = clouds(50);
const options = { batchSize: 8, validation: 0.2, seed: 5, epochs: 3 } satisfies FitOptions;

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
  const settings = { ...options, optimizer, engine: reference } as const;
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
