/**
 * @file IDX files that were damaged at random: images, labels, and both in a folder.
 */

import { decodeIdx, decodeImages } from "../../src/data/digits/idx.js";
import { BINARY_PIECES, survivesDamage } from "../support/damage.js";

const images = Buffer.concat([
  Buffer.of(0, 0, 8, 3, 0, 0, 0, 5, 0, 0, 0, 4, 0, 0, 0, 3),
  Uint8Array.from({ length: 60 }, (_, i) => i * 4),
]);
const labels = Buffer.concat([Buffer.of(0, 0, 8, 1, 0, 0, 0, 5), Buffer.of(0, 1, 2, 1, 0)]);

survivesDamage(
  "IDX files",
  () => [images, labels],
  BINARY_PIECES,
  (bytes, place) => {
    if (place % 2 === 0) decodeIdx(bytes, "damaged");
    else {
      const [first, second] = place % 3 === 0 ? [bytes, labels] : [images, bytes];
      decodeImages("damaged", { name: "images", bytes: first }, { name: "labels", bytes: second });
    }
  },
);
