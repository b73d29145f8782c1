import fc from "fast-check";
import FFT from "fft.js";
import { expect, test } from "vitest";
import { cosPi, powerSpectrum, resampleSound, sinPi } from "./signal.js";

test("sine and cosine are those of Math to the last digits", () => {
  for (let x = -20; x <= 20; x += 0.0371) {
    expect(Math.abs(sinPi(x) - Math.sin(Math.PI * x))).toBeLessThan(2e-14);
    expect(Math.abs(cosPi(x) - Math.cos(Math.PI * x))).toBeLessThan(2e-14);
  }
  expect([sinPi(0), Math.abs(sinPi(1)), Math.abs(cosPi(0.5))]).toEqual([0, 0, 0]);
});

test("the power spectrum is that of fft.js", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.infiniteStream(fc.double({ min: -1, max: 1, noNaN: true })),
      (log, stream) => {
        const length = 2 ** log;
        const frame = Float64Array.from({ length }, () => stream.next().value ?? 0);
        const power = new Float64Array(length / 2 + 1);
        powerSpectrum(length)(frame, power);
        const other = new FFT(length);
        const out = other.createComplexArray();
        other.realTransform(out, [...frame]);
        other.completeSpectrum(out);
        power.forEach((p, k) => {
          expect(p).toBeCloseTo(out[2 * k] ** 2 + out[2 * k + 1] ** 2, 9);
        });
      },
    ),
    { numRuns: 40 },
  );
});

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
