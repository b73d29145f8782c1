import { expect, test } from "vitest";
import { randomGenerator } from "../../model/random.js";
import { r2Interval, wilsonInterval } from "./intervals.js";

// From scipy 1.10: binomtest(hits, n).proportion_ci(method="wilson").
test.each([
  [8, 10, 0.4901624715366418, 0.9433178485456248],
  [9467, 10_000, 0.9421232846992142, 0.9509336511564233],
  [0, 20, 0, 0.16112515805281935],
  [20, 20, 0.8388748419471808, 1],
])("%i of %i", (hits, n, from, to) => {
  const interval = wilsonInterval(hits, n);
  expect(interval.from).toBeCloseTo(from, 12);
  expect(interval.to).toBeCloseTo(to, 12);
});

test("the ends are exact, and of no examples nothing is known", () => {
  expect(wilsonInterval(0, 7).from).toBe(0);
  expect(wilsonInterval(7, 7).to).toBe(1);
  expect(wilsonInterval(0, 0)).toEqual({ from: 0, to: 1 });
});

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

test("what cannot be counted is a sentence", () => {
  for (const [hits, n] of [
    [8, 7],
    [-1, 7],
    [Number.NaN, 7],
  ]) {
    expect(() => wilsonInterval(hits, n)).toThrow(`There cannot be ${hits} hits among ${n} examples.`);
  }
  expect(() => r2Interval([1, 2], [1])).toThrow("There are 2 actual numbers, but 1 predicted ones.");
});
