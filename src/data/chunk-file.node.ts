/**
 * @file Writes a data set of any size to a temporary file, in chunks that each are a random sample of its rows, and reads them
 * again. Rows go to the chunks' pages; a page is written when it is full, so a chunk lies all over the file.
 */

import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { type FileHandle, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AkariError } from "../error.js";
import { permutation, type RandomGenerator } from "../model/random.js";
import type { ChunkedDataset, ChunkedTotal, Dataset, DatasetShape, Targets } from "./dataset.js";
import { DataHash } from "./fingerprint.js";

export class TemporaryFile {
  readonly #handle: FileHandle;
  #bytes = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** @throws AkariError `invalid-file` where the folder for temporary files cannot be written to */
  static async create(): Promise<TemporaryFile> {
    const path = join(tmpdir(), `akari-${randomUUID()}`);
    let handle: FileHandle | undefined;
    try {
      handle = await open(path, "wx+", 0o600);
      await rm(path, { force: true });
      return new TemporaryFile(handle);
    } catch (error) {
      await handle?.close();
      throw problem("write", error);
    }
  }

  /** How long it is. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Adds some numbers at its end.
   *
   * @returns where they begin
   * @throws AkariError `invalid-file` where there is no room for them
   */
  append(numbers: ArrayBufferView): number {
    const begin = this.#bytes;
    const { buffer, byteOffset, byteLength } = numbers;
    try {
      for (let done = 0; done < byteLength; ) {
        const left = new Uint8Array(buffer, byteOffset + done, byteLength - done);
        done += writeSync(this.#handle.fd, left, 0, left.length, begin + done);
      }
    } catch (error) {
      throw problem("write", error);
    }
    this.#bytes = begin + byteLength;
    return begin;
  }

  /** Fills an array with the numbers that begin at `from`. @throws AkariError `invalid-file` where they cannot be read */
  async read(into: ArrayBufferView, from: number): Promise<void> {
    const { buffer, byteOffset, byteLength } = into;
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    try {
      for (let done = 0; done < byteLength; ) {
        const { bytesRead } = await this.#handle.read(bytes, done, byteLength - done, from + done);
        if (bytesRead === 0) throw new Error("It is shorter than it was.");
        done += bytesRead;
      }
    } catch (error) {
      throw problem("read", error);
    }
  }

  /** Gives its room on the disk back. */
  async close(): Promise<void> {
    await this.#handle.close();
  }
}

function problem(what: "read" | "write", cause: unknown): AkariError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const full = code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG";
  const why = full ? "there is no room left" : `it failed${code === "" ? "" : ` (${code})`}`;
  return new AkariError(
    "invalid-file",
    `Data too large for memory could not be ${what === "read" ? "read from" : "written to"} a temporary file in ` +
      `${tmpdir()}: ${why}. Name a folder with more room in the environment variable TMPDIR.`,
    { cause },
  );
}

export interface ChunkSizes {
  /** About how many bytes a chunk may have. */
  readonly chunk: number;
  /** How many bytes of all chunks' pages are in memory while the file is written. */
  readonly pages: number;
}

/** Of memory: a chunk is held twice, here and in the engine, and so is one of each data set. */
export const DEFAULT_SIZES: ChunkSizes = { chunk: 2 ** 24, pages: 2 ** 24 };
const LARGEST_PAGE = 2 ** 18;

/** Rows as they are kept: their inputs, their targets, and their weights where they have some. */
interface Rows {
  readonly inputs: Float32Array;
  readonly targets: Float64Array | Uint32Array;
  readonly weights: Float32Array | undefined;
}

interface Chunk {
  /** The page that is being filled, and how many rows it has. */
  readonly page: Rows;
  filled: number;
  rows: number;
  /** Where its full pages begin, and how many rows each has. */
  readonly pages: { readonly at: number; readonly rows: number }[];
}

export class ChunkWriter {
  readonly #file: TemporaryFile;
  readonly #shape: DatasetShape;
  readonly #hasWeights: boolean;
  readonly #random: RandomGenerator;
  readonly #pageRows: number;
  readonly #chunks: readonly Chunk[];
  readonly #totals: { rows: number; weight: number }[];
  readonly #hash = new DataHash();
  #deal: Uint32Array = new Uint32Array();
  #rows = 0;

