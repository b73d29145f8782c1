/**
 * @file Own images: files as examples, and their way to the Worker.
 */

import { WorkerLink } from "../kit/worker-link";
import { Collection } from "./collection.svelte";
import { splitImages } from "./examples";
import type { PictureProblem, PictureTasks } from "./pictures.worker";

/** Images are `[784]`, 0 ground to 255 ink. */
export type ImageCollection = Collection<Uint8Array, PictureProblem>;

export function collectImages(names: readonly string[]): ImageCollection {
  const reader = new WorkerLink<PictureTasks>(
    () => new Worker(new URL("./pictures.worker.ts", import.meta.url), { type: "module" }),
  );
  return new Collection(names, {
    read: (file) => reader.ask("read", file),
    train: (worker, classes) => worker.ask("train", splitImages(classes)),
  });
}
