/**
 * @file Own images: files as examples, and their way to the Worker.
 */

import { AkariError } from "akari";
import { fromPicture } from "akari/data";
import { Collection, type FromFile } from "./collection.svelte";
import { splitImages } from "./examples";

/** Photographs are made smaller first: nothing finer survives in 28×28, and pixels take time. */
const LONGEST_SIDE = 512;

export type PictureProblem = "not-an-image" | "blank";

/** Images are `[784]`, 0 ground to 255 ink. */
export type ImageCollection = Collection<Uint8Array, PictureProblem>;

async function readPicture(file: Blob): Promise<FromFile<Uint8Array, PictureProblem>> {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (bitmap === undefined) return { problem: "not-an-image" };
  try {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const context = new OffscreenCanvas(width, height).getContext("2d");
    if (context === null) return { problem: "not-an-image" };
    context.drawImage(bitmap, 0, 0, width, height);
    return { example: fromPicture(context.getImageData(0, 0, width, height)) };
  } catch (error) {
    if (error instanceof AkariError) return { problem: "blank" };
    throw error;
  } finally {
    bitmap.close();
  }
}

export const collectImages = (names: readonly string[]): ImageCollection =>
  new Collection(names, {
    read: readPicture,
    train: (worker, classes) => worker.ask("train", splitImages(classes)),
  });
