/**
 * @file Trains a network on own images, away from the page. The page stops it by ending the Worker.
 */

import { defineModel, defineOptimizer, evaluate, fit, type TrainingRecord } from "akari";
import { failureOf } from "../kit/failure";
import type { TrainMessage, TrainRequest } from "./messages";
import { EPOCHS, hiddenUnits } from "./recipe";

const tell = (message: TrainMessage): void => postMessage(message);

addEventListener("message", ({ data }: MessageEvent<TrainRequest>) => {
  train(data).catch((error: unknown) => {
    tell({ type: "failed", failure: failureOf(error) });
  });
});

async function train({ train, test }: TrainRequest): Promise<void> {
  if (train.targets.kind !== "classes") return;
  const network = defineModel({
    inputs: train.features.columns,
    layers: [
      { units: hiddenUnits, activation: "sigmoid" },
      { units: train.targets.names.length, activation: "softmax" },
    ],
  });
  const options = { optimizer: defineOptimizer("adam"), epochs: EPOCHS, batch: 8, seed: 1 };
  const run = fit(network, train, { ...options, threads: 1 });
  for await (const event of run) {
    if (event.type === "epoch") {
      tell({ type: "progress", epoch: event.epoch, epochs: EPOCHS, loss: event.loss });
    }
  }
  const { model, steps } = await run;
  const { accuracy = 0, loss } = await evaluate(model, test);
  const record: TrainingRecord = {
    ...options,
    data: train.name,
    steps,
    shuffle: true,
    validation: 0,
    engine: "wasm",
    trainingExamples: train.features.rows,
    accuracy,
    loss,
  };
  tell({ type: "done", model, record, accuracy });
}
