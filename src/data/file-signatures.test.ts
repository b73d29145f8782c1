import { expect, test } from "vitest";
import { isOtherTable, requireTextTable } from "./file-signatures.js";

test.each([
  [
    "PK\x03\x04\x14\0",
    "t.csv is a zip file, as those of Excel (.xlsx), LibreOffice and Numbers are. Save the table as CSV",
  ],
  ["PAR1\x15\0", "t.csv is a Parquet file. Save the table as CSV"],
  ["SQLite format 3\0", "t.csv is a database of SQLite's."],
  ["<!DOCTYPE html><html>", "t.csv is a page (HTML)."],
])("%j is called by what it is", (start, sentence) => {
  expect(() =>
    requireTextTable(
      Uint8Array.from(start, (c) => c.charCodeAt(0)),
      "t.csv",
    ),
  ).toThrow(sentence);
});

test("tables of text are none of these", () => {
  for (const text of ["", "PK,y\n1,2\n", "PARTS,y\n", "x,y\n"])
    expect(() => requireTextTable(new TextEncoder().encode(text), "t.csv")).not.toThrow();
  expect(["a.xlsx", "b.PARQUET", "c.ods"].every(isOtherTable)).toBe(true);
  expect(["a.csv", "b.tsv", "c.txt", "xlsx"].some(isOtherTable)).toBe(false);
});
