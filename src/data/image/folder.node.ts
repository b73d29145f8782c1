/**
 * @file A folder of pictures with a sub-folder for each class, and single pictures to be predicted.
 */

import { AkariError } from "../../error.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import {
  eachInput,
  type FileBytes,
  type FileKind,
  gatherRows,
  listClassFiles,
  listFiles,
  type NamedInput,
  type NamedRows,
  readFiles,
  readGood,
  requireClasses,
} from "../class-folder.node.js";
import { fileSignature, PICTURE_NAME } from "../file-signatures.js";
import { decodePicture, pictureSize } from "./decode.js";
import {
  type PictureExamples,
  type PixelForm,
  pixelCount,
  pixelExamples,
  pixelForm,
  toPixels,
} from "./examples.js";
import {
  allocatePixels,
  askedForm,
  formFor,
  type OpenForm,
  type PictureFormOptions,
  PixelRows,
  type Size,
} from "./form.js";

/** Pictures, also those of kinds that cannot be read: their owner wants to hear of them. */
export const PICTURE_FILES: FileKind = {
  singular: "picture",
  plural: "pictures",
  isMeant: (name, start) => PICTURE_NAME.test(name) || fileSignature(start)?.holds === "picture",
};

/** How to read a folder of pictures. What is left out follows from the pictures. */
export interface PictureFolderOptions extends PictureFormOptions {
  /** Leaves out pictures that cannot be read, with a note, instead of stopping at the first. */
  readonly skipBad?: boolean;
}

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
  const rows = new PixelRows(classFiles.files.length, form, options);
  const read = await readGood(
    classFiles.files,
    PICTURE_FILES,
    options.skipBad ?? false,
    async ({ bytes, path }) => rows.add(await decodePicture(bytes, path), path),
  );
  requireClasses(classFiles, read.kept, folder, PICTURE_FILES);
  return pixelExamples({
    name: folder,
    form: rows.form,
    pixels: rows.pixels,
    names: read.kept.map((i) => classFiles.files[i]),
    classes: Uint32Array.from(read.kept, (i) => classFiles.classes[i]),
    classNames: classFiles.names,
    notes: [...classFiles.notes, ...notes, ...read.notes],
    originals: rows.originals,
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
  return gatherRows(
    eachInput(files, labels, pixelsOf(form)),
    allocatePixels(files.length, form),
    pixelCount(form),
  );
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

/** The form, and sentences that say what was chosen. */
async function decideForm(
  files: readonly string[],
  options: PictureFolderOptions,
): Promise<{ form: OpenForm; notes: readonly string[] }> {
  const asked = askedForm(options);
  if ("height" in asked) return { form: asked, notes: [] };
  const sizes = await sizesOf(files);
  // With none that can be read, reading them names the first.
  return sizes.length === 0 ? { form: { height: 1, width: 1, ...asked }, notes: [] } : formFor(asked, sizes);
}

/** The sizes of all pictures whose headers can be read. */
async function sizesOf(files: readonly string[]): Promise<Size[]> {
  const sizes: Size[] = [];
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
