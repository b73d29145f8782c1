import { expect, test } from "vitest";
import { calibration } from "./calibration.js";

test("bins hold how often answers of each confidence are right", () => {
  const outputs = [0.9, 0.1, 0.85, 0.15, 0.3, 0.7, 0.8, 0.2];
  const { bins, expectedError, confidence, accuracy } = calibration(outputs, [0, 1, 1, 0], 5);
  expect(bins.map(({ count }) => count)).toEqual([0, 0, 0, 2, 2]);
  expect(bins[0]).toEqual({ from: 0, to: 0.2, count: 0 });
  // 0.8 lies in the bin that ends there.
  expect(bins[3].confidence).toBeCloseTo(0.75, 12);
  expect(bins[3].accuracy).toBe(1);
  expect(bins[4].confidence).toBeCloseTo(0.875, 12);
  expect(bins[4].accuracy).toBe(0.5);
  expect(expectedError).toBeCloseTo((2 * 0.25 + 2 * 0.375) / 4, 12);
  expect(confidence).toBeCloseTo(0.8125, 12);
  expect(accuracy).toBe(0.75);
});

test("a single output is the probability of class 1", () => {
  const { confidence, accuracy } = calibration([0.9, 0.2], [1, 1]);
  expect(confidence).toBeCloseTo(0.85, 12);
  expect(accuracy).toBe(0.5);
});

test("what cannot be rows of outputs is refused", () => {
  expect(() => calibration([0.5, 0.5, 1], [0, 1])).toThrow("3 outputs are no whole rows for 2 classes.");
  expect(() => calibration([], [])).toThrow("no whole rows");
  expect(() => calibration([1], [1], 0)).toThrow("1 bin or more");
});
