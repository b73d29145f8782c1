/**
 * @file Where a network is asked for the pictures of its neurons: a lattice over the plane, or a row along x.
 */

import type { ProblemKind } from "./samples";

/** Places of the lattice along each axis. */
export const LATTICE = 48;
/** Places along x where a curve is drawn. */
export const ROW = 121;

/** The `i`th of `count` places from −1 to 1. */
export const place = (i: number, count: number): number => -1 + (2 * i) / (count - 1);

const row = Float32Array.from({ length: ROW }, (_, i) => place(i, ROW));
const lattice = Float32Array.from({ length: 2 * LATTICE * LATTICE }, (_, n) => {
  const i = n >> 1;
  return place(n % 2 === 0 ? i % LATTICE : Math.floor(i / LATTICE), LATTICE);
});

/** Inputs at all these places: for a lattice row by row from the lower left. */
export const placesFor = (kind: ProblemKind): Float32Array => (kind === "curve" ? row : lattice);

/** The inputs themselves as pictures, `[inputs, places]`. */
export const inputPictures = (kind: ProblemKind): Float64Array =>
  kind === "curve"
    ? Float64Array.from(row)
    : Float64Array.from({ length: lattice.length }, (_, i) => {
        const n = LATTICE * LATTICE;
        return lattice[2 * (i % n) + (i < n ? 0 : 1)];
      });
