import { expect, test } from "vitest";
import { randomGenerator } from "../../model/random.js";
import { r2Interval } from "./r2-interval.js";

const random = randomGenerator(3, "test");
const actual = Float64Array.from({ length: 200 }, () => random.normal());
const noisy = actual.map((value) => value + random.normal() / 2);

test("holds R², and is narrower for more examples", () => {
  const few = r2Interval(actual.subarray(0, 40), noisy.subarray(0, 40));
  const many = r2Interval(actual, noisy);
  if (few === undefined || many === undefined) throw new Error("There is no interval.");
  expect(many.from).toBeLessThan(0.75);
  expect(many.to).toBeGreaterThan(0.75);
  expect(many.to - many.from).toBeLessThan(few.to - few.from);
});

test("the same numbers give the same interval; perfect ones give 1", () => {
  expect(r2Interval(actual, noisy)).toEqual(r2Interval(actual, noisy));
  expect(r2Interval(actual, actual)).toEqual({ from: 1, to: 1 });
});

test("too few numbers, and all the same", () => {
  expect(r2Interval([1, 2, 3], [1, 2, 3])).toBeUndefined();
  const same = new Float64Array(20).fill(7);
  expect(r2Interval(same, same)).toBeUndefined();
  expect(
    r2Interval(
      same,
      same.map((_, i) => i),
    ),
  ).toBeUndefined();
});
