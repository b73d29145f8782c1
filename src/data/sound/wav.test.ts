import fc from "fast-check";
import { describe, expect, test } from "vitest";
import wavefile from "wavefile";
import { AkariError } from "../../error.js";
import { decodeWav } from "./wav.js";

const DEPTHS = ["8", "16", "24", "32", "32f", "64"] as const;
type Depth = (typeof DEPTHS)[number];

/** A WAV file as the package wavefile writes it, from samples of −1 to 1. */
function write(channels: readonly (readonly number[])[], rate: number, depth: Depth): Uint8Array {
  const wav = new wavefile.WaveFile();
  wav.fromScratch(
    channels.length,
    rate,
    depth,
    channels.map((samples) => Float64Array.from(samples, (x) => toInteger(x, depth))),
  );
  return wav.toBuffer();
}

function toInteger(x: number, depth: Depth): number {
  if (depth === "32f" || depth === "64") return x;
  const most = 2 ** (Number(depth) - 1);
  return Math.max(-most, Math.min(most - 1, Math.round(x * most))) + (depth === "8" ? 128 : 0);
}

/** The step from one sample that can be stored to the next; half of it is rounding, the other half clipping. */
const step = (depth: Depth): number =>
  depth === "32f" || depth === "64" ? 2 ** -24 : 2 / 2 ** Number(depth);

// Numbers that a float32 holds: wavefile rounds others wrongly near powers of two.
const level = fc.float({ min: -1, max: 1, noNaN: true });

describe("what was written is read, to within a step", () => {
  test.each(DEPTHS)("%s bits, one channel", (depth) => {
    fc.assert(
      fc.property(
        fc.array(level, { minLength: 1, maxLength: 50 }),
        fc.constantFrom(8000, 44100),
        (samples, rate) => {
          const sound = decodeWav(write([samples], rate, depth), "a.wav");
          expect(sound.rate).toBe(rate);
          expect(sound.samples.length).toBe(samples.length);
          samples.forEach((x, i) => {
            expect(Math.abs(sound.samples[i] - x)).toBeLessThanOrEqual(step(depth) + 2 ** -24);
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  test.each(DEPTHS)("%s bits, several channels are averaged", (depth) => {
    const frames = fc.array(fc.tuple(level, level, level), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(frames, fc.integer({ min: 2, max: 3 }), (list, count) => {
        const channels = Array.from({ length: count }, (_, c) => list.map((frame) => frame[c]));
        const { samples } = decodeWav(write(channels, 16000, depth), "a.wav");
        list.forEach((frame, i) => {
          const mean = frame.slice(0, count).reduce((sum, x) => sum + x, 0) / count;
          expect(Math.abs(samples[i] - mean)).toBeLessThanOrEqual(step(depth) + 2 ** -23);
        });
      }),
      { numRuns: 30 },
    );
  });
});

const u16 = (n: number): number[] => [n & 255, (n >> 8) & 255];
const u32 = (n: number): number[] => [...u16(n & 0xffff), ...u16(n >>> 16)];
const chunk = (name: string, data: readonly number[], length = data.length): number[] => [
  ...Buffer.from(name),
  ...u32(length),
  ...data,
  ...(data.length % 2 === 1 ? [0] : []),
];
const file = (...chunks: number[][]): Uint8Array => {
  const body = [...Buffer.from("WAVE"), ...chunks.flat()];
  return Uint8Array.from([...Buffer.from("RIFF"), ...u32(body.length), ...body]);
};
const format = (
  codec: number,
  channels: number,
  rate: number,
  bits: number,
  frame = channels * (bits / 8),
) => [...u16(codec), ...u16(channels), ...u32(rate), ...u32(rate * frame), ...u16(frame), ...u16(bits)];
const fmt = (...args: Parameters<typeof format>): number[] => chunk("fmt ", format(...args));
const PCM_GUID = [1, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];
const data = chunk("data", [0, 0x40, 0, 0xc0]);

describe("real files' peculiarities", () => {
  const halves = [0.5, -0.5];
  test.each<[string, Uint8Array]>([
    ["plain", file(fmt(1, 1, 8000, 16), data)],
    ["other chunks, one of an odd length", file(chunk("LIST", [1, 2, 3]), fmt(1, 1, 8000, 16), data)],
    [
      "an extensible format",
      file(
        chunk("fmt ", [...format(0xfffe, 1, 8000, 16), ...u16(22), ...u16(16), ...u32(4), ...PCM_GUID]),
        data,
      ),
    ],
    ["a length that was not known", file(fmt(1, 1, 8000, 16), chunk("data", [0, 0x40, 0, 0xc0], 0xffffffff))],
    ["half a sample too many", file(fmt(1, 1, 8000, 16), chunk("data", [0, 0x40, 0, 0xc0, 7]))],
  ])("%s", (_what, bytes) => {
    expect([...decodeWav(bytes, "a.wav").samples]).toEqual(halves);
  });
});

describe("damage gets a sentence that names the file", () => {
  const nan = chunk("data", [0, 0, 0xc0, 0x7f]);
  test.each<[string, Uint8Array, string]>([
    ["no bytes", new Uint8Array(), "is not a WAV file: it has only 0 bytes"],
    ["another format", Buffer.from("fLaC and more of it"), "it is FLAC; convert it to WAV"],
    ["big-endian", Buffer.from("RIFX....WAVE"), "rare kind"],
    ["only a header", file(), "it holds no samples"],
    ["no samples", file(fmt(1, 1, 8000, 16), chunk("data", [])), "holds no samples"],
    ["less than a sample", file(fmt(1, 2, 8000, 16), chunk("data", [1, 2])), "holds no samples"],
    ["no format", file(data), "samples come before their format"],
    ["half a format", file(chunk("fmt ", [1, 0])), "its format has only 2 bytes"],
    ["cut in the format", file(chunk("fmt ", [1, 0], 16)), "is cut short"],
    ["cut in the samples", file(fmt(1, 1, 8000, 16), chunk("data", [1, 2], 4e8)), "is cut short"],
    ["a chunk of absurd length", file(chunk("junk", [], 4e9), fmt(1, 1, 8000, 16), data), "holds no samples"],
    ["another codec", file(fmt(85, 1, 8000, 16), data), "is coded in MP3"],
    ["an unknown codec", file(fmt(999, 1, 8000, 16), data), "the unknown codec 999"],
    ["no channels", file(fmt(1, 0, 8000, 16), data), "claims 0 channels"],
    ["no rate", file(fmt(1, 1, 0, 16), data), "of 0 samples a second"],
    ["an absurd rate", file(fmt(1, 1, 4e9, 16), data), "of 4000000000 samples a second"],
    ["no bits", file(fmt(1, 1, 8000, 0, 2), data), "samples of 0 bits"],
    ["floats of 16 bits", file(fmt(3, 1, 8000, 16), data), "floating-point samples of 16 bits"],
    ["a frame of another size", file(fmt(1, 1, 8000, 16, 3), data), "it claims 3"],
    ["what is no number", file(fmt(3, 1, 8000, 32), nan), "its sample 1 is NaN"],
  ])("%s", (_what, bytes, sentence) => {
    expect(() => decodeWav(bytes, "one.wav")).toThrow(AkariError);
    expect(() => decodeWav(bytes, "one.wav")).toThrow(/^one\.wav /);
    expect(() => decodeWav(bytes, "one.wav")).toThrow(sentence);
  });
});
