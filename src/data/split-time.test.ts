import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { prepareFolds } from "./prepare.js";
import { type Divisible, foldExamples, splitExamples } from "./split.js";
import { manyTimesCuts, timeCuts } from "./split-time.js";

function rowsAt(times: readonly number[]): Divisible {
  const values = Float64Array.from(times, (_, row) => row);
  return {
    name: "rows",
    rows: times.length,
    times: Float64Array.from(times),
    task: { kind: "values", values, names: ["y"] },
  };
}

const share = fc.constantFrom(0, 0.1, 0.2, 0.25, 0.5);
/** Times of few or many different values, in any order, negative ones too. */
const times = fc.oneof(
  fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 60 }),
  fc.array(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((time) => time + 0),
    { minLength: 1, maxLength: 60 },
  ),
);
const most = (numbers: number[]): number => Math.max(Number.NEGATIVE_INFINITY, ...numbers);
const least = (numbers: number[]): number => Math.min(Number.POSITIVE_INFINITY, ...numbers);

describe("a split by time", () => {
  test("has no row to test on that is not later than all others, and none to validate on that is not later than all to learn from", () => {
    fc.assert(
      fc.property(times, share, share, fc.integer(), (all, test, validation, seed) => {
        const examples = rowsAt(all);
        const options = { test, validation, seed, by: "time" } as const;
        const parts = refusable(() => splitExamples(examples, options));
        if (parts === undefined) {
          // Only where rows are few, or parts cannot each have a time of their own.
          expect(all.length < 10 || new Set(all).size < all.length).toBe(true);
          return;
        }
        const of = (rows: Uint32Array): number[] => [...rows].map((row) => all[row]);
        const [learned, validated, tested] = [parts.training, parts.validation, parts.test].map(of);
        expect(most(learned)).toBeLessThan(least([...validated, ...tested]));
        expect(most(validated)).toBeLessThan(least(tested));
        expect([learned, validated, tested].map(({ length }) => length > 0)).toEqual([
          true,
          validation > 0,
          test > 0,
        ]);
        const together = [...parts.training, ...parts.validation, ...parts.test].sort((a, b) => a - b);
        expect(together).toEqual(all.map((_, row) => row));
        // As near to the share as rows of the same time allow.
        const wanted = Math.max(1, Math.round(test * all.length));
        const alike = all.filter((time) => time === least(tested)).length;
        if (test > 0 && new Set(all).size === all.length) expect(tested).toHaveLength(wanted);
        if (test > 0 && tested.length > wanted) expect(tested.length - wanted).toBeLessThan(alike);
      }),
      { numRuns: 500 },
    );
  });

  test("is the same for times that memory has no room for", async () => {
    await fc.assert(
      fc.asyncProperty(
        times,
        share,
        share,
        fc.integer({ min: 1, max: 20 }),
        async (all, test, validation, size) => {
          const read = async function* () {
            for (let at = 0; at < all.length; at += size) yield Float64Array.from(all.slice(at, at + size));
          };
          const shares = { test, validation };
          expect(await manyTimesCuts(read, all.length, shares)).toEqual(
            timeCuts(Float64Array.from(all), shares),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  test("shares are counted as at random: of all rows, and of the others", () => {
    const { training, validation, test } = splitExamples(
      rowsAt(Array.from({ length: 100 }, (_, i) => (i * 37) % 100)),
      {
        test: 0.2,
        validation: 0.25,
        seed: 1,
        by: "time",
      },
    );
    expect([training.length, validation.length, test.length]).toEqual([60, 20, 20]);
  });

  test.each<[string, Divisible, string]>([
    [
      "without times",
      { ...rowsAt([1, 2]), times: undefined as never },
      "rows cannot be split by time: its rows have none.",
    ],
    [
      "in groups",
      { ...rowsAt([1, 2]), groups: Uint32Array.of(0, 1) },
      "rows cannot be split by time and in groups",
    ],
    ["of one time", rowsAt([3, 3, 3]), "rows has too few different times"],
  ])("rows %s are refused", (_, examples, message) => {
    expect(() => splitExamples(examples, { test: 0.2, validation: 0, seed: 1, by: "time" })).toThrow(message);
    expect(() => foldExamples(examples, 2, 1, "time")).toThrow(message);
  });
});

describe("folds by time", () => {
  test("test on a window each, and learn from all that is earlier", () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 2, max: 6 }), (all, count) => {
        const folds = refusable(() => foldExamples(rowsAt(all), count, 1, "time"));
        if (folds === undefined) return;
        expect(folds).toHaveLength(count);
        folds.forEach(({ learning, test }, i) => {
          expect(learning.length).toBeGreaterThan(0);
          expect(test.length).toBeGreaterThan(0);
          expect(most([...learning].map((row) => all[row]))).toBeLessThan(
            least([...test].map((row) => all[row])),
          );
          const next = folds.at(i + 1);
          const passed = [...learning, ...test].sort((a, b) => a - b);
          expect(passed).toEqual(next === undefined ? all.map((_, row) => row) : [...next.learning]);
        });
      }),
      { numRuns: 300 },
    );
  });

  test("hold the latest of what they learn from out to validate on", () => {
    const examples = {
      ...rowsAt(Array.from({ length: 60 }, (_, i) => i)),
      notes: [],
      rowName: String,
      prepare: () => ({ divideBy: 1 }),
      encode: (rows: Uint32Array, preprocessing: { divideBy: number }, name: string) => ({
        name,
        features: { data: Float64Array.from(rows), rows: rows.length, columns: 1 },
        targets: { kind: "values" as const, data: Float64Array.from(rows), columns: 1 },
        preprocessing,
      }),
    };
    for (const { train, validation, test } of prepareFolds(examples, 2, 0.25, 1, "time")) {
      const [learned, held, tested] = [train, validation, test].map((part) => [
        ...(part?.features.data ?? []),
      ]);
      expect(held.length).toBeGreaterThan(0);
      expect(most(learned)).toBeLessThan(least(held));
      expect(most(held)).toBeLessThan(least(tested));
    }
  });
});

function refusable<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
