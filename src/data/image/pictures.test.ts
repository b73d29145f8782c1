/**
 * @file Pictures from memory against the same pixels in PNG files, read as the command reads them. Canvases and what a
 * browser decodes are in test/runtimes/pictures.test.ts.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jpegEncoder, turned } from "../../../test/support/jpeg.js";
import { readPictureFolder, readPictures } from "./folder.node.js";
import type { PictureFormOptions } from "./form.js";
import type { Picture } from "./picture.js";
import { encodePictures, pictureExamples } from "./pictures.js";
import { type DrawnPicture, type PictureSource, toPicture } from "./sources.js";

const folder = mkdtempSync(join(tmpdir(), "akari-pictures-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function toPng({ width, height, data }: Picture): Uint8Array<ArrayBuffer> {
  const png = new PNG({ width, height });
  png.data = Buffer.from(data);
  return new Uint8Array(PNG.sync.write(png));
}

/** Grey, in colour, or with opacity; few levels, so that some are alike. */
const anyPicture = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
    kind: fc.constantFrom("grey", "colour", "opacity"),
    bytes: fc.infiniteStream(fc.oneof(fc.nat(255), fc.constantFrom(0, 128, 255))),
  })
  .map(({ width, height, kind, bytes }): Picture => {
    const data = new Uint8ClampedArray(width * height * 4);
    for (let i = 0; i < data.length; i += 4) {
      const grey = bytes.next().value;
      for (let c = 0; c < 3; c++) data[i + c] = kind === "grey" ? grey : bytes.next().value;
      data[i + 3] = kind === "opacity" ? bytes.next().value : 255;
    }
    return { width, height, data };
  });

const anyOptions: fc.Arbitrary<PictureFormOptions> = fc.record(
  {
    size: fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 })),
    channels: fc.constantFrom(1, 3),
  },
  { requiredKeys: [] },
);

/** What of a 2D canvas is used. */
const canvasOf = (picture: Picture): DrawnPicture => ({
  width: picture.width,
  height: picture.height,
  getContext: () => ({ getImageData: () => picture }),
});

describe("the same pixels give the same numbers, bit for bit, from memory and from PNG files", () => {
  let runs = 0;
  test.each<[string, (picture: Picture) => PictureSource]>([
    ["pixels", (picture) => picture],
    ["canvases", canvasOf],
    ["Blobs", (picture) => new Blob([toPng(picture)])],
  ])("%s", async (_, sourceOf) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyPicture, { minLength: 2, maxLength: 5 }),
        anyOptions,
        async (list, options) => {
          const place = join(folder, String(runs++));
          for (const label of ["a", "b"]) mkdirSync(join(place, label), { recursive: true });
          const pictures = list.map((picture, i) => {
            const label = i < list.length / 2 ? "a" : "b";
            const path = join(place, label, `${i}.png`);
            writeFileSync(path, toPng(picture));
            return { path, label, picture: sourceOf(picture) };
          });
          const rows = Uint32Array.from(list, (_, i) => i);
          const files = await readPictureFolder(place, options);
          const memory = await pictureExamples(pictures, options);
          expect(memory.form).toEqual(files.form);
          expect(memory.notes).toEqual(files.notes);
          expect(memory.originals).toEqual(files.originals);
          const preprocessing = files.prepare(rows);
          expect(memory.prepare(rows)).toEqual(preprocessing);
          const expected = files.encode(rows, preprocessing, "rows");
          const found = memory.encode(rows, preprocessing, "rows");
          expect(found.features).toEqual(expected.features);
          expect(found.targets).toEqual(expected.targets);
          const paths = pictures.map(({ path }) => path);
          const asked = await readPictures(paths, preprocessing);
          const sources = pictures.map(({ picture }) => picture);
          expect(await encodePictures(sources, preprocessing)).toEqual(asked.features);
        },
      ),
      { numRuns: 15 },
    );
  });
});

