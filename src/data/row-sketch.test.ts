import fc from "fast-check";
import { expect, test } from "vitest";
import { mix } from "../model/random.js";
import { KnownRowCounter, type RowSketch, RowSketcher, requireSketch } from "./row-sketch.js";

const sketch = (from: number, to: number): RowSketch => {
  const rows = new RowSketcher();
  for (let row = from; row < to; row++) rows.add(mix(row + 1));
  return rows.finish();
};

const asked = (of: RowSketch, from: number, to: number) => {
  const rows = new KnownRowCounter(of);
  for (let row = from; row < to; row++) rows.add(mix(row + 1));
  return rows.finish();
};

test("of few rows each is known", () => {
  fc.assert(
    fc.property(fc.nat(749), fc.nat(2000), fc.nat(2000), (learned, from, count) => {
      const both = Math.max(0, Math.min(learned, from + count) - from);
      expect(asked(sketch(0, learned), from, from + count)).toEqual({ asked: count, known: both });
    }),
    { numRuns: 30 },
  );
});

test("of many rows a sample is kept, 4 KB of text at most, which tells about how many are known", () => {
  const many = sketch(0, 50_000);
  expect(many.rows).toBe(50_000);
  expect(many.hashes).toHaveLength(4000);
  const half = asked(many, 40_000, 60_000);
  expect(half.comparedRows).toBeGreaterThan(150);
  expect(Math.abs(half.known - 10_000)).toBeLessThan(1500);
  expect(asked(many, 50_000, 90_000).known).toBe(0);
});

test("the order in which rows come does not matter, nor that some come twice", () => {
  const rows = new RowSketcher();
  for (let row = 4999; row >= 0; row--) for (const _ of [1, 2]) rows.add(mix(row + 1));
  expect(rows.finish().hashes).toBe(sketch(0, 5000).hashes);
});

test.each(["AAA", "*", btoa("\0\0\0\x02\0\0\0\x01"), btoa("\0".repeat(3004))])("no hashes: %j", (hashes) => {
  expect(() => requireSketch({ rows: 1, hashes })).toThrow("must be base64, in ascending order");
});
