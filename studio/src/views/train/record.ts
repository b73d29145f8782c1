/**
 * @file What a run's model file says of how its weights came to be.
 */

import { defineOptimizer, type TrainingRecord } from "akari";
import { TRAINING_PART } from "./images";
import type { Begun, Exam } from "./messages";
import { type Recipe, VALIDATION } from "./recipe";

/**
 * @param step how many steps the weights have behind them
 * @param exam how good exactly these weights are, where that is known
 */
export function recordOf(
  recipe: Recipe,
  { trainingExamples }: Pick<Begun, "trainingExamples">,
  step: number,
  exam: Pick<Exam, "testAccuracy" | "validationAccuracy"> | undefined,
): TrainingRecord {
  const { optimizer, learningRate, weightDecay, batch, epochs, seed } = recipe;
  return {
    data: TRAINING_PART,
    seed,
    epochs,
    steps: step,
    batch,
    shuffle: true,
    validation: VALIDATION,
    optimizer: defineOptimizer(optimizer, { learningRate, weightDecay }),
    engine: "wasm",
    trainingExamples,
    ...(exam === undefined ? {} : { accuracy: exam.testAccuracy }),
    ...(exam?.validationAccuracy === undefined ? {} : { validationAccuracy: exam.validationAccuracy }),
  };
}
