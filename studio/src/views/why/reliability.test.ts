import { expect, test } from "vitest";
import { fullestBin, reliabilityBars } from "./reliability";

const BINS = [
  { from: 0, to: 0.5, count: 0 },
  { from: 0.5, to: 0.75, count: 1, confidence: 0.7, accuracy: 1 },
  { from: 0.75, to: 1, count: 4, confidence: 0.9, accuracy: 0.75 },
];

test("a bar stands for every bin with answers", () => {
  expect(reliabilityBars(BINS)).toEqual([
    undefined,
    { x: 50, width: 25, y: 0, height: 100, weight: 0.5 },
    { x: 75, width: 25, y: 25, height: 75, weight: 1 },
  ]);
  expect(fullestBin(BINS)).toBe(2);
});
