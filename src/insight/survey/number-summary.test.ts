import { expect, test } from "vitest";
import { summarizeNumbers } from "./number-summary.js";

test("range, mean, deviation and histogram, gaps passed over", () => {
  const summary = summarizeNumbers([1, 2, Number.NaN, 3, 2]);
  expect(summary).toMatchObject({ least: 1, most: 3, mean: 2 });
  expect(summary?.deviation).toBeCloseTo(Math.SQRT1_2, 12);
  expect(summary?.histogram).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 1]);
});

test("one number, and none", () => {
  expect(summarizeNumbers([7])).toMatchObject({ least: 7, most: 7, deviation: 0 });
  expect(summarizeNumbers([7])?.histogram[0]).toBe(1);
  expect(summarizeNumbers([Number.NaN])).toBeUndefined();
});
