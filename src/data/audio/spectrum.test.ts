import fc from "fast-check";
import FFT from "fft.js";
import { expect, test } from "vitest";
import { cosPi, powerSpectrum, sinPi } from "./spectrum.js";

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
