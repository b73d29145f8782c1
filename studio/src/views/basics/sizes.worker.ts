/**
 * @file The thread in which networks of several sizes are trained on MNIST, whose images it fetches when they are first needed.
 */

import { serveTasks } from "../../kit/worker-link";
import { TRAINING_PART, toMnistDataset } from "../../mnist/digits";
import { loadTestImages, loadTestLabels, loadTraining } from "../../mnist/pieces";
import { measure, SIZES, type SizeProgress, type SizeTasks } from "./sizes";

serveTasks<SizeTasks, SizeProgress>((report) => ({
  async compare({ base, seed }) {
    const [{ images, labels }, testImages, testLabels] = await Promise.all([
      loadTraining(base, (loaded, total) => report({ kind: "loading", share: loaded / total })),
      loadTestImages(base),
      loadTestLabels(base),
    ]);
    const parts = {
      training: toMnistDataset(TRAINING_PART, images, labels),
      test: toMnistDataset("MNIST, test part", testImages, testLabels),
    };
    for (const [index, hidden] of SIZES.entries()) {
      const onprogress = (share: number): void => report({ kind: "training", index, share });
      const result = await measure(hidden, seed, parts, onprogress);
      report({ kind: "done", index, result });
    }
  },
}));
