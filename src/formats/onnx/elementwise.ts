/**
 * @file Functions that act on each neuron by itself, put together of a graph's operators, and which activation they
 * are. Exporters write GELU, SiLU or softplus in many ways; what counts is the function. So it is known by its values
 * at fixed points, and an activation is recognised by having the same ones.
 */

import { ACTIVATIONS, type ElementwiseActivationName } from "../../model/activations.js";

/** Where functions are compared: close together where activations bend, and out to where they have become straight. */
const POINTS = Float64Array.from([
  -30, -20, -12, -9, -7, -6, -5, -4.5, -4, -3.5, -3, -2.5, -2.2, -1.9, -1.6, -1.3, -1, -0.8, -0.6, -0.45,
  -0.3, -0.2, -0.1, -0.05, -0.01, 0, 0.013, 0.06, 0.11, 0.22, 0.31, 0.47, 0.62, 0.81, 1.05, 1.35, 1.65, 1.95,
  2.25, 2.55, 3.05, 3.55, 4.05, 4.6, 5.1, 6.2, 7.1, 9.3, 12.2, 20.5, 30.5,
]);
/** Constants in graphs are float32 numbers at most, such as 0.01 and 1/√2. */
const TOLERANCE = 1e-6;
const ROUNDING = 1e-9;
/** A graph that nests more functions than this within each other is no activation. */
const MOST_INNER = 8;

/** `x → a x + b`. */
export interface Line {
  readonly a: number;
  readonly b: number;
}

/** A function of one number. */
export interface Elementwise {
  /** Its values at the points of comparison. */
  readonly values: Float64Array;
  /** The lines on the way to it: what may stand inside of an activation. */
  readonly inner: readonly Line[];
}

export const IDENTITY: Elementwise = { values: POINTS, inner: [] };

/** `outer(σ(inner(x)))`, where both are lines. */
export interface RecognizedActivation {
  readonly activation: ElementwiseActivationName;
  readonly inner: Line;
  readonly outer: Line;
}

/** Puts functions of the same number together, value by value. */
export function combine(functions: readonly Elementwise[], of: (...values: number[]) => number): Elementwise {
  const values = POINTS.map((_, i) => of(...functions.map((f) => f.values[i])));
  const line = lineThrough(POINTS, values) ?? [];
  return { values, inner: distinct(functions.flatMap((f) => f.inner).concat(line)).slice(0, MOST_INNER) };
}

/** The line that a function is; undefined where it is none. */
export function asLine({ values }: Elementwise): Line | undefined {
  return lineThrough(POINTS, values);
}

/** The activation that a function is; undefined where it is none of Akari's. */
export function recognize({ values, inner }: Elementwise): RecognizedActivation | undefined {
  let found: RecognizedActivation | undefined;
  const lines = distinct([AS_IT_IS, ...inner]);
  for (const line of [...lines, ...lines.map(({ a, b }) => ({ a: -a, b: -b }))]) {
    for (const [activation, curve] of line === AS_IT_IS ? CURVES : curvesOf(line)) {
      const outer = lineThrough(curve, values);
      if (outer === undefined) continue;
      // 1 − σ(x) is σ(−x), which needs nothing around it.
      if (outer.a === 1 && outer.b === 0) return { activation, inner: line, outer };
      found ??= { activation, inner: line, outer };
    }
  }
  return found;
}

const AS_IT_IS: Line = { a: 1, b: 0 };

type Curve = readonly [activation: ElementwiseActivationName, values: Float64Array];

/** Every activation's values at the points, with a line inside. */
function* curvesOf({ a, b }: Line): Generator<Curve, void> {
  for (const name of Object.keys(ACTIVATIONS) as ElementwiseActivationName[]) {
    if (name !== "linear") yield [name, POINTS.map((x) => ACTIVATIONS[name].value(a * x + b))];
  }
}

const CURVES: readonly Curve[] = [...curvesOf(AS_IT_IS)];

/** `to = a · from + b` at all points; undefined where no line does it. */
function lineThrough(from: Float64Array, to: Float64Array): Line | undefined {
  let [low, high] = [0, 0];
  for (let i = 1; i < from.length; i++) {
    if (from[i] < from[low]) low = i;
    if (from[i] > from[high]) high = i;
  }
  const range = Math.max(...to) - Math.min(...to);
  const slope = (to[high] - to[low]) / (from[high] - from[low]);
  if (!Number.isFinite(range) || !Number.isFinite(slope)) return undefined;
  const a = withoutRounding(slope, 0);
  const b = withoutRounding(to[low] - a * from[low], range);
  for (let i = 0; i < from.length; i++) {
    const tolerable = TOLERANCE * Math.max(Math.abs(to[i]), range / 10);
    if (!(Math.abs(a * from[i] + b - to[i]) <= tolerable)) return undefined;
  }
  return { a, b };
}

/** A whole number where rounding has left one just beside it, so that what is not scaled keeps its bits. */
function withoutRounding(value: number, range: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) <= ROUNDING * Math.max(Math.abs(whole), range) ? whole : value;
}

function distinct(lines: readonly Line[]): Line[] {
  return lines.filter(({ a, b }, i) => lines.findIndex((other) => other.a === a && other.b === b) === i);
}
