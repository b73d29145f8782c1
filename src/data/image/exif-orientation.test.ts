import fc from "fast-check";
import { PNG } from "pngjs";
import { beforeAll, describe, expect, test } from "vitest";
import { jpegEncoder, turned } from "../../../test/support/jpeg.js";
import { pngWithChunk } from "../../../test/support/png.js";
import { fromPicture } from "../digits/from-picture.js";
import { decodePicture, pictureSize } from "./decode.js";
import { orient } from "./exif-orientation.js";
import type { Picture } from "./picture.js";

/** Blocks of grey, which JPEG keeps. */
const picture = fc
  .record({ across: fc.integer({ min: 1, max: 3 }), down: fc.integer({ min: 1, max: 3 }) })
  .chain(({ across, down }) =>
    fc
      .array(fc.constantFrom(0, 100, 255), { minLength: across * down, maxLength: across * down })
      .map((levels): Picture => {
        const [width, height] = [8 * across, 8 * down];
        const data = Uint8Array.from({ length: 4 * width * height }, (_, i) => {
          const [x, y] = [(i >> 2) % width, Math.floor((i >> 2) / width)];
          return i % 4 === 3 ? 255 : levels[(y >> 3) * across + (x >> 3)];
        });
        return { width, height, data };
      }),
  );

/** The TIFF part of EXIF data. */
function tiff(orientation: number, order: "II" | "MM"): number[] {
  const jpeg = turned(Uint8Array.from([0xff, 0xd8]), orientation, order);
  return [...jpeg.subarray(12)];
}

function png({ width, height, data }: Picture, orientation: number, order: "II" | "MM"): Uint8Array {
  const image = new PNG({ width, height });
  image.data = Buffer.from(data);
  return pngWithChunk(PNG.sync.write(image), "eXIf", tiff(orientation, order));
}

let encode: (picture: Picture) => Uint8Array;
beforeAll(async () => {
  encode = await jpegEncoder();
});

describe("EXIF orientation", () => {
  test("turns a PNG image as it turns a JPEG image", async () => {
    await fc.assert(
      fc.asyncProperty(
        picture,
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom("II" as const, "MM" as const),
        async (stored, orientation, order) => {
          const [a, b] = [png(stored, orientation, order), turned(encode(stored), orientation, order)];
          expect(pictureSize(a, "a.png")).toEqual(pictureSize(b, "a.jpg"));
          const [fromPng, fromJpeg] = [await decodePicture(a, "a.png"), await decodePicture(b, "a.jpg")];
          expect(pictureSize(a, "a.png")).toEqual([fromPng.height, fromPng.width]);
          expect([fromPng.width, fromPng.height]).toEqual([fromJpeg.width, fromJpeg.height]);
          const most = Math.max(
            ...Array.from(fromPng.data, (level, i) => Math.abs(level - fromJpeg.data[i])),
          );
          expect(most).toBeLessThanOrEqual(3);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("is of the first chunk that tells one, and damage turns nothing", async () => {
    const stored = { width: 2, height: 1, data: Uint8Array.from([1, 1, 1, 255, 9, 9, 9, 255]) };
    const levels = async (bytes: Uint8Array) => [...(await decodePicture(bytes, "a.png")).data].slice(0, 1);
    const plain = png(stored, 0, "II");
    expect(await levels(pngWithChunk(png(stored, 3, "II"), "eXIf", tiff(1, "MM")))).toEqual([9]);
    expect(await levels(pngWithChunk(png(stored, 1, "II"), "eXIf", tiff(3, "MM")))).toEqual([1]);
    expect(await levels(pngWithChunk(plain, "eXIf", []))).toEqual([1]);
    expect(await levels(pngWithChunk(plain, "eXIf", tiff(3, "II").slice(0, 20)))).toEqual([1]);
  });

  test("twice the same mirror is none", () => {
    fc.assert(
      fc.property(picture, fc.constantFrom(1, 2, 3, 4, 5, 7), (stored, orientation) => {
        expect(orient(orient(stored, orientation), orientation)).toEqual(stored);
      }),
      { numRuns: 50 },
    );
  });
});

test("ink of the paper's brightness is found by its colour; what is grey has none", () => {
  const size = 40;
  const colors = (ink: readonly number[], paper: readonly number[]): Picture => ({
    width: size,
    height: size,
    data: Uint8Array.from({ length: 4 * size * size }, (_, i) => {
      const [x, y] = [(i >> 2) % size, Math.floor((i >> 2) / size)];
      const isInk = x >= 17 && x < 22 && y >= 8 && y < 32;
      return [...(isInk ? ink : paper), 255][i % 4];
    }),
  });
  const black = fromPicture(colors([0, 0, 0], [255, 255, 255]));
  expect(fromPicture(colors([255, 0, 0], [0, 130, 0]))).toEqual(black);
  expect(fromPicture(colors([0, 130, 0], [255, 0, 0]))).toEqual(black);
  expect(fromPicture(colors([120, 90, 255], [118, 118, 118]))).toEqual(black);
  expect(() => fromPicture(colors([100, 100, 100], [108, 108, 108]))).toThrow("nothing is drawn");
  expect(() => fromPicture(colors([110, 100, 100], [100, 105, 100]))).toThrow("nothing is drawn");
});
