/**
 * @file An image file as the browser decodes it, brought to the 28×28 pixels that a network here looks at.
 */

import { AkariError } from "akari";
import { fromPicture } from "akari/data";

/** Photographs are made smaller first: nothing finer survives in 28×28, and pixels take time. */
const LONGEST_SIDE = 512;

export type PictureProblem = "not-an-image" | "blank";

export class PictureError extends Error {
  override readonly name = "PictureError";
  readonly problem: PictureProblem;

  constructor(problem: PictureProblem, options?: { cause: unknown }) {
    super(problem, options);
    this.problem = problem;
  }
}

/**
 * @returns `[784]`, 0 ground to 255 ink
 * @throws PictureError where the file is no image, or nothing stands out in it
 */
export async function readPicture(file: Blob): Promise<Uint8Array> {
  const bitmap = await createImageBitmap(file).catch((cause: unknown) => {
    throw new PictureError("not-an-image", { cause });
  });
  try {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const context = new OffscreenCanvas(width, height).getContext("2d");
    if (context === null) throw new PictureError("not-an-image");
    context.drawImage(bitmap, 0, 0, width, height);
    return fromPicture(context.getImageData(0, 0, width, height));
  } catch (error) {
    if (error instanceof AkariError) throw new PictureError("blank", { cause: error });
    throw error;
  } finally {
    bitmap.close();
  }
}
