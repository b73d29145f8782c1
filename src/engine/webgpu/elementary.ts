/**
 * @file WGSL of the elementary functions, and of whatever expressions.ts can write. WGSL promises little of its own `exp`,
 * `log` and `tanh` (tanh may be off by 1e-5), so these are those of wasm/kernels/elementary.ts: the same series, within a few
 * units in the last place. A card may join a product and a sum in one rounding, so the bits are not promised.
 */

import { type Expression, sound, textSyntax, WHOLE, written } from "../../model/expressions.js";

const LARGEST = 3.4028234e38;

/** A number as WGSL writes it; what float32 cannot hold becomes the largest that it can. */
export function literal(value: number): string {
  const text = String(Math.max(-LARGEST, Math.min(LARGEST, value)));
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** The functions, as every shader has them. */
export const ELEMENTARY = /* wgsl */ `
// By its bits, for compilers may take for granted that every number is finite.
fn isFinite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u; }

fn expTail(r: f32) -> f32 {
  return ((((r / 5040.0 + 1.0 / 720.0) * r + 1.0 / 120.0) * r + 1.0 / 24.0) * r + 1.0 / 6.0) * r + 0.5;
}
fn powerOfTwo(n: i32) -> f32 { return bitcast<f32>(u32(n + 127) << 23u); }

// x = n ln 2 + r, so e^x = 2^n e^r; ln 2 is in two parts, and 2^n too, for results below 2^-126.
fn expOf(x: f32) -> f32 {
  var bounded = x;
  if (x < -104.0) { bounded = -104.0; }
  if (x > 89.0) { bounded = 89.0; }
  let n = round(bounded * 1.4426950408889634);
  let r = (bounded - n * 0.693359375) + n * 0.00021219444005469057;
  let p = r * r * expTail(r) + r + 1.0;
  let half = i32(n) >> 1u;
  return (p * powerOfTwo(half)) * powerOfTwo(i32(n) - half);
}

fn expm1Of(x: f32) -> f32 {
  var bounded = x;
  if (x < -88.0) { bounded = -88.0; }
  if (x > 88.0) { bounded = 88.0; }
  let n = round(bounded * 1.4426950408889634);
  let r = (bounded - n * 0.693359375) + n * 0.00021219444005469057;
  let scale = powerOfTwo(i32(n));
  return (r * r * expTail(r) + r) * scale + (scale - 1.0);
}

// Of positive normal numbers, as Ng's fdlibm (1993) arranges it.
fn logOf(x: f32) -> f32 {
  let offset = bitcast<i32>(x) - 0x3f3504f3;
  let e = f32(offset >> 23u);
  let f = bitcast<f32>((offset & 0x007fffff) + 0x3f3504f3) - 1.0;
  let s = f / (f + 2.0);
  let s2 = s * s;
  let series = ((((2.0 / 11.0) * s2 + 2.0 / 9.0) * s2 + 2.0 / 7.0) * s2 + 2.0 / 5.0) * s2 + 2.0 / 3.0;
  let halfSquare = 0.5 * f * f;
  let low = s * (halfSquare + series * s2) - e * 0.00021219444005469057;
  return f - (halfSquare - low) + e * 0.693359375;
}

// For t from 0 to 1, or not a number.
fn log1pOf(t: f32) -> f32 {
  if (!isFinite(t)) { return t; }
  let u = t + 1.0;
  return logOf(u) + (t - (u - 1.0)) / u;
}

fn tanhOf(x: f32) -> f32 {
  var size = abs(x);
  if (size > 10.0) { size = 10.0; }
  let m = expm1Of(size + size);
  let t = m / (m + 2.0);
  return select(t, -t, x < 0.0);
}

// 2 Phi(x sqrt 2) - 1, where Phi is the polynomial in 1 / (1 + 0.3 |x|) of the WebAssembly kernels, of Hastings' form.
fn erfOf(x: f32) -> f32 {
  var size = abs(x) * 1.4142135623730951;
  if (size > 14.4) { size = 14.4; }
  let s = 1.0 / (0.3 * size + 1.0);
  var p = -0.02062346921 * s + 0.1124356139;
  p = p * s - 0.2282136015;
  p = p * s + 0.1917845366;
  p = p * s - 0.07942349271;
  p = p * s + 0.09615683343;
  p = p * s + 0.0783896492;
  p = p * s + 0.1102354248;
  p = p * s + 0.1195718139;
  p = p * s + 0.1196866898;
  let tail = expOf(-0.5 * size * size) * p * s;
  let positive = 1.0 - 2.0 * tail;
  return select(positive, -positive, x < 0.0);
}
`;

/** What WGSL calls an operation by, where that is not its name. */
const CALLS: Readonly<Record<string, string>> = {
  exp: "expOf",
  expm1: "expm1Of",
  log: "logOf",
  log1p: "log1pOf",
  tanh: "tanhOf",
  erf: "erfOf",
};

const TEXT = textSyntax({ add: " + ", subtract: " - ", multiply: " * ", divide: " / " }, (name, args) => {
  const [x, y] = args;
  switch (name) {
    case "negate":
      return `-${x(WHOLE)}`;
    case "square":
      return `${x(WHOLE)} * ${x(WHOLE)}`;
    // Written so that a number that is none comes through, which WGSL's own max may lose.
    case "max":
      return `select(${x()}, ${y()}, !(${x()} >= ${y()}))`;
    case "above":
      return `select(${args[3]()}, ${args[2]()}, ${x()} > ${y()})`;
    default:
      return `${CALLS[name] ?? name}(${args.map((arg) => arg()).join(", ")})`;
  }
});

/** WGSL of an expression of `z`, `a` and `y`. */
export const wgslOf = (expression: Expression): string =>
  written<string>(sound(expression), {
    ...TEXT,
    number: literal,
    // Whatever binds how: everything that is not a whole stands in parentheses.
    operation: (name, args) =>
      `(${TEXT.operation(
        name,
        args.map((arg) => () => arg()),
      )})`,
  });
