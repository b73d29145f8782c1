import fc from "fast-check";
import { expect, test } from "vitest";
import { type Heard, SoundGate } from "./gate";

const RATE = 8000;

/** Noise of a room, and tones in it, by seconds. */
function hall(seconds: number, room: number, tones: readonly { at: number; lasts: number; loud: number }[]) {
  let state = 1;
  const noise = (): number => {
    state = (state * 48271) % 2147483647;
    return 3.46 * (state / 2147483647 - 0.5);
  };
  return Float32Array.from({ length: seconds * RATE }, (_, i) => {
    const t = i / RATE;
    const tone = tones.find(({ at, lasts }) => t >= at && t < at + lasts);
    return room * noise() + (tone === undefined ? 0 : tone.loud * Math.sin(2 * Math.PI * 900 * t));
  });
}

function hear(samples: Float32Array, chunk = 128): Heard[] {
  const gate = new SoundGate(RATE);
  const heard: Heard[] = [];
  for (let at = 0; at < samples.length; at += chunk)
    heard.push(...gate.hear(samples.subarray(at, at + chunk)));
  return heard;
}

test("a tone in a room is cut out where it is, however quiet or loud both are and however it is handed over", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 0.01, noNaN: true }),
      fc.double({ min: 0.08, max: 0.9, noNaN: true }),
      fc.double({ min: 0.1, max: 1, noNaN: true }),
      fc.double({ min: 0.3, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 3000 }),
      (room, loud, lasts, at, chunk) => {
        const samples = hall(at + lasts + 0.6, room, [{ at, lasts, loud }]);
        const heard = hear(samples, chunk);
        expect(heard.map(({ kind }) => kind)).toEqual(["sound"]);
        const [found] = heard;
        if (found.kind !== "sound") return;
        const length = found.sound.samples.length / found.sound.rate;
        expect(length).toBeGreaterThan(lasts);
        expect(length).toBeLessThan(lasts + 0.2);
        // A piece of what was handed over, as it was.
        const text = (part: Float32Array): string => new Uint8Array(part.slice().buffer).join();
        expect(text(samples)).toContain(text(found.sound.samples));
      },
    ),
    { numRuns: 40 },
  );
});

test("silence and a room's own noise are no sounds, a click is a click", () => {
  expect(hear(hall(3, 0, []))).toEqual([]);
  expect(hear(hall(3, 0.02, []))).toEqual([]);
  expect(hear(hall(2, 0.001, [{ at: 1, lasts: 0.02, loud: 0.5 }]))).toEqual([{ kind: "click" }]);
});

test("two words after each other are two, and what does not end is cut off", () => {
  const two = hall(3, 0.002, [
    { at: 0.5, lasts: 0.4, loud: 0.3 },
    { at: 1.6, lasts: 0.4, loud: 0.3 },
  ]);
  expect(hear(two).map(({ kind }) => kind)).toEqual(["sound", "sound"]);
  const [first, ...others] = hear(hall(3, 0.002, [{ at: 0.5, lasts: 2.5, loud: 0.3 }]));
  expect(first.kind === "sound" && first.sound.samples.length / RATE).toBeCloseTo(1.28, 1);
  expect(others).toEqual([]);
});
