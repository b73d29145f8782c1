import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";
import { decode_rgba16, initSync } from "@jsquash/png/codec/pkg/squoosh_png.js";
import fc from "fast-check";
import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { AkariError } from "../../error.js";
import { decodePng, unpackedLength } from "./png.js";
import { readPng } from "./png.node.js";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** The checksum of PNG's chunks (its specification's annex D). */
function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

const uint32 = (n: number): number[] => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];

function chunk(type: string, data: ArrayLike<number>): number[] {
  const body = [...Buffer.from(type), ...Array.from(data)];
  return [...uint32(data.length), ...body, ...uint32(crc32(Uint8Array.from(body)))];
}

const header = (width: number, height: number, depth: number, color: number, interlace = 0): number[] =>
  chunk("IHDR", [...uint32(width), ...uint32(height), depth, color, 0, 0, interlace]);

const file = (...chunks: number[][]): Uint8Array => Uint8Array.from([...SIGNATURE, ...chunks.flat()]);
const pixels = (...bytes: number[]): number[] => chunk("IDAT", deflateSync(Uint8Array.from(bytes)));
const END = chunk("IEND", []);

const colors = async (bytes: Uint8Array): Promise<number[][]> => {
  const { data } = await decodePng(bytes, "a.png");
  return Array.from({ length: data.length / 4 }, (_, i) => [...data.subarray(i * 4, i * 4 + 4)]);
};
const BLACK = [0, 0, 0, 255];
const WHITE = [255, 255, 255, 255];

function sound(): Uint8Array {
  const png = new PNG({ width: 5, height: 3 });
  png.data.forEach((_, i) => {
    png.data[i] = (i * 37) % 256;
  });
  return PNG.sync.write(png);
}

describe("every kind of PNG image is read", () => {
  test.each<[string, Uint8Array, number[][]]>([
    ["1 bit grey", file(header(2, 1, 1, 0), pixels(0, 0b01000000), END), [BLACK, WHITE]],
    ["4 bit grey", file(header(2, 1, 4, 0), pixels(0, 0x0f), END), [BLACK, WHITE]],
    ["8 bit grey", file(header(2, 1, 8, 0), pixels(0, 9, 255), END), [[9, 9, 9, 255], WHITE]],
    ["16 bit grey", file(header(2, 1, 16, 0), pixels(0, 0, 0, 255, 255), END), [BLACK, WHITE]],
    ["grey and opacity", file(header(1, 1, 8, 4), pixels(0, 7, 128), END), [[7, 7, 7, 128]]],
    ["16 bit colour", file(header(1, 1, 16, 2), pixels(0, 255, 255, 0, 0, 0, 0), END), [[255, 0, 0, 255]]],
    [
      "palette with opacity",
      file(
        header(2, 1, 2, 3),
        chunk("PLTE", [1, 2, 3, 4, 5, 6]),
        chunk("tRNS", [0]),
        pixels(0, 0b00010000),
        END,
      ),
      [
        [1, 2, 3, 0],
        [4, 5, 6, 255],
      ],
    ],
    ["interlaced", file(header(2, 1, 8, 0, 1), pixels(0, 0, 0, 255), END), [BLACK, WHITE]],
    ["in two parts", splitPixels(), [BLACK, WHITE]],
    [
      "with something after its end",
      Uint8Array.from([...file(header(1, 1, 8, 0), pixels(0, 255), END), 1, 2]),
      [WHITE],
    ],
  ])("%s", async (_what, bytes, expected) => {
    expect(await colors(bytes)).toEqual(expected);
  });

  function splitPixels(): Uint8Array {
    const packed = deflateSync(Uint8Array.from([0, 0, 255]));
    return file(
      header(2, 1, 8, 0),
      chunk("IDAT", packed.subarray(0, 4)),
      chunk("IDAT", packed.subarray(4)),
      END,
    );
  }

  test("what pngjs writes", async () => {
    expect((await colors(sound()))[4]).toEqual([592 % 256, 629 % 256, 666 % 256, 703 % 256]);
  });
});

