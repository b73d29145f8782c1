/**
 * @file Files that hold tables in other forms than text: what they are called, by their first bytes or their names.
 */

import { AkariError } from "../../error.js";
import { begins } from "../file-signatures.js";

/** How they begin. Each character is a byte. */
const STARTS: readonly (readonly [start: string, what: string])[] = [
  ["PK\x03\x04", "a zip file, as those of Excel (.xlsx), LibreOffice and Numbers are"],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of an older Excel (.xls)"],
  ["PAR1", "a Parquet file"],
  ["ARROW1", "a file of Arrow's (Feather)"],
  ["SQLite format 3\0", "a database of SQLite's"],
  ["\x89HDF\r\n", "an HDF5 file"],
  ["\x93NUMPY", "a file of NumPy's"],
  ["$FL2", "a file of SPSS's"],
  ["<!DOCTYPE html", "a page (HTML)"],
  ["<html", "a page (HTML)"],
];
const NAMES = /\.(xlsx|xlsm|xls|ods|numbers|parquet|feather|arrow|sqlite3?|db|h5|npy|npz|sav|dta|rds|pkl)$/i;

/** What to do with a table that is not text. */
export const SAVE_AS_CSV = "Save the table as CSV in the program that it is of.";

/** @throws AkariError `invalid-file` where a file's first bytes are those of a table that is not text */
export function requireTextTable(start: Uint8Array, path: string): void {
  const found = STARTS.find(([text]) => begins(start, 0, text));
  if (found !== undefined) throw new AkariError("invalid-file", `${path} is ${found[1]}. ${SAVE_AS_CSV}`);
}

/** Whether a file's name is that of a table that is not text. */
export const isOtherTable = (path: string): boolean => NAMES.test(path);
