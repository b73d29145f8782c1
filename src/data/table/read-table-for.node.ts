/**
 * @file Reads a table to show it to a model that exists.
 */

import { AkariError } from "../../error.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import type { Encoding } from "./encoding.js";
import { readHeader } from "./header.js";
import { readRecords, type TableProgress } from "./records.node.js";
import { requireTable } from "./row-for-model.js";
import { ScanForModel } from "./scan-for-model.js";
import { type EncodedTable, type ModelTableOptions, TableForModel } from "./table-for-model.js";
import { withEncoding } from "./text-chunks.node.js";

export interface ReadTableForOptions extends ModelTableOptions {
  /** The file's encoding, by any of its names, such as `windows-1252`; found out when left out. */
  readonly encoding?: string;
  /** Is told how far reading has come. */
  readonly onProgress?: (progress: TableProgress) => void;
}

/**
 * Reads a table with a model's preprocessing: its columns are found by name, in any order. Columns that the model did
 * not learn from are passed over, with a note.
 *
 * @throws AkariError `not-found` or `invalid-file` where it cannot be read, `invalid-data` where columns are lacking,
 * or a row or cell is wrong, naming file, row and column
 */
export function readTableFor(
  path: string,
  preprocessing: Preprocessing,
  options: ReadTableForOptions = {},
): Promise<EncodedTable> {
  return withEncoding(path, options.encoding, async (encoding, fileNotes) => {
    const scan = await scanForModel(path, encoding, preprocessing, options);
    let table: TableForModel | undefined;
    let above: readonly string[] = [];
    await readRecords(
      path,
      encoding,
      {
        header: (cells, separator, line, notes) => {
          above = notes;
          const form = { table: path, header: readHeader(cells, path, line, 1), separator, scan };
          table = new TableForModel(form, preprocessing, options);
        },
        row: (cells, line) => table?.see(cells, line),
      },
      options.onProgress,
    );
    const encoded = finished(table).finish();
    const notes = [...fileNotes, ...above];
    return { ...encoded, fileNotes: notes, notes: [...notes, ...encoded.notes] };
  });
}

/**
 * Looks through a table for how its numbers are written. What is wrong with it is left to whoever reads it afterwards.
 *
 * @throws AkariError `invalid-data` where the model takes no tables
 */
export async function scanForModel(
  path: string,
  encoding: Encoding,
  preprocessing: Preprocessing,
  { model = "The model", decimal }: Pick<ModelTableOptions, "model" | "decimal">,
): Promise<ScanForModel> {
  const description = requireTable(preprocessing, path, model);
  let scan = new ScanForModel([], preprocessing, description, ",");
  try {
    await readRecords(path, encoding, {
      header: (cells, separator) => {
        const names = cells.map((cell) => cell.trim());
        scan = new ScanForModel(names, preprocessing, description, separator, decimal);
      },
      row: (cells, line) => scan.see(cells, line),
    });
  } catch (error) {
    if (!(error instanceof AkariError)) throw error;
  }
  return scan;
}

/** The reader throws before this where there is no header. */
function finished(table: TableForModel | undefined): TableForModel {
  if (table === undefined) throw new Error("A table was read without its header.");
  return table;
}