/** A ring on paper, as a digit. */
function ring(side: number, ink: number, paper: number): Picture {
  const data = new Uint8ClampedArray(side * side * 4);
  for (let i = 0; i < side * side; i++) {
    const away = Math.hypot((i % side) - side / 2, Math.floor(i / side) - side / 2) / side;
    data.fill(away > 0.2 && away < 0.3 ? ink : paper, i * 4, i * 4 + 3);
    data[i * 4 + 3] = 255;
  }
  return { width: side, height: side, data };
}

test("digits come into the form of MNIST, whatever their size", () => {
  const pictures = [ring(60, 0, 255), ring(90, 255, 0)].map((picture) => ({ picture, label: "0" }));
  const { form, pixels } = pictureExamples(pictures, { asDigits: true });
  expect(form).toEqual({ height: 28, width: 28, channels: 1 });
  // The ink is bright in both, and the paper dark.
  for (const digit of [pixels.subarray(0, 784), pixels.subarray(784)]) expect(digit[0]).toBe(0);
  expect(Math.max(...pixels)).toBeGreaterThan(200);
});

let jpeg: Uint8Array;
beforeAll(async () => {
  jpeg = (await jpegEncoder())(ring(24, 0, 255));
});

test("a JPEG Blob is decoded and turned as a file of the same bytes", async () => {
  const half = (await jpegEncoder())({
    ...ring(24, 0, 255),
    height: 12,
    data: ring(24, 0, 255).data.slice(0, 24 * 12 * 4),
  });
  const bytes = new Uint8Array(turned(half, 6));
  const path = join(folder, "turned.jpg");
  writeFileSync(path, bytes);
  const picture = await toPicture(new Blob([bytes]));
  expect([picture.height, picture.width]).toEqual([24, 12]);
  const preprocessing = { divideBy: 255, image: [5, 4] as const, channels: 3 as const };
  const { data } = await encodePictures([new Blob([bytes])], preprocessing);
  expect(data).toEqual((await readPictures([path], preprocessing)).features.data);
});

const grey: Picture = { width: 2, height: 1, data: Uint8ClampedArray.of(9, 9, 9, 255, 9, 9, 9, 255) };
const blocked = (message: string, name: string): DrawnPicture => ({
  width: 2,
  height: 1,
  getContext() {
    throw new DOMException(message, name);
  },
});

