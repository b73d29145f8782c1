/**
 * @file The network for own images and sounds, and how it learns: one hidden layer small enough that each of its lamps can be looked
 * at, and epochs enough for a few dozen examples.
 */

import { defineModel, evaluate, fit, type Model } from "akari";
import type { Sound } from "akari/data";
import { type TrainingRecord, trainingHistory } from "akari/formats";
import { defineOptimizer } from "akari/model";
import { type ExampleClass, type Parts, splitSounds } from "./examples";

export const HIDDEN_UNITS = 16;

const EPOCHS = 150;

export interface Progress {
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number;
}

export interface Trained {
  readonly model: Model;
  readonly record: TrainingRecord;
  /** The share of the examples held out that it reads rightly. */
  readonly accuracy: number;
}

/** What its Worker does. */
export interface OwnTasks {
  train(parts: Parts): Promise<Trained>;
  /** Makes inputs of the sounds first: that takes a while. */
  trainSounds(classes: readonly ExampleClass<Sound>[]): Promise<Trained>;
}

/** The tasks. @param onprogress told after every epoch */
export const ownTasks = (onprogress: (progress: Progress) => void): OwnTasks => ({
  train: (parts) => train(parts, onprogress),
  trainSounds: async (classes) => train(splitSounds(classes), onprogress),
});

/**
 * Trains a network that tells the classes apart.
 *
 * @throws AkariError where nothing can be learned from the examples
 */
async function train({ train, test }: Parts, onprogress: (progress: Progress) => void): Promise<Trained> {
  if (train.targets.kind !== "classes") throw new TypeError("Own examples have classes.");
  const network = defineModel({
    inputs: train.features.columns,
    layers: [
      { units: HIDDEN_UNITS, activation: "sigmoid" },
      { units: train.targets.names.length, activation: "softmax" },
    ],
  });
  const batch = 8;
  const options = { optimizer: defineOptimizer("adam"), epochs: EPOCHS, seed: 1 };
  const run = fit(network, train, { ...options, batchSize: batch, threads: 1 });
  for await (const event of run) {
    if (event.type === "epoch") {
      onprogress({ epoch: event.epoch, epochs: EPOCHS, loss: event.loss });
    }
  }
  const { model, steps, history } = await run;
  const curves = trainingHistory(history);
  const evaluation = await evaluate(model, test);
  const accuracy = evaluation.task === "classes" ? evaluation.accuracy : 0;
  const record: TrainingRecord = {
    ...options,
    batch,
    data: train.name,
    steps,
    shuffle: true,
    validation: 0,
    engine: "wasm",
    trainingExamples: train.features.rows,
    accuracy,
    loss: evaluation.loss,
    ...(curves === undefined ? {} : { history: curves }),
  };
  return { model, record, accuracy };
}
