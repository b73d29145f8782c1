/**
 * @file Sounds from memory against the same samples in WAV files, read as the command reads them.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import wavefile from "wavefile";
import { readSoundFolder, readSounds } from "./folder.node.js";
import { encodeSounds, logMelSpectrogram, soundExamples, toSound } from "./sounds.js";

const folder = mkdtempSync(join(tmpdir(), "akari-sounds-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a browser's `AudioBuffer` has. */
const bufferOf = (sampleRate: number, channels: readonly Float32Array[]) => ({
  sampleRate,
  length: channels[0].length,
  numberOfChannels: channels.length,
  getChannelData: (channel: number) => channels[channel],
});

function wavOf(rate: number, channels: readonly Float32Array[]): Uint8Array {
  const wav = new wavefile.WaveFile();
  wav.fromScratch(
    channels.length,
    rate,
    "32f",
    channels.map((samples) => Float64Array.from(samples)),
  );
  return wav.toBuffer();
}

/** A sound with silence before and after it, its numbers those that a float32 holds. */
const channelsOf = fc
  .record({
    count: fc.integer({ min: 1, max: 2 }),
    hertz: fc.integer({ min: 100, max: 3000 }),
    before: fc.integer({ min: 0, max: 2000 }),
    length: fc.integer({ min: 1, max: 6000 }),
    loud: fc.double({ min: 0.001, max: 0.9, noNaN: true }),
  })
  .map(({ count, hertz, before, length, loud }) =>
    Array.from({ length: count }, (_, channel) =>
      Float32Array.from({ length: before + length + 500 }, (_, i) =>
        i < before || i >= before + length
          ? 0
          : loud * Math.sin((hertz * (i - before)) / 2000) + 0.001 * ((i * 7919 * (channel + 1)) % 13),
      ),
    ),
  );

describe("the same samples give the same numbers, bit for bit, from memory and from WAV files", () => {
  let runs = 0;
  test.each(["log-mel", "waveform"] as const)("%s", async (form) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(8000, 16_000, 44_100, 48_000), channelsOf), {
          minLength: 2,
          maxLength: 4,
        }),
        async (list) => {
          const place = join(folder, String(runs++));
          for (const label of ["a", "b"]) mkdirSync(join(place, label), { recursive: true });
          const recordings = list.map(([rate, channels], i) => {
            const label = i < list.length / 2 ? "a" : "b";
            const path = join(place, label, `${i}.wav`);
            writeFileSync(path, wavOf(rate, channels));
            const [samples] = channels;
            return {
              path,
              label,
              sound: channels.length === 1 ? { rate, samples } : bufferOf(rate, channels),
            };
          });
          const rows = Uint32Array.from(list, (_, i) => i);
          const files = await readSoundFolder(place, { form });
          const memory = soundExamples(recordings, { form });
          expect(memory.notes).toEqual(files.notes);
          const preprocessing = files.prepare(rows);
          expect(memory.prepare(rows)).toEqual(preprocessing);
          const expected = files.encode(rows, preprocessing, "rows");
          const found = memory.encode(rows, preprocessing, "rows");
          expect(found.features).toEqual(expected.features);
          expect(found.targets).toEqual(expected.targets);
          const asked = await readSounds(
            recordings.map(({ path }) => path),
            preprocessing,
          );
          const { data } = encodeSounds(
            recordings.map(({ sound }) => sound),
            preprocessing,
          );
          expect(data).toEqual(asked.features.data);
          expect(data).toEqual(expected.features.data);
        },
      ),
      { numRuns: 12 },
    );
  });
});

const tone = Float32Array.from({ length: 8000 }, (_, i) => Math.sin(i / 5));

test.each([
  ["no samples", { rate: 8000, samples: new Float32Array() }, /holds no samples/],
  ["no channels", { ...bufferOf(8000, [tone]), numberOfChannels: 0 }, /holds no samples/],
  ["a rate that is no whole number", { rate: 44_100.5, samples: tone }, /44100.5 samples a second/],
  ["a rate that is none", { rate: Number.NaN, samples: tone }, /NaN samples a second/],
  ["a rate beyond all", { rate: 384_000, samples: tone }, /384000 samples a second/],
  ["a sample that is none", { rate: 8000, samples: tone.with(3, Number.NaN) }, /sample 4 is NaN/],
  ["channels that cancel", bufferOf(8000, [tone, tone.map((x) => -x)]), /cancel each other out/],
  ["more than an hour", { rate: 1000, samples: new Float32Array(3_600_001) }, /lasts 3,600 seconds/],
])("%s: refused with a sentence that names the sound", (_, sound, sentence) => {
  const refused = expect.objectContaining({ code: "invalid-data", message: expect.stringMatching(sentence) });
  expect(() => toSound(sound)).toThrow(refused);
  const named = { sound, label: "a", name: "whistle 7" };
  expect(() => soundExamples([{ sound: { rate: 8000, samples: tone }, label: "a" }, named])).toThrow(
    /^whistle 7 /,
  );
});

test("nothing to learn from, a form that there is not, and a model of pictures are refused", () => {
  const sound = { rate: 8000, samples: tone };
  expect(() => soundExamples([])).toThrow(/no sounds to learn from/);
  expect(() => soundExamples([{ sound, label: "a" }], { form: "mp3" as never })).toThrow(/not as mp3/);
  expect(() => encodeSounds([sound], { divideBy: 255, image: [28, 28] })).toThrow(/does not take recordings/);
});

test("classes are numbered as they come first, and a sound can be heard and seen again", async () => {
  const examples = soundExamples(
    ["no", "yes", "no"].map((label, i) => ({
      label,
      sound: { rate: 8000, samples: tone.subarray(0, 4000 + i) },
    })),
  );
  expect(examples.task).toEqual({
    kind: "classes",
    classes: Uint32Array.of(0, 1, 0),
    names: ["no", "yes"],
  });
  expect(examples.rowName(2)).toBe("sound 3");
  const preview = await examples.preview?.(2);
  if (preview?.kind !== "sound") throw new Error("no sound");
  expect(preview.samples.length).toBe(4002);
});

test("a spectrogram shows a tone in the band of its pitch", () => {
  const { frames, bands, levels } = logMelSpectrogram({ rate: 8000, samples: tone });
  expect(levels.length).toBe(frames * bands);
  const middle = levels.subarray((frames >> 1) * bands, ((frames >> 1) + 1) * bands);
  // sin(i / 5) at 8,000 a second is 255 Hz, 350 mel: bands begin at 92 mel and are 85 apart.
  expect(middle.indexOf(Math.max(...middle))).toBe(2);
  expect(Math.max(...levels)).toBe(1);
  expect(Math.min(...levels)).toBeGreaterThanOrEqual(0);
});
