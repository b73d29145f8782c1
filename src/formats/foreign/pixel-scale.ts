/**
 * @file How the pixels of pictures reach a network of another program's: by the scaling that its file holds, by what
 * somebody says, or by an assumption. Akari's own files say it.
 */

import { defineModel, type ModelDefinition } from "../../model/model.js";
import { BRIGHTEST, type Preprocessing, type Scaling } from "../../model/preprocessing.js";
import { type Assumption, DIGIT_PIXELS } from "../stored-model.js";
import type { Affine } from "./affine.js";

/**
 * Deviations and divisors between these are those of bytes: 255 itself, 127.5 for −1 to 1, or what the pixels of some
 * pictures deviate by. Numbers from 0 to 1 have at most ½, those from 0 to 16 at most 16, those of 16 bits more.
 */
const [LEAST, MOST] = [32, 512];

/**
 * Whether inputs that are scaled so are the bytes of pixels, and not numbers from 0 to 1 or of another range.
 *
 * @param scaling each input's, `(x − shift) / scale`; of one that never varied it may be tiny
 */
export function spansBytes(scaling: readonly Scaling[]): boolean {
  const widest = scaling.reduce((most, { scale }) => Math.max(most, scale), 0);
  return widest >= LEAST && widest <= MOST;
}

/** What is multiplied and added, as what is taken away and divided by; without numbers that are not looked at. */
export const asScaling = ({ scale, shift }: Affine): Scaling[] =>
  Array.from(scale, (by, i) => ({ shift: -shift[i] / by, scale: 1 / Math.abs(by) })).filter(
    (one) => Number.isFinite(one.scale) && Number.isFinite(one.shift),
  );

/** What is known, from elsewhere than the file. */
export interface PixelOptions {
  /** What raw inputs are divided by. */
  readonly divideBy?: number | undefined;
  /** Whether the network is to be shown pictures, so that something has to be assumed of their pixels. */
  readonly pictures?: boolean | undefined;
}

/**
 * A network of another program's that says how pixels come to it, and what had to be assumed for that.
 *
 * @param definition with the scaling that its file holds
 */
export function describePixels(
  definition: ModelDefinition,
  { divideBy, pictures = false }: PixelOptions,
): { readonly definition: ModelDefinition; readonly assumed: readonly Assumption[] } {
  const { preprocessing } = definition;
  const scaled = (changed: Partial<Preprocessing>): ModelDefinition =>
    defineModel({ ...definition, preprocessing: { ...preprocessing, ...changed } });
  if (!mayTakePictures(definition)) {
    const { takesBytes, ...others } = preprocessing;
    const known = { ...others, divideBy: divideBy ?? others.divideBy };
    // Of a table's columns, that they deviate as pixels do means nothing.
    return { definition: defineModel({ ...definition, preprocessing: known }), assumed: [] };
  }
  if (divideBy !== undefined) {
    return {
      definition: scaled({ divideBy, ...(divideBy === BRIGHTEST ? {} : { takesBytes: true }) }),
      assumed: [],
    };
  }
  if (preprocessing.takesBytes) return { definition, assumed: [] };
  const own = preprocessing.divideBy;
  if (own !== 1) {
    const isOther = own !== BRIGHTEST && spansBytes([{ shift: 0, scale: own }]);
    return { definition: isOther ? scaled({ takesBytes: true }) : definition, assumed: [] };
  }
  if (!pictures) return { definition, assumed: [{ about: "scaling", sentence: AS_THEY_ARE }] };
  const sentence =
    `How pixels are scaled is not in the file: 0 to ${BRIGHTEST} were divided by ${BRIGHTEST}, as for a network that ` +
    "learned from 0 to 1.";
  return { definition: scaled({ divideBy: BRIGHTEST }), assumed: [{ about: "pixels", sentence }] };
}

/** Of numbers. */
export const AS_THEY_ARE = "How inputs are scaled is not in the file: they are taken as they are.";

/** Whether nothing in a model's description says that its inputs are something else than pixels. */
export function mayTakePictures({ inputs, preprocessing }: ModelDefinition): boolean {
  const { image, table, sound, outputs } = preprocessing;
  const isOther = table !== undefined || sound !== undefined || outputs !== undefined;
  return !isOther && (image !== undefined || inputs === DIGIT_PIXELS);
}
