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

test("channels of which nothing is left when they are averaged are refused", () => {
  const tone = Array.from({ length: 4000 }, (_, i) => 0.6 * Math.sin(i / 3));
  const other = Array.from({ length: 4000 }, (_, i) => 0.6 * Math.sin(i / 5));
  const turned = tone.map((x) => -x);
  const silence = tone.map(() => 0);
  expect(() => decodeWav(write([tone, turned], 8000, "16"), "a.wav")).toThrow(
    "a.wav has channels that cancel each other out: averaged, there is nothing left to hear. Save one of them alone",
  );
  for (const channels of [
    [tone, silence],
    [tone, other],
    [tone, turned, other],
    [silence, silence],
  ]) {
    expect(decodeWav(write(channels, 8000, "16"), "a.wav").samples.length).toBe(4000);
  }
});

test("a second chunk of samples is not passed over", () => {
  const wav = write([[0.1, 0.2, 0.3, 0.4]], 8000, "16");
  const chunk = wav.subarray(wav.length - 16);
  expect(String.fromCharCode(...chunk.subarray(0, 4))).toBe("data");
  expect(() => decodeWav(Uint8Array.of(...wav, ...chunk), "a.wav")).toThrow(
    "a.wav has more than one chunk of samples. Save each of them as a file of its own.",
  );
});

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
    [
      "another format",
      Buffer.from("fLaC and more of it"),
      "it is a FLAC file; `ffmpeg -i FILE out.wav` converts it to WAV.",
    ],
    ["only a big-endian header", Buffer.from("RIFX....WAVE"), "it holds no samples"],
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

