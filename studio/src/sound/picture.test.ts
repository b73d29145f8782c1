import { expect, test } from "vitest";
import { spectrogramPixels, wavePath } from "./picture";

test("a spectrogram's pixels lie with time to the right and pitch upwards", () => {
  // Three frames of two bands: low, high.
  const levels = Float32Array.of(0.1, 0.9, 0.2, 0.8, 0.3, 0.7);
  expect([...spectrogramPixels({ frames: 3, bands: 2, levels })]).toEqual([
    ...Float32Array.of(0.9, 0.8, 0.7, 0.1, 0.2, 0.3),
  ]);
});

test("a wave's columns reach from its lowest to its highest sample, the largest of all to the rim", () => {
  expect(wavePath(Float32Array.of(0, 0.25, -0.5, 0), 2)).toBe("M0.5 0.500V1.000M1.5 1.000V2.000");
  // Silence is a line, and fewer samples than columns are drawn too.
  expect(wavePath(Float32Array.of(0, 0), 2)).toBe("M0.5 1.000V1.000M1.5 1.000V1.000");
  expect(wavePath(Float32Array.of(1), 3).match(/M/g)?.length).toBe(3);
  expect(wavePath(new Float32Array(), 3)).toBe("");
});
