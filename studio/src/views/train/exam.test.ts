import { expect, test } from "vitest";
import { accuracyOf, judge } from "./exam";

const outputs = Float32Array.of(0.9, 0.1, 0.6, 0.4, 0.2, 0.8, 0.05, 0.95);
const labels = Uint8Array.of(0, 1, 1, 0);
const images = Uint8Array.of(10, 20, 30, 40);

test("the accuracy is the share of rows that are right", () => {
  expect(accuracyOf(outputs, labels)).toBe(0.5);
});

test("mistakes come by how sure the network was of them", () => {
  const { testAccuracy, confusion, mistakes } = judge(outputs, labels, images);
  expect(testAccuracy).toBe(0.5);
  expect(confusion).toEqual([
    [1, 1],
    [1, 1],
  ]);
  expect(mistakes.map(({ index, actual, predicted }) => [index, actual, predicted])).toEqual([
    [3, 0, 1],
    [1, 1, 0],
  ]);
  expect(mistakes[0].confidence).toBeCloseTo(0.95, 6);
  expect([...mistakes[0].pixels]).toEqual([40]);
});
