/**
 * @file The size of what has a shape.
 */

/** How many numbers a tensor of this shape has; `[]` is a single one. */
export const elementCount = (shape: readonly number[]): number =>
  shape.reduce((product, length) => product * length, 1);
