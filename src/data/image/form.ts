/**
 * @file Which form pictures of all sizes are brought to, and bringing them to it one after another.
 */

import { AkariError, invalidArgument } from "../../error.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import { DIGIT_SIDE } from "../digits/digit.js";
import { digitFromPicture } from "../digits/from-picture.js";
import { isGrey, type OriginalPicture, type PixelForm, pixelCount, pixelForm, toPixels } from "./examples.js";
import type { Picture } from "./picture.js";

/** Which form pictures get. What is left out follows from the pictures. */
export interface PictureFormOptions {
  /** In pixels. */
  readonly size?: readonly [height: number, width: number];
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels?: 1 | 3;
  /** A model's, to read the pictures as it wants them, instead of size and channels. */
  readonly preprocessing?: Preprocessing;
  /** Takes them for digits: each is centred and scaled as MNIST's are, whatever its size. */
  readonly asDigits?: boolean;
}

/** The longest side that pictures can be brought to. */
const MOST_SIDE = 4096;
/** The most bytes that all pictures together may take: what one array holds. */
const MOST_BYTES = 2 ** 32;

/** What the pictures become, as far as it can be known before they are decoded. */
export type OpenForm = Omit<PixelForm, "channels"> & {
  readonly channels: PixelForm["channels"] | undefined;
};

/** A picture's size. */
export type Size = readonly [height: number, width: number];

/**
 * The form that was asked for, as far as the pictures do not matter.
 *
 * @returns what is left open is undefined
 * @throws AkariError `invalid-argument` for an impossible size or number of channels; `invalid-model` where the
 * preprocessing is not for pictures
 */
export function askedForm({
  size,
  channels,
  preprocessing,
  asDigits,
}: PictureFormOptions): OpenForm | Pick<OpenForm, "channels"> {
  if (asDigits) return { height: DIGIT_SIDE, width: DIGIT_SIDE, channels: 1 };
  if (preprocessing !== undefined) return pixelForm(preprocessing);
  if (channels !== undefined && channels !== 1 && channels !== 3) {
    throw invalidArgument(`Pictures have 1 channel or 3, not ${channels}.`);
  }
  if (size === undefined) return { channels };
  if (size.length !== 2 || size.some((side) => !(Number.isInteger(side) && side >= 1 && side <= MOST_SIDE))) {
    throw invalidArgument(
      `The size of pictures is a height and a width from 1 to ${MOST_SIDE} pixels, not ${size.join("×")}.`,
    );
  }
  return { height: size[0], width: size[1], channels };
}

/** Pictures of at most so many pixels keep their own size, if all have the same. */
const MOST_OWN_PIXELS = 64 * 64;
/** The longest side that others get. */
const LONGEST_SIDE = 32;

/**
 * The size that pictures are brought to where nobody chose one: their own where all have the same and it is small;
 * with 32 pixels as the longer side where all have the same and it is large; else a square of at most 32×32.
 *
 * @param sizes of all pictures, at least one
 */
export function chooseSize(sizes: readonly Size[]): Size {
  const [[height, width]] = sizes;
  if (sizes.every(([h, w]) => h === height && w === width)) {
    if (height * width <= MOST_OWN_PIXELS) return [height, width];
    const scale = LONGEST_SIDE / Math.max(height, width);
    return [Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale))];
  }
  const longer = sizes.map(([h, w]) => Math.max(h, w)).sort((a, b) => a - b);
  const side = Math.min(LONGEST_SIDE, longer[longer.length >> 1]);
  return [side, side];
}

/**
 * The form of pictures whose size nobody chose, and a sentence where it is another than their own.
 *
 * @param sizes of all pictures, at least one
 */
export function formFor(
  asked: Pick<OpenForm, "channels">,
  sizes: readonly Size[],
): { form: OpenForm; notes: readonly string[] } {
  const [height, width] = chooseSize(sizes);
  return { form: { height, width, ...asked }, notes: sizeNotes(sizes, height, width) };
}

function sizeNotes(sizes: readonly Size[], height: number, width: number): string[] {
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

/** Brings pictures to a form, into one array. Where the channels are open, it is grey until a coloured picture comes. */
export class PixelRows {
  readonly originals: OriginalPicture[] = [];
  readonly #rows: number;
  readonly #open: OpenForm;
  readonly #asDigits: boolean;
  #form: PixelForm;
  #pixels: Uint8Array;

  /**
   * @param rows the most that may come
   * @throws AkariError `out-of-memory`
   */
  constructor(rows: number, open: OpenForm, { asDigits = false }: PictureFormOptions) {
    this.#rows = rows;
    this.#open = open;
    this.#asDigits = asDigits;
    this.#form = { ...open, channels: open.channels ?? 1 };
    this.#pixels = allocatePixels(rows, this.#form);
  }

  /**
   * @param name what to call the picture in messages
   * @throws AkariError `invalid-data` where its bytes are not as many as its size says, or no digit is drawn on it
   */
  add(picture: Picture, name: string): void {
    const { originals } = this;
    const grey = isGrey(picture);
    if (this.#open.channels === undefined && this.#form.channels === 1 && !grey) {
      const colored: PixelForm = { ...this.#form, channels: 3 };
      const used = originals.length * pixelCount(this.#form);
      this.#pixels = spread(this.#pixels, used, allocatePixels(this.#rows, colored));
      this.#form = colored;
    }
    const row = this.#asDigits ? digitFromPicture(picture, name) : toPixels(picture, this.#form);
    this.#pixels.set(row, originals.length * pixelCount(this.#form));
    originals.push({ height: picture.height, width: picture.width, isGrey: grey });
  }

  get form(): PixelForm {
    return this.#form;
  }

  /** `[added, height, width, channels]`. */
  get pixels(): Uint8Array {
    const { length } = this.originals;
    return length === this.#rows ? this.#pixels : this.#pixels.slice(0, length * pixelCount(this.#form));
  }
}

/** Grey as red, green and blue. @param length how many numbers of `grey` count */
function spread(grey: Uint8Array, length: number, colored: Uint8Array): Uint8Array {
  for (let i = 0; i < length; i++) colored.fill(grey[i], 3 * i, 3 * i + 3);
  return colored;
}

/** Room for pictures. @throws AkariError `out-of-memory` */
export function allocatePixels(rows: number, form: PixelForm): Uint8Array {
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
