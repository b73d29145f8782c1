/**
 * @file Which of Akari's activations a function is, with a line inside and a line around it: told from its terms, by
 * equations between their coefficients. What no equation proves is none.
 */

import { type ElementwiseActivationName, LEAKY_SLOPE } from "../../model/activations.js";
import { type Elementwise, isContinuousAt } from "./elementwise.js";
import { type Factor, type Line, lineOf, negated, type Smooth, type Term } from "./smooth.js";

/** `outer(σ(inner(x)))`, where both are lines. */
export interface RecognizedActivation {
  readonly activation: ElementwiseActivationName;
  readonly inner: Line;
  readonly outer: Line;
}

/** Constants of a graph are float32 numbers at most, such as 0.01 and 1/√2: half a unit in their last place. */
const AS_FLOAT32 = 2 ** -24;
/** What float64 arithmetic with them leaves. */
const ROUNDING = 1e-12;

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