describe("what is no picture gets a sentence that names it", () => {
  const wrong: [string, unknown, string, RegExp][] = [
    ["no width", { ...grey, width: 0 }, "invalid-data", /cannot be 0×1 pixels/],
    ["half a height", { ...grey, height: 0.5 }, "invalid-data", /cannot be 2×0.5 pixels/],
    [
      "too few bytes",
      { ...grey, height: 2 },
      "invalid-data",
      /of 2×2 pixels has 16 bytes, four a pixel, not 8/,
    ],
    [
      "numbers of another kind",
      { ...grey, data: new Float32Array(8) },
      "invalid-data",
      /in Float32Array, not in bytes/,
    ],
    ["a list of numbers", { ...grey, data: [...grey.data] }, "invalid-data", /in Array, not in bytes/],
    ["wide colours", { ...grey, colorSpace: "display-p3" }, "invalid-data", /in display-p3, .* sRGB/],
    [
      "an empty canvas",
      { width: 0, height: 0, getContext: () => null },
      "invalid-data",
      /cannot be 0×0 pixels/,
    ],
    [
      "a canvas of WebGL",
      { width: 1, height: 1, getContext: () => null },
      "invalid-data",
      /another context than a 2D/,
    ],
    ["a tainted canvas", blocked("tainted", "SecurityError"), "unsupported", /from another site/],
    [
      "a canvas a Worker has",
      blocked("It was transferred.", "InvalidStateError"),
      "unsupported",
      /It was transferred/,
    ],
    [
      "an image not loaded",
      { naturalWidth: 0, naturalHeight: 0, complete: false },
      "invalid-data",
      /decode\(\)/,
    ],
    ["an image in Node", { naturalWidth: 1, naturalHeight: 1, complete: true }, "unsupported", /as a Blob/],
    ["a closed bitmap", { width: 0, height: 0, close() {} }, "invalid-data", /cannot be 0×0 pixels/],
    ["a path", "cat.png", "invalid-argument", /is the text "cat.png", which is no picture/],
    ["nothing", undefined, "invalid-argument", /is Undefined, which is no picture/],
    ["bytes", Buffer.from("x"), "invalid-argument", /is Uint8Array, .* new Blob\(\[bytes\]\)/],
    ["a text in a Blob", new Blob(["hello"]), "invalid-file", /is no picture, or a damaged one/],
    ["an empty Blob", new Blob([]), "invalid-file", /is empty/],
    ["a Blob of another kind", new Blob(["GIF89a\x10\0\x10\0"]), "invalid-file", /is a GIF image/],
    ["half a PNG", new Blob([toPng(grey).subarray(0, 40)]), "invalid-file", /is cut short/],
  ];
  test.each(wrong)("%s", async (_, source, code, sentence) => {
    const picture = source as PictureSource;
    const refused = expect.objectContaining({ code, message: expect.stringMatching(sentence) });
    const trying = async (make: () => unknown): Promise<unknown> => make();
    await expect(trying(() => toPicture(picture))).rejects.toThrow(refused);
    const named = { picture, label: "b", name: "cat 7" };
    const examples = trying(() => pictureExamples([{ picture: grey, label: "a" }, named]));
    await expect(examples).rejects.toThrow(/^cat 7 /);
    const inputs = trying(() => encodePictures([grey, picture], { divideBy: 255, image: [1, 1] }));
    await expect(inputs).rejects.toThrow(/^picture 2 /);
  });

  test("a file is called by its name", async () => {
    const picture = new File(["hello"], "cat.png");
    await expect(pictureExamples([{ picture, label: "a" }])).rejects.toThrow(/^cat.png is no picture/);
  });

  test("a Blob that is gone", async () => {
    const gone = { arrayBuffer: () => Promise.reject(new DOMException("gone", "NotReadableError")) };
    await expect(toPicture(gone as unknown as Blob, "cat.png")).rejects.toThrow(
      "cat.png cannot be read any more",
    );
  });

  test("none, a label that is no text, options that there are not, and a model of sounds", () => {
    const one = { picture: grey, label: "a" };
    expect(() => pictureExamples([])).toThrow(/no pictures to learn from/);
    expect(() => pictureExamples([one, { picture: grey, label: 3 as never }])).toThrow(
      /label of picture 2 .* is 3/,
    );
    expect(() => pictureExamples([one], { gray: true } as never)).toThrow(/no option "gray"/);
    expect(() => pictureExamples([one], { size: [0, 1] })).toThrow(/not 0×1/);
    expect(() => pictureExamples([one], { channels: 2 as never })).toThrow(/not 2/);
    expect(() => pictureExamples([one], { asDigits: true })).toThrow(/^picture 1: .*nothing is drawn/);
    expect(() => encodePictures([grey], { divideBy: 1 })).toThrow(/does not take the pixels/);
  });
});

test("without Blobs the answer comes at once; classes are numbered as they come first", async () => {
  const list = ["no", "yes", "no"].map((label) => ({ label, picture: grey }));
  const examples = pictureExamples(list);
  expect(examples.task).toEqual({ kind: "classes", classes: Uint32Array.of(0, 1, 0), names: ["no", "yes"] });
  expect(examples.rowName(2)).toBe("picture 3");
  expect(await examples.preview?.(0)).toMatchObject({ kind: "picture", height: 1, width: 2 });
  expect(encodePictures([], { divideBy: 255, image: [1, 1] })).toEqual({
    data: new Uint8Array(),
    rows: 0,
    columns: 1,
  });
});

test("Blobs are read one at a time", async () => {
  const open = new Set<Blob>();
  let most = 0;
  const blobs = Array.from({ length: 5 }, () => {
    const blob = new Blob([new Uint8Array(jpeg)]);
    const read = blob.arrayBuffer.bind(blob);
    blob.arrayBuffer = async () => {
      open.add(blob);
      most = Math.max(most, open.size);
      const bytes = await read();
      open.delete(blob);
      return bytes;
    };
    return { picture: blob, label: "a" };
  });
  expect((await pictureExamples(blobs)).rows).toBe(5);
  expect(most).toBe(1);
});
