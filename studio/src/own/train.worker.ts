/**
 * @file Trains a network on own images, away from the page. The page stops it by ending the Worker.
 */

import { defineModel, evaluate, fit } from "akari";
import type { TrainMessage, TrainRequest } from "./messages";
import { EPOCHS, hiddenUnits } from "./recipe";

const tell = (message: TrainMessage): void => postMessage(message);

addEventListener("message", ({ data }: MessageEvent<TrainRequest>) => {
  train(data).catch((error: unknown) => {
    tell({ type: "failed", sentence: error instanceof Error ? error.message : String(error) });
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
  const run = fit(network, train, { epochs: EPOCHS, batch: 8, threads: 1 });
  for await (const event of run) {
    if (event.type === "epoch") {
      tell({ type: "progress", epoch: event.epoch, epochs: EPOCHS, loss: event.loss });
    }
  }
  const { model } = await run;
  const { accuracy = 0 } = await evaluate(model, test);
  tell({ type: "done", model, accuracy });
}
