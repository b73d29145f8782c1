/**
 * @file Tables in files for tests: written into a folder that goes when the tests of a file are done.
 */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { TableExamples } from "../../src/data/table/examples.js";
import type { ReadTableOptions } from "../../src/data/table/read-table.js";
import { readTable } from "../../src/data/table/read-table.node.js";

let folder: string;
let files = 0;

/** To be called once by a file of tests. */
export function tableFolder(): void {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "akari-tables-"));
  });
  afterAll(() => rm(folder, { recursive: true }));
}

export const folderPath = (): string => folder;

/** Writes a file. @returns its path */
export async function put(contents: string | Uint8Array): Promise<string> {
  const path = join(folder, `table-${files++}.csv`);
  await writeFile(path, contents);
  return path;
}

export const read = async (
  contents: string | Uint8Array,
  options?: ReadTableOptions,
): Promise<TableExamples> => readTable(await put(contents), options);

/** 0 to below `rows`. */
export const all = (rows: number): Uint32Array => Uint32Array.from({ length: rows }, (_, i) => i);

/** A header and numbered rows that a function makes. */
export const lines = (header: string, count: number, row: (i: number) => string): string =>
  [header, ...Array.from({ length: count }, (_, i) => row(i))].join("\n");

/** The inputs of all rows, row by row. @param rows those that the preprocessing is learned from */
export function encoded(table: TableExamples, rows = all(table.rows)): number[][] {
  const { features } = table.encode(all(table.rows), table.prepare(rows), "all");
  return Array.from({ length: features.rows }, (_, r) =>
    Array.from(features.data.subarray(r * features.columns, (r + 1) * features.columns)),
  );
}
