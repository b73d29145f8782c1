import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTable } from "./read-table.node.js";
import { readRecords } from "./records.js";
import { tableFile } from "./table-file.node.js";
import { withEncoding } from "./text-chunks.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "akari-records-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Characters that Shift_JIS has, each with its bytes: ASCII, and two bytes for kana. */
const SHIFT_JIS = new Map<string, readonly number[]>();
for (let code = 32; code < 127; code++) SHIFT_JIS.set(String.fromCharCode(code), [code]);
SHIFT_JIS.set("\n", [10]).set("\r", [13]).set("\t", [9]);
for (let trail = 0x9f; trail <= 0xf1; trail++) {
  SHIFT_JIS.set(new TextDecoder("shift_jis").decode(Uint8Array.of(0x82, trail)), [0x82, trail]);
}

interface Format {
  readonly separator: "," | ";" | "\t";
  readonly lineEnd: "\n" | "\r\n" | "\r";
  readonly quotesAll: boolean;
  readonly lastLineEnds: boolean;
  readonly bom: boolean;
  readonly packed: boolean;
  readonly encoding: "utf-8" | "utf-16le" | "shift_jis";
}

const format: fc.Arbitrary<Format> = fc.record({
  separator: fc.constantFrom(",", ";", "\t"),
  lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
  quotesAll: fc.boolean(),
  lastLineEnds: fc.boolean(),
  bom: fc.boolean(),
  packed: fc.boolean(),
  encoding: fc.constantFrom("utf-8", "utf-16le", "shift_jis"),
});

function write(rows: readonly (readonly string[])[], how: Format): Uint8Array {
  const quote = (cell: string): string =>
    how.quotesAll || /[",;\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  const lines = rows.map((row) => row.map(quote).join(how.separator));
  const text = lines.join(how.lineEnd) + (how.lastLineEnds ? how.lineEnd : "");
  const bytes = encode(text, how);
  return how.packed ? gzipSync(bytes) : bytes;
}

function encode(text: string, { encoding, bom }: Format): Uint8Array {
  if (encoding === "shift_jis") return Uint8Array.from([...text].flatMap((c) => SHIFT_JIS.get(c) ?? []));
  if (encoding === "utf-16le") return Buffer.from(`\uFEFF${text}`, "utf16le");
  return Buffer.from(bom ? `\uFEFF${text}` : text);
}

const letter = fc.oneof(
  fc.constantFrom(...SHIFT_JIS.keys()),
  fc.constantFrom('"', ",", ";", "\t", "\n", "あ"),
);
const cell = fc.string({ unit: letter, maxLength: 12 });

test("a table reads back as it was written, whatever its separator, quotes, line ends and encoding", async () => {
  const table = fc
    .integer({ min: 2, max: 5 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
    );
  const path = join(folder, "cells.csv");
  await fc.assert(
    fc.asyncProperty(table, format, async (rows, how) => {
      const header = rows[0].map((_, i) => `column ${i}`);
      await writeFile(path, write([header, ...rows], how));
      const read = await withEncoding(tableFile(path), undefined, async (encoding) => {
        const found: { cells: readonly string[]; line: number }[] = [];
        await readRecords(tableFile(path), encoding, {
          header: (cells, separator) => {
            expect(cells).toEqual(header);
            expect(separator).toBe(how.separator);
          },
          row: (cells, line) => found.push({ cells: cells.slice(), line }),
        });
        return found;
      });
      let line = 2;
      const expected = rows.map((cells) => {
        const normal = cells.map((text) => text.replace(/\r\n?/g, "\n"));
        const at = line;
        line += normal.join("").split("\n").length;
        return { cells: normal, line: at };
      });
      // A last row of nothing but a separator is still a row; quotes keep lines that a cell breaks together.
      expect(read).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test("numbers read back to the bit", async () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const path = join(folder, "numbers.csv");
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(number, number), { minLength: 6, maxLength: 40 }),
      format,
      async (rows, how) => {
        const hasComma = how.separator !== ",";
        const say = (x: number): string => (hasComma ? String(x).replace(".", ",") : String(x));
        const cells = rows.map(([x], i) => [say(x), say(i + 0.5)]);
        await writeFile(path, write([["x", "y"], ...cells], how));
        const { table } = await readTable(path, { columns: { x: "number" } });
        expect([...table.columns[0].cells]).toEqual(rows.map(([x]) => x + 0));
      },
    ),
    { numRuns: 100 },
  );
});

test("rows are found again across the pieces in which a file streams", async () => {
  const path = join(folder, "long.csv");
  const rows = Array.from({ length: 30_000 }, (_, i) => [
    `${i}`,
    i % 7 === 0 ? `a "b", ${i}\nあ` : `c${i % 100}`,
  ]);
  const how = { separator: ",", lineEnd: "\r\n", quotesAll: false, lastLineEnds: true, bom: true } as const;
  await writeFile(path, write([["n", "text"], ...rows], { ...how, packed: false, encoding: "utf-8" }));
  const found: string[][] = [];
  let last = 0;
  await readRecords(tableFile(path), "utf-8", {
    header: () => undefined,
    row: (cells, line) => {
      found.push(cells.slice());
      last = line;
    },
  });
  expect(found).toEqual(rows);
  expect(last).toBe(1 + rows.length + Math.ceil(29_999 / 7));
});
