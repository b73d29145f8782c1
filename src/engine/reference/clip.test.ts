import { expect, test } from "vitest";
import { clipNorm } from "./clip.js";

const clipped = (clip: number, ...gradients: number[][]): number[][] => {
  const arrays = gradients.map((gradient) => Float64Array.from(gradient));
  clipNorm(arrays, clip);
  return arrays.map((array) => [...array]);
};

test("gradients that are too long together are shortened together", () => {
  const factor = 2.5 / (5 + 1e-6);
  expect(clipped(2.5, [3, 0], [-4])).toEqual([[3 * factor, 0], [-4 * factor]]);
});

test("others stay as they are", () => {
  expect(clipped(6, [3, 0], [-4])).toEqual([[3, 0], [-4]]);
  expect(clipped(1, [0], [0])).toEqual([[0], [0]]);
  expect(clipped(Number.POSITIVE_INFINITY, [1e200], [-4])).toEqual([[1e200], [-4]]);
});