  /** @param shape of the whole, with the number of rows that will come */
  constructor(
    file: TemporaryFile,
    shape: DatasetShape,
    hasWeights: boolean,
    random: RandomGenerator,
    sizes: ChunkSizes = DEFAULT_SIZES,
  ) {
    const { rows, columns } = shape.features;
    const rowBytes = 4 * (columns + Number(hasWeights)) + 8 * targetColumns(shape);
    const count = Math.max(1, Math.ceil((rows * rowBytes) / sizes.chunk));
    const page = Math.min(LARGEST_PAGE, sizes.pages / count);
    this.#file = file;
    this.#shape = shape;
    this.#hasWeights = hasWeights;
    this.#random = random;
    this.#pageRows = Math.max(1, Math.floor(page / rowBytes));
    this.#chunks = Array.from({ length: count }, () => ({
      page: roomForRows(this.#pageRows, shape, hasWeights),
      filled: 0,
      rows: 0,
      pages: [],
    }));
    const kinds = shape.targets.kind === "classes" ? shape.targets.names.length : 1;
    this.#totals = Array.from({ length: kinds }, () => ({ rows: 0, weight: 0 }));
  }

  /** Takes rows, of the shape that was told. */
  add(given: Dataset): void {
    const { targets, weights } = given;
    const { data, rows, columns } = given.features;
    if (rows === 0) return;
    const numbers = targets.kind === "classes" ? targets.classes : targets.data;
    const width = numbers.length / rows;
    this.#hash.add(given);
    for (let row = 0; row < rows; row++) {
      const chunk = this.#nextChunk();
      const { page, filled } = chunk;
      page.inputs.set(data.subarray(row * columns, (row + 1) * columns), filled * columns);
      for (let k = 0; k < width; k++) page.targets[filled * width + k] = numbers[row * width + k];
      const weight = weights?.[row] ?? 1;
      if (page.weights !== undefined) page.weights[filled] = weight;
      const total = this.#totals[targets.kind === "classes" ? numbers[row] : 0];
      total.rows++;
      total.weight += weight;
      chunk.filled++;
      if (chunk.filled === this.#pageRows) this.#write(chunk);
    }
  }

  finish(): ChunkedDataset {
    for (const chunk of this.#chunks) this.#write(chunk);
    const chunks = this.#chunks.filter(({ rows }) => rows > 0);
    const { name, features, targets } = this.#shape;
    const { columns } = features;
    const rows = this.#rows;
    const reader = new ChunkReader(
      this.#file,
      this.#shape,
      this.#hasWeights,
      chunks.map(({ pages }) => pages),
    );
    return {
      ...this.#shape,
      features: { rows, columns },
      chunks: chunks.map((chunk) => chunk.rows),
      fingerprint: { name, rows, columns, hash: this.#hash.digest(targets) },
      totals: this.#totals satisfies ChunkedTotal[],
      load: (chunk) => reader.load(chunk),
    };
  }

  /** Each in turn, in a new order every time, so that their sizes differ by one row at most. */
  #nextChunk(): Chunk {
    const count = this.#chunks.length;
    const place = this.#rows % count;
    if (place === 0) this.#deal = permutation(count, this.#random);
    this.#rows++;
    return this.#chunks[this.#deal[place]];
  }

  #write(chunk: Chunk): void {
    const { page, filled } = chunk;
    if (filled === 0) return;
    const { inputs, targets, weights } = firstRows(page, filled, this.#pageRows);
    const at = this.#file.append(inputs);
    this.#file.append(targets);
    if (weights !== undefined) this.#file.append(weights);
    chunk.pages.push({ at, rows: filled });
    chunk.rows += filled;
    chunk.filled = 0;
  }
}

class ChunkReader {
  readonly #file: TemporaryFile;
  readonly #shape: DatasetShape;
  readonly #hasWeights: boolean;
  readonly #chunks: readonly Chunk["pages"][];
  readonly #room: number;
  /** Made when a chunk is first read, and used again for every other. */
  #rows: Rows | undefined;

  constructor(
    file: TemporaryFile,
    shape: DatasetShape,
    hasWeights: boolean,
    chunks: readonly Chunk["pages"][],
  ) {
    this.#file = file;
    this.#shape = shape;
    this.#hasWeights = hasWeights;
    this.#chunks = chunks;
    this.#room = Math.max(0, ...chunks.map(countRows));
  }

  async load(chunk: number): Promise<Dataset> {
    const pages = this.#chunks[chunk];
    const { name, features, targets, preprocessing } = this.#shape;
    const { columns } = features;
    const width = targetColumns(this.#shape);
    this.#rows ??= roomForRows(this.#room, this.#shape, this.#hasWeights);
    const { inputs, targets: numbers, weights } = this.#rows;
    let row = 0;
    for (const { at, rows } of pages) {
      const end = row + rows;
      await this.#file.read(inputs.subarray(row * columns, end * columns), at);
      const afterInputs = at + rows * columns * 4;
      await this.#file.read(numbers.subarray(row * width, end * width), afterInputs);
      if (weights !== undefined) {
        await this.#file.read(
          weights.subarray(row, end),
          afterInputs + rows * width * numbers.BYTES_PER_ELEMENT,
        );
      }
      row = end;
    }
    const read = firstRows(this.#rows, row, this.#room);
    return {
      name: `${name}, chunk ${chunk + 1} of ${this.#chunks.length}`,
      features: { data: read.inputs, rows: row, columns },
      targets: asTargets(read.targets, targets),
      ...(read.weights === undefined ? {} : { weights: read.weights }),
      preprocessing,
    };
  }
}

const countRows = (pages: Chunk["pages"]): number => pages.reduce((sum, { rows }) => sum + rows, 0);

const targetColumns = ({ targets }: DatasetShape): number =>
  targets.kind === "classes" ? 1 : targets.columns;

/** @throws AkariError `out-of-memory` */
function roomForRows(rows: number, shape: DatasetShape, hasWeights: boolean): Rows {
  const { columns } = shape.features;
  const width = targetColumns(shape);
  try {
    return {
      inputs: new Float32Array(rows * columns),
      targets: shape.targets.kind === "classes" ? new Uint32Array(rows) : new Float64Array(rows * width),
      weights: hasWeights ? new Float32Array(rows) : undefined,
    };
  } catch (cause) {
    throw new AkariError("out-of-memory", `There is not enough memory for ${rows} rows of ${shape.name}.`, {
      cause,
    });
  }
}

/** @param room how many rows there is room for */
function firstRows({ inputs, targets, weights }: Rows, rows: number, room: number): Rows {
  if (room === 0) return { inputs, targets, weights };
  return {
    inputs: inputs.subarray(0, rows * (inputs.length / room)),
    targets: targets.subarray(0, rows * (targets.length / room)),
    weights: weights?.subarray(0, rows),
  };
}

function asTargets(numbers: Float64Array | Uint32Array, shape: DatasetShape["targets"]): Targets {
  if (shape.kind === "classes" && numbers instanceof Uint32Array) return { ...shape, classes: numbers };
  if (shape.kind === "values" && numbers instanceof Float64Array) return { ...shape, data: numbers };
  throw new Error("Targets are of another kind than they were written as.");
}
