/**
 * @file Brings a picture of a digit, of any size and colour, to the form of MNIST.
 */

import { naming } from "../../error.js";
import { type Axis, type Picture, type Raster, resample } from "../image/picture.js";
import { DIGIT_BOX, DIGIT_SIDE, MASS_CENTER, placeByMass } from "./digit.js";
import { findInk, fullInk, type Ink } from "./ink.js";

/** Pixels around the digit's box that go along: the soft edges of its lines. */
const SOFT_EDGE = 1;

/** Lines this bright are full ink: MNIST's brightest are, and their soft edges are not. */
const FULL_LINE = 230;

/**
 * The 28×28 pixels of a pictured digit: paper becomes 0 and ink 255, the digit's longest side 20 pixels, and its
 * centre of mass the middle. A picture that has this form already keeps its pixels.
 *
 * @returns `[784]`, row by row, 0 paper to 255 ink
 * @throws AkariError `invalid-data` where the picture is of one colour, or its size and bytes disagree
 * @example
 * ```ts
 * const outputs = await predict(model, fromPicture(picture));
 * ```
 */
export function fromPicture(picture: Picture): Uint8Array {
  const ink = findInk(picture);
  return isNormalized(ink) ? ink.data : normalize(ink);
}

/**
 * The same, of one picture among others.
 *
 * @param name what to call it in messages
 * @throws AkariError as {@link fromPicture}, naming it
 */
export const digitFromPicture = (picture: Picture, name: string): Uint8Array =>
  naming(name, () => fromPicture(picture));

/** Whether a picture is one of MNIST's, or made as those were. */
function isNormalized({ width, height, data, box }: Ink): boolean {
  if (width !== DIGIT_SIDE || height !== DIGIT_SIDE || Math.max(box.width, box.height) > DIGIT_BOX)
    return false;
  const [across, down] = centerOfMass({ width, height, data });
  return Math.abs(across - MASS_CENTER) <= 1 && Math.abs(down - MASS_CENTER) <= 1;
}

function normalize({ width, height, data: allInk, dust, box }: Ink): Uint8Array {
  const data = allInk.slice();
  for (const i of dust) data[i] = 0;
  const left = Math.max(0, box.left - SOFT_EDGE);
  const top = Math.max(0, box.top - SOFT_EDGE);
  const right = Math.min(width, box.left + box.width + SOFT_EDGE);
  const bottom = Math.min(height, box.top + box.height + SOFT_EDGE);
  const digit: Raster = {
    width: right - left,
    height: bottom - top,
    data: Uint8Array.from({ length: (right - left) * (bottom - top) }, (_, i) => {
      const x = i % (right - left);
      return data[(top + (i - x) / (right - left)) * width + left + x];
    }),
  };
  const scale = DIGIT_BOX / Math.max(box.width, box.height);
  const [massAcross, massDown] = centerOfMass(digit);
  const axis = (margin: number, extent: number, mass: number): Axis => ({
    length: DIGIT_SIDE,
    start: placeByMass(extent * scale, (mass - margin) * scale) - margin * scale,
    scale,
  });
  const pixels = resample(
    digit,
    axis(box.left - left, box.width, massAcross),
    axis(box.top - top, box.height, massDown),
  );
  return brighten(pixels);
}

/**
 * Lines much thinner than a pixel become faint ones when a picture is made smaller: brings them to full ink, as the
 * pens of MNIST's writers drew them. Digits with lines of a pixel or more stay as they are.
 */
function brighten(pixels: Float64Array): Uint8Array {
  const brightest = pixels.reduce((most, ink) => Math.max(most, ink), 0);
  const shown = (gain: number): Uint8Array =>
    Uint8Array.from(pixels, (ink) => Math.round(Math.min(255, ink * gain)));
  const gain = 255 / brightest;
  const lines = fullInk(shown(gain), 0) / gain;
  return shown(Math.max(1, FULL_LINE / lines));
}

/** In pixels from the raster's left and top edge. */
function centerOfMass({ width, height, data }: Raster): [across: number, down: number] {
  let [sum, across, down] = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const ink = data[y * width + x];
      sum += ink;
      across += ink * (x + 0.5);
      down += ink * (y + 0.5);
    }
  }
  return [across / sum, down / sum];
}
