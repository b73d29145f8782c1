import { beforeAll, describe, expect, test } from "vitest";
import { AkariError } from "../error.js";
import type { Dataset } from "./dataset.js";
import { type DistortOptions, distortDigits } from "./distort.js";
import { mnist } from "./mnist.node.js";

const COUNT = 200;
const NOTHING = { rotation: 0, slant: 0, stretch: 0, bend: 0, thickness: 0, variants: 0 };

let digits: Dataset;
beforeAll(async () => {
  const { train } = await mnist();
  if (train.targets.kind !== "classes") throw new Error("MNIST has classes.");
  digits = {
    ...train,
    features: { ...train.features, data: train.features.data.slice(0, COUNT * 784), rows: COUNT },
    targets: { ...train.targets, classes: train.targets.classes.slice(0, COUNT) },
  };
});

const pixelsOf = (data: Dataset, row: number) => data.features.data.subarray(row * 784, (row + 1) * 784);

const inkOf = (data: Dataset): number => {
  let sum = 0;
  for (const ink of data.features.data) sum += ink;
  return sum / 255 / data.features.rows;
};

/** The mean difference of pixels, in levels. */
function difference(a: Dataset, b: Dataset): number {
  let sum = 0;
  for (let i = 0; i < COUNT * 784; i++) sum += Math.abs(a.features.data[i] - b.features.data[i]);
  return sum / (COUNT * 784);
}

/** How far a picture's centre of mass is from the middle of pixel 14, and the longest side of its ink. */
function measure(pixels: ArrayLike<number>): { off: number; longest: number } {
  let [sum, across, down] = [0, 0, 0];
  let [left, right, top, bottom] = [28, 0, 28, 0];
  for (let i = 0; i < 784; i++) {
    const [x, y, ink] = [i % 28, Math.floor(i / 28), pixels[i]];
    if (ink === 0) continue;
    sum += ink;
    across += ink * (x + 0.5);
    down += ink * (y + 0.5);
    [left, right, top, bottom] = [
      Math.min(left, x),
      Math.max(right, x),
      Math.min(top, y),
      Math.max(bottom, y),
    ];
  }
  const off = Math.max(Math.abs(across / sum - 14.5), Math.abs(down / sum - 14.5));
  return { off, longest: Math.max(right - left, bottom - top) + 1 };
}

test("a seed gives the same pixels again, another seed others", () => {
  expect(distortDigits(digits, { seed: 5 })).toEqual(distortDigits(digits, { seed: 5 }));
  expect(difference(distortDigits(digits, { seed: 5 }), distortDigits(digits, { seed: 6 }))).toBeGreaterThan(
    5,
  );
});

test("these are the pixels, on every machine", () => {
  const { features } = distortDigits(digits, { variants: 0.5 });
  let hash = 0x811c9dc5;
  for (const byte of features.data) hash = Math.imul(hash ^ byte, 0x01000193);
  expect(hash >>> 0).toBe(3942625767);
});

test("without any amount, digits stay nearly as they are", () => {
  // MNIST moved its digits by whole pixels; these are moved by parts of one, which changes about 7 levels.
  expect(difference(distortDigits(digits, NOTHING), digits)).toBeLessThan(10);
});

test.each(["rotation", "slant", "stretch", "bend", "thickness", "variants"] as const)(
  "%s changes digits, the more the larger it is",
  (name) => {
    const plain = distortDigits(digits, NOTHING);
    const changed = (amount: number): number =>
      difference(distortDigits(digits, { ...NOTHING, [name]: amount }), plain);
    expect(changed(0.2)).toBeGreaterThan(0);
    expect(changed(0.4)).toBeGreaterThan(changed(0.2));
  },
);

test("distorted digits have MNIST's form: the longest side 20 pixels, the centre of mass in the middle", () => {
  const distorted = distortDigits(digits, { variants: 0.5 });
  const measures = Array.from({ length: COUNT }, (_, row) => measure(pixelsOf(distorted, row)));
  const mean = (of: (m: (typeof measures)[number]) => number): number =>
    measures.reduce((sum, m) => sum + of(m), 0) / COUNT;
  expect(mean(({ longest }) => longest)).toBeGreaterThan(19);
  expect(mean(({ longest }) => longest)).toBeLessThan(21.5);
  expect(Math.max(...measures.map(({ off }) => off))).toBeLessThan(1);
});

test("they have as much ink as MNIST's, and paper without a tint", () => {
  const distorted = distortDigits(digits, { thickness: 0.3 });
  expect(Math.abs(inkOf(distorted) / inkOf(digits) - 1)).toBeLessThan(0.15);
  for (let row = 0; row < COUNT; row++) expect(pixelsOf(distorted, row)[0]).toBe(0);
});

test("only zeros, ones, sevens and nines have variants", () => {
  const plain = distortDigits(digits, NOTHING);
  const varied = distortDigits(digits, { ...NOTHING, variants: 1 });
  const { targets } = digits;
  if (targets.kind !== "classes") throw new Error("MNIST has classes.");
  for (let row = 0; row < COUNT; row++) {
    const same = pixelsOf(varied, row).every((ink, i) => ink === pixelsOf(plain, row)[i]);
    if (!["0", "1", "7", "9"].includes(targets.names[targets.classes[row]])) expect(same).toBe(true);
  }
});

test("an empty picture stays empty, and full ones are drawn", () => {
  const features = { data: new Uint8Array(2 * 784).fill(255, 784), rows: 2, columns: 784 };
  const targets = { kind: "classes", classes: Uint8Array.of(0, 1), names: ["0", "1"] } as const;
  const { data } = distortDigits({ ...digits, features, targets }, { variants: 1 }).features;
  expect(data.subarray(784).some((ink) => ink > 200)).toBe(true);
});

describe("what cannot be distorted gets a sentence", () => {
  test("other pictures", () => {
    const features = { data: new Uint8Array(9), rows: 1, columns: 9 };
    const targets = { kind: "classes", classes: Uint8Array.of(0), names: ["0"] } as const;
    expect(() => distortDigits({ ...digits, features, targets })).toThrow(AkariError);
    expect(() => distortDigits({ ...digits, features, targets })).toThrow("28×28 pixels");
  });

  test.each<[DistortOptions, string]>([
    [{ rotation: -1 }, "The rotation of distorted digits must be from 0 to 1, not -1."],
    [{ thickness: 0.5 }, "The thickness of distorted digits must be from 0 to 0.45, not 0.5."],
    [{ bend: Number.NaN }, "The bend of distorted digits must be from 0 to 10, not NaN."],
  ])("%o", (options, sentence) => {
    expect(() => distortDigits(digits, options)).toThrow(sentence);
  });
});
