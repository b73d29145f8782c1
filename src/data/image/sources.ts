/**
 * @file Pictures that a program has at hand, each as its pixels: as they are, on a canvas, shown by a page, or in a file that
 * was chosen or fetched.
 */

import { drawPicture } from "#platform/pictures";
import { AkariError, invalidArgument } from "../../error.js";
import type { Size } from "./form.js";
import { type Picture, requireAllBytes, requireSize } from "./picture.js";

/** What of a canvas is used: an `HTMLCanvasElement` or an `OffscreenCanvas` with a 2D context, or another library's. */
export interface CanvasLike {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  getContext(kind: "2d"): {
    getImageData(
      left: number,
      top: number,
      width: number,
      height: number,
      settings?: { colorSpace?: "srgb" },
    ): Picture;
  } | null;
}

/** What of an `HTMLImageElement` is used. */
export interface ImageElementLike {
  readonly naturalWidth: number;
  readonly naturalHeight: number;
  readonly complete: boolean;
}

/** What of an `ImageBitmap` is used. */
export interface ImageBitmapLike {
  readonly width: number;
  readonly height: number;
  close(): void;
}

/** A picture whose pixels are at hand. An `ImageData` is a {@link Picture}. */
export type DrawnPicture = Picture | CanvasLike | ImageElementLike | ImageBitmapLike;

/** The same, or a file's contents, which have to be decoded: a `File` is a `Blob`. */
export type PictureSource = DrawnPicture | Blob;

const TAKEN =
  "an ImageData or another object of width, height and data, a canvas, an ImageBitmap, an image element, or a Blob of a " +
  "PNG or JPEG image, such as new Blob([bytes])";

/**
 * A picture's pixels. A `Blob` is decoded, which takes a while: PNG here, to the same pixels everywhere; JPEG by the
 * browser, in Node by MozJPEG; whatever else a browser knows by that. EXIF data turn both.
 *
 * @param name what to call it in messages
 * @throws AkariError `invalid-data` where it has no pixels, or not as many bytes as its size says; `invalid-file` for a
 * `Blob` that holds no picture, or a damaged one; `unsupported` where the browser keeps the pixels from the page, or
 * where nothing can be drawn; `invalid-argument` for what is no picture
 * @example
 * ```ts
 * const onCanvas = toPicture(document.querySelector("canvas")!);
 * const chosen = await toPicture(input.files[0]);
 * ```
 */
export function toPicture(source: DrawnPicture, name?: string): Picture;
export function toPicture(source: Blob, name?: string): Promise<Picture>;
export function toPicture(source: PictureSource, name?: string): Picture | Promise<Picture>;
export function toPicture(source: PictureSource, name = "The picture"): Picture | Promise<Picture> {
  const kind = kindOf(source, name);
  if (kind.is === "blob") return decodeBlob(kind.blob, name);
  const [height, width] = sizeOf(kind, name);
  if (kind.is === "pixels") return requirePixels(kind.picture, name);
  return kind.is === "canvas" ? readCanvas(kind.canvas, name) : readShown(kind.shown, width, height, name);
}

/**
 * A picture's height and width, without its pixels where they can be had without.
 *
 * @throws AkariError as {@link toPicture}
 */
export function pictureSourceSize(source: PictureSource, name: string): Size | Promise<Size> {
  const kind = kindOf(source, name);
  return kind.is === "blob" ? blobSize(kind.blob, name) : sizeOf(kind, name);
}

/** What a source is. */
type Drawn =
  | { readonly is: "pixels"; readonly picture: Picture }
  | { readonly is: "canvas"; readonly canvas: CanvasLike }
  | { readonly is: "shown"; readonly shown: ImageElementLike | ImageBitmapLike };

/** By what it has rather than by its class: that of a frame, or of another library, is another. */
function kindOf(source: PictureSource, name: string): Drawn | { readonly is: "blob"; readonly blob: Blob } {
  if (isBlob(source)) return { is: "blob", blob: source };
  if (typeof source === "object" && source !== null) {
    if ("getContext" in source) return { is: "canvas", canvas: source };
    if ("naturalWidth" in source || "close" in source) return { is: "shown", shown: source };
    if ("data" in source) return { is: "pixels", picture: source };
  }
  const what =
    typeof source === "string"
      ? `the text ${JSON.stringify(source)}`
      : Object.prototype.toString.call(source).slice(8, -1);
  throw invalidArgument(`${name} is ${what}, which is no picture. Give ${TAKEN}.`);
}

