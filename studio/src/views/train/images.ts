/**
 * @file MNIST as the library takes it, fetched when it is first needed and then kept. What could not be fetched is asked
 * for again the next time.
 */

import type { Dataset } from "akari";
import { CLASSES, PIXELS, TRAINING_PART } from "../../mnist/digits";
import { loadTestImages, loadTestLabels, loadTraining } from "../../mnist/pieces";
import type { Images } from "./trainer";

/** @param onProgress how much of the training images is there */
export function fetchedImages(base: string, onProgress: (loaded: number, total: number) => void): Images {
  const all = keep(() => loadTraining(base, onProgress));
  const test = keep(async () => {
    const [images, labels] = await Promise.all([loadTestImages(base), loadTestLabels(base)]);
    return datasetOf("MNIST, test part", images, labels);
  });
  return {
    test,
    async training(examples) {
      const { images, labels } = await all();
      return datasetOf(TRAINING_PART, images.subarray(0, examples * PIXELS), labels.subarray(0, examples));
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

function datasetOf(name: string, images: Uint8Array, labels: Uint8Array): Dataset {
  return {
    name,
    features: { data: images, rows: labels.length, columns: PIXELS },
    targets: { kind: "classes", classes: labels, names: CLASSES },
    preprocessing: { divideBy: 255, image: [28, 28] },
  };
}
