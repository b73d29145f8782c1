import { beforeAll, describe, expect, test } from "vitest";
import { jpegEncoder, turned, withApp1 } from "../../../test/support/jpeg.js";
import { decodePicture, pictureSize } from "./decode.js";
import type { Picture } from "./picture.js";

const [WIDTH, HEIGHT] = [24, 40];

let jpeg: Uint8Array;
beforeAll(async () => {
  const data = new Uint8Array(WIDTH * HEIGHT * 4).fill(200);
  jpeg = (await jpegEncoder())({ width: WIDTH, height: HEIGHT, data });
});

const sizeOf = ({ height, width }: Picture) => [height, width];

describe("a picture's size is that of what its decoder gives, turned as its EXIF data say", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])("orientation %i", async (orientation) => {
    for (const order of ["II", "MM"] as const) {
      const bytes = turned(jpeg, orientation, order);
      const size = pictureSize(bytes, "a.jpg");
      expect(size).toEqual(orientation < 5 ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT]);
      expect(size).toEqual(sizeOf(await decodePicture(bytes, "a.jpg")));
    }
  });

  test.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ["none", (bytes) => bytes],
    ["one that does not exist", (bytes) => turned(bytes, 9)],
    ["none, and then one", (bytes) => turned(turned(bytes, 0), 6)],
    ["one, and then another", (bytes) => turned(turned(bytes, 6), 1)],
    ["one behind other data", (bytes) => withApp1(turned(bytes, 6), Buffer.from("http://ns.adobe.com/xap"))],
    ["one behind an empty segment", (bytes) => withApp1(turned(bytes, 6), Buffer.alloc(0))],
    [
      "one behind EXIF data cut short",
      (bytes) => withApp1(turned(bytes, 6), Buffer.from("Exif\0\0II*\0\x08")),
    ],
    ["an offset beyond the end", (bytes) => turned(bytes, 6).map((byte, i) => (i === 16 ? 255 : byte))],
    ["another byte order", (bytes) => turned(bytes, 6).map((byte, i) => (i === 12 ? 65 : byte))],
  ])("%s", async (_what, change) => {
    const bytes = change(jpeg);
    expect(pictureSize(bytes, "a.jpg")).toEqual(sizeOf(await decodePicture(bytes, "a.jpg")));
  });
});

test.each([
  ["a GIF image", "GIF89a\x10\0\x10\0"],
  ["a WebP image", "RIFF\x24\0\0\0WEBPVP8 "],
  ["an AVIF image", "\0\0\0\x20ftypavif\0\0\0\0"],
  ["a HEIC image", "\0\0\0\x18ftypheic\0\0\0\0"],
  ["a TIFF image", "II*\0\x08\0\0\0"],
  ["a TIFF image", "MM\0*\0\0\0\x08"],
  ["a BMP image", "BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"],
  ["an SVG drawing", '<?xml version="1.0"?>\n<!-- one -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ["an SVG drawing", '<svg width="1"></svg>'],
])("%s is called so, whatever its name", async (what, start) => {
  const bytes = Buffer.from(start, "latin1");
  const sentence = `a.png is ${what}. Give pictures as PNG or JPEG: \`magick FILE out.png\` of ImageMagick converts it.`;
  await expect(decodePicture(bytes, "a.png")).rejects.toThrow(sentence);
  expect(() => pictureSize(bytes, "a.png")).toThrow(sentence);
});

test.each([
  ["a PDF document", "%PDF-1.7\n"],
  ["an MP4 file", "\0\0\0\x18ftypmp42\0\0\0\0"],
  ["no picture, or a damaged one", "BMI table\nof some people"],
  ["no picture, or a damaged one", "<html><svg></svg></html>"],
  ["empty", ""],
])("%s is told", async (what, start) => {
  await expect(decodePicture(Buffer.from(start, "latin1"), "a.png")).rejects.toThrow(
    `a.png is ${what}. Give pictures as PNG or JPEG.`,
  );
});
