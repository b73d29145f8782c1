import { expect, test } from "vitest";
import { expOfNegative, logFromOne, logOnePlus } from "./objective.js";

const relative = (a: number, b: number): number => (a === b ? 0 : Math.abs(a - b) / Math.abs(b));

test("the exponential is as Math.exp's, down to where float64 ends", () => {
  for (let x = 0; x > -708; x -= 0.0371) expect(relative(expOfNegative(x), Math.exp(x))).toBeLessThan(5e-16);
  expect(expOfNegative(0)).toBe(1);
  expect(expOfNegative(-744)).toBeCloseTo(Math.exp(-744), 320);
  expect(expOfNegative(-746)).toBe(0);
  expect(expOfNegative(Number.NEGATIVE_INFINITY)).toBe(0);
});

test("the logarithms are as Math.log1p's and Math.log's", () => {
  for (let y = 0; y <= 1; y += 1 / 1024) {
    expect(relative(logOnePlus(y), Math.log1p(y))).toBeLessThan(1e-15);
    expect(relative(logOnePlus(y * 1e-12), Math.log1p(y * 1e-12))).toBeLessThan(1e-15);
  }
  for (let x = 1.01; x < 1e6; x *= 1.07) expect(relative(logFromOne(x), Math.log(x))).toBeLessThan(1e-14);
  expect(logFromOne(1)).toBe(0);
});
