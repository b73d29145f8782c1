/**
 * @file The Worker that trains on MNIST, whose images it fetches when they are first needed and then keeps. What it does
 * with them is in `trainer.ts`.
 */

import { serveTasks } from "../../kit/worker-link";
import { PIXELS, TRAINING_PART, toMnistDataset } from "../../mnist/digits";
import { loadTestImages, loadTestLabels, loadTraining } from "../../mnist/pieces";
import type { Report, TrainTasks } from "./messages";
import { type Images, Trainer } from "./trainer";

serveTasks<TrainTasks, Report>((report) => {
  let trainer: Trainer | undefined;
  return {
    open(base) {
      const images = fetchedImages(base, (loaded, total) => report({ type: "loading", loaded, total }));
      trainer = new Trainer(images, report);
    },
    command: (command) => trainer?.handle(command),
  };
});

/** @param onProgress how much of the training images is there */
function fetchedImages(base: string, onProgress: (loaded: number, total: number) => void): Images {
  const all = keep(() => loadTraining(base, onProgress));
  const test = keep(async () => {
    const [images, labels] = await Promise.all([loadTestImages(base), loadTestLabels(base)]);
    return toMnistDataset("MNIST, test part", images, labels);
  });
  return {
    test,
    async training(examples) {
      const { images, labels } = await all();
      return toMnistDataset(
        TRAINING_PART,
        images.subarray(0, examples * PIXELS),
        labels.subarray(0, examples),
      );
    },
  };
}

/** Does something once, and gives everybody the same; where it fails, the next one tries again. */
function keep<T>(load: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return () => {
    kept ??= load().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
}
