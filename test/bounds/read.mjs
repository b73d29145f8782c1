// @ts-check
/**
 * @file Reads the files that it is given, one after another, by the ends of their names, and prints a line of JSON for
 * each: what was said of it, and the most memory that the process has had so far, in bytes.
 */

import { readFileSync } from "node:fs";
import { decodeWav } from "../../dist/data/audio/wav.js";
import { decodePicture } from "../../dist/data/image/decode.js";
import { load } from "../../dist/formats.js";
import { loadIdxFolder, readDigits, readTable } from "../../dist/node.js";

const most = () => process.resourceUsage().maxRSS * 1024;

/** @param {string} path */
async function read(path) {
  const bytes = () => new Uint8Array(readFileSync(path));
  if (/\.(onnx|keras|safetensors)$/.test(path)) return (await load(path)).dispose();
  if (path.endsWith(".png")) return decodePicture(bytes(), path);
  if (path.endsWith(".wav")) return decodeWav(bytes(), path);
  if (/\.csv(\.gz)?$/.test(path)) return readTable(path);
  if (path.endsWith(".jsonl.gz")) return readDigits(path);
  return loadIdxFolder(path);
}

console.log(JSON.stringify({ most: most() }));
for (const path of process.argv.slice(2)) {
  const said = await read(path).then(
    () => ({ code: "read", message: "" }),
    (error) => ({ code: error.code, message: String(error.message) }),
  );
  console.log(JSON.stringify({ ...said, most: most() }));
}
