/**
 * @file Shows the reader of tables files that were damaged at random: what it throws is an AkariError, no file takes
 * it a second, and its memory does not grow. As many files as AKARI_FUZZ_RUNS says, 10,000 unless told otherwise.
 */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTable } from "../../src/data/table/read-table.node.js";
import { AkariError } from "../../src/error.js";

const RUNS = Number(process.env.AKARI_FUZZ_RUNS ?? 10_000);
/** Of the processor's time, which other programs do not slow. */
const LONGEST_MICROSECONDS = 1_000_000;
/** So many are read side by side: most of the time goes into waiting for files. */
const BATCH = 10;
const MOST_GROWTH = 256 * 2 ** 20;

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

interface Mutation {
  readonly at: number;
  readonly remove: number;
  readonly piece: number;
  readonly times: number;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.oneof(fc.constant(0), fc.constant(1), fc.nat(60)),
  piece: fc.nat(PIECES.length - 1),
  times: fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 1, max: 3 }) },
    { weight: 1, arbitrary: fc.nat(20_000) },
  ),
});

function mutate(bytes: Uint8Array, { at, remove, piece, times }: Mutation): Uint8Array {
  const place = Math.floor(at * bytes.length);
  const put = Array.from({ length: times }, () => PIECES[piece]);
  return Buffer.concat([bytes.subarray(0, place), ...put, bytes.subarray(place + remove)]);
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "akari-fuzz-csv-"));
});
afterAll(() => rm(folder, { recursive: true }));

test(
  `${RUNS} damaged tables`,
  async () => {
    let batches = 0;
    let before = 0;
    const damaged = fc.tuple(fc.constantFrom(...WHOLE), fc.array(mutation, { minLength: 1, maxLength: 4 }));
    const numRuns = Math.ceil(RUNS / BATCH);
    await fc.assert(
      fc.asyncProperty(fc.array(damaged, { minLength: BATCH, maxLength: BATCH }), async (batch) => {
        const start = process.cpuUsage();
        await Promise.all(
          batch.map(async ([whole, mutations], i) => {
            const path = join(folder, `damaged-${i}.csv`);
            await writeFile(path, mutations.reduce(mutate, whole));
            await readAll(path);
          }),
        );
        const { user, system } = process.cpuUsage(start);
        expect(user + system).toBeLessThan(LONGEST_MICROSECONDS);
        if (++batches === Math.ceil(numRuns / 5)) before = process.memoryUsage().rss;
      }),
      { numRuns },
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(MOST_GROWTH);
  },
  60_000 + RUNS * 20,
);

/** Reads a table and makes it into inputs; what goes wrong has to be told in a sentence. */
async function readAll(path: string): Promise<void> {
  try {
    const table = await readTable(path, { degree: 2 });
    const all = Uint32Array.from({ length: table.rows }, (_, row) => row);
    const { features } = table.encode(all, table.prepare(all), path);
    expect(features.data.every(Number.isFinite)).toBe(true);
  } catch (error) {
    if (!(error instanceof AkariError)) throw error;
    expect(error.message).toMatch(/^[^\n]+[.?]$/);
  }
}
