import { createHash } from "node:crypto";
import { findSound, logMelSpectrogram } from "akari/data";
import fc from "fast-check";
import { expect, test } from "vitest";
import { OUR_NAMES, OURS, ourSound } from "./ours";

const hashOf = (samples: Float32Array): string =>
  createHash("sha256").update(new Uint8Array(samples.buffer)).digest("hex").slice(0, 16);

test("a seed makes the same samples on every machine", () => {
  expect(
    Object.fromEntries(OUR_NAMES.map((name) => [name, hashOf(ourSound(name, 7).samples)])),
  ).toMatchInlineSnapshot(`
    {
      "falling": "68f28dd3b27f0d4f",
      "ie": "05c852e6e789b16a",
      "rising": "85d421451f479414",
      "steady": "94a49309f8e3fbcb",
      "ue": "aba2686ffc5957fd",
    }
  `);
});

test("each is a sound of about half a second with silence around it, not clipped, and none is another", () => {
  const seen = new Set<string>();
  for (const name of OUR_NAMES) {
    for (let seed = 0; seed < 20; seed++) {
      const sound = ourSound(name, seed);
      const [start, end] = findSound(sound);
      expect((end - start) / sound.rate).toBeGreaterThan(0.25);
      expect((end - start) / sound.rate).toBeLessThan(1);
      expect(start).toBeGreaterThan(0);
      const peak = sound.samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
      expect(peak).toBeGreaterThan(0.03);
      expect(peak).toBeLessThan(0.95);
      seen.add(hashOf(sound.samples));
    }
  }
  expect(seen.size).toBe(20 * OUR_NAMES.length);
});

/** In which band most of a part of the frames is. */
function pitchOf(
  { frames, bands, levels }: ReturnType<typeof logMelSpectrogram>,
  from: number,
  to: number,
): number {
  const sums = new Float64Array(bands);
  for (let frame = Math.round(from * frames); frame < Math.round(to * frames); frame++) {
    for (let band = 0; band < bands; band++) sums[band] += levels[frame * bands + band];
  }
  return sums.indexOf(Math.max(...sums));
}

test("whistles rise, fall or stay", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), fc.constantFrom(...OURS.whistles), (seed, name) => {
      const spectrogram = logMelSpectrogram(ourSound(name, seed));
      const change = pitchOf(spectrogram, 0.75, 0.95) - pitchOf(spectrogram, 0.05, 0.25);
      if (name === "rising") expect(change).toBeGreaterThanOrEqual(0);
      else if (name === "falling") expect(change).toBeLessThanOrEqual(0);
      else expect(Math.abs(change)).toBeLessThanOrEqual(2);
    }),
    { numRuns: 60 },
  );
});
