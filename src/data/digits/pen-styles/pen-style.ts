/**
 * @file What a way of writing a digit is.
 */

/** A place that the pen passes, in a box from 0 to 1 that the digit fills, `y` downwards; `true` makes a corner of it. */
export type PenPoint = readonly [x: number, y: number, corner?: true];

/** A way of writing a digit. */
export interface PenStyle {
  readonly strokes: readonly (readonly PenPoint[])[];
  /** Its usual width, where its height is 1. */
  readonly width: number;
  /** How often it comes, beside the digit's other styles. */
  readonly share: number;
}
