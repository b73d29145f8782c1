/**
 * @file Pictures in memory as examples and as inputs: the same numbers as of files that hold the same pixels.
 */

import { AkariError, requireOptions } from "../../error.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import type { Features } from "../dataset.js";
import { labelClasses } from "../names.js";
import { type PictureExamples, pixelCount, pixelExamples, pixelForm, toPixels } from "./examples.js";
import {
  allocatePixels,
  askedForm,
  formFor,
  type OpenForm,
  type PictureFormOptions,
  PixelRows,
  type Size,
} from "./form.js";
import { type DrawnPicture, isBlob, type PictureSource, pictureSourceSize, toPicture } from "./sources.js";

/** A picture that a network learns from. */
export interface LabelledPicture<Source extends PictureSource = PictureSource> {
  readonly picture: Source;
  /** Its class. */
  readonly label: string;
  /** What to call it in messages; a `File`'s name, or "picture 1" and so on, when left out. */
  readonly name?: string;
}

/** How to make examples of pictures. What is left out follows from the pictures. */
export interface PictureExamplesOptions extends PictureFormOptions {
  /** What to call them all in messages; "pictures" when left out. */
  readonly name?: string;
}

/**
 * Makes examples of pictures with a class each, as `akari train` makes them of a folder (docs/data.md#pictures): to be
 * split and prepared by `splitAndPrepare`. Classes are numbered as they come first. Each picture is read and brought to
 * its size before the next: of large ones, only one is in memory at a time.
 *
 * @returns at once, or, where one of them is a `Blob`, a promise: other pictures are then read when their turn comes
 * @throws AkariError `invalid-data` where there are none; as `toPicture`, naming the one that cannot be read;
 * `invalid-argument` for an impossible size or number of channels; `out-of-memory`
 * @example
 * ```ts
 * const examples = pictureExamples([{ picture: canvas, label: "cat" }, { picture: imageData, label: "dog" }]);
 * const chosen = await pictureExamples(files.map((file) => ({ picture: file, label: labelOf(file) })), { size: [32, 32] });
 * const { train, test } = splitAndPrepare(chosen, { test: 0.2, validation: 0, seed: 1 });
 * ```
 */
export function pictureExamples(
  pictures: readonly LabelledPicture<DrawnPicture>[],
  options?: PictureExamplesOptions,
): PictureExamples;
export function pictureExamples(
  pictures: readonly LabelledPicture[],
  options?: PictureExamplesOptions,
): PictureExamples | Promise<PictureExamples>;
export function pictureExamples(
  pictures: readonly LabelledPicture[],
  options: PictureExamplesOptions = {},
): PictureExamples | Promise<PictureExamples> {
  requireOptions(
    options,
    ["name", "size", "channels", "preprocessing", "asDigits"],
    "Making examples of pictures",
  );
  if (pictures.length === 0) throw new AkariError("invalid-data", "There are no pictures to learn from.");
  const called = pictures.map(({ picture, name }, i) => ({ picture, name: name ?? nameOf(picture, i) }));
  const asked = askedForm(options);
  const { classes, classNames } = labelClasses(pictures, (row) => called[row].name);

  function gather(form: OpenForm, notes: readonly string[]): PictureExamples | Promise<PictureExamples> {
    const rows = new PixelRows(pictures.length, form, options);
    return after(
      eachPicture(called, toPicture, (picture, { name }) => rows.add(picture, name)),
      () =>
        pixelExamples({
          name: options.name ?? "pictures",
          form: rows.form,
          pixels: rows.pixels,
          names: called.map(({ name }) => name),
          classes,
          classNames,
          notes,
          originals: rows.originals,
        }),
    );
  }

  if ("height" in asked) return gather(asked, []);
  const sizes: Size[] = [];
  return after(
    eachPicture(called, pictureSourceSize, (size) => sizes.push(size)),
    () => {
      const { form, notes } = formFor(asked, sizes);
      return gather(form, notes);
    },
  );
}

/** Bytes of pictures, `[rows, columns]`. */
export type PictureInputs = Features & { readonly data: Uint8Array };

/**
 * Makes pictures into the inputs of a model that takes pictures, as `akari predict` makes them of files. Digits for a model
 * that learned from MNIST are brought to its form by `fromPicture` instead.
 *
 * @param preprocessing the model's, `model.definition.preprocessing`
 * @returns bytes, `[pictures, height, width, channels]`: at once, or, where one of them is a `Blob`, a promise of them
 * @throws AkariError as `toPicture`, naming the one that cannot be read; `invalid-model` where the preprocessing is not for
 * pictures; `out-of-memory`
 * @example
 * ```ts
 * const { data } = encodePictures([canvas], model.definition.preprocessing);
 * const shares = await predict(model, data);
 * ```
 */
export function encodePictures(
  pictures: readonly DrawnPicture[],
  preprocessing: Preprocessing,
): PictureInputs;
export function encodePictures(
  pictures: readonly PictureSource[],
  preprocessing: Preprocessing,
): PictureInputs | Promise<PictureInputs>;
export function encodePictures(
  pictures: readonly PictureSource[],
  preprocessing: Preprocessing,
): PictureInputs | Promise<PictureInputs> {
  const form = pixelForm(preprocessing);
  const columns = pixelCount(form);
  const data = allocatePixels(pictures.length, form);
  const called = pictures.map((picture, i) => ({ picture, name: nameOf(picture, i) }));
  const encoded = eachPicture(called, toPicture, (picture, _, i) =>
    data.set(toPixels(picture, form), i * columns),
  );
  return after(encoded, () => ({ data, rows: pictures.length, columns }));
}

interface CalledPicture {
  readonly picture: PictureSource;
  readonly name: string;
}

const nameOf = (picture: PictureSource, index: number): string =>
  isBlob(picture) && "name" in picture && typeof picture.name === "string"
    ? picture.name
    : `picture ${index + 1}`;

/** Reads something of each picture, one after another: at once where none of them has to be decoded first. */
function eachPicture<Read>(
  pictures: readonly CalledPicture[],
  read: (picture: PictureSource, name: string) => Read | Promise<Read>,
  take: (read: Read, picture: CalledPicture, index: number) => void,
): void | Promise<void> {
  if (!pictures.some(({ picture }) => isBlob(picture))) {
    pictures.forEach((one, i) => {
      take(read(one.picture, one.name) as Read, one, i);
    });
    return;
  }
  return (async () => {
    for (const [i, one] of pictures.entries()) take(await read(one.picture, one.name), one, i);
  })();
}

/** What comes next: at once, or when a promise is kept. */
const after = <Result>(
  done: void | Promise<void>,
  next: () => Result | Promise<Result>,
): Result | Promise<Result> => (done === undefined ? next() : done.then(next));
