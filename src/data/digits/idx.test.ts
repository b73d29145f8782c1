import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AkariError } from "../../error.js";
import { decodeIdx, decodeImages } from "./idx.js";

/** An IDX file by the format's description. */
function idx(shape: number[], data: number[], type = 8): Uint8Array {
  const sizes = shape.flatMap((n) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]);
  return Uint8Array.from([0, 0, type, shape.length, ...sizes, ...data]);
}

const named = (name: string, bytes: Uint8Array) => ({ name, bytes });

test("reads shape and values without copying them", () => {
  const bytes = idx([2, 1, 3], [1, 2, 3, 4, 5, 255]);
  const { shape, data } = decodeIdx(bytes, "file");
  expect(shape).toEqual([2, 1, 3]);
  expect([...data]).toEqual([1, 2, 3, 4, 5, 255]);
  expect(data.buffer).toBe(bytes.buffer);
});

describe("damaged files get a sentence", () => {
  test.each([
    ["nothing", new Uint8Array(), "cut short: it has 0 bytes"],
    ["gzip", Uint8Array.from([0x1f, 0x8b, 8, 0]), "compressed with gzip"],
    ["another format", Uint8Array.from([137, 80, 78, 71]), "not an IDX file"],
    ["floats", idx([1], [0, 0, 0, 0], 13), "holds 32-bit floats"],
    ["an unknown type", idx([1], [0], 99), "unknown type 99"],
    ["half a header", idx([2, 2], []).subarray(0, 9), "its header takes 12 bytes, but it has 9"],
    ["too few values", idx([2, 2], [1, 2, 3]), "2×2 values take 4 bytes, but it holds 3"],
    ["too many values", idx([2, 2], [1, 2, 3, 4, 5]), "is too long"],
    ["absurd sizes", idx([2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1], [1]), "is cut short"],
  ])("%s", (_what, bytes, sentence) => {
    expect(() => decodeIdx(bytes, "some-file")).toThrow(AkariError);
    expect(() => decodeIdx(bytes, "some-file")).toThrow(sentence);
  });

  test("any bytes at all are read or refused with an AkariError", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.boolean(), (bytes, header) => {
        if (header) bytes.set([0, 0, 8].slice(0, bytes.length));
        try {
          const { shape, data } = decodeIdx(bytes, "file");
          expect(data).toHaveLength(shape.reduce((a, b) => a * b, 1));
        } catch (error) {
          expect(error).toBeInstanceOf(AkariError);
        }
      }),
    );
  });
});

describe("pictures with labels", () => {
  const images = idx([2, 1, 2], [0, 255, 7, 8]);

  test("become a data set", () => {
    const data = decodeImages("Tiny", named("images", images), named("labels", idx([2], [3, 0])));
    expect(data.features).toMatchObject({ rows: 2, columns: 2 });
    expect(data.targets).toMatchObject({ kind: "classes", names: ["0", "1", "2", "3"] });
    expect(data.preprocessing).toEqual({ divideBy: 255, image: [1, 2] });
  });

  test.each([
    ["of different counts", images, idx([3], [0, 1, 2]), "has 2 pictures, but labels has 3 labels"],
    [
      "that are swapped",
      idx([2], [0, 1]),
      images,
      "should hold pictures (3 dimensions), but has 1 dimension",
    ],
    ["whose labels are pictures", images, images, "should hold labels (1 dimension), but has 3 dimensions"],
    ["that are none", idx([0, 1, 2], []), idx([0], []), "images is empty"],
  ])("%s are refused", (_what, pictures, labels, sentence) => {
    const read = () => decodeImages("Tiny", named("images", pictures), named("labels", labels));
    expect(read).toThrow(AkariError);
    expect(read).toThrow(sentence);
  });
});
