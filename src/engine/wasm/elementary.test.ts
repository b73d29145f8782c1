import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compile } from "../../../scripts/build-kernels.mjs";
import { erf } from "../../model/erf.js";

/** The functions by the numbers that the module below gives them, with their float64 counterparts. */
const FUNCTIONS = [
  { name: "exp", which: 0, exact: Math.exp, ulp: 2 },
  { name: "log", which: 1, exact: Math.log, ulp: 2 },
  { name: "tanh", which: 2, exact: Math.tanh, ulp: 2 },
  { name: "sigmoid", which: 3, exact: (x: number) => 1 / (1 + Math.exp(-x)), ulp: 2 },
  {
    name: "softplus",
    which: 4,
    exact: (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    ulp: 2,
  },
] as const;

const BATCH = 1 << 16;
/** A prime step through all 2³² bit patterns: signs, exponents and subnormals alike, a million of them. */
const STRIDE = 4093;

/** A module that has the functions of kernels/elementary.ts and nothing else: no other exports them. */
const WASM = await compile(fileURLToPath(new URL("kernels", import.meta.url)), ["apply.ts"], {
  "apply.ts": `
    import { exp, expm1, log, normalCdf, sigmoid, softplus, tanh } from "./elementary";

    /** Applies one of them to \`count\` floats in place, a multiple of four. */
    export function apply(which: u32, data: usize, count: usize): void {
      for (let i = data; i < data + count * 4; i += 16) {
        const x = v128.load(i);
        let y = x;
        switch (which) {
          case 0: y = exp(x); break;
          case 1: y = log(x); break;
          case 2: y = tanh(x); break;
          case 3: y = sigmoid(x); break;
          case 4: y = softplus(x); break;
          case 5: y = normalCdf(x); break;
          case 6: y = expm1(x); break;
        }
        v128.store(i, y);
      }
    }`,
});
if (WASM === undefined) throw new Error("The functions were not compiled.");
const memory = new WebAssembly.Memory({ initial: 1 + (BATCH * 4) / 65536, maximum: 65536, shared: true });
const { instance } = await WebAssembly.instantiate(WASM, { env: { memory } });
const call = instance.exports as { apply(which: number, data: number, count: number): void };
/** Behind what the module has in memory itself. */
const ADDRESS = 65536;
const floats = new Float32Array(memory.buffer, ADDRESS, BATCH);

/** Applies a kernel to the floats whose bit patterns are given. */
function apply(which: number, bits: Uint32Array): { x: Float32Array; y: Float32Array } {
  const x = new Float32Array(bits.buffer, bits.byteOffset, bits.length).slice();
  floats.set(x);
  call.apply(which, ADDRESS, bits.length);
  return { x, y: floats.slice(0, bits.length) };
}

/** A float32's place in the order of all float32 numbers; neighbours differ by 1. */
const word = new DataView(new ArrayBuffer(4));
function place(x: number): number {
  word.setFloat32(0, x);
  const bits = word.getInt32(0);
  return bits < 0 ? -(bits & 0x7fffffff) : bits;
}

/** Distance from the correctly rounded value, in units in the last place. */
function ulps(y: number, exact: number): number {
  const rounded = Math.fround(exact);
  if (Number.isNaN(rounded) || Number.isNaN(y))
    return Number.isNaN(rounded) === Number.isNaN(y) ? 0 : Infinity;
  return Math.abs(place(y) - place(rounded));
}

describe.each(FUNCTIONS)("$name", ({ which, exact, ulp }) => {
  test(`is within ${ulp} ulp of the correctly rounded value over the whole range`, () => {
    const bits = new Uint32Array(BATCH);
    let worst = { ulps: 0, x: 0 };
    for (let next = 0; next < 2 ** 32; ) {
      for (let i = 0; i < BATCH; i++, next += STRIDE) bits[i] = Math.min(next, 2 ** 32 - 1);
      const { x, y } = apply(which, bits);
      for (let i = 0; i < BATCH; i++) {
        const distance = ulps(y[i], exact(x[i]));
        if (distance > worst.ulps) worst = { ulps: distance, x: x[i] };
      }
    }
    expect(worst.ulps, `worst at x = ${worst.x}`).toBeLessThanOrEqual(ulp);
  });
});

test("special values are IEEE's", () => {
  const inputs = new Float32Array([0, -0, Infinity, -Infinity, NaN, 1, -1, 0]);
  const results = (which: number) => [...apply(which, new Uint32Array(inputs.buffer)).y];
  expect(results(0).slice(0, 5)).toEqual([1, 1, Infinity, 0, NaN]);
  expect(results(1).slice(0, 7)).toEqual([-Infinity, -Infinity, Infinity, NaN, NaN, 0, NaN]);
  expect(results(2).slice(0, 5)).toEqual([0, -0, 1, -1, NaN]);
  expect(results(3).slice(0, 5)).toEqual([0.5, 0.5, 1, 0, NaN]);
  expect(results(4).slice(2, 5)).toEqual([Infinity, 0, NaN]);
});

test("the normal distribution function is within 2e-7 everywhere, and relatively so down to −5", () => {
  const inputs = Float32Array.from({ length: BATCH }, (_, i) => -20 + (40 * i) / BATCH);
  const { y } = apply(5, new Uint32Array(inputs.buffer));
  for (let i = 0; i < BATCH; i++) {
    const exact = 0.5 * (1 + erf(inputs[i] / Math.SQRT2));
    expect(Math.abs(y[i] - exact)).toBeLessThan(2e-7);
    if (inputs[i] > -5) expect(Math.abs(y[i] / exact - 1)).toBeLessThan(2e-6);
  }
});
