/**
 * @file Keras files that were damaged at random: the archive, and what is in it.
 */

import { readFileSync } from "node:fs";
import { strToU8, unzipSync, zipSync } from "fflate";
import { decodeModel } from "../../src/formats/codecs.packages.js";
import { BINARY_PIECES, survivesDamage } from "../support/damage.js";

const read = (name: string): Uint8Array => readFileSync(new URL(`../keras/${name}.keras`, import.meta.url));

/** Stored as they are, so that damage meets the weights and the description rather than how they are packed. */
const stored = (name: string): Uint8Array => zipSync(unzipSync(read(name)), { level: 0 });

survivesDamage(
  "Keras files",
  () => [read("functional"), stored("functional"), stored("normalised"), stored("fixed")],
  [...BINARY_PIECES, ...["[", '"Dense"', "null", "1e9"].map((text) => strToU8(text))],
  async (bytes) => {
    await decodeModel(bytes, { name: "damaged.keras" });
  },
);
