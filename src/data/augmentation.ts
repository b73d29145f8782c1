/**
 * @file What augmentation is: how far the copies of digits that training learns from may be distorted. Plain data, for
 * options, records and checkpoints, and the random words and the tangent that both engines make copies of; `distort.ts`
 * does it in float64.
 */

import { AkariError, invalidArgument } from "../error.js";
import { randomGenerator } from "../model/random.js";
import type { Dataset } from "./dataset.js";
import { DIGIT_SIDE } from "./digits/digit.js";

/**
 * Each amount is drawn anew for every copy, evenly between none and this much, either way. A copy is stretched, sheared
 * and turned, scaled and shifted, bent, and drawn with another pen.
 */
export interface AugmentationDefinition {
  /** Turned, in degrees. */
  readonly rotation: number;
  /** Slanted: at 0.3 the top moves by 0.3 of the height. */
  readonly shear: number;
  /** Made wider or narrower: at 0.25 by up to a quarter. */
  readonly stretch: number;
  /** Made larger or smaller: at 0.1 by up to a tenth. */
  readonly scale: number;
  /** Moved across and down, in pixels. */
  readonly shift: number;
  /** Bent, as if drawn on rubber: points move by up to so many pixels, their neighbours with them. */
  readonly elastic: number;
  /** The pen made thinner or thicker: at 0.2, edges move to where ink was 0.3 or 0.7. */
  readonly thickness: number;
  /**
   * Whether a bent and turned copy is first brought to MNIST's form again, as drawings are: its longest side 20 pixels,
   * its centre of mass in the middle. Scale and shift come after that.
   */
  readonly normalize: boolean;
}

export type AugmentationSettings = Partial<AugmentationDefinition>;

const NONE: AugmentationDefinition = {
  rotation: 0,
  shear: 0,
  stretch: 0,
  scale: 0,
  shift: 0,
  elastic: 0,
  thickness: 0,
  normalize: false,
};

/** For digits as MNIST has them, and for a network with some hundred units a layer. */
export const DEFAULT_AUGMENTATION: AugmentationDefinition = {
  rotation: 8,
  shear: 0.2,
  stretch: 0.2,
  scale: 0.05,
  shift: 0.5,
  elastic: 2.5,
  thickness: 0.15,
  normalize: true,
};

/** The largest amounts: beyond them digits can hardly be read. */
const MOST = {
  rotation: 45,
  shear: 1,
  stretch: 0.9,
  scale: 0.9,
  shift: 14,
  elastic: 14,
  thickness: 0.45,
} as const;

export const AUGMENTATION_NAMES = Object.keys(NONE) as readonly (keyof AugmentationDefinition)[];

/**
 * An augmentation with the given amounts; what is left out is not done.
 *
 * @throws AkariError `invalid-argument` for an amount that cannot be
 * @example
 * ```ts
 * const { model } = await fit(network, digits, { augmentation: defineAugmentation({ rotation: 10, shift: 2 }) });
 * ```
 */
export function defineAugmentation(settings: AugmentationSettings): AugmentationDefinition {
  for (const [name, value] of Object.entries(settings)) {
    if (!Object.hasOwn(NONE, name)) {
      throw invalidArgument(`Augmentation has no ${name}; it has ${AUGMENTATION_NAMES.join(", ")}.`);
    }
    if (name === "normalize") {
      if (typeof value !== "boolean")
        throw invalidArgument(`The augmentation's normalize must be true or false, not ${value}.`);
      continue;
    }
    const most = MOST[name as keyof typeof MOST];
    if (!(typeof value === "number" && value >= 0 && value <= most)) {
      throw invalidArgument(`The augmentation's ${name} must be a number from 0 to ${most}, not ${value}.`);
    }
  }
  return { ...NONE, ...settings };
}

/**
 * Checks that data can be augmented.
 *
 * @throws AkariError `invalid-data` for anything but pictures of 28×28 pixels, 0 to 255
 */
export function requireAugmentable({ name, features, preprocessing }: Dataset): void {
  const { data, columns } = features;
  if (data instanceof Uint8Array && columns === DIGIT_SIDE ** 2 && preprocessing.divideBy === 255) return;
  throw new AkariError(
    "invalid-data",
    `${name} cannot be augmented: that is for pictures of ${DIGIT_SIDE}×${DIGIT_SIDE} pixels, each from 0 to 255.`,
  );
}

/** The random words that stand for an epoch of a seed; with a row's number they decide its copy. @param epoch from 1 */
export function distortionKey(seed: number, epoch: number): Uint32Array {
  const random = randomGenerator(seed, `augmentation/${epoch}`);
  return Uint32Array.from({ length: 4 }, () => random.uint32());
}

/** The tangent of an angle in degrees, at most 45: by the series of sine and cosine. */
export function tangent(degrees: number): number {
  const x = (degrees * Math.PI) / 180;
  let [sine, cosine, term] = [0, 0, 1];
  for (let n = 1; n < 20; n += 2) {
    cosine += term;
    term *= x / n;
    sine += term;
    term *= -x / (n + 1);
  }
  return sine / cosine;
}
