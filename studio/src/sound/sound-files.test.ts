import fc from "fast-check";
import { expect, test } from "vitest";
import { isClipped, problemOf } from "./sound-files";

const RATE = 8000;
const tone = (seconds: number, loud: number, silence = 0.3): Float32Array =>
  Float32Array.from({ length: Math.round((seconds + 2 * silence) * RATE) }, (_, i) => {
    const t = i / RATE - silence;
    return t < 0 || t > seconds ? 0 : loud * Math.sin(2 * Math.PI * 440 * t);
  });
const problem = (samples: Float32Array) => problemOf({ rate: RATE, samples });

test("silence, clicks and whole songs are no examples", () => {
  expect(problem(new Float32Array(RATE))).toBe("silent");
  expect(problem(tone(0.5, 0.001))).toBe("silent");
  expect(problem(tone(0.01, 0.5))).toBe("short");
  expect(problem(tone(11, 0.5))).toBe("long");
  expect(problem(tone(0.5, 0.01))).toBeUndefined();
  expect(problem(tone(9, 0.9))).toBeUndefined();
});

test("a wave is clipped that goes beyond the scale, and not one that just reaches it", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 4, noNaN: true }), (loud) => {
      const samples = tone(0.3, loud).map((x) => Math.max(-1, Math.min(1, x)));
      // Of 440 Hz four samples in a row are cut off from about a tenth on.
      if (loud <= 1) expect(isClipped({ rate: RATE, samples })).toBe(false);
      if (loud > 1.3) expect(isClipped({ rate: RATE, samples })).toBe(true);
    }),
  );
});
