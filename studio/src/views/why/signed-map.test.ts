import { expect, test } from "vitest";
import { largestSize } from "./signed-map";

test("a map is scaled by its largest number, whatever its sign", () => {
  expect(largestSize([0.5, -2, 1])).toBe(2);
  expect(largestSize([0, 0])).toBe(1);
});
