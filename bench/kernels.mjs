// @ts-check
/**
 * @file What bounds the kernels: how much of strict SIMD's peak the tile of the matrix product reaches, with its operands in
 * registers and with one or both of them from the first-level cache; and how much faster a hidden layer's
 * products are over lists of what is not zero, by their share. Seconds of a processor, the best of many rounds.
 */

import { join } from "node:path";
import { compile } from "../scripts/build-kernels.mjs";
import { ROOT } from "../scripts/setup.mjs";

const KERNELS = join(ROOT, "src/engine/wasm/kernels");
/** Rows, inputs and panels of eight units of the product: a block of weights stays in the first-level cache. */
const [ROWS, INPUTS, PANELS] = [128, 264, 12];
const DENSITIES = [0.2, 0.35, 0.5, 0.65];
const ROUNDS = 20;

/** The product's inner loop on 16 KB of one operand and 8 KB of the other. @param {"x" | "w" | ""} held in registers */
const tile = (held) => {
  const inputs = [0, 1, 2, 3].map((i) => `const x${i} = v128.load32_splat(x, ${4 * i});`).join(" ");
  const weights = "const low = v128.load(w), high = v128.load(w, 16);";
  const sums = [0, 1, 2, 3]
    .map(
      (i) =>
        `a${i} = f32x4.add(a${i}, f32x4.mul(x${i}, low)); b${i} = f32x4.add(b${i}, f32x4.mul(x${i}, high));`,
    )
    .join(" ");
  return `
export function tile_${held}(at: usize, times: i32): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  let w = at, x = at + 16384;
  ${held === "x" ? inputs : held === "w" ? weights : ""}
  for (let n = 0; n < times; n++) {
    w = at;
    x = at + 16384;
    for (const end = at + 16384; w < end; w += 32) {
      ${held === "w" ? "" : weights} ${held === "x" ? "" : inputs}
      ${sums}
      x += 16;
    }
  }
  v128.store(at + 32768, f32x4.add(f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3)), f32x4.add(f32x4.add(b0, b1), f32x4.add(b2, b3))));
}`;
};

const SOURCE = `
import { product } from "./product";
import { braid, sumEntries } from "./sparse";
export { product, braid, sumEntries };
${["", "x", "w"].map((held) => tile(/** @type {"" | "x" | "w"} */ (held))).join("")}
/** Lists of about so many of all inputs, as sparse.ts describes them, with what delimits them. */
export function fill(lists: usize, starts: usize, ends: usize, share: f32, seed: u32): void {
  for (let r: usize = 0; r < ${ROWS}; r++) {
    let at = lists + r * ${INPUTS * 8};
    store<u32>(starts + r * 4, <u32>at);
    for (let k: u32 = 0; k < ${INPUTS}; k++) {
      seed = seed * 1664525 + 1013904223;
      if (<f32>(seed >> 8) >= share * 16777216) continue;
      store<u32>(at, k * 32);
      store<f32>(at, 0.5, 4);
      at += 8;
    }
    store<u32>(ends + r * 4, <u32>at);
  }
}`;

const { kernels, addresses } = await prepare();
/** Of one pass of the tile: 16 operations on four numbers, 512 times. */
const OPERATIONS = 16 * 4 * 512;
const whole = await best(() => kernels.tile_x(addresses.input, 100));
console.log("The product's tile, of its speed with the inputs in registers:");
for (const [held, text] of [
  ["w", "with the weights in registers, inputs from the first-level cache"],
  ["", "with both from the first-level cache"],
]) {
  const time = await best(() => kernels[`tile_${held}`](addresses.input, 100));
  console.log(`  ${Math.round((whole / time) * 100)}%  ${text}`);
}
console.log(`  (${((OPERATIONS * 100) / whole / 1e3).toFixed(1)} GFLOP/s in registers)`);

const dense = await best(denseProduct);
console.log(`A product of ${ROWS} rows over lists, as a share of the dense product's time:`);
for (const share of DENSITIES) {
  const time = await best(listProduct, share);
  console.log(`  ${(time / dense).toFixed(2)}  where ${Math.round(share * 100)}% are not zero`);
}

async function prepare() {
  const wasm = await compile(KERNELS, ["bounds.ts"], { "bounds.ts": SOURCE });
  if (wasm === undefined) process.exit(1);
  const memory = new WebAssembly.Memory({ initial: 256, maximum: 65536, shared: true });
  const { instance } = await WebAssembly.instantiate(wasm, { env: { memory } });
  const panel = ROWS * 32 + 64;
  const sizes = {
    input: INPUTS * ROWS * 4,
    weight: PANELS * INPUTS * 32,
    braided: INPUTS * 96,
    out: PANELS * panel,
    lists: ROWS * INPUTS * 8,
    starts: ROWS * 4,
    ends: ROWS * 4,
  };
  let at = 65536;
  const addresses = /** @type {Record<keyof typeof sizes | "panel", number>} */ ({ panel });
  for (const [name, bytes] of Object.entries(sizes)) {
    addresses[/** @type {keyof typeof sizes} */ (name)] = at;
    at += Math.ceil(bytes / 64) * 64;
  }
  return {
    kernels: /** @type {Record<string, (...args: number[]) => void>} */ (instance.exports),
    addresses,
  };
}

function denseProduct() {
  const { input, weight, out, panel } = addresses;
  kernels.product(input, INPUTS * 16, INPUTS, weight, 0, out, panel, PANELS, ROWS);
}

function listProduct() {
  const { weight, braided, starts, ends, out, panel } = addresses;
  for (let p = 0; p < PANELS; p += 3) {
    kernels.braid(weight + p * INPUTS * 32, INPUTS * 32, INPUTS, braided);
    kernels.sumEntries(3, starts, ends, ROWS, braided, 0, out + p * panel, panel, 1);
  }
}

/**
 * Microseconds of a processor that a call takes. Where lists are concerned, each call gets others: processors learn
 * where the same ones end.
 *
 * @param {() => void} work
 * @param {number} [share]
 */
async function best(work, share) {
  const { lists, starts, ends } = addresses;
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    let spent = 0;
    for (let i = 0; i < 40; i++) {
      if (share !== undefined) kernels.fill(lists, starts, ends, share, round * 40 + i);
      const from = process.cpuUsage();
      for (let j = 0; j < (share === undefined ? 3 : 1); j++) work();
      const { user, system } = process.cpuUsage(from);
      spent += user + system;
    }
    least = Math.min(least, spent / 40 / (share === undefined ? 3 : 1));
  }
  return least;
}
