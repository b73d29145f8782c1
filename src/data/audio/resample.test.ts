import { expect, test } from "vitest";
import { resampleSound } from "./resample.js";

const tone = (frequency: number, rate: number, seconds = 0.25): Float32Array =>
  Float32Array.from({ length: rate * seconds }, (_, i) => Math.sin((2 * Math.PI * frequency * i) / rate));

/** The largest difference, away from the ends, where the silence beyond them rings. */
function worst(a: Float32Array, b: (i: number) => number, margin: number): number {
  let most = 0;
  for (let i = margin; i < a.length - margin; i++) most = Math.max(most, Math.abs(a[i] - b(i)));
  return most;
}

test.each([
  [44100, 16000, 440],
  [44100, 16000, 6000],
  [48000, 8000, 3000],
  [8000, 16000, 3000],
  [22050, 16000, 6500],
  [11025, 8000, 100],
])("from %d to %d a tone of %d Hz stays that tone", (from, to, frequency) => {
  const samples = resampleSound(tone(frequency, from), from, to);
  expect(samples.length).toBe(Math.round((Math.floor(from * 0.25) * to) / from));
  expect(worst(samples, (i) => Math.sin((2 * Math.PI * frequency * i) / to), 200)).toBeLessThan(0.002);
});

test.each([
  [44100, 16000, 9000],
  [48000, 8000, 5000],
  [16000, 8000, 4400],
])("from %d to %d a tone of %d Hz does not fold back", (from, to, frequency) => {
  expect(worst(resampleSound(tone(frequency, from), from, to), () => 0, 200)).toBeLessThan(0.002);
});

test("a constant stays constant, equal rates change nothing, and one sample is enough", () => {
  const constant = resampleSound(new Float32Array(4000).fill(0.5), 44100, 16000);
  expect(worst(constant, () => 0.5, 60)).toBeLessThan(1e-6);
  const samples = tone(100, 8000);
  expect(resampleSound(samples, 8000, 8000)).toBe(samples);
  expect(resampleSound(Float32Array.of(1), 48000, 8000).length).toBe(1);
});
