import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { folderPath, lines, put, tableFolder } from "../../../test/support/table-files.js";
import { AkariError } from "../../error.js";
import type { ReadTableOptions } from "./read-table.js";
import { readTable } from "./read-table.node.js";

tableFolder();

async function problem(contents: string | Uint8Array, options?: ReadTableOptions): Promise<string> {
  const path = await put(contents);
  const error = await readTable(path, options).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(AkariError);
  return error.message.replaceAll(path, "T");
}

describe("what is wrong gets a sentence", () => {
  const numbers = (bad: string): string => lines("x,y", 20, (i) => `${i === 15 ? bad : i / 3},${i / 7}`);
  test.each<[string, string | Uint8Array, ReadTableOptions, string]>([
    ["an empty file", "", {}, "T is empty."],
    ["nothing but lines", "\n\n", {}, "T is empty."],
    ["a header only", "a,b\n", {}, "T has a header and no rows below it."],
    ["no header", "5.1,3.5,a\n4.9,3,b\n", {}, 'T, row 1: "5.1" is a number, where'],
    ["one column", "abc\n1\n2\n", {}, 'T, row 1: there is one column only, "abc".'],
    ["doubled names", "a,b,a\n1,2,3\n", {}, 'T, row 1: columns 1 and 3 are both called "a".'],
    ["an empty name", "a,,b\n1,2,3\n", {}, "T, row 1: column 2 has no name."],
    [
      "an unnamed first column that does not number the rows",
      lines(",x,y", 12, (i) => `${i % 4},${i % 5},${i * i}`),
      {},
      "T, row 1: column 1 has no name. Give it one.",
    ],
    ["a short row", "a,b,c\n1,2,3\n1,2\n", {}, "T, row 3 has 2 cells, and the header names 3 columns."],
    ["a long row", "a,b\n1,2\n\n1,2,3\n", {}, "T, row 4 has 3 cells, and the header names 2 columns."],
    ["a word", numbers("abc"), {}, 'T, row 17, column x: "abc" is not a number. Correct it'],
    [
      "a slip that looks like a unit",
      numbers("9o"),
      {},
      'T, row 17, column x: "9o" has a unit, and nearly all others have none ("0" in row 2). Correct it',
    ],
    [
      "another unit",
      lines("x,y", 20, (i) => `${i / 3} ${i === 15 ? "cm" : "mm"},${i / 7}`),
      {},
      'T, row 17, column x: "5 cm" is in another unit than nearly all others ("0 mm" in row 2). Correct it',
    ],
    [
      "a word told",
      "x,y\n1,1.5\na,2.5\nb,3\n",
      { columns: { x: "number" } },
      'T, row 3, column x: "a" is not',
    ],
    ["infinity", numbers("inf"), {}, 'T, row 17, column x: "inf" is not a finite number.'],
    ["overflow", numbers("1e999"), {}, 'T, row 17, column x: "1e999" is not a finite number.'],
    [
      "a word among dates",
      "x,y\n2020-01-01,1.5\n2020-01-02,2.5\nz,3\n",
      {},
      'T, row 4, column x: "z" is not a date',
    ],
    ["no dates", "x,y\na,1.5\nb,2.5\n", { columns: { x: "date" } }, 'T, row 2, column x: "a" is not a date'],
    [
      "three for yes-no",
      "x,y\na,1\nb,2\nc,3\n",
      { columns: { x: "yes-no" } },
      "T, column x cannot be yes-no",
    ],
    ["one class", "x,y\n1,a\n2,a\n", {}, 'T: the target y has one class only, "a"'],
    ["one value", "x,y\n1,1.5\n2,1.5\n", {}, 'T: the target y is "1.5" in every row'],
    ["no target", "x,y\n1,\n2,\n", {}, "T: the target y is empty"],
    ["words as values", "x,y\n1,a\n2,b\n", { task: "values" }, 'T, row 2, column y: "a" is not a number'],
    [
      "an unknown target",
      "age,size\n1,2\n",
      { target: "sise" },
      'T has no column "sise" to be the target. Did you mean "size"?',
    ],
    [
      "an unknown column",
      "age,size\n1,2\n",
      { ignore: ["aeg"] },
      'T has no column "aeg" to be ignored. Did you mean "age"?',
    ],
    [
      "two parts",
      "age,size\n1,2\n",
      { ignore: ["size"] },
      "T, column size cannot be the target and ignored.",
    ],
    [
      "no inputs",
      "same,y\n1,a\n1,b\n",
      {},
      "T has no column to learn from. Left out: same (the same in every row).",
    ],
    [
      "an open quote",
      'x,y\n1,a\n2,"b\n3,c\n',
      {},
      "T, row 3 has a quotation mark that opens and is never closed.",
    ],
    [
      "text after a quote",
      'x,y\n1,"a"b\n2,c\n',
      {},
      "T, row 2 has a cell in quotation marks with text after",
    ],
    ["bytes of no text", Uint8Array.of(1, 0, 2), {}, "T is not a text file"],
    [
      "no encoding",
      Uint8Array.of(0x61, 0xff, 0xff, 0x0a),
      {},
      "T, row 1: the text is not UTF-8, and no encoding fits it well",
    ],
    [
      "damaged gzip",
      gzipSync("x,y\n1,a\n2,b\n").subarray(0, 15),
      {},
      "T cannot be unpacked: its gzip data are damaged",
    ],
    [
      "a weight below 0",
      "w,x,y\n1,1,a\n-1,2,b\n",
      { weight: "w" },
      "T, row 3, column w: a row's weight must be",
    ],
    [
      "a missing group",
      "g,x,y\nk,1,a\n,2,b\n",
      { group: "g" },
      "T, row 3, column g: the row's group is missing.",
    ],
  ])("%s", async (_, contents, options, message) => {
    expect(await problem(contents, options)).toContain(message);
  });

  test("a row without an end does not fill the memory", async () => {
    const text = `x,y\n1,2\n"3,${"4\n".repeat(2 ** 23)}`;
    expect(await problem(text)).toContain("T, row 3 does not end within 8 MB");
  });

  test("no file, and a folder", async () => {
    await expect(readTable(join(folderPath(), "none.csv"))).rejects.toThrow("There is no file");
    await expect(readTable(folderPath())).rejects.toThrow("is a folder, not a file");
  });
});
