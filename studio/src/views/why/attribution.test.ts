import { defineModel } from "akari";
import { expect, test } from "vitest";
import { balanceOf, choosesClasses, pictureOf, questionAbout, roundToSum, targetOf } from "./attribution";

test("a question is asked of the weighted sums that decide it", () => {
  expect(targetOf(10, { of: 9, versus: 4 })).toEqual({ unit: 9, versus: 4, sign: 1 });
  expect(targetOf(10, { of: 3 })).toEqual({ unit: 3, sign: 1 });
  expect(targetOf(1, { of: 1, versus: 0 })).toEqual({ unit: 0, sign: 1 });
  expect(targetOf(1, { of: 0 })).toEqual({ unit: 0, sign: -1 });
});

test("a wrong answer is held against the right one, any other against the runner-up, unless another is asked for", () => {
  expect(questionAbout([2, 3, 7], 7, undefined)).toEqual({ of: 2, versus: 7 });
  expect(questionAbout([7, 2, 3], 7, undefined)).toEqual({ of: 7, versus: 2 });
  expect(questionAbout([9, 4, 7], undefined, undefined)).toEqual({ of: 9, versus: 4 });
  expect(questionAbout([2, 3, 7], 7, 3)).toEqual({ of: 2, versus: 3 });
  // The answer has become the class that was asked about.
  expect(questionAbout([3, 2, 7], 7, 3)).toEqual({ of: 3, versus: 7 });
  expect(questionAbout([2, 3, 7], 7, -1)).toEqual({ of: 2 });
});

test("which networks choose classes, and which look at pictures", () => {
  const of = (inputs: number, units: number, activation: "softmax" | "sigmoid" | "linear") =>
    defineModel({ inputs, layers: [{ units, activation }] });
  expect(choosesClasses(of(784, 10, "softmax"))).toBe(true);
  expect(choosesClasses(of(784, 1, "sigmoid"))).toBe(true);
  expect(choosesClasses(of(784, 1, "linear"))).toBe(false);
  expect(pictureOf(of(784, 10, "softmax"))).toEqual([28, 28]);
  expect(pictureOf(of(2, 2, "softmax"))).toBeUndefined();
  expect(pictureOf(of(4, 2, "softmax"))).toBeUndefined();
});

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
