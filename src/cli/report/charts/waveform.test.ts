import { expect, test } from "vitest";
import { waveformChart } from "./waveform.js";

test("the loudest sample fills the height", () => {
  expect(waveformChart([0, 0.5, -0.25, 0], "a word").text).toContain("M60 24V1M100 35.5V24");
});

test("long recordings have as many strokes as short ones, and silence is a line", () => {
  const strokes = (samples: Float32Array): number => waveformChart(samples, "").text.match(/V/g)?.length ?? 0;
  expect(strokes(new Float32Array(100_000))).toBe(160);
  expect(waveformChart([], "").text).toContain('d="M0 24H160"');
});
