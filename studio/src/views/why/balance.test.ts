import { expect, test } from "vitest";
import { balanceOf, roundToSum } from "./balance";

test("rounded parts add up", () => {
  expect(roundToSum([1.4, 1.4, 1.4], 4)).toEqual([2, 1, 1]);
  expect(roundToSum([-0.6, 2.6, 0], 2)).toEqual([-1, 3, 0]);
  expect(roundToSum([10.5, -3.5], 6)).toEqual([10, -4]);
});

test("a balance holds what raises and what lowers, and adds up as it is shown", () => {
  const shares = Float64Array.of(1.234, -0.517, 0.3);
  const balance = balanceOf({ value: 0.52, baseline: -0.497, shares }, 2);
  expect(balance.value).toBe(0.52);
  expect(balance.lowering).toBeCloseTo(-0.52, 10);
  expect(balance.raising).toBeCloseTo(1.53, 1);
  expect(balance.baseline + balance.raising + balance.lowering).toBeCloseTo(balance.value, 10);
});
