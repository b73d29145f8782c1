/**
 * @file Functions that act on each neuron by itself, put together of a graph's operators, and which of Akari's activations
 * one is. Exporters write GELU, SiLU or a leaky ReLU in many ways; so each is held in a normal form: pieces without a corner
 * (see smooth.ts), and where one ends and the next begins. With a line inside and a line around it, it is told from its
 * terms, by equations between their coefficients. What no equation proves is none.
 */

import { type ElementwiseActivationName, LEAKY_SLOPE } from "../../model/activations.js";
import { noActivation } from "./not-dense.js";
import {
  boundsOf,
  constantOf,
  type Factor,
  keyOf,
  type Line,
  lineOf,
  minus,
  negated,
  plus,
  type Smooth,
  scaledBy,
  type Term,
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
const MAX_BREAKS = 4;

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
function isContinuousAt(one: Smooth, other: Smooth, at: number): boolean {
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
  if (kept.length > MAX_BREAKS) throw noActivation();
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
  if (breaks.length > MAX_BREAKS) throw noActivation();
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

/** `outer(σ(inner(x)))`, where both are lines. */
export interface RecognizedActivation {
  readonly activation: ElementwiseActivationName;
  readonly inner: Line;
  readonly outer: Line;
}

/** Constants of a graph are float32 numbers at most, such as 0.01 and 1/√2: half a unit in their last place. */
const AS_FLOAT32 = 2 ** -24;
const isNear = (a: number, b: number, tolerance = ROUNDING): boolean =>
  Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));

/** 0 where they cancel but for rounding, so that nothing is left to add. */
const sum = (a: number, b: number): number => (isNear(a, -b) ? 0 : a + b);

const snapped = (value: number, tolerance: number): number => (isNear(value, 1, tolerance) ? 1 : value + 0);

/** The activation that a function is; undefined where it is none of Akari's. */
export function recognize({ breaks, pieces }: Elementwise): RecognizedActivation | undefined {
  if (breaks.length === 0) return recognizeSmooth(pieces[0]);
  if (breaks.length > 1) return undefined;
  const [left, at, right] = pieces;
  if (!isContinuousAt(at, left, breaks[0]) && !isContinuousAt(at, right, breaks[0])) return undefined;
  const [before, after] = [lineOf(left), lineOf(right)];
  if (before !== undefined && after !== undefined) return recognizeBent(before, after, breaks[0]);
  if (after !== undefined) return recognizeElu(left, after, breaks[0], 1);
  return before === undefined ? undefined : recognizeElu(right, before, breaks[0], -1);
}

/** Two lines that meet. */
function recognizeBent(left: Line, right: Line, t: number): RecognizedActivation | undefined {
  const height = left.a * t + left.b;
  const size = Math.max(...[left, right].flatMap(({ a, b }) => [Math.abs(a * t), Math.abs(b)]));
  if (!(Math.abs(height - (right.a * t + right.b)) <= ROUNDING * size)) return undefined;
  for (const [steep, flat, side] of [
    [right, left, 1],
    [left, right, -1],
  ] as const) {
    // Away from the break, on its steep side, the activation's argument is positive and grows.
    const sign = side * Math.sign(steep.a);
    const inner = (level: number): Line => ({
      a: sign * steep.a + 0,
      b: sign * (steep.b - level) + 0,
    });
    if (flat.a === 0 && steep.a !== 0) {
      return { activation: "relu", inner: inner(flat.b), outer: { a: sign, b: flat.b } };
    }
    if (isNear(flat.a, LEAKY_SLOPE * steep.a, AS_FLOAT32)) {
      const level = t === 0 ? steep.b : height;
      return { activation: "leaky_relu", inner: inner(level), outer: { a: sign, b: level } };
    }
  }
  return undefined;
}

/**
 * `c e^u + d` on the side where `u` is below 0, and a line that goes on from there as `c u + c + d`.
 *
 * @param rises 1 where the curve is left of `t`, so that `u` must rise to be below 0 there; else -1
 */
function recognizeElu(
  curved: Smooth,
  line: Line,
  t: number,
  rises: number,
): RecognizedActivation | undefined {
  const power = curved.find(({ exponent }) => exponent.a !== 0);
  const rest = lineOf(curved.filter((term) => term !== power));
  if (power === undefined || power.power > 0 || power.factors.length > 0 || rest?.a !== 0) return undefined;
  const { coefficient: c, exponent: u } = power;
  const ends = Math.abs(u.a * t + u.b) <= ROUNDING * Math.max(Math.abs(u.b), Number.MIN_VALUE);
  const size = Math.max(Math.abs(c), Math.abs(rest.b), Math.abs(c * u.b));
  const isOne = Math.abs(line.b - (c * u.b + c + rest.b)) <= ROUNDING * size;
  if (Math.sign(u.a) !== rises || !ends || !isOne || !isNear(line.a, c * u.a)) return undefined;
  return { activation: "elu", inner: u, outer: { a: c, b: sum(c, rest.b) } };
}

