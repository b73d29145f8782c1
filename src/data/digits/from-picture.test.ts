import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { AkariError } from "../../error.js";
import { randomGenerator } from "../../model/random.js";
import type { Picture } from "../image/picture.js";
import { fromPicture } from "./from-picture.js";
import { mnist } from "./mnist.node.js";

const COUNT = 50;
let digits: Uint8Array[];
beforeAll(async () => {
  const { features } = (await mnist()).test;
  digits = Array.from({ length: COUNT }, (_, i) =>
    Uint8Array.from(features.data.subarray(i * 784, (i + 1) * 784)),
  );
});

/** Red, green, blue and opacity. */
type Color = readonly [number, number, number, number];
const grey = (level: number): Color => [level, level, level, 255];

interface Scene {
  readonly width: number;
  readonly height: number;
  /** Pixels to one of the digit's, and where the digit's 28×28 begin. */
  readonly scale: number;
  readonly left: number;
  readonly top: number;
  /** The colour where there is this much ink, 0 to 1. */
  color(ink: number, x: number, y: number): Color;
}

const inPlace = (scale: number, color: Scene["color"]): Scene => ({
  width: 28 * scale,
  height: 28 * scale,
  scale,
  left: 0,
  top: 0,
  color,
});

function paint(digit: Uint8Array, { width, height, scale, left, top, color }: Scene): Picture {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = Math.floor((x - left) / scale);
      const row = Math.floor((y - top) / scale);
      const inside = column >= 0 && column < 28 && row >= 0 && row < 28;
      data.set(color(inside ? digit[row * 28 + column] / 255 : 0, x, y), (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

/** The mean difference of two digits' pixels, where a moved digit may lie half a pixel elsewhere. */
function difference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, ink, i) => sum + Math.abs(ink - b[i]), 0) / a.length;
}

/** Half a pixel's shift, which sub-pixel centring may cause, changes a digit of MNIST by about 7 levels on average. */
const SIMILAR = 12;

function meanDifference(scene: Scene, count = 12): number {
  const differences = digits
    .slice(0, count)
    .map((digit) => difference(fromPicture(paint(digit, scene)), digit));
  return differences.reduce((sum, value) => sum + value, 0) / count;
}

test("MNIST's own pictures keep their pixels, light on dark or dark on light", () => {
  for (const digit of digits) {
    expect(
      fromPicture(
        paint(
          digit,
          inPlace(1, (ink) => grey(Math.round(ink * 255))),
        ),
      ),
    ).toEqual(digit);
    expect(
      fromPicture(
        paint(
          digit,
          inPlace(1, (ink) => grey(255 - Math.round(ink * 255))),
        ),
      ),
    ).toEqual(digit);
  }
});

describe("pictures of every kind come to the same digit", () => {
  test.each<[string, Scene]>([
    ["large, dark on light", inPlace(10, (ink) => grey(255 - ink * 255))],
    [
      "off-centre on a wide canvas",
      { width: 300, height: 200, scale: 5, left: 150, top: 10, color: (ink) => grey(ink * 255) },
    ],
    [
      "small on a large page",
      { width: 600, height: 500, scale: 3, left: 450, top: 350, color: (ink) => grey(255 - ink * 255) },
    ],
    [
      "pushed aside within 28×28",
      { width: 28, height: 28, scale: 1, left: 3, top: -3, color: (ink) => grey(ink * 255) },
    ],
    ["black ink on transparency", inPlace(4, (ink) => [0, 0, 0, ink * 255])],
    ["white ink on transparency", inPlace(4, (ink) => [255, 255, 255, ink * 255])],
    [
      "transparent corners of white paper",
      inPlace(4, (ink, x, y) => (x + y < 20 ? [0, 0, 0, 0] : grey(255 - ink * 255))),
    ],
    ["yellow on blue", inPlace(4, (ink) => [30 + 220 * ink, 60 + 160 * ink, 160 - 130 * ink, 255])],
    ["grey pencil on grey paper", inPlace(5, (ink) => grey(190 - ink * 40))],
    ["light from one side", inPlace(5, (ink, x) => grey((240 - x / 2) * (1 - 0.8 * ink)))],
    [
      "a frame around it",
      {
        width: 200,
        height: 200,
        scale: 5,
        left: 30,
        top: 30,
        color: (ink, x, y) => grey(Math.min(x, y, 199 - x, 199 - y) < 2 ? 0 : 255 - ink * 255),
      },
    ],
  ])("%s", (_what, scene) => {
    expect(meanDifference(scene)).toBeLessThan(SIMILAR);
  });

  test("noise and dust", () => {
    const random = randomGenerator(1, "noise");
    const noisy = inPlace(5, (ink) =>
      grey(Math.max(0, Math.min(255, 210 - 150 * ink + 12 * random.normal()))),
    );
    const dusty = inPlace(5, (ink) => grey(random.uniform() < 0.01 ? 0 : 235 - 200 * ink));
    expect(meanDifference(noisy)).toBeLessThan(SIMILAR);
    expect(meanDifference(dusty)).toBeLessThan(SIMILAR);
  });
});

test("lines much thinner than a pixel are brought to full ink", () => {
  const size = 280;
  const data = new Uint8Array(size * size * 4).fill(255);
  for (let y = 40; y < 240; y++) data.fill(0, (y * size + 140) * 4, (y * size + 140) * 4 + 3);
  expect(Math.max(...fromPicture({ width: size, height: size, data }))).toBeGreaterThan(200);
});

describe("what shows no digit gets a sentence", () => {
  const flat = (width: number, height: number, color: Color): Picture => ({
    width,
    height,
    data: Uint8Array.from({ length: width * height * 4 }, (_, i) => color[i % 4]),
  });
  test.each([
    ["white", flat(28, 28, grey(255))],
    ["black", flat(100, 60, grey(0))],
    ["transparent", flat(28, 28, [0, 0, 0, 0])],
    ["a single pixel", flat(1, 1, grey(7))],
    [
      "a faint stain",
      {
        ...flat(28, 28, grey(200)),
        data: flat(28, 28, grey(200)).data.map((v, i) => (i === 1000 ? v - 9 : v)),
      },
    ],
  ])("%s", (_what, picture) => {
    expect(() => fromPicture(picture)).toThrow(AkariError);
    expect(() => fromPicture(picture)).toThrow("nothing is drawn");
  });

  test.each([
    [{ width: 2, height: 2, data: new Uint8Array(15) }, "has 16 bytes"],
    [{ width: 0, height: 2, data: new Uint8Array(0) }, "cannot be 0×2"],
    [{ width: 1.5, height: 2, data: new Uint8Array(12) }, "cannot be 1.5×2"],
  ])("sizes that contradict each other", (picture, sentence) => {
    expect(() => fromPicture(picture)).toThrow(sentence);
  });

  test("any pixels at all are read or refused with an AkariError", () => {
    const pictures = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .chain(([width, height]) =>
        fc
          .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
          .map((data) => ({ width, height, data })),
      );
    fc.assert(
      fc.property(pictures, (picture) => {
        try {
          expect(Math.max(...fromPicture(picture))).toBeGreaterThan(0);
        } catch (error) {
          if (!(error instanceof AkariError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });
});
