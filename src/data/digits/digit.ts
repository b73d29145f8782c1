/**
 * @file What a digit of MNIST looks like, so that drawings and pictures can be brought to the same form.
 *
 * MNIST's makers scaled each digit to fit a box of 20×20 pixels, its proportions kept, and placed it in 28×28 by its
 * centre of mass (LeCun, Bottou, Bengio and Haffner, 1998, section III.A). Ink is 255 and paper 0.
 */

import { AkariError } from "../../error.js";

/** Rows and columns of a picture of a digit. */
export const DIGIT_SIDE = 28;

/** The longest side of the digit itself. */
export const DIGIT_BOX = 20;

/**
 * Where the centre of mass goes, across and down, measured from the picture's edge: the middle of pixel 14, counted
 * from 0. In MNIST, whose digits were moved by whole pixels, it lies within half a pixel of this.
 */
export const MASS_CENTER = 14.5;

/**
 * Where a digit begins, across or down, so that its centre of mass lies at {@link MASS_CENTER} or, if ink would
 * then fall off the picture, as near to it as keeps all ink.
 *
 * @param extent the digit's width or height in pixels, at most {@link DIGIT_SIDE}
 * @param mass its centre of mass, from its own first edge
 */
export function placeByMass(extent: number, mass: number): number {
  return Math.max(0, Math.min(DIGIT_SIDE - extent, MASS_CENTER - mass));
}

/** The error for a drawing or a picture without any ink. */
export function nothingDrawn(): AkariError {
  return new AkariError("invalid-data", "There is no digit to read: nothing is drawn.");
}
