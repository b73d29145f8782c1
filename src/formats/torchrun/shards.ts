/**
 * @file Rows of a data set in files of safetensors, as compact as they can be without a loss: pixels stay bytes, a category
 * is its number, and no longer an input for each of a column's values.
 *
 * ```
 * numbers     [rows, n]        U8, F32 or F64: inputs before they are divided
 * categories  [rows, columns]  U8 or I32: which of a column's inputs is 1; absent where there are none
 * targets     [rows] or [rows, outputs]  a class as U8 or I32, or F32 or F64
 * weights     [rows]           F64: what a row's loss is multiplied by; absent where all count alike
 * rows        [rows]           I32: which row of the data set it is, where copies are made of it; else absent
 * ```
 */

import type { Bytes } from "../../bytes.js";
import type { Dataset, Features } from "../../data/dataset.js";
import type { ModelDefinition } from "../../model/model.js";
import { encodeSafetensors, type WrittenTensor } from "../safetensors/safetensors.js";

/** Some inputs that stand side by side: as they are, or those of a category, of which one is 1 and all others are 0. */
export type InputBlock =
  /** The columns of `numbers`, from `from` to before `to`. */
  | { readonly from: number; readonly to: number }
  /** A column of `categories`, and how many inputs it becomes. */
  | { readonly category: number; readonly size: number };

const sizeOf = (block: InputBlock): number => ("size" in block ? block.size : block.to - block.from);

/** How a network's inputs are made of a shard's columns, in their order. */
export function inputBlocks({ inputs, preprocessing }: ModelDefinition): InputBlock[] {
  const blocks: InputBlock[] = [];
  let numbers = 0;
  let categories = 0;
  const addNumbers = (count: number): void => {
    const last = blocks.at(-1);
    if (last !== undefined && "to" in last) blocks[blocks.length - 1] = { ...last, to: last.to + count };
    else if (count > 0) blocks.push({ from: numbers, to: numbers + count });
    numbers += count;
  };
  for (const { kind, missing, ...column } of preprocessing.table?.columns ?? []) {
    if (kind === "category" && "values" in column) {
      // The last one is for all others.
      blocks.push({ category: categories++, size: column.values.length + 1 });
    } else addNumbers(1);
    if (missing.indicator) addNumbers(1);
  }
  addNumbers(inputs - blocks.reduce((sum, block) => sum + sizeOf(block), 0));
  return blocks;
}

/** How rows are put into shards. */
export interface ShardForm {
  readonly blocks: readonly InputBlock[];
  /** What the network computes in. */
  readonly precision: 32 | 64;
  /** Whether shards say which of the data set's rows they have. */
  readonly numbered?: boolean;
}

/** About how many bytes a shard of rows in memory may have. */
const SHARD_BYTES = 2 ** 26;

/** How many rows of a data set in memory a shard has. */
export const rowsOfShard = ({ data, rows, columns }: Features): number =>
  Math.max(1, Math.min(rows, Math.floor(SHARD_BYTES / (columns * data.BYTES_PER_ELEMENT))));

/**
 * A shard's file.
 *
 * @param rows which rows of the data, in their order in the shard
 */
export function encodeShard(
  data: Dataset,
  rows: Uint32Array,
  { blocks, precision, numbered }: ShardForm,
): Bytes {
  const Floats = precision === 32 ? Float32Array : Float64Array;
  const { features, targets, weights } = data;
  const columns = blocks.reduce((sum, block) => sum + ("to" in block ? sizeOf(block) : 0), 0);
  const sizes = blocks.flatMap((block) => ("size" in block ? [block.size] : []));
  const Places = Math.max(0, ...sizes) <= 256 ? Uint8Array : Int32Array;
  const numbers = new (features.data instanceof Uint8Array ? Uint8Array : Floats)(rows.length * columns);
  const categories = new Places(rows.length * sizes.length);
  let at = 0;
  let place = 0;
  for (const row of rows) {
    let input = row * features.columns;
    for (const block of blocks) {
      const size = sizeOf(block);
      if ("to" in block) {
        numbers.set(features.data.subarray(input, input + size), at);
        at += size;
      } else categories[place++] = oneHotPlace(features.data, input, size);
      input += size;
    }
  }
  const tensors = new Map<string, WrittenTensor>();
  if (columns > 0) tensors.set("numbers", { shape: [rows.length, columns], data: numbers });
  if (sizes.length > 0) tensors.set("categories", { shape: [rows.length, sizes.length], data: categories });
  if (targets.kind === "classes") {
    const Classes = targets.names.length <= 256 ? Uint8Array : Int32Array;
    tensors.set("targets", {
      shape: [rows.length],
      data: new Classes(rows.length).map((_, i) => targets.classes[rows[i]]),
    });
  } else {
    const values = new Floats(rows.length * targets.columns);
    rows.forEach((row, i) => {
      values.set(
        targets.data.subarray(row * targets.columns, (row + 1) * targets.columns),
        i * targets.columns,
      );
    });
    tensors.set("targets", { shape: [rows.length, targets.columns], data: values });
  }
  if (weights !== undefined) {
    tensors.set("weights", { shape: [rows.length], data: Float64Array.from(rows, (row) => weights[row]) });
  }
  if (numbered) tensors.set("rows", { shape: [rows.length], data: Int32Array.from(rows) });
  return encodeSafetensors(tensors);
}

/** Where the 1 is among inputs of which all others are 0. */
function oneHotPlace(data: Features["data"], from: number, size: number): number {
  let found = -1;
  for (let i = 0; i < size; i++) {
    const input = data[from + i];
    if (input === 0) continue;
    if (input !== 1 || found >= 0) throw new Error("The inputs of a category are not a 1 among zeros.");
    found = i;
  }
  if (found < 0) throw new Error("The inputs of a category are all zeros.");
  return found;
}
