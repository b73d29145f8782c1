import { decodeModel, encodeModel, initializeParameters } from "akari";
import { expect, test } from "vitest";
import { DEFAULT_RECIPE, definitionOf } from "./recipe";
import { recordOf } from "./record";

test("a run's record goes through a model file unchanged, with and without an exam", () => {
  const recipe = { ...DEFAULT_RECIPE, hidden: [2], weightDecay: 0.01 };
  const definition = definitionOf(recipe);
  const model = { definition, parameters: initializeParameters(definition, 1) };
  const run = { trainingExamples: 54_000 };
  const exam = { testAccuracy: 0.91, validationAccuracy: 0.9 };
  for (const record of [recordOf(recipe, run, 120, undefined), recordOf(recipe, run, 120, exam)]) {
    expect(decodeModel(encodeModel(model, record), "net").record).toEqual(record);
  }
  expect(recordOf(recipe, run, 120, exam)).toMatchObject({
    data: "MNIST, training part",
    steps: 120,
    epochs: 20,
    optimizer: { name: "adam", learningRate: 0.001, weightDecay: 0.01 },
    validation: 0.1,
    accuracy: 0.91,
  });
});
