import { expect, test } from "vitest";
import { wilsonInterval } from "./wilson.js";

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
