/**
 * @file Tables that were damaged at random.
 */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTable } from "../../src/data/table/read-table.node.js";
import { AkariError } from "../../src/error.js";
import { LONGEST_MICROSECONDS, survivesDamage } from "../support/damage.js";

const rows = (count: number, row: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => row(i)).join("\n");
const WHOLE: readonly Uint8Array[] = [
  `a,b,y\n${rows(12, (i) => `${i / 3},${["red", "blue"][i % 2]},${i / 7}`)}\n`,
  `id;date;x;class\n${rows(12, (i) => `${i};2024-01-${10 + i};${i},5;"k ""${i % 3}"""`)}\n`,
  `\uFEFF名前\t量\tyes\tclass\r\n${rows(12, (i) => `甲${i % 4}\t${i}\t${i % 2 ? "yes" : "no"}\t${i % 2}`)}`,
  `x,y\n1,2\n"3,\n4",5\n,7\n?,9\n`,
].flatMap((text) => [Buffer.from(text), gzipSync(text)]);
/** What is put where it hurts. */
const PIECES = [
  '"',
  '""',
  ",",
  ";",
  "\t",
  "\n",
  "\r",
  "\r\n",
  "\0",
  "NaN",
  "inf",
  "1e999",
  "-",
  "=",
  "\uFEFF",
  "あ",
  "",
]
  .map((text) => Buffer.from(text))
  .concat([Buffer.of(0xff), Buffer.of(0x80), Buffer.of(0xff, 0xfe), Buffer.of(0x1f, 0x8b), Buffer.of(0x82)]);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "akari-fuzz-csv-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(bytes: Uint8Array, place: number): Promise<void> {
  const path = join(folder, `damaged-${place}.csv`);
  await writeFile(path, bytes);
  try {
    const table = await readTable(path, { degree: 2 });
    const all = Uint32Array.from({ length: table.rows }, (_, row) => row);
    const { features } = table.encode(all, table.prepare(all), path);
    expect(features.data.every(Number.isFinite)).toBe(true);
  } finally {
    // A file that is written over has the file system wait for the disk; a new one has not.
    await rm(path);
  }
}

survivesDamage("tables", () => WHOLE, PIECES, read);

/** A quarter of a million bytes, a cell or a line of them all alike: what goes through all of them for each takes far too long. */
const LONG = 2 ** 18;
const alike = (piece: string, before = "a,b\n", after = ",2\n"): Buffer =>
  Buffer.from(before + piece.repeat(LONG / piece.length) + after, "latin1");
test.each([
  ["a byte order mark in Latin-1", alike("\xbb\xbf\xef")],
  ["an accented letter", alike("\xe8")],
  ["accented and plain letters", alike("a\xe8")],
  ["two accented letters and a plain one", alike("\xe8\xe8b")],
  ["quotation marks of Windows-1252", alike("\x93x ")],
  ["half-width kana", alike("\xb1\xb2\xb3")],
  ["kanji", alike("\x88\x9f")],
  ["separators", alike(";", "", "")],
  ["quotation marks", alike('"', "", "")],
  ["quoted cells with text after them", alike('"a"b,', "", "")],
  ["marks between digits", alike("1,234.5.6;7")],
  ["spaces", alike(" ")],
  ["digits", alike("1")],
  ["years", alike("2024-")],
  ["parentheses", alike("(")],
])("very many of %s are read in one go", async (_, bytes) => {
  const start = process.cpuUsage();
  await read(bytes, 0).catch((error: unknown) => {
    if (!(error instanceof AkariError)) throw error;
  });
  const { user, system } = process.cpuUsage(start);
  expect(user + system).toBeLessThan(LONGEST_MICROSECONDS);
});
