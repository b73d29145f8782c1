import { defineModel } from "akari";
import { expect, test } from "vitest";
import { choosesClasses, pictureOf, targetOf } from "./classes";

test("a question is asked of the weighted sums that decide it", () => {
  expect(targetOf(10, { of: 9, versus: 4 })).toEqual({ unit: 9, versus: 4, sign: 1 });
  expect(targetOf(10, { of: 3 })).toEqual({ unit: 3, sign: 1 });
  expect(targetOf(1, { of: 1, versus: 0 })).toEqual({ unit: 0, sign: 1 });
  expect(targetOf(1, { of: 0 })).toEqual({ unit: 0, sign: -1 });
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
