/**
 * @file A folder of pictures with a sub-folder for each class, and single pictures to be predicted.
 */

import { AkariError } from "../../error.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import {
  eachInput,
  type FileBytes,
  gatherRows,
  listClassFiles,
  listFiles,
  type NamedInput,
  type NamedRows,
  readFiles,
  readGood,
  requireClasses,
} from "../class-folder.node.js";
import { DIGIT_SIDE } from "../digits/digit.js";
import { digitFromFile } from "../digits/read-digits.node.js";
import { decodePicture, PICTURE_FILES, pictureSize } from "./decode.node.js";
import {
  chooseSize,
  isGrey,
  type OriginalPicture,
  type PictureExamples,
  type PixelForm,
  pictureExamples,
  pixelCount,
  pixelForm,
  toPixels,
} from "./examples.js";

/** How to read a folder of pictures. What is left out follows from the pictures. */
export interface PictureFolderOptions {
  /** In pixels. */
  readonly size?: readonly [height: number, width: number];
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels?: 1 | 3;
  /** A model's, to read the pictures as it wants them, instead of size and channels. */
  readonly preprocessing?: Preprocessing;
  /** Takes them for digits: each is centred and scaled as MNIST's are, whatever its size. */
  readonly asDigits?: boolean;
  /** Leaves out pictures that cannot be read, with a note, instead of stopping at the first. */
  readonly skipBad?: boolean;
}

/** The longest side that pictures can be brought to. */
const MOST_SIDE = 4096;
/** The most bytes that all pictures together may take: what one array holds. */
const MOST_BYTES = 2 ** 32;

/**
 * Reads a folder with a sub-folder of PNG and JPEG images for each class, named after it.
 *
 * @param folder its path
 * @throws AkariError `not-found` where there is no folder, `invalid-data` where it has no classes, `invalid-file`
 * naming the picture that cannot be read, `invalid-argument` for an impossible size, `out-of-memory`
 * @example
 * ```ts
 * const leaves = await readPictureFolder("leaves", { size: [32, 32] });
 * ```
 */
export async function readPictureFolder(
  folder: string,
  options: PictureFolderOptions = {},
): Promise<PictureExamples> {
  const classFiles = await listClassFiles(folder, PICTURE_FILES);
  const { form, notes } = await decideForm(classFiles.files, options);
  const read = await readPixels(classFiles.files, form, options);
  requireClasses(classFiles, read.kept, folder, PICTURE_FILES);
  return pictureExamples({
    name: folder,
    form: read.form,
    pixels: read.pixels,
    names: read.kept.map((i) => classFiles.files[i]),
    classes: Uint32Array.from(read.kept, (i) => classFiles.classes[i]),
    classNames: classFiles.names,
    notes: [...classFiles.notes, ...notes, ...read.notes],
    originals: read.originals,
  });
}

/**
 * Reads pictures as a model wants them.
 *
 * @param paths of pictures, and of folders with pictures in them or in their sub-folders
 * @param preprocessing the model's
 * @param labels the model's classes: pictures in a folder that is named after one are labelled
 * @returns bytes, `[pictures, height, width, channels]`
 * @throws AkariError `not-found`, `invalid-file` or `invalid-data`, naming the path; `invalid-model` where the
 * preprocessing is not for pictures
 */
export async function readPictures(
  paths: readonly string[],
  preprocessing: Preprocessing,
  labels: readonly string[] = [],
): Promise<NamedRows> {
  const form = pixelForm(preprocessing);
  const files = await listFiles(paths, PICTURE_FILES);
  return gatherRows(eachInput(files, labels, pixelsOf(form)), allocate(files.length, form), pixelCount(form));
}

/**
 * Reads pictures as a model wants them, one after another, those that cannot be read with the reason.
 *
 * @throws AkariError as {@link readPictures}, save for single files
 */
export async function* eachPicture(
  paths: readonly string[],
  preprocessing: Preprocessing,
  labels: readonly string[] = [],
): AsyncGenerator<NamedInput, void, void> {
  const encode = pixelsOf(pixelForm(preprocessing));
  yield* eachInput(await listFiles(paths, PICTURE_FILES), labels, encode);
}

const pixelsOf =
  (form: PixelForm) =>
  async ({ bytes, path }: FileBytes): Promise<Uint8Array> =>
    toPixels(await decodePicture(bytes, path), form);

/** What the pictures become, as far as it can be known before they are decoded. */
type OpenForm = Omit<PixelForm, "channels"> & { readonly channels: PixelForm["channels"] | undefined };

