import fc from "fast-check";
import { expect, test } from "vitest";
import { place, scaleOf, tickText } from "./plot.js";

test("round ends and ticks", () => {
  expect(scaleOf([0.13, 0.87])).toEqual({ from: 0, to: 1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] });
  expect(scaleOf([25, 346])).toEqual({ from: 0, to: 400, ticks: [0, 100, 200, 300, 400] });
  expect(scaleOf([5, 9], 0)).toEqual({ from: 0, to: 10, ticks: [0, 2, 4, 6, 8, 10] });
});

test("no numbers, and one", () => {
  expect(scaleOf([])).toEqual({ from: 0, to: 1, ticks: [0, 1] });
  expect(scaleOf([Number.NaN, 3]).ticks).toContain(3);
  expect(scaleOf([0])).toMatchObject({ from: -1, to: 1 });
});

test("every number has its place", () => {
  const number = fc.double({ noNaN: true, min: -1e12, max: 1e12 });
  fc.assert(
    fc.property(fc.array(number, { minLength: 1 }), (values) => {
      const scale = scaleOf(values);
      for (const value of values) {
        expect(place(scale, value)).toBeGreaterThanOrEqual(-1e-6);
        expect(place(scale, value)).toBeLessThanOrEqual(1 + 1e-6);
      }
      expect(scale.ticks.length).toBeGreaterThan(1);
      expect(scale.ticks.length).toBeLessThan(12);
    }),
  );
});

test.each([
  [0, "0"],
  [0.25, "0.25"],
  [1500, "1,500"],
  [2_500_000, "2.5M"],
  [1e-7, "1e-7"],
])("%d is written %s", (value, text) => {
  expect(tickText(value)).toBe(text);
});