describe("damage gets a sentence that names the file", () => {
  const wrongSum = sound();
  wrongSum[wrongSum.length - 20] ^= 1;
  test.each<[string, Uint8Array, string]>([
    ["no bytes", new Uint8Array(), "is not a PNG image: it has only 0 bytes"],
    ["another format", Buffer.from("GIF89a, not a PNG"), "is not a PNG image: it begins otherwise"],
    ["a wrong checksum", wrongSum, "do not agree with their checksums"],
    ["no size", file(header(0, 3, 8, 0), pixels(0), END), "without any pixels: its size is 0×3"],
    ["absurd size", file(header(20_000, 20_000, 8, 0), pixels(0), END), "claims to be 20000×20000 pixels"],
    ["absurd width", file(header(2e9, 1, 1, 0), pixels(0), END), "too large"],
    ["an unknown colour type", file(header(1, 1, 8, 5), pixels(0, 0), END), "no colour type 5 with 8 bits"],
    ["an impossible depth", file(header(1, 1, 16, 3), pixels(0, 0, 0), END), "no colour type 3 with 16 bits"],
    ["no header", file(pixels(0, 0), END), "must have one header"],
    ["two headers", file(header(1, 1, 8, 0), header(9, 9, 8, 0), pixels(0, 0), END), "must have one header"],
    ["half a header", file(chunk("IHDR", [0, 0, 0, 1]), END), "its header has 4 bytes, not 13"],
    ["no pixels", file(header(1, 1, 8, 0), END), "it holds no pixels"],
    ["too few pixels", file(header(9, 9, 8, 0), pixels(0, 1, 2), END), "is a damaged PNG image"],
    ["no palette", file(header(1, 1, 8, 3), pixels(0, 0), END), "is a damaged PNG image"],
    [
      "interlaced pixels that unpack to far too much",
      file(header(1, 1, 8, 0, 1), chunk("IDAT", deflateSync(new Uint8Array(1e6))), END),
      "is a damaged PNG image",
    ],
  ])("%s", async (_what, bytes, sentence) => {
    const error = await decodePng(bytes, "one.png").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AkariError);
    expect(String(error)).toMatch(/^AkariError: one\.png /);
    expect(String(error)).toContain(sentence);
  });

  test("every beginning of a sound file", async () => {
    const bytes = sound();
    for (let length = 0; length < bytes.length; length++) {
      await expect(decodePng(bytes.subarray(0, length), "one.png")).rejects.toThrow(AkariError);
    }
  });

  test("any change of bytes is read or refused with an AkariError", async () => {
    const bytes = sound();
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    const damaged = changes.map((list) => {
      const copy = Uint8Array.from(bytes);
      for (const [at, byte] of list) copy[at] = byte;
      return copy;
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, fc.uint8Array()), async (any) => {
        try {
          expect((await decodePng(any, "one.png")).data.length % 4).toBe(0);
        } catch (error) {
          expect(error).toBeInstanceOf(AkariError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Where channels and depth of each colour type are: those that there are. */
const KINDS = [
  ...[1, 2, 4, 8, 16].map((depth) => ({ colorType: 0, channels: 1, depth })),
  ...[1, 2, 4, 8].map((depth) => ({ colorType: 3, channels: 1, depth })),
  ...[8, 16].flatMap((depth) => [
    { colorType: 2, channels: 3, depth },
    { colorType: 4, channels: 2, depth },
    { colorType: 6, channels: 4, depth },
  ]),
];

/** Where each of the seven passes of an interlaced image begins, and its steps across and down (PNG, 8.2: Adam7). */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/** Any bytes are pixels, and any number below 5 a row's filter. */
const anyPng = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    width: fc.integer({ min: 1, max: 20 }),
    height: fc.integer({ min: 1, max: 20 }),
    interlaced: fc.boolean(),
    bytes: fc.infiniteStream(fc.nat(255)),
    filters: fc.infiniteStream(fc.nat(4)),
    colors: fc.uint8Array({ minLength: 3 * 256, maxLength: 3 * 256 }),
    transparent: fc.option(fc.uint8Array({ minLength: 6, maxLength: 6 })),
    parts: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ kind, width, height, interlaced, bytes, filters, colors: palette, transparent, parts }) => {
    const { colorType, channels, depth } = kind;
    const raw: number[] = [];
    for (const [x, y, across, down] of interlaced ? ADAM7 : [[0, 0, 1, 1]]) {
      const columns = Math.ceil((width - x) / across);
      for (let row = y; columns > 0 && row < height; row += down) {
        raw.push(filters.next().value);
        for (let bit = 0; bit < columns * channels * depth; bit += 8) raw.push(bytes.next().value);
      }
    }
    const packed = deflateSync(Uint8Array.from(raw));
    const cut = Math.ceil(packed.length / parts);
    // Of a palette only what its depth can name; pngjs wants it whole.
    const named = palette.subarray(0, 3 * 2 ** Math.min(8, depth));
    // The numbers of a transparent colour are as wide as those of pixels.
    const hidden = transparent?.map((byte, i) => (depth === 16 ? byte : i % 2 === 0 ? 0 : byte % 2 ** depth));
    return file(
      header(width, height, depth, colorType, Number(interlaced)),
      ...(colorType === 3 ? [chunk("PLTE", named)] : []),
      ...(hidden && colorType === 0 ? [chunk("tRNS", hidden.subarray(0, 2))] : []),
      ...(hidden && colorType === 2 ? [chunk("tRNS", hidden)] : []),
      ...(hidden && colorType === 3
        ? [chunk("tRNS", hidden.subarray(0, Math.min(6, named.length / 3)))]
        : []),
      ...Array.from({ length: parts }, (_, i) => chunk("IDAT", packed.subarray(i * cut, (i + 1) * cut))),
      END,
    );
  });

test("pixels are those that pngjs reads, of every colour type, depth, filter and order", async () => {
  await fc.assert(
    fc.asyncProperty(anyPng, async (bytes) => {
      const { width, height, data } = PNG.sync.read(Buffer.from(bytes));
      expect(await decodePng(bytes, "one.png")).toEqual({ width, height, data: new Uint8Array(data) });
    }),
    { numRuns: 150 },
  );
});

test("and those that image-rs reads, which is no kin of pngjs", async () => {
  initSync(await readFile(fileURLToPath(import.meta.resolve("@jsquash/png/codec/pkg/squoosh_png_bg.wasm"))));
  await fc.assert(
    fc.asyncProperty(anyPng, async (bytes) => {
      const picture = decode_rgba16(bytes);
      const { width, height, data } = picture;
      // Colours that are transparent it keeps, where they are one of a grey or coloured image.
      const isKeyed = [0, 2].includes(bytes[25]) && Buffer.from(bytes).includes("tRNS");
      const expected = Uint8Array.from(data, (level, i) =>
        isKeyed && data[i | 3] === 0 ? 0 : Math.floor((level * 255) / 65535 + 0.5),
      );
      picture.free();
      expect(await decodePng(bytes, "one.png")).toEqual({ width, height, data: expected });
    }),
    { numRuns: 150 },
  );
});

test.each([
  [1, 1, 8, 2],
  // Of 5×3 pixels, passes 1, 2, 4, 5, 6 and 7 have 1×1, 1×1, 1×1, 3×1, 2×2 and 5×1.
  [5, 3, 8, 2 + 2 + 2 + 4 + 6 + 6],
  [8, 8, 1, 15 * 2],
])(
  "an interlaced image of %d×%d with %d bits a pixel unpacks to %d bytes",
  (width, height, depth, expected) => {
    const whole = { width, height, depth, channels: 1, interlaced: true };
    expect(unpackedLength(whole)).toBe(expected);
  },
);

test("reads from a file, or says that there is none", async () => {
  const folder = await mkdtemp(join(tmpdir(), "akari-png-"));
  try {
    await writeFile(join(folder, "one.png"), sound());
    expect(await readPng(join(folder, "one.png"))).toMatchObject({ width: 5, height: 3 });
    await expect(readPng(join(folder, "gone.png"))).rejects.toThrow(/There is no file .*gone\.png/);
    await expect(readPng(folder)).rejects.toThrow("is a folder, not a file");
  } finally {
    await rm(folder, { recursive: true });
  }
});
