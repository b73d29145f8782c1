import { defineModel } from "akari";
import { expect, test } from "vitest";
import { examine } from "./examination";

test("mistakes come most confident first, and calibration is of the same answers", async () => {
  const definition = defineModel({ inputs: 1, layers: [{ units: 2, activation: "softmax" }] });
  // Class 1 is the more probable the brighter the pixel; at 0 both are as probable and the first wins.
  const model = { definition, parameters: [{ weight: Float32Array.of(0, 1), bias: Float32Array.of(0, 0) }] };
  const { predicted, mistakes, calibration } = await examine({
    model,
    images: Uint8Array.of(0, 1, 3, 2),
    labels: Uint8Array.of(1, 1, 0, 0),
  });
  expect([...predicted]).toEqual([0, 1, 1, 1]);
  expect(mistakes.map(({ index, label, answer }) => [index, label, answer])).toEqual([
    [2, 0, 1],
    [3, 0, 1],
    [0, 1, 0],
  ]);
  expect(mistakes[0].confidence).toBeCloseTo(1 / (1 + Math.exp(-3)), 6);
  expect(calibration.accuracy).toBe(0.25);
});
