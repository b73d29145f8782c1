import { expect, test } from "vitest";
import { type Backward, cameTo, wentThrough } from "./backward";

test("what comes back lights the outputs first, then the edges before them, then the next layer", () => {
  const at = (come: number): Backward => ({
    gradients: Array.from({ length: 3 }, () => ({ weight: new Float32Array(1), bias: new Float32Array(1) })),
    come,
  });
  const all = (come: number) => [3, 2, 1].flatMap((l) => [cameTo(at(come), l), wentThrough(at(come), l)]);
  expect(all(0)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(all(0.5)).toEqual([1, 0, 0, 0, 0, 0]);
  expect(all(1)).toEqual([1, 1, 0, 0, 0, 0]);
  expect(all(1.25)).toEqual([1, 1, 0.5, 0, 0, 0]);
  expect(all(3)).toEqual([1, 1, 1, 1, 1, 1]);
});
