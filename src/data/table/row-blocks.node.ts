/**
 * @file A table's rows in a file, block by block, for tables that memory has no room for.
 */

import type { TemporaryFile } from "../temporary-file.node.js";
import type { TableRows } from "./table-rows.js";

/** About how many bytes a block has in memory. */
const BLOCK_BYTES = 2 ** 23;
const FEWEST_ROWS = 64;

/** How many rows a block should have. @param columns of the file */
export const blockRows = (columns: number): number =>
  Math.max(FEWEST_ROWS, Math.floor(BLOCK_BYTES / (8 * (columns + 2))));

type Column = Float64Array | Float32Array | Uint32Array | Uint16Array;

export class RowBlocks {
  readonly #file: TemporaryFile;
  readonly #blocks: { readonly at: number; readonly rows: number }[] = [];
  /** What all blocks are like, and where they are read into. */
  readonly layout: TableRows;

  /** @param room a block with room for the rows of any other, not used for anything else when blocks are read */
  constructor(file: TemporaryFile, room: TableRows) {
    this.#file = file;
    this.layout = room;
  }

  /** @throws AkariError `invalid-file` where the disk is full */
  append(block: TableRows): void {
    const [first, ...others] = arraysOf(block);
    const at = this.#file.append(first);
    for (const array of others) this.#file.append(array);
    this.#blocks.push({ at, rows: block.rows });
  }

  /** Reads all blocks; each stands until the next one is asked for. */
  async *read(): AsyncGenerator<TableRows, void, void> {
    for (const { at, rows } of this.#blocks) {
      const block = firstRows(this.layout, rows);
      let from = at;
      for (const array of arraysOf(block)) {
        await this.#file.read(array, from);
        from += array.byteLength;
      }
      yield block;
    }
  }
}

/** What a block consists of, in the order in which it is written. */
const arraysOf = ({ columns, task, lines, groups, weights, times }: TableRows): Column[] => [
  ...columns.map(({ cells }) => cells),
  task.kind === "classes" ? task.classes : task.values,
  lines,
  ...(groups === undefined ? [] : [groups]),
  ...(weights === undefined ? [] : [weights]),
  ...(times === undefined ? [] : [times]),
];

const firstRows = (block: TableRows, rows: number): TableRows =>
  withArrays(block, rows, (array, width) => array.subarray(0, rows * width) as typeof array);

/** @param change gives an array in place of one of so many numbers a row */
function withArrays(
  block: TableRows,
  rows: number,
  change: <T extends Column>(array: T, width: number) => T,
): TableRows {
  const { task, groups, weights, times } = block;
  return {
    ...block,
    rows,
    columns: block.columns.map(({ column, cells }) => ({ column, cells: change(cells, 1) })),
    task:
      task.kind === "classes"
        ? { ...task, classes: change(task.classes, 1) }
        : { ...task, values: change(task.values, task.names.length) },
    lines: change(block.lines, 1),
    ...(groups === undefined ? {} : { groups: change(groups, 1) }),
    ...(weights === undefined ? {} : { weights: change(weights, 1) }),
    ...(times === undefined ? {} : { times: change(times, 1) }),
  };
}
