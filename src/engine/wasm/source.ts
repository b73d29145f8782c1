/**
 * @file Takes a data set into the arena, in the form that its contents suit: rows as they are, or, where most inputs
 * are zero, only those that are not (see kernels/sparse.ts and kernels/gather.ts).
 */

import type { Dataset, Features, Targets } from "../../data/dataset.js";
import type { Kernels } from "./module.js";
import { PANEL, panelsFor } from "./panels.js";

/** As kernels/gather.ts numbers them. */
const DENSE_U8 = 0;
const DENSE_F32 = 1;
const SPARSE_U8 = 2;
const SPARSE_F32 = 3;

/** Up to this share of inputs that are not zero, visiting them one by one was measured to be faster. */
const SPARSE_DENSITY = 0.45;
/** The largest gap between two columns that an entry of bytes can name. */
const LARGEST_GAP = 255;

/** A data set in the arena. */
export interface Source {
  /** Address of the kernels' record of it. */
  readonly address: number;
  /** The most entries that a row has; 0 where the rows are dense. */
  readonly largestRow: number;
}

/** Copies a data set into the arena. */
export function createSource(kernels: Kernels, data: Dataset, targetUnits: number): Source {
  const { features, targets, preprocessing } = data;
  const inputs = placeFeatures(kernels, features);
  const { classes, values } = placeTargets(kernels, targets, features.rows, targetUnits);
  const address = kernels.created(
    kernels.call.createSource(
      inputs.kind,
      inputs.data,
      inputs.stride,
      inputs.starts,
      preprocessing.divideBy,
      classes,
      values,
    ),
  );
  return { address, largestRow: inputs.largestRow };
}

/** A dense row of floats that callers fill themselves, for inputs that belong to no data set. */
export function createInputSource(
  kernels: Kernels,
  rows: number,
  columns: number,
  divideBy: number,
): { address: number; data: number; stride: number } {
  const stride = panelsFor(columns) * PANEL * 4;
  const data = kernels.allocate(rows * stride);
  const address = kernels.created(kernels.call.createSource(DENSE_F32, data, stride, 0, divideBy, 0, 0));
  return { address, data, stride };
}

interface PlacedFeatures {
  readonly kind: number;
  readonly data: number;
  readonly stride: number;
  readonly starts: number;
  readonly largestRow: number;
}

function placeFeatures(kernels: Kernels, features: Features): PlacedFeatures {
  const { data, rows, columns } = features;
  const bytes = data instanceof Uint8Array;
  const entries = bytes ? countEntries(data, columns) : countNonZero(data);
  if (entries <= SPARSE_DENSITY * data.length) {
    return bytes
      ? placeSparseBytes(kernels, data, rows, columns, entries)
      : placeSparseFloats(kernels, data, rows, columns, entries);
  }
  const width = panelsFor(columns) * PANEL;
  const stride = bytes ? width : width * 4;
  const address = kernels.allocate(rows * stride);
  const target = bytes ? kernels.bytes : kernels.floats;
  const start = bytes ? address : address / 4;
  if (width === columns) target.set(data, start);
  else {
    for (let r = 0; r < rows; r++)
      target.set(data.subarray(r * columns, (r + 1) * columns), start + r * width);
  }
  return { kind: bytes ? DENSE_U8 : DENSE_F32, data: address, stride, starts: 0, largestRow: 0 };
}

function countNonZero(data: Float32Array | Float64Array): number {
  let count = 0;
  for (let i = 0; i < data.length; i++) if (data[i] !== 0) count++;
  return count;
}

/** How many entries rows of bytes take, with those that only bridge a gap. */
function countEntries(data: Uint8Array, columns: number): number {
  let count = 0;
  let last = 0;
  for (let i = 0, column = 0; i < data.length; i++, column++) {
    if (column === columns) column = last = 0;
    if (data[i] === 0) continue;
    count += 1 + bridges(column - last);
    last = column;
  }
  return count;
}

/** Entries of value 0 that a gap between two columns needs. */
const bridges = (gap: number): number => Math.max(0, Math.ceil(gap / LARGEST_GAP) - 1);

function placeSparseBytes(
  kernels: Kernels,
  data: Uint8Array,
  rows: number,
  columns: number,
  entries: number,
): PlacedFeatures {
  const address = kernels.allocate(Math.max(1, entries) * 2);
  const starts = kernels.allocate((rows + 1) * 4);
  const { bytes, words } = kernels;
  let to = address;
  let largestRow = 0;
  for (let r = 0; r < rows; r++) {
    words[starts / 4 + r] = to - address;
    const before = to;
    let last = 0;
    for (let column = 0, i = r * columns; column < columns; column++, i++) {
      if (data[i] === 0) continue;
      for (; column - last > LARGEST_GAP; last += LARGEST_GAP) {
        bytes[to++] = LARGEST_GAP;
        bytes[to++] = 0;
      }
      bytes[to++] = column - last;
      bytes[to++] = data[i];
      last = column;
    }
    largestRow = Math.max(largestRow, (to - before) / 2);
  }
  words[starts / 4 + rows] = to - address;
  return { kind: SPARSE_U8, data: address, stride: 0, starts, largestRow };
}

function placeSparseFloats(
  kernels: Kernels,
  data: Float32Array | Float64Array,
  rows: number,
  columns: number,
  entries: number,
): PlacedFeatures {
  const address = kernels.allocate(Math.max(1, entries) * 8);
  const starts = kernels.allocate((rows + 1) * 4);
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
  return { kind: SPARSE_F32, data: address, stride: 0, starts, largestRow };
}

function placeTargets(
  kernels: Kernels,
  targets: Targets,
  rows: number,
  units: number,
): { classes: number; values: number } {
  if (targets.kind === "classes") {
    const classes = kernels.allocate(rows * 4);
    kernels.words.set(targets.classes, classes / 4);
    return { classes, values: 0 };
  }
  const width = panelsFor(units) * PANEL;
  const values = kernels.allocate(rows * width * 4);
  for (let r = 0; r < rows; r++) {
    kernels.floats.set(targets.data.subarray(r * units, (r + 1) * units), values / 4 + r * width);
  }
  return { classes: 0, values };
}
