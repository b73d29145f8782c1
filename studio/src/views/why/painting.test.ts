import { describe, expect, test } from "vitest";
import { countChanged, pixelAt, pixelsBetween } from "./painting.svelte";

describe("pixelsBetween", () => {
  test("goes straight, in every direction, without gaps", () => {
    expect(pixelsBetween(0, 3, 10)).toEqual([0, 1, 2, 3]);
    expect(pixelsBetween(33, 0, 10)).toEqual([33, 22, 11, 0]);
    expect(pixelsBetween(5, 5, 10)).toEqual([5]);
    const passed = pixelsBetween(70, 9, 10);
    expect(passed).toHaveLength(10);
    for (let i = 1; i < passed.length; i++) {
      const [a, b] = [passed[i - 1], passed[i]];
      expect(Math.abs((a % 10) - (b % 10))).toBeLessThanOrEqual(1);
      expect(Math.abs(Math.floor(a / 10) - Math.floor(b / 10))).toBeLessThanOrEqual(1);
    }
  });
});

test("countChanged counts pixels, however much each has changed", () => {
  expect(countChanged([0, 5, 255], [0, 6, 0])).toBe(2);
});

test("pixelAt finds the pixel and keeps to the picture", () => {
  const size = { width: 280, height: 280 };
  expect(pixelAt(0, 0, size, [28, 28])).toBe(0);
  expect(pixelAt(279, 15, size, [28, 28])).toBe(28 + 27);
  expect(pixelAt(-5, 400, size, [28, 28])).toBe(27 * 28);
});
