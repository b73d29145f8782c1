import { expect, test } from "vitest";
import { paintLight, paintSigned, scaleOf } from "./paint";

test("sign is hue, size is opacity", () => {
  const pixels = new Uint8ClampedArray(12);
  paintSigned(pixels, [2, -1, 9], 4, [1, 2, 3], [4, 5, 6]);
  expect([...pixels]).toEqual([1, 2, 3, 128, 4, 5, 6, 64, 1, 2, 3, 255]);
});

test("brightness is light", () => {
  const pixels = new Uint8ClampedArray(12);
  paintLight(pixels, [0, 1, -3], [100, 0, 0], [200, 50, 0]);
  expect([...pixels]).toEqual([100, 0, 0, 0, 200, 50, 0, 255, 100, 0, 0, 0]);
});

test("outliers do not darken a picture", () => {
  expect(scaleOf([...new Array(99).fill(-1), 50])).toBe(1);
  expect(scaleOf([0, 0])).toBe(1);
  expect(scaleOf([...new Array(99).fill(0), 3])).toBe(3);
});
