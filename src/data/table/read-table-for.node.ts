/**
 * @file Reads a table to show it to a model that exists.
 */

import type { Preprocessing } from "../../model/preprocessing.js";
import { readHeader } from "./header.js";
import { readRecords, type TableProgress } from "./records.node.js";
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
    let table: TableForModel | undefined;
    let above: readonly string[] = [];
    await readRecords(
      path,
      encoding,
      {
        header: (cells, separator, line, notes) => {
          above = notes;
          const names = readHeader(cells, path, line);
          const form = { table: path, header: names, decimalComma: separator !== "," };
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

/** The reader throws before this where there is no header. */
function finished(table: TableForModel | undefined): TableForModel {
  if (table === undefined) throw new Error("A table was read without its header.");
  return table;
}
