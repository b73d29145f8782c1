import { recommend } from "akari";
import { decodeModel, encodeModel } from "akari/formats";
import { initializeParameters } from "akari/model";
import { describe, expect, test } from "vitest";
import { CLASSES, PIXELS } from "../../mnist/digits";
import {
  DEFAULT_RECIPE,
  definitionOf,
  optionsOf,
  problemOf,
  type Recipe,
  recordOf,
  sameRecipe,
} from "./recipe";

test("the first recipe is the command's", () => {
  expect(problemOf(DEFAULT_RECIPE)).toBeUndefined();
  expect(definitionOf(DEFAULT_RECIPE).layers.map(({ units }) => units)).toEqual([16, 16, 10]);
  expect(optionsOf(DEFAULT_RECIPE)).toMatchObject({ batchSize: 32, epochs: 20, seed: 1, validation: 0.1 });
});

test("and what the library recommends for MNIST", () => {
  const definition = definitionOf(DEFAULT_RECIPE);
  const mnist = {
    name: "MNIST",
    features: { rows: DEFAULT_RECIPE.examples, columns: PIXELS },
    targets: { kind: "classes", names: CLASSES },
    preprocessing: definition.preprocessing,
  } as const;
  const { optimizer, ...recommended } = recommend(mnist, definition);
  expect(optionsOf(DEFAULT_RECIPE)).toMatchObject({ ...recommended, optimizer: { name: optimizer } });
});

test("no hidden layer is a network too", () => {
  expect(problemOf({ ...DEFAULT_RECIPE, hidden: [] })).toBeUndefined();
});

describe("what cannot be trained says why", () => {
  test.each<[Partial<Recipe>, string]>([
    [{ hidden: [16, 0] }, "units"],
    [{ hidden: [Number.NaN] }, "units"],
    [{ hidden: [5000] }, "units"],
    [{ hidden: [1024, 1024, 1024] }, "parameters"],
    [{ batch: 0 }, "whole"],
    [{ epochs: 1.5 }, "whole"],
    [{ examples: 60_001 }, "whole"],
    [{ learningRate: 0 }, "positive"],
    [{ weightDecay: -1 }, "notNegative"],
    [{ output: "sigmoid" }, "partner"],
    [{ loss: "binary_cross_entropy" }, "partner"],
    [{ activation: "softmax" }, "other"],
  ])("%o: %s", (change, kind) => {
    expect(problemOf({ ...DEFAULT_RECIPE, ...change })?.kind).toBe(kind);
  });
});

test("every optimizer takes the page's constants", () => {
  for (const optimizer of ["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"] as const) {
    expect(problemOf({ ...DEFAULT_RECIPE, optimizer, weightDecay: 0.01 })).toBeUndefined();
  }
});

test("recipes are the same where all of them is", () => {
  expect(sameRecipe(DEFAULT_RECIPE, { ...DEFAULT_RECIPE, hidden: [16, 16] })).toBe(true);
  expect(sameRecipe(DEFAULT_RECIPE, { ...DEFAULT_RECIPE, seed: 2 })).toBe(false);
});

test("a run's record goes through a model file unchanged, with and without scores", async () => {
  const recipe = { ...DEFAULT_RECIPE, hidden: [2], weightDecay: 0.01 };
  const definition = definitionOf(recipe);
  const model = { definition, parameters: initializeParameters(definition, 1) };
  const run = { trainingExamples: 54_000, engine: "webgpu" as const };
  const scores = { testAccuracy: 0.91, validationAccuracy: 0.9 };
  const epoch = { validationAccuracy: 0.9, seconds: 1, samplesPerSecond: 1 };
  const epochs = [60, 120, 180].map((step, i) => ({ ...epoch, epoch: i + 1, step, loss: 1 / step }));
  const whole = recordOf(recipe, run, { step: 120, scores }, epochs);
  for (const record of [recordOf(recipe, run, { step: 20 }, epochs), whole]) {
    const { bytes } = await encodeModel(model, { record });
    expect((await decodeModel(bytes)).record).toEqual(record);
  }
  expect(whole).toMatchObject({
    data: "MNIST, training part",
    steps: 120,
    epochs: 20,
    optimizer: { name: "adam", learningRate: 0.001, weightDecay: 0.01 },
    validation: 0.1,
    accuracy: 0.91,
    // The curves as far as the moment that is saved.
    history: { loss: [0.0166667, 0.00833333], validationAccuracy: [0.9, 0.9] },
  });
});