/** Whether it has to be decoded first. */
export const isBlob = (source: PictureSource): source is Blob =>
  typeof source === "object" && source !== null && "arrayBuffer" in source;

function sizeOf(drawn: Drawn, name: string): Size {
  if (drawn.is === "shown" && "naturalWidth" in drawn.shown) {
    const { naturalWidth, naturalHeight, complete } = drawn.shown;
    if (complete && naturalWidth > 0 && naturalHeight > 0) return [naturalHeight, naturalWidth];
    throw new AkariError(
      "invalid-data",
      `${name} is an image element that has loaded no picture. Wait for its decode() first.`,
    );
  }
  const { width, height } =
    drawn.is === "pixels"
      ? drawn.picture
      : drawn.is === "canvas"
        ? drawn.canvas
        : (drawn.shown as ImageBitmapLike);
  requireSize(width, height, name);
  return [height, width];
}

/** What bytes of colours are called, in whichever frame or Worker they were made. */
const BYTES = ["[object Uint8ClampedArray]", "[object Uint8Array]"];

/** @throws AkariError `invalid-data` */
function requirePixels(picture: Picture & { readonly colorSpace?: string }, name: string): Picture {
  const { data, colorSpace = "srgb" } = picture;
  if (!BYTES.includes(Object.prototype.toString.call(data))) {
    throw new AkariError(
      "invalid-data",
      `${name} has its colours in ${Object.prototype.toString.call(data).slice(8, -1)}, not in bytes from 0 to 255: a ` +
        "Uint8ClampedArray or a Uint8Array.",
    );
  }
  if (colorSpace !== "srgb") {
    throw new AkariError(
      "invalid-data",
      `${name} has its colours in ${colorSpace}, and networks learn from those of sRGB. Ask for them: ` +
        'getImageData(left, top, width, height, { colorSpace: "srgb" }).',
    );
  }
  requireAllBytes(picture, name);
  return picture;
}

function readCanvas(canvas: CanvasLike, name: string): Picture {
  const { width, height } = canvas;
  return asking(name, () => {
    const context = canvas.getContext("2d");
    if (context !== null) {
      return requirePixels(context.getImageData(0, 0, width, height, { colorSpace: "srgb" }), name);
    }
    throw new AkariError(
      "invalid-data",
      `${name} is a canvas that has another context than a 2D one. Draw it on one that has, and give that.`,
    );
  });
}

function readShown(
  shown: ImageElementLike | ImageBitmapLike,
  width: number,
  height: number,
  name: string,
): Picture {
  return asking(name, () => {
    if (drawPicture !== undefined) return drawPicture(shown, width, height);
    throw new AkariError(
      "unsupported",
      `${name} has to be drawn for its pixels, and only browsers can. Give its file as a Blob.`,
    );
  });
}

/** Says what a browser does not allow. */
function asking(name: string, read: () => Picture): Picture {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof AkariError) throw cause;
    if ((cause as Partial<Error>)?.name === "SecurityError") {
      throw new AkariError(
        "unsupported",
        `${name} shows a picture from another site, whose pixels the browser keeps from this page. Load it with ` +
          'crossOrigin = "anonymous", where that site allows it, or from this one.',
        { cause },
      );
    }
    throw new AkariError("unsupported", `${name} cannot be read: ${(cause as Error).message}`, {
      cause,
    });
  }
}

async function decodeBlob(blob: Blob, name: string): Promise<Picture> {
  const { decodePicture } = await import("./decode.js");
  return decodePicture(await bytesOf(blob, name), name);
}

async function blobSize(blob: Blob, name: string): Promise<Size> {
  const { measurePicture } = await import("./decode.js");
  return measurePicture(await bytesOf(blob, name), name);
}

async function bytesOf(blob: Blob, name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw new AkariError(
      "invalid-file",
      `${name} cannot be read any more: its file was changed, moved or deleted.`,
      {
        cause,
      },
    );
  }
}
