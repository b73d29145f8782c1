// @ts-check
/**
 * @file The ten digits of the site's first page, out of the pieces of MNIST that the Studio has.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { ROOT } from "../scripts/setup.mjs";

const PIXELS = 784;
/** The README's nine, by its place in MNIST's test part. */
const NINE = 9;

/** `[10, 784]`: an image of each digit, 0 paper to 255 ink. */
export function digits() {
  const read = (/** @type {string} */ name) =>
    gunzipSync(readFileSync(join(ROOT, "dist/studio/mnist", name)));
  const images = read("test-00.bin.gz");
  const labels = read("test-labels.bin.gz");
  return Buffer.concat(
    Array.from({ length: 10 }, (_, digit) => {
      const at = digit === 9 ? NINE : labels.indexOf(digit);
      return images.subarray(at * PIXELS, (at + 1) * PIXELS);
    }),
  );
}
