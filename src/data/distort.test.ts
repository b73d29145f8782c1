import { beforeAll, describe, expect, test } from "vitest";
import { AkariError } from "../error.js";
import { randomGenerator } from "../model/random.js";
import { DEFAULT_AUGMENTATION, defineAugmentation, tangent } from "./augmentation.js";
import type { Dataset } from "./dataset.js";
import { mnist } from "./digits/mnist.node.js";
import { distortDigits, ElasticField } from "./distort.js";

const COUNT = 200;
const FORM = { normalize: true } as const;

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
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  const off = Math.max(Math.abs(across / sum - 14.5), Math.abs(down / sum - 14.5));
  return { off, longest: Math.max(right - left, bottom - top) + 1 };
}

const measures = (data: Dataset) =>
  Array.from({ length: COUNT }, (_, row) => measure(data.features.data.subarray(row * 784, (row + 1) * 784)));

test("a seed and an epoch give the same pixels again, another seed or epoch others", () => {
  const copy = (seed: number, epoch: number) => distortDigits(digits, DEFAULT_AUGMENTATION, { seed, epoch });
  expect(copy(5, 2)).toEqual(copy(5, 2));
  expect(difference(copy(5, 2), copy(6, 2))).toBeGreaterThan(5);
  expect(difference(copy(5, 2), copy(5, 3))).toBeGreaterThan(5);
});

test("a copy depends on the row's number, not on the rows before it", () => {
  const { features, targets } = digits;
  if (targets.kind !== "classes") throw new Error("MNIST has classes.");
  const twice = distortDigits(
    { ...digits, features: { data: features.data.slice(0, 784 * 3), rows: 3, columns: 784 } },
    DEFAULT_AUGMENTATION,
  );
  const whole = distortDigits(digits, DEFAULT_AUGMENTATION);
  expect(twice.features.data).toEqual(whole.features.data.subarray(0, 784 * 3));
});

test("these are the pixels, on every machine", () => {
  const { features } = distortDigits(digits, DEFAULT_AUGMENTATION);
  let hash = 0x811c9dc5;
  for (const byte of features.data) hash = Math.imul(hash ^ byte, 0x01000193);
  expect(hash >>> 0).toBe(3116329674);
});

test("without any amount, digits stay as they are, with steeper edges", () => {
  expect(difference(distortDigits(digits, defineAugmentation({})), digits)).toBeLessThan(3);
});

test.each([
  ["rotation", 10],
  ["shear", 0.2],
  ["stretch", 0.2],
  ["scale", 0.1],
  ["shift", 1],
  ["elastic", 1],
  ["thickness", 0.2],
] as const)("%s changes digits, the more the larger it is", (name, amount) => {
  const plain = distortDigits(digits, defineAugmentation({}));
  const changed = (most: number): number =>
    difference(distortDigits(digits, defineAugmentation({ [name]: most })), plain);
  expect(changed(amount)).toBeGreaterThan(0);
  expect(changed(2 * amount)).toBeGreaterThan(changed(amount));
});

test("normalised copies have MNIST's form: the longest side 20 pixels, the centre of mass in the middle", () => {
  const copies = measures(
    distortDigits(digits, defineAugmentation({ ...DEFAULT_AUGMENTATION, ...FORM, scale: 0, shift: 0 })),
  );
  const mean = copies.reduce((sum, { longest }) => sum + longest, 0) / COUNT;
  expect(mean).toBeGreaterThan(19);
  expect(mean).toBeLessThan(21.5);
  // How far a bend takes the digit is told by the pixels that it comes from, which is nearly right.
  expect(copies.reduce((sum, { off }) => sum + off, 0) / COUNT).toBeLessThan(0.5);
});

test("scale and shift come after that", () => {
  const copies = measures(distortDigits(digits, defineAugmentation({ ...FORM, scale: 0.2, shift: 2 })));
  expect(Math.max(...copies.map(({ off }) => off))).toBeGreaterThan(1.5);
  expect(Math.max(...copies.map(({ longest }) => longest))).toBeGreaterThan(22);
  expect(Math.min(...copies.map(({ longest }) => longest))).toBeLessThan(18);
});

test("an empty picture stays empty", () => {
  const features = { data: new Uint8Array(784), rows: 1, columns: 784 };
  const targets = { kind: "classes", classes: Uint8Array.of(0), names: ["0", "1"] } as const;
  const { data } = distortDigits({ ...digits, features, targets }, DEFAULT_AUGMENTATION).features;
  expect(data.every((ink) => ink === 0)).toBe(true);
});

test("the tangent is that of the angle", () => {
  for (let degrees = 0; degrees <= 45; degrees++) {
    expect(tangent(degrees)).toBeCloseTo(Math.tan((degrees * Math.PI) / 180), 14);
  }
});

describe("what cannot be done gets a sentence", () => {
  test("other pictures", () => {
    const other = { ...digits, features: { data: new Uint8Array(9), rows: 1, columns: 9 } };
    expect(() => distortDigits(other, DEFAULT_AUGMENTATION)).toThrow(AkariError);
    expect(() => distortDigits(other, DEFAULT_AUGMENTATION)).toThrow("28×28 pixels");
  });

  test.each<[object, string]>([
    [{ rotation: -1 }, "The augmentation's rotation must be a number from 0 to 45, not -1."],
    [{ thickness: 0.5 }, "The augmentation's thickness must be a number from 0 to 0.45, not 0.5."],
    [{ elastic: Number.NaN }, "The augmentation's elastic must be a number from 0 to 14, not NaN."],
    [{ normalize: 1 }, "The augmentation's normalize must be true or false, not 1."],
    [{ bend: 1 }, "Augmentation has no bend; it has rotation, shear"],
  ])("%o", (settings, sentence) => {
    expect(() => defineAugmentation(settings)).toThrow(sentence);
  });
});

const SIDE = 28;

function draw(most: number, seed: number) {
  const random = randomGenerator(seed, "test");
  const field = new ElasticField(SIDE);
  field.draw(most, () => 2 * random.uniform() - 1);
  return field;
}

test("no pixel is moved farther than it may be", () => {
  for (let seed = 0; seed < 20; seed++) {
    for (const moved of [...draw(2, seed).across, ...draw(2, seed).down]) {
      expect(Math.abs(moved)).toBeLessThanOrEqual(2);
    }
  }
});

test("neighbours are moved together", () => {
  for (let seed = 0; seed < 20; seed++) {
    const { across, down } = draw(1, seed);
    for (let i = 0; i < SIDE * (SIDE - 1); i++) {
      // A B-spline's slope is at most its control points' largest difference, 2, over their distance, 8 pixels.
      expect(Math.abs(across[i + SIDE] - across[i])).toBeLessThanOrEqual(2 / 8 + 1e-12);
      expect(Math.abs(down[i + SIDE] - down[i])).toBeLessThanOrEqual(2 / 8 + 1e-12);
    }
  }
});

test("fields differ, across and down too, and a seed gives its own again", () => {
  const field = draw(1, 1);
  expect(field.across).not.toEqual(field.down);
  expect(draw(1, 1).across).toEqual(field.across);
  expect(draw(1, 2).across).not.toEqual(field.across);
});
