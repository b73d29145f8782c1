// @ts-check
/**
 * @file Holds the Studio to what a visitor has to load before the first picture: all JavaScript and CSS that its page
 * names, compressed as servers do.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ROOT } from "./setup.mjs";

/** In bytes: 250 KB. */
const LIMIT = 250_000;

const folder = join(ROOT, "dist/studio");
const page = readFileSync(join(folder, "index.html"), "utf8");
const files = [...page.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map(([, path]) => path);
const sizes = files.map((path) => ({
  path,
  bytes: gzipSync(readFileSync(join(folder, path)), { level: 9 }).length,
}));
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
const inKilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} KB`;

console.log(
  `The Studio's first paint takes ${inKilobytes(total)} gzipped, of at most ${inKilobytes(LIMIT)}.`,
);
if (total > LIMIT || files.length === 0) {
  for (const { path, bytes } of sizes) console.error(`${inKilobytes(bytes).padStart(9)}  ${path}`);
  process.exitCode = 1;
}
