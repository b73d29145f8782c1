/**
 * @file Loads a data set into the arena, in the form that its contents suit: rows as they are, or, where most inputs
 * are zero, only those that are not (see kernels/sparse.ts and kernels/gather.ts). Other data can take
 * the place of data that are not needed any more: the arena itself only grows.
 */

import type { Dataset, Features, Targets } from "../../data/dataset.js";
import { LARGEST_GAP, PANEL, SOURCE, SOURCE_KINDS } from "./layout.js";
import type { Kernels } from "./module.js";
import { panelsFor, writeDivided } from "./panels.js";

/** Up to this share of inputs that are not zero, visiting them one by one was measured to be faster. */
const SPARSE_DENSITY = 0.45;
/** How many bytes of rows are handed to the kernels at a time. */
const CHUNK_BYTES = 2 ** 18;

/** A data set in the arena. */
export interface Source {
  /** What it takes up: the next data set in its place will take that. */
  readonly blocks: DataBlocks;
  /** Address of the kernels' record of it. */
  readonly address: number;
  /** The most entries that a row has; 0 where the rows are dense. */
  readonly largestRow: number;
}

/**
 * Copies a data set into the arena.
 *
 * @param blocks where to; what is in it goes
 * @param divideBy what the network divides raw inputs by, whatever the data set says
 */
export function createSource(
  kernels: Kernels,
  blocks: DataBlocks,
  { features, targets, weights }: Dataset,
  targetUnits: number,
  divideBy: number,
): Source {
  blocks.clear();
  const inputs = placeFeatures(kernels, blocks, features);
  const { classes, values } = placeTargets(kernels, blocks, targets, features.rows, targetUnits);
  const { largestRow, ...placed } = inputs;
  const address = blocks.record({
    ...placed,
    divideBy,
    divided: blocks.divided(divideBy),
    classes,
    values,
    weights: weights === undefined ? 0 : placeWeights(kernels, blocks, weights),
  });
  return { blocks, address, largestRow };
}

interface PlacedFeatures {
  readonly kind: number;
  readonly data: number;
  readonly stride: number;
  readonly starts: number;
  readonly largestRow: number;
}

function placeFeatures(kernels: Kernels, blocks: DataBlocks, features: Features): PlacedFeatures {
  const { data } = features;
  return data instanceof Uint8Array
    ? placeBytes(kernels, blocks, data, features.rows, features.columns)
    : placeFloats(kernels, blocks, data, features.rows, features.columns);
}

function placeFloats(
  kernels: Kernels,
  blocks: DataBlocks,
  data: Float32Array | Float64Array,
  rows: number,
  columns: number,
): PlacedFeatures {
  let entries = 0;
  for (let i = 0; i < data.length; i++) if (data[i] !== 0) entries++;
  if (entries <= SPARSE_DENSITY * data.length)
    return placeSparseFloats(kernels, blocks, data, rows, columns, entries);
  const width = panelsFor(columns) * PANEL;
  const address = blocks.take(rows * width * 4);
  copyRows(data, rows, columns, kernels.floats, address / 4, width);
  return { kind: SOURCE_KINDS.DENSE_F32, data: address, stride: width * 4, starts: 0, largestRow: 0 };
}

/** Bytes pass through a small buffer, from which the kernels count and encode them: a large set is never held twice. */
function placeBytes(
  kernels: Kernels,
  blocks: DataBlocks,
  data: Uint8Array,
  rows: number,
  columns: number,
): PlacedFeatures {
  const stride = Math.ceil(columns / 16) * 16;
  const chunk = Math.min(rows, Math.max(1, Math.floor(CHUNK_BYTES / stride)));
  const buffer = blocks.take(chunk * stride);
  const eachChunk = (visit: (first: number, count: number) => void): void => {
    for (let first = 0; first < rows; first += chunk) {
      const count = Math.min(chunk, rows - first);
      const part = data.subarray(first * columns, (first + count) * columns);
      copyRows(part, count, columns, kernels.bytes, buffer, stride);
      visit(first, count);
    }
  };

  let entries = 0;
  eachChunk((_, count) => {
    entries += kernels.call.countNonZero(buffer, count * stride);
  });
  if (entries > SPARSE_DENSITY * data.length) {
    const address = blocks.take(rows * stride);
    copyRows(data, rows, columns, kernels.bytes, address, stride);
    return { kind: SOURCE_KINDS.DENSE_U8, data: address, stride, starts: 0, largestRow: 0 };
  }
  const bridges = rows * Math.floor(columns / LARGEST_GAP);
  const address = blocks.take((entries + bridges + 1) * 2);
  const starts = blocks.take((rows + 1) * 4);
  let end = address;
  eachChunk((first, count) => {
    end = kernels.call.encodeBytes(buffer, count, stride, end, starts + first * 4, address) >>> 0;
  });
  const { words } = kernels;
  words[starts / 4 + rows] = end - address;
  let largestRow = 0;
  for (let r = 0; r < rows; r++) {
    largestRow = Math.max(largestRow, (words[starts / 4 + r + 1] - words[starts / 4 + r]) / 2);
  }
  return { kind: SOURCE_KINDS.SPARSE_U8, data: address, stride: 0, starts, largestRow };
}

