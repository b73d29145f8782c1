/**
 * @file Reads a table to show it to a model that exists.
 */

import { AkariError } from "../../error.js";
import type { Preprocessing, TablePreprocessing } from "../../model/preprocessing.js";
import { readHeader } from "./header.js";
import type { Decimal } from "./number-text.js";
import { readRecords, type TableProgress } from "./records.node.js";
import { requireTable } from "./row-for-model.js";
import { ScanForModel } from "./scan-for-model.js";
import { type EncodedTable, type ModelTableOptions, TableForModel } from "./table-for-model.js";
import { type Encoding, withEncoding } from "./text-chunks.node.js";

export interface ReadTableForOptions extends ModelTableOptions {
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
  return withEncoding(path, async (encoding) => {
    const description = requireTable(preprocessing, path, options.model ?? "The model");
    const scan = await scanForModel(path, encoding, description, options.decimal);
    let table: TableForModel | undefined;
    await readRecords(
      path,
      encoding,
      {
        header: (cells, separator, line) => {
          const form = { table: path, header: readHeader(cells, path, line, 1), separator, scan };
          table = new TableForModel(form, preprocessing, options);
        },
        row: (cells, line) => table?.see(cells, line),
      },
      options.onProgress,
    );
    return finished(table).finish();
  });
}

/**
 * Looks through a table for how its numbers are written. What is wrong with it is left to whoever reads it afterwards.
 *
 * @param told what stands before decimals, where its user says so
 */
export async function scanForModel(
  path: string,
  encoding: Encoding,
  description: TablePreprocessing,
  told: Decimal | undefined,
): Promise<ScanForModel> {
  let scan = new ScanForModel([], description, told);
  try {
    await readRecords(path, encoding, {
      header: (cells) => {
        const names = cells.map((cell) => cell.trim());
        scan = new ScanForModel(names, description, told);
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
