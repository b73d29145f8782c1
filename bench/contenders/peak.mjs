// @ts-check
/**
 * @file No contender but the measure of them: how many multiplications and additions of float32 a core can do with
 * WebAssembly's strict SIMD, where neither memory nor a chain of dependent operations holds it up.
 */

import asc from "assemblyscript/asc";
import { repeat } from "./timing.mjs";

/** Vectors of four numbers that are multiplied: 3 KB, which any processor keeps beside its arithmetic. */
const VECTORS = 192;
const GROUPS = 3;

/**
 * A group loads four vectors and does 16 vector operations: each vector times two others, and the eight products
 * added to eight sums. No sum depends on another, and eight are enough for an addition that takes 4 cycles at two a
 * cycle; with more of anything the compiler runs out of registers. The operands come from memory, so that it cannot
 * know the results.
 *
 * @param {number} offset of the first vector, in bytes
 */
const group = (offset) =>
  [0, 1, 2, 3]
    .map((i) => {
      const [s, t] = [2 * i, 2 * i + 1];
      return `x = v128.load(at, ${offset + 16 * i});
        s${s} = f32x4.add(s${s}, f32x4.mul(a, x));
        s${t} = f32x4.add(s${t}, f32x4.mul(b, x));`;
    })
    .join("\n");

const SOURCE = `
export function fill(): void {
  for (let i: usize = 0; i < ${4 * VECTORS}; i++) store<f32>(i << 2, <f32>(i % 7) * 0.25 - 0.75);
}

/** Goes over the memory so many times. */
export function run(times: i32): f32 {
  const a = v128.load(0), b = v128.load(16);
  let x = f32x4.splat(0), s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x, s6 = x, s7 = x;
  for (let n = 0; n < times; n++) {
    for (let at: usize = 0; at < ${16 * VECTORS}; at += ${64 * GROUPS}) {
      ${Array.from({ length: GROUPS }, (_, i) => group(64 * i)).join("\n")}
    }
  }
  s0 = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
  s4 = f32x4.add(f32x4.add(s4, s5), f32x4.add(s6, s7));
  s0 = f32x4.add(s0, s4);
  return f32x4.extract_lane(s0, 0) + f32x4.extract_lane(s0, 1) +
    f32x4.extract_lane(s0, 2) + f32x4.extract_lane(s0, 3);
}
`;

/** In one pass over the memory: for each vector two products and two additions of four numbers. */
const OPERATIONS = VECTORS * 4 * 4;
/** Passes between two looks at the clock, well below a millisecond of work. */
const PASSES = 1000;

/** @returns {Promise<{ version: string, peak: () => Promise<object> }>} */
export async function start() {
  const { fill, run } = await compile();
  fill();
  /** @type {number} */
  let sum;
  return {
    version: "",
    async peak() {
      return {
        /** @param {{ seconds: number }} argument */
        operations: ({ seconds }) =>
          repeat(seconds, PASSES * OPERATIONS, () => {
            sum = run(PASSES);
            if (!Number.isFinite(sum)) throw new Error("The peak's kernel overflowed.");
          }),
      };
    },
  };
}

async function compile() {
  /** @type {Uint8Array | undefined} */
  let wasm;
  const flags = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--initialMemory", "1"];
  const { error } = await asc.main(["peak.ts", ...flags, "--outFile", "peak.wasm"], {
    stderr: process.stderr,
    readFile: (name) => (name === "peak.ts" ? SOURCE : null),
    writeFile(_name, contents) {
      if (typeof contents !== "string") wasm = contents;
    },
  });
  if (error !== null || wasm === undefined) throw new Error("The peak's kernel does not compile.");
  const { instance } = await WebAssembly.instantiate(/** @type {BufferSource} */ (wasm));
  return /** @type {{ fill(): void, run(times: number): number }} */ (
    /** @type {unknown} */ (instance.exports)
  );
}
