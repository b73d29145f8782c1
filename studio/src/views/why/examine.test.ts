import { defineModel } from "akari";
import { expect, test } from "vitest";
import { examine, fullestBin, reliabilityBars } from "./examine";

test("mistakes come most confident first, and calibration is of the same answers", async () => {
  const definition = defineModel({ inputs: 1, layers: [{ units: 2, activation: "softmax" }] });
  // Class 1 is the more probable the brighter the pixel; at 0 both are as probable and the first wins.
  const model = { definition, parameters: [{ weight: Float32Array.of(0, 1), bias: Float32Array.of(0, 0) }] };
  const { examples, wrong, mistakes, calibration } = await examine({
    model,
    images: Uint8Array.of(0, 1, 3, 2),
    labels: Uint8Array.of(1, 1, 0, 0),
  });
  expect([examples, wrong]).toEqual([4, 3]);
  expect(mistakes.map(({ index, label, answer }) => [index, label, answer])).toEqual([
    [2, 0, 1],
    [3, 0, 1],
    [0, 1, 0],
  ]);
  expect(mistakes[0].confidence).toBeCloseTo(1 / (1 + Math.exp(-3)), 6);
  expect(calibration.accuracy).toBe(0.25);
});

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
