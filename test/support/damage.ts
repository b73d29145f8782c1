/**
 * @file Shows a reader of files some that were damaged at random: what it throws is an AkariError with a sentence, no
 * file takes it a second, and its memory does not grow. As many files as AKARI_FUZZ_RUNS says, 10,000 unless told
 * otherwise.
 */

import fc from "fast-check";
import { expect, test } from "vitest";
import { AkariError } from "../../src/error.js";

const RUNS = Number(process.env.AKARI_FUZZ_RUNS ?? 10_000);
if (!(Number.isSafeInteger(RUNS) && RUNS >= 1)) {
  throw new Error("AKARI_FUZZ_RUNS must be a whole number of 1 or more.");
}
/** Of the processor's time, which other programs do not slow. */
export const LONGEST_MICROSECONDS = 1_000_000;
/** So many are read side by side: most of the time may go into waiting for files. */
const BATCH = 10;
const MOST_GROWTH = 256 * 2 ** 20;

/** What does harm in a file of numbers: ends of ranges, signs and sizes. */
export const BINARY_PIECES: readonly Uint8Array[] = [
  Buffer.of(0),
  Buffer.of(1),
  Buffer.of(0x7f),
  Buffer.of(0x80),
  Buffer.of(0xff),
  Buffer.of(0xff, 0xff, 0xff, 0xff),
  Buffer.of(0xff, 0xff, 0xff, 0x7f),
  Buffer.of(0, 0, 0, 0x80),
  Buffer.of(0, 0, 0, 0),
  Buffer.of(0, 0, 0xc0, 0x7f),
  Buffer.of(0, 0, 0x80, 0x7f),
  Buffer.from('"'),
  Buffer.from("{"),
  Buffer.from("9"),
  Buffer.from("-1"),
  Buffer.alloc(0),
];

interface Mutation {
  readonly at: number;
  readonly remove: number;
  readonly piece: number;
  readonly times: number;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  // Most harm is done at the beginning, where a file says what it holds.
  at: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.1, noNaN: true })),
  remove: fc.oneof(fc.constant(0), fc.constant(1), fc.constant(4), fc.nat(60), fc.constant(1 << 30)),
  piece: fc.nat(),
  times: fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 1, max: 3 }) },
    { weight: 1, arbitrary: fc.nat(20_000) },
  ),
});

function mutate(
  bytes: Uint8Array,
  { at, remove, piece, times }: Mutation,
  pieces: readonly Uint8Array[],
): Uint8Array {
  const place = Math.floor(at * bytes.length);
  const put = Array.from({ length: times }, () => pieces[piece % pieces.length]);
  return Buffer.concat([bytes.subarray(0, place), ...put, bytes.subarray(place + remove)]);
}

/**
 * Defines the test.
 *
 * @param what the files are, for the test's name
 * @param whole files in order, before they are damaged
 * @param pieces what is put into them
 * @param read reads one of those that are read side by side, counted from 0
 */
export function survivesDamage(
  what: string,
  whole: () => readonly Uint8Array[],
  pieces: readonly Uint8Array[],
  read: (bytes: Uint8Array, place: number) => Promise<void> | void,
): void {
  test(
    `${RUNS} damaged ${what}`,
    async () => {
      let batches = 0;
      let before = 0;
      const damaged = fc.tuple(
        fc.constantFrom(...whole()),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
      );
      const numRuns = Math.ceil(RUNS / BATCH);
      await fc.assert(
        fc.asyncProperty(fc.array(damaged, { minLength: BATCH, maxLength: BATCH }), async (batch) => {
          const start = process.cpuUsage();
          await Promise.all(
            batch.map(async ([bytes, mutations], place) => {
              const file = mutations.reduce((sum, each) => mutate(sum, each, pieces), bytes);
              try {
                await read(file, place);
              } catch (error) {
                if (!(error instanceof AkariError)) throw error;
                expect(error.message).toMatch(/^[^\n]+[.?]$/);
              }
            }),
          );
          const { user, system } = process.cpuUsage(start);
          expect(user + system).toBeLessThan(LONGEST_MICROSECONDS);
          if (++batches === Math.ceil(numRuns / 5)) before = process.memoryUsage().rss;
        }),
        // Making a slow file smaller takes longer than a test may.
        { numRuns, endOnFailure: true },
      );
      expect(process.memoryUsage().rss - before).toBeLessThan(MOST_GROWTH);
    },
    60_000 + RUNS * 20,
  );
}