async function decideForm(
  files: readonly string[],
  { size, channels, preprocessing, asDigits }: PictureFolderOptions,
): Promise<{ form: OpenForm; notes: string[] }> {
  if (asDigits) return { form: { height: DIGIT_SIDE, width: DIGIT_SIDE, channels: 1 }, notes: [] };
  if (preprocessing !== undefined) return { form: pixelForm(preprocessing), notes: [] };
  if (channels !== undefined && channels !== 1 && channels !== 3) {
    throw new AkariError("invalid-argument", `Pictures have 1 channel or 3, not ${channels}.`);
  }
  if (size !== undefined) {
    if (
      size.length !== 2 ||
      size.some((side) => !(Number.isInteger(side) && side >= 1 && side <= MOST_SIDE))
    ) {
      throw new AkariError(
        "invalid-argument",
        `The size of pictures is a height and a width from 1 to ${MOST_SIDE} pixels, not ${size.join("×")}.`,
      );
    }
    return { form: { height: size[0], width: size[1], channels }, notes: [] };
  }
  const sizes = await sizesOf(files);
  // With none that can be read, reading them names the first.
  if (sizes.length === 0) return { form: { height: 1, width: 1, channels }, notes: [] };
  const [height, width] = chooseSize(sizes);
  return { form: { height, width, channels }, notes: sizeNotes(sizes, height, width) };
}

function sizeNotes(sizes: readonly (readonly number[])[], height: number, width: number): string[] {
  const differ = sizes.some(([h, w]) => h !== sizes[0][0] || w !== sizes[0][1]);
  if (!differ && sizes[0][0] === height && sizes[0][1] === width) return [];
  const between = (axis: number): string => {
    const [least, most] = sizes.reduce(
      ([low, high], size) => [Math.min(low, size[axis]), Math.max(high, size[axis])],
      [Number.POSITIVE_INFINITY, 0],
    );
    return least === most ? `${least}` : `${least} to ${most}`;
  };
  return [
    `The pictures are ${between(0)} pixels high and ${between(1)} wide; all are brought to ${height}×${width}. ` +
      "Choose another size where details matter.",
  ];
}

/** The sizes of all pictures whose headers can be read. */
async function sizesOf(files: readonly string[]): Promise<(readonly [number, number])[]> {
  const sizes: (readonly [number, number])[] = [];
  for await (const file of readFiles(files)) {
    if ("error" in file) continue;
    try {
      sizes.push(pictureSize(file.bytes, file.path));
    } catch (error) {
      if (!(error instanceof AkariError)) throw error;
    }
  }
  return sizes;
}

/** Pictures that were decoded, and which of the files they are. */
interface ReadPixels {
  readonly form: PixelForm;
  /** `[kept, height, width, channels]`. */
  readonly pixels: Uint8Array;
  readonly kept: readonly number[];
  /** `[kept]`. */
  readonly originals: readonly OriginalPicture[];
  readonly notes: readonly string[];
}

/** Decodes pictures into one array. Where the channels are open, it is grey until a coloured picture comes. */
async function readPixels(
  files: readonly string[],
  open: OpenForm,
  { asDigits, skipBad = false }: PictureFolderOptions,
): Promise<ReadPixels> {
  let form: PixelForm = { ...open, channels: open.channels ?? 1 };
  let pixels = allocate(files.length, form);
  const originals: OriginalPicture[] = [];
  const { kept, notes } = await readGood(files, PICTURE_FILES, skipBad, async ({ bytes, path }) => {
    const picture = await decodePicture(bytes, path);
    const grey = isGrey(picture);
    if (open.channels === undefined && form.channels === 1 && !grey) {
      const colored: PixelForm = { ...form, channels: 3 };
      pixels = spread(pixels, originals.length * pixelCount(form), allocate(files.length, colored));
      form = colored;
    }
    const row = asDigits ? digitFromFile(picture, path) : toPixels(picture, form);
    pixels.set(row, originals.length * pixelCount(form));
    originals.push({ height: picture.height, width: picture.width, isGrey: grey });
  });
  const isWhole = kept.length === files.length;
  return {
    form,
    pixels: isWhole ? pixels : pixels.slice(0, kept.length * pixelCount(form)),
    kept,
    originals,
    notes,
  };
}

/** Grey as red, green and blue. @param length how many numbers of `grey` count */
function spread(grey: Uint8Array, length: number, colored: Uint8Array): Uint8Array {
  for (let i = 0; i < length; i++) colored.fill(grey[i], 3 * i, 3 * i + 3);
  return colored;
}

function allocate(rows: number, form: PixelForm): Uint8Array {
  const bytes = rows * pixelCount(form);
  try {
    if (bytes <= MOST_BYTES) return new Uint8Array(bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new AkariError(
    "out-of-memory",
    `${rows} pictures of ${form.height}×${form.width} pixels take ${(bytes / 2 ** 30).toFixed(1)} GiB, more than ` +
      "can be had. Choose a smaller size.",
  );
}