/** Copies `[rows, columns]` to `[rows, width]` at `to[start]`; what lies beyond the columns is left as it is: zero. */
function copyRows(
  data: Uint8Array | Float32Array | Float64Array,
  rows: number,
  columns: number,
  to: Uint8Array | Float32Array,
  start: number,
  width: number,
): void {
  if (width === columns) to.set(data, start);
  else {
    for (let r = 0; r < rows; r++) to.set(data.subarray(r * columns, (r + 1) * columns), start + r * width);
  }
}

function placeSparseFloats(
  kernels: Kernels,
  blocks: DataBlocks,
  data: Float32Array | Float64Array,
  rows: number,
  columns: number,
  entries: number,
): PlacedFeatures {
  const address = blocks.take(Math.max(1, entries) * 8);
  const starts = blocks.take((rows + 1) * 4);
  const { floats, words } = kernels;
  let to = address;
  let largestRow = 0;
  for (let r = 0; r < rows; r++) {
    words[starts / 4 + r] = to - address;
    const before = to;
    for (let column = 0, i = r * columns; column < columns; column++, i++) {
      if (data[i] === 0) continue;
      words[to / 4] = column;
      floats[to / 4 + 1] = data[i];
      to += 8;
    }
    largestRow = Math.max(largestRow, (to - before) / 8);
  }
  words[starts / 4 + rows] = to - address;
  return { kind: SOURCE_KINDS.SPARSE_F32, data: address, stride: 0, starts, largestRow };
}

function placeTargets(
  kernels: Kernels,
  blocks: DataBlocks,
  targets: Targets,
  rows: number,
  units: number,
): { classes: number; values: number } {
  if (targets.kind === "classes") {
    const classes = blocks.take(rows * 4);
    kernels.words.set(targets.classes, classes / 4);
    return { classes, values: 0 };
  }
  const width = panelsFor(units) * PANEL;
  const values = blocks.take(rows * width * 4);
  for (let r = 0; r < rows; r++) {
    kernels.floats.set(targets.data.subarray(r * units, (r + 1) * units), values / 4 + r * width);
  }
  return { classes: 0, values };
}

function placeWeights(
  kernels: Kernels,
  blocks: DataBlocks,
  weights: NonNullable<Dataset["weights"]>,
): number {
  const address = blocks.take(weights.length * 4);
  kernels.floats.set(weights, address / 4);
  return address;
}

/** A block that turned out too small is followed by one with this much to spare: the next data may be larger again. */
const SPARE_SHARE = 1 / 8;

interface Block {
  readonly address: number;
  readonly bytes: number;
  isTaken: boolean;
}

export class DataBlocks {
  readonly #kernels: Kernels;
  readonly #blocks: Block[] = [];
  /** The kernels' record of what the blocks hold. */
  #record: number | undefined;
  /** Every byte's value after the division by a number: `[256]`. */
  #divided: number | undefined;

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  /** Gives all blocks back. */
  clear(): void {
    for (const block of this.#blocks) block.isTaken = false;
  }

  /**
   * Zeroed memory, as {@link Kernels.allocate} gives it: a block that was given back, where one is large enough.
   *
   * @throws AkariError `out-of-memory`
   */
  take(bytes: number): number {
    let fitting: Block | undefined;
    let anyFree = false;
    for (const block of this.#blocks) {
      if (block.isTaken) continue;
      anyFree = true;
      if (block.bytes >= bytes && block.bytes < (fitting?.bytes ?? Number.POSITIVE_INFINITY)) fitting = block;
    }
    if (fitting !== undefined) this.#kernels.bytes.fill(0, fitting.address, fitting.address + bytes);
    const found = fitting ?? this.#add(anyFree ? Math.ceil(bytes * (1 + SPARE_SHARE)) : bytes);
    found.isTaken = true;
    return found.address;
  }

  /** Says what the blocks hold. @returns the address of the kernels' record of it, which stays the same */
  record(values: { readonly [Field in keyof typeof SOURCE.fields]: number }): number {
    this.#record ??= this.#kernels.allocate(SOURCE.bytes);
    this.#kernels.write(this.#record, SOURCE, values);
    return this.#record;
  }

  /** Every byte divided by a number, `[256]` of `f32`. */
  divided(divideBy: number): number {
    this.#divided ??= this.#kernels.allocate(256 * 4);
    return writeDivided(this.#kernels, this.#divided, divideBy);
  }

  #add(bytes: number): Block {
    const block = { address: this.#kernels.allocate(bytes), bytes, isTaken: true };
    this.#blocks.push(block);
    return block;
  }
}
