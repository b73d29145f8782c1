/**
 * @file Tables that were damaged at random.
 */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect } from "vitest";
import { readTable } from "../../src/data/table/read-table.node.js";
import { survivesDamage } from "../support/damage.js";

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

survivesDamage(
  "tables",
  () => WHOLE,
  PIECES,
  async (bytes, place) => {
    const path = join(folder, `damaged-${place}.csv`);
    await writeFile(path, bytes);
    const table = await readTable(path, { degree: 2 });
    const all = Uint32Array.from({ length: table.rows }, (_, row) => row);
    const { features } = table.encode(all, table.prepare(all), path);
    expect(features.data.every(Number.isFinite)).toBe(true);
  },
);