/** `x F · curved + F · factor + x · slope + offset`, with the same factor `F` wherever there is one. */
interface Parts {
  readonly kind: Factor["kind"];
  readonly of: Line;
  readonly curved: number;
  readonly factor: number;
  readonly slope: number;
  readonly offset: number;
}

function partsOf(smooth: Smooth): Parts | undefined {
  const [one, ...others] = smooth.filter(({ factors }) => factors.length > 0);
  if (one === undefined || one.factors.length > 1 || others.length > 1) return undefined;
  const [{ kind, of }] = one.factors;
  const isPart = ({ factors, power, exponent }: Term) =>
    power <= 1 &&
    exponent.a === 0 &&
    (factors.length === 0 ||
      (factors.length === 1 &&
        factors[0].kind === kind &&
        factors[0].of.a === of.a &&
        factors[0].of.b === of.b));
  if (!smooth.every(isPart)) return undefined;
  const coefficient = (power: number, count: number) =>
    smooth.find((term) => term.power === power && term.factors.length === count)?.coefficient ?? 0;
  return {
    kind,
    of,
    curved: coefficient(1, 1),
    factor: coefficient(0, 1),
    slope: coefficient(1, 0),
    offset: coefficient(0, 0),
  };
}

function recognizeSmooth(smooth: Smooth): RecognizedActivation | undefined {
  const parts = partsOf(smooth);
  if (parts === undefined) return undefined;
  const { kind, of, curved, factor, slope, offset } = parts;
  switch (kind) {
    case "erf":
      return recognizeGelu(parts);
    case "softplus":
      return recognizeSoftplus(parts);
    case "sigmoid":
      return curved === 0 ? recognizeSigmoid(parts) : recognizeSilu(parts);
  }
  if (curved !== 0 || slope !== 0) return undefined;
  return { activation: kind, inner: of, outer: { a: factor, b: offset } };
}

/** `k σ(u) + c`, or the same as a hyperbolic tangent: `k/2 tanh(u/2) + k/2 + c`. */
function recognizeSigmoid({ of, factor: k, slope, offset: c }: Parts): RecognizedActivation | undefined {
  if (slope !== 0) return undefined;
  const half = { a: of.a / 2, b: of.b / 2 };
  // −tanh(u) is tanh(−u) and 1 − σ(u) is σ(−u), which need nothing around them.
  const [tanh, sigmoid] = k < 0 ? [negated(half), negated(of)] : [half, of];
  if (isNear(c, -k / 2)) return { activation: "tanh", inner: tanh, outer: { a: Math.abs(k) / 2, b: 0 } };
  return { activation: "sigmoid", inner: sigmoid, outer: { a: Math.abs(k), b: k < 0 ? sum(c, k) : c } };
}

/** `k u σ(u) + c`, or with −u, which is `k (u σ(u) − u) + c`. */
function recognizeSilu({ of, curved, factor, slope, offset }: Parts): RecognizedActivation | undefined {
  const k = snapped(curved / of.a, ROUNDING);
  if (!isNear(factor, k * of.b)) return undefined;
  if (slope === 0) return { activation: "silu", inner: of, outer: { a: k, b: offset } };
  if (!isNear(slope, -curved)) return undefined;
  return { activation: "silu", inner: negated(of), outer: { a: k, b: sum(offset, k * of.b) } };
}

/** `k u (1 + erf(u/√2)) / 2 + c`, or with −u, which is `k u (erf(u/√2) − 1) / 2 + c`. */
function recognizeGelu({ of, curved, factor, slope, offset }: Parts): RecognizedActivation | undefined {
  const scale = snapped(of.a * Math.SQRT2, AS_FLOAT32);
  const u = { a: scale, b: (of.b / of.a) * scale };
  const k = snapped((2 * curved) / u.a, AS_FLOAT32);
  if (!isNear(factor * of.a, curved * of.b)) return undefined;
  if (isNear(slope, curved))
    return { activation: "gelu", inner: u, outer: { a: k, b: sum(offset, -factor) } };
  if (!isNear(slope, -curved)) return undefined;
  return { activation: "gelu", inner: negated(u), outer: { a: k, b: sum(offset, factor) } };
}

/** `k softplus(u) + c`, or with −u, which is `k (softplus(u) − u) + c`. */
function recognizeSoftplus({
  of,
  curved,
  factor: k,
  slope,
  offset,
}: Parts): RecognizedActivation | undefined {
  if (curved !== 0) return undefined;
  if (slope === 0) return { activation: "softplus", inner: of, outer: { a: k, b: offset } };
  if (!isNear(slope, -k * of.a)) return undefined;
  return { activation: "softplus", inner: negated(of), outer: { a: k, b: sum(offset, k * of.b) } };
}