describe("chunks of odd length, with the byte that fills them and without", () => {
  const RIGHT = [0.5, -0.5, 0.25];
  const body = [0, 0x40, 0, 0xc0, 0, 0x20];
  /** A chunk of any name, any bytes, and the filling byte or not. */
  const other = fc.record({
    id: fc.constantFrom("LIST", "bext", "junk", "id3 ", "cue ", "iXML"),
    bytes: fc.array(fc.oneof(fc.constant(0), fc.nat(255)), { maxLength: 40 }),
    padded: fc.boolean(),
  });
  const laid = ({ id, bytes, padded }: { id: string; bytes: number[]; padded: boolean }): number[] => {
    const whole = chunk(id, bytes);
    return padded || bytes.length % 2 === 0 ? whole : whole.slice(0, -1);
  };

  test("the samples are the same, wherever the chunks stand", () => {
    fc.assert(
      fc.property(
        fc.array(other, { maxLength: 4 }),
        fc.array(other, { maxLength: 3 }),
        fc.array(other, { maxLength: 3 }),
        (before, between, after) => {
          const bytes = file(
            ...before.map(laid),
            fmt(1, 1, 8000, 16),
            ...between.map(laid),
            chunk("data", body),
            ...after.map(laid),
          );
          expect([...decodeWav(bytes, "a.wav").samples]).toEqual(RIGHT);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("what leads nowhere is told with the chunk", () => {
    const lost = file(fmt(1, 1, 8000, 16), chunk("LIST", [1, 2, 3]), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(() => decodeWav(lost, "a.wav")).toThrow("a.wav is damaged or cut short: it holds no samples.");
    const long = file(fmt(1, 1, 8000, 16), chunk("LIST", [1, 2, 3], 99));
    expect(() => decodeWav(long, "a.wav")).toThrow('Its chunk "LIST" claims 99 bytes, and 4 are left.');
  });

  test("many chunks of odd length take no more time than their number", () => {
    const many = Array.from({ length: 10_000 }, () => chunk("junk", [1])).flat();
    expect(() => decodeWav(file(many), "a.wav")).toThrow("holds no samples");
  });
});

describe("kinds of WAV files", () => {
  /** The same with all numbers' bytes the other way round. */
  const big = (n: number, bytes: number): number[] =>
    Array.from({ length: bytes }, (_, i) => Math.floor(n / 256 ** (bytes - 1 - i)) % 256);
  const bigChunk = (id: string, data: readonly number[]): number[] => [
    ...Buffer.from(id),
    ...big(data.length, 4),
    ...data,
  ];
  const rifx = (bits: number, codec: number, data: readonly number[], more: readonly number[] = []) => {
    const format = [codec, 1].flatMap((n) => big(n, 2));
    const bytes = bits / 8;
    const chunks = [
      bigChunk("fmt ", [
        ...format,
        ...big(8000, 4),
        ...big(8000 * bytes, 4),
        ...big(bytes, 2),
        ...big(bits, 2),
        ...more,
      ]),
      bigChunk("data", data),
    ].flat();
    return Uint8Array.from([
      ...Buffer.from("RIFX"),
      ...big(chunks.length + 4, 4),
      ...Buffer.from("WAVE"),
      ...chunks,
    ]);
  };
  const half = [...new Uint8Array(new Float32Array([0.5]).buffer)].reverse();
  const BIG_PCM_GUID = [0, 0, 0, 1, 0, 0, 0, 0x10, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];
  const rf64 = (data: readonly number[], size: number, said = 0xffffffff): Uint8Array => {
    const sizes = chunk("ds64", [
      ...u32(0),
      ...u32(0),
      ...u32(size),
      ...u32(0),
      ...u32(0),
      ...u32(0),
      ...u32(0),
    ]);
    const bytes = file(sizes, fmt(1, 1, 8000, 16), chunk("data", data, said));
    bytes.set(Buffer.from("RF64"));
    bytes.fill(255, 4, 8);
    return bytes;
  };
  const streamed = (riff: number, length: number): Uint8Array => {
    const bytes = file(fmt(1, 1, 8000, 16), chunk("data", [0, 0x40, 0, 0xc0], length));
    bytes.set(u32(riff), 4);
    return bytes;
  };

  test.each<[string, Uint8Array, number[]]>([
    ["RIFX, 16 bits", rifx(16, 1, [0x40, 0, 0xc0, 0]), [0.5, -0.5]],
    ["RIFX, 24 bits", rifx(24, 1, [0x40, 0, 0, 0xc0, 0, 0]), [0.5, -0.5]],
    ["RIFX, float", rifx(32, 3, half), [0.5]],
    [
      "RIFX, extensible",
      rifx(16, 0xfffe, [0x40, 0], [...big(22, 2), ...big(16, 2), ...big(4, 4), ...BIG_PCM_GUID]),
      [0.5],
    ],
    ["RF64", rf64([0, 0x40, 0, 0xc0], 4), [0.5, -0.5]],
    ["RF64 with something behind the samples", rf64([0, 0x40, 0, 0xc0], 2), [0.5]],
    ["RF64 with an ordinary length", rf64([0, 0x40, 0, 0xc0], 4, 4), [0.5, -0.5]],
    ["streamed, no length", streamed(0, 0), [0.5, -0.5]],
    ["streamed, the header's length only", streamed(36, 0), [0.5, -0.5]],
    ["streamed, all bits set", streamed(0xffffffff, 0xffffffff), [0.5, -0.5]],
    ["streamed, as some programs do", streamed(0x7fffffff, 0x7ffff024), [0.5, -0.5]],
  ])("%s", (_what, bytes, expected) => {
    expect([...decodeWav(bytes, "a.wav").samples]).toEqual(expected);
  });

  test.each([
    ["RF64 that is cut short", rf64([0, 0x40], 4), "is cut short"],
    ["an empty recording", streamed(40, 0), "holds no samples"],
  ])("%s", (_what, bytes, sentence) => {
    expect(() => decodeWav(bytes, "a.wav")).toThrow(sentence);
  });

  test.each([
    ["A-law", 6, (wav: InstanceType<typeof wavefile.WaveFile>) => wav.toALaw()],
    ["µ-law", 7, (wav: InstanceType<typeof wavefile.WaveFile>) => wav.toMuLaw()],
  ])("%s is read as another program reads it", (_what, codec, encode) => {
    const wav = new wavefile.WaveFile();
    wav.fromScratch(
      1,
      8000,
      "16",
      Int16Array.from({ length: 2000 }, (_, i) => Math.round(32700 * Math.sin(i * i))),
    );
    encode(wav);
    const { samples } = decodeWav(wav.toBuffer(), "a.wav");
    if (codec === 6) wav.fromALaw();
    else wav.fromMuLaw();
    expect([...samples]).toEqual(
      Array.from(wav.getSamples() as unknown as number[], (x) => Math.fround(x / 2 ** 15)),
    );
  });
});

test.each<[string, string | number[]]>([
  ["an Ogg file", "OggS\0\x02..........."],
  ["an MP3 file", "ID3\x04\0\0\0\0\0\0\0\0"],
  ["an MP3 file", [0xff, 0xfb, 0x90, 0x64, 0, 0, 0, 0, 0, 0, 0, 0]],
  ["an AAC file", [0xff, 0xf1, 0x50, 0x80, 0, 0, 0, 0, 0, 0, 0, 0]],
  ["an M4A file", "\0\0\0 ftypM4A \0\0\0\0"],
  ["an MP4 file", "\0\0\0 ftypisom\0\0\0\0"],
  ["a QuickTime file", "\0\0\0 ftypqt  \0\0\0\0"],
  ["a WebM or Matroska file", "\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81"],
  ["an AIFF file", "FORM\0\0\0\x2eAIFFCOMM"],
  ["a CAF file", "caff\0\x01\0\0desc"],
  ["an AMR file", "#!AMR\n\x0c......"],
  ["a WMA or WMV file", "\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa"],
  ["a Wave64 file", "riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb"],
])("what is %s is called so, whatever its name", (what, start) => {
  const bytes = typeof start === "string" ? Buffer.from(start, "latin1") : Uint8Array.from(start);
  expect(() => decodeWav(bytes, "a.wav")).toThrow(
    `a.wav is not a WAV file: it is ${what}; \`ffmpeg -i FILE out.wav\` converts it to WAV.`,
  );
});
