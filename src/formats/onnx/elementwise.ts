/**
 * @file Functions that act on each neuron by itself, put together of a graph's operators. Exporters write GELU, SiLU or
 * a leaky ReLU in many ways; so each is held in a normal form: pieces without a corner (see smooth.ts), and where one
 * ends and the next begins. Which activation it is, recognize.ts says.
 */

import { noActivation } from "./not-dense.js";
import {
  boundsOf,
  constantOf,
  keyOf,
  type Line,
  lineOf,
  minus,
  plus,
  type Smooth,
  scaledBy,
  VARIABLE,
  valueAt,
} from "./smooth.js";

/** A function of one number. */
export interface Elementwise {
  /** Where its pieces end, in rising order. */
  readonly breaks: readonly number[];
  /** What it is before the first break, at it, after it, at the second and so on: one more than two a break. */
  readonly pieces: readonly Smooth[];
}

export const IDENTITY: Elementwise = { breaks: [], pieces: [VARIABLE] };

/** What has more corners is no activation. */
const MOST_BREAKS = 4;

export const constantFunction = (value: number): Elementwise => ({ breaks: [], pieces: [constantOf(value)] });

/**
 * Puts functions of the same number together, piece by piece.
 *
 * @throws NotDenseError where `of` does, or what comes out has too many corners
 */
export function combine(functions: readonly Elementwise[], of: (...pieces: Smooth[]) => Smooth): Elementwise {
  const breaks = [...new Set(functions.flatMap((f) => f.breaks))].sort((a, b) => a - b);
  const pieces = Array.from({ length: 2 * breaks.length + 1 }, (_, at) =>
    of(...functions.map((f) => f.pieces[placeIn(f, breaks, at)])),
  );
  return joined(breaks, pieces);
}

/** Which piece of a function holds in a piece between (even) or at (odd) breaks, of which it has some. */
function placeIn({ breaks }: Elementwise, all: readonly number[], at: number): number {
  if (at % 2 === 0) return 2 * breaks.filter((t) => at > 0 && t <= all[at / 2 - 1]).length;
  const t = all[(at - 1) / 2];
  return 2 * breaks.filter((other) => other < t).length + (breaks.includes(t) ? 1 : 0);
}

/** What float64 arithmetic leaves of a number of about 1. */
const ROUNDING = 1e-12;

/** Whether two functions have the same value at a break, where no other value counts. */
export function isContinuousAt(one: Smooth, other: Smooth, at: number): boolean {
  if (keyOf(one) === keyOf(other)) return true;
  const [a, b] = [valueAt(one, at), valueAt(other, at)];
  return Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b), Math.abs(at));
}

/** Without breaks at which nothing changes. */
function joined(breaks: readonly number[], pieces: readonly Smooth[]): Elementwise {
  const kept = breaks.flatMap((t, i) => {
    const [before, at, after] = pieces.slice(2 * i, 2 * i + 3);
    return keyOf(before) === keyOf(after) && isContinuousAt(at, before, t) ? [] : [i];
  });
  if (kept.length > MOST_BREAKS) throw noActivation();
  return {
    breaks: kept.map((i) => breaks[i]),
    pieces: [pieces[0], ...kept.flatMap((i) => [pieces[2 * i + 1], pieces[2 * i + 2]])],
  };
}

/** The line that a function is; undefined where it is none. */
export const asLine = ({ breaks, pieces }: Elementwise): Line | undefined =>
  breaks.length === 0 ? lineOf(pieces[0]) : undefined;

export const isSame = (a: Elementwise, b: Elementwise): boolean => {
  const difference = combine([a, b], minus);
  return difference.breaks.length === 0 && difference.pieces[0].length === 0;
};

/**
 * −1, 0 or 1, piece by piece, with breaks wherever the sign changes.
 *
 * @param signed how it is told: as the sign of a line
 */
function signOf(
  f: Elementwise,
  signed: (piece: Smooth) => Line,
): { at: Elementwise; signs: readonly number[] } {
  const roots = f.pieces.flatMap((piece, i) => {
    const { a, b } = signed(piece);
    if (i % 2 === 1 || a === 0) return [];
    const root = -b / a + 0;
    const [from, to] = [f.breaks[i / 2 - 1] ?? -Infinity, f.breaks[i / 2] ?? Infinity];
    return root > from && root < to ? [root] : [];
  });
  const breaks = [...f.breaks, ...roots].sort((x, y) => x - y);
  if (breaks.length > MOST_BREAKS) throw noActivation();
  const all = Array.from({ length: 2 * breaks.length + 1 }, (_, i) => i);
  const pieces = all.map((i) => f.pieces[placeIn(f, breaks, i)]);
  const signs = all.map((i) => {
    const { a, b } = signed(pieces[i]);
    if (a === 0) return Math.sign(b);
    const root = -b / a + 0;
    if (i % 2 === 1) return Math.sign(a) * Math.sign(breaks[(i - 1) / 2] - root);
    return Math.sign(a) * ((breaks[i / 2 - 1] ?? -Infinity) >= root ? 1 : -1);
  });
  return { at: { breaks, pieces }, signs };
}

/** Of a line it is known where it is above 0. */
function requireLine(piece: Smooth): Line {
  const line = lineOf(piece);
  if (line === undefined) throw noActivation();
  return line;
}

/** As is of what is above or below 0 everywhere, such as a sigmoid, if only its rounding does not count. */
function lineOrBounded(piece: Smooth): Line {
  const [least, most] = boundsOf(piece);
  const sign = least >= 0 ? 1 : most <= 0 ? -1 : 0;
  return lineOf(piece) ?? (sign === 0 ? requireLine(piece) : { a: 0, b: sign });
}

function bySign(
  f: Elementwise,
  of: (sign: number, piece: Smooth) => Smooth,
  signed = lineOrBounded,
): Elementwise {
  const { at, signs } = signOf(f, signed);
  return joined(
    at.breaks,
    at.pieces.map((piece, i) => of(signs[i], piece)),
  );
}

const ZERO = constantOf(0);
const ONE = constantOf(1);

/** `max(0, f)` */
export const rectified = (f: Elementwise): Elementwise =>
  bySign(f, (sign, piece) => (sign > 0 ? piece : ZERO));

export const absolute = (f: Elementwise): Elementwise =>
  bySign(f, (sign, piece) => (sign < 0 ? scaledBy(piece, -1) : piece));

export const largerOf = (f: Elementwise, g: Elementwise): Elementwise =>
  combine([g, rectified(combine([f, g], minus))], plus);

export const smallerOf = (f: Elementwise, g: Elementwise): Elementwise =>
  combine([g, rectified(combine([g, f], minus))], minus);

/** 1 where `f` is above 0, or there too where it is 0; else 0. */
export const isAbove = (f: Elementwise, orAt: boolean): Elementwise =>
  bySign(f, (sign) => (sign > 0 || (orAt && sign === 0) ? ONE : ZERO), requireLine);

/** `f` where the condition is not 0, else `g`. */
export const choice = (condition: Elementwise, f: Elementwise, g: Elementwise): Elementwise =>
  combine([condition, f, g], (is, then, otherwise) => {
    const line = lineOf(is);
    if (line === undefined || line.a !== 0) throw noActivation();
    return line.b === 0 ? otherwise : then;
  });
