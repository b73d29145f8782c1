/**
 * @file Pictures with a class each as examples: brought to one size, grey or colour, by area averaging, and kept as bytes in
 * memory.
 */

import { AkariError } from "../../error.js";
import { BRIGHTEST, type Preprocessing, takesPixels } from "../../model/preprocessing.js";
import type { Examples } from "../examples.js";
import { type Levels, type Picture, readBrightness, readColors, resample } from "./picture.js";

/** What every picture of a data set becomes. */
export interface PixelForm {
  readonly height: number;
  readonly width: number;
  /** 1 for grey; 3 for red, green and blue side by side. */
  readonly channels: 1 | 3;
}

/** Numbers in a row. */
export const pixelCount = ({ height, width, channels }: PixelForm): number => height * width * channels;

/** Shades of one grey differ by this much at the most: JPEG rounds each channel for itself. */
const GREY_TOLERANCE = 8;

/** Whether a picture has no colour that anybody would see. */
export function isGrey({ data }: Picture): boolean {
  for (let i = 0; i < data.length; i += 4) {
    const [red, green, blue] = [data[i], data[i + 1], data[i + 2]];
    const spread = Math.max(red, green, blue) - Math.min(red, green, blue);
    if (spread > GREY_TOLERANCE && data[i + 3] > 0) return false;
  }
  return true;
}

/**
 * A picture as bytes. Where its proportions are others, it is stretched: each side is scaled for itself, a new pixel
 * being the mean of what it covers.
 *
 * @returns `[height, width, channels]`
 * @throws AkariError `invalid-data` where the picture's sizes and its number of bytes disagree
 */
export function toPixels(picture: Picture, form: PixelForm): Uint8Array {
  if (form.channels === 1) return resize(readBrightness(picture), form);
  const row = new Uint8Array(pixelCount(form));
  readColors(picture).forEach((levels, channel) => {
    resize(levels, form).forEach((level, i) => {
      row[3 * i + channel] = level;
    });
  });
  return row;
}

function resize(levels: Levels, { height, width }: PixelForm): Uint8Array {
  if (levels.width === width && levels.height === height) return levels.data;
  const axis = (length: number, old: number) => ({ length, start: 0, scale: length / old });
  const resized = resample(levels, axis(width, levels.width), axis(height, levels.height));
  return Uint8Array.from(resized, (level) => Math.min(255, Math.round(level)));
}

/** What {@link pixelExamples} makes examples of. */
export interface Pictures {
  readonly name: string;
  readonly form: PixelForm;
  /** `[pictures, height, width, channels]`, 0 to 255. */
  readonly pixels: Uint8Array;
  /** What each picture is called. */
  readonly names: readonly string[];
  /** `[pictures]`, each an index into `classNames`. */
  readonly classes: Uint32Array;
  readonly classNames: readonly string[];
  readonly notes: readonly string[];
  /** What each picture was before it was brought to the form. */
  readonly originals: readonly OriginalPicture[];
}

/** A picture as it was given. */
export interface OriginalPicture {
  readonly height: number;
  readonly width: number;
  readonly isGrey: boolean;
}

/** Examples of pictures, with what is known of each of them besides. */
export interface PictureExamples extends Examples {
  readonly form: PixelForm;
  /** `[rows, height, width, channels]`, 0 to 255. */
  readonly pixels: Uint8Array;
  /** `[rows]`. */
  readonly originals: readonly OriginalPicture[];
}

/** How pictures of a form become inputs. */
function pixelPreprocessing({ height, width, channels }: PixelForm): Preprocessing {
  return { divideBy: BRIGHTEST, image: [height, width], ...(channels === 3 ? { channels: 3 } : {}) };
}

/**
 * The form that a model's preprocessing asks for.
 *
 * @throws AkariError `invalid-model` where it is not one for pictures as bytes
 */
export function pixelForm(preprocessing: Preprocessing): PixelForm {
  const { image, channels } = preprocessing;
  if (image === undefined || !takesPixels(preprocessing)) {
    throw new AkariError("invalid-model", "The model does not take the pixels of pictures, from 0 to 255.");
  }
  return { height: image[0], width: image[1], channels: channels ?? 1 };
}

/** Examples of pictures; nothing about their preprocessing has to be learned from a part of them. */
export function pixelExamples(pictures: Pictures): PictureExamples {
  const { name, form, pixels, names, classes, classNames, notes, originals } = pictures;
  const columns = pixelCount(form);
  return {
    name,
    rows: names.length,
    task: { kind: "classes", classes, names: classNames },
    notes,
    form,
    pixels,
    originals,
    rowName: (row) => names[row],
    async preview(row) {
      const bytes = pixels.subarray(row * columns, (row + 1) * columns);
      return { kind: "picture", ...form, levels: Float32Array.from(bytes, (byte) => byte / 255) };
    },
    prepare: () => pixelPreprocessing(form),
    encode(rows, preprocessing, called) {
      requireForm(form, preprocessing, name);
      const data = new Uint8Array(rows.length * columns);
      rows.forEach((row, i) => {
        data.set(pixels.subarray(row * columns, (row + 1) * columns), i * columns);
      });
      return {
        name: called,
        features: { data, rows: rows.length, columns },
        targets: { kind: "classes", classes: rows.map((row) => classes[row]), names: classNames },
        preprocessing,
      };
    },
  };
}

function requireForm(form: PixelForm, preprocessing: Preprocessing, name: string): void {
  const wanted = pixelForm(preprocessing);
  if (describe(wanted) === describe(form)) return;
  throw new AkariError(
    "invalid-data",
    `${name} was read as pictures of ${describe(form)}, but ${describe(wanted)} are wanted: read it with that ` +
      "preprocessing.",
  );
}

const describe = ({ height, width, channels }: PixelForm): string =>
  `${height}×${width} ${channels === 3 ? "coloured" : "grey"} pixels`;
