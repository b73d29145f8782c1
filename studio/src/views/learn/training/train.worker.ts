/**
 * @file The thread in which lessons train on MNIST, whose images it fetches when they are first needed, and in which our own sounds are made.
 */

import { serveTasks } from "../../../kit/worker-link";
import { PIXELS, TRAINING_PART, toMnistDataset } from "../../../mnist/digits";
import { loadTraining } from "../../../mnist/pieces";
import type { Recipe } from "../../train/recipe";
import { type SoundSet, soundSet } from "./sounds";
import { type Trained, trainTo, type Watched, watch } from "./train-to";

export interface TrainToTasks {
  /** @param base where the page lies, and so the images */
  train(asked: { base: string; recipe: Recipe; steps: number }): Promise<Trained>;
  watch(asked: { base: string; recipe: Recipe; held: number }): Promise<Watched>;
  sounds(set: number): Promise<SoundSet>;
}

serveTasks<TrainToTasks>(() => ({
  async train({ base, recipe, steps }) {
    const { images, labels } = await loadTraining(base);
    const { examples } = recipe;
    const data = toMnistDataset(
      TRAINING_PART,
      images.subarray(0, examples * PIXELS),
      labels.subarray(0, examples),
    );
    return trainTo(data, recipe, steps);
  },
  async watch({ base, recipe, held }) {
    const { images, labels } = await loadTraining(base);
    return watch(toMnistDataset(TRAINING_PART, images, labels), recipe, held);
  },
  sounds: soundSet,
}));
