import { expect, test } from "vitest";
import { barOf, columnsOf, loudnessOf } from "./blocks.js";

test("columns as high as their numbers", () => {
  expect(columnsOf([0, 1, 4, 8])).toBe(" ▁▄█");
  expect(columnsOf([0, 0])).toBe("  ");
});

test("bars in eighths, never nothing for something", () => {
  expect(barOf(0.5, 4)).toBe("██");
  expect(barOf(1 / 16, 2)).toBe("▏");
  expect(barOf(1e-9, 10)).toBe("▏");
  expect(barOf(0, 10)).toBe("");
});

test("a recording that becomes louder", () => {
  expect(loudnessOf([0, 0, 0.1, -0.4, 0.8, -0.2], 3)).toBe(" ▄█");
  expect(loudnessOf([], 2)).toBe("  ");
});
