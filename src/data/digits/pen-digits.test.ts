import { expect, test } from "vitest";
import { randomGenerator } from "../../model/random.js";
import type { Dataset } from "../dataset.js";
import { addPenDigits, drawDigit, PEN_STYLES, penDigits } from "./pen-digits.js";

test("every class comes as often, each digit in another hand", () => {
  const { features, targets } = penDigits(40);
  expect([...targets.classes.subarray(0, 12)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
  const pictures = Array.from({ length: 40 }, (_, i) =>
    features.data.subarray(i * 784, (i + 1) * 784).join(),
  );
  expect(new Set(pictures).size).toBe(40);
});

test("a seed gives its digits again, another seed others", () => {
  expect(penDigits(20, 3)).toEqual(penDigits(20, 3));
  expect(penDigits(20, 3).features.data).not.toEqual(penDigits(20, 4).features.data);
});

test("these are the pixels, on every machine", () => {
  let hash = 0x811c9dc5;
  for (const byte of penDigits(50).features.data) hash = Math.imul(hash ^ byte, 0x01000193);
  expect(hash >>> 0).toBe(3360540500);
});

test("all styles come, in about the share that they have", () => {
  for (const [name, styles] of Object.entries(PEN_STYLES)) {
    const random = randomGenerator(1, "test");
    const lengths = new Set(Array.from({ length: 300 }, () => drawDigit(name, random).flat().length));
    expect(lengths.size, name).toBe(
      new Set(styles.map(({ strokes }) => strokes.reduce((sum, points) => sum + 4 * points.length - 3, 0)))
        .size,
    );
  }
});

test("a pen's curve passes through the places of its style", () => {
  // The first style of 1 is a single straight stroke: its ends stay its ends.
  const random = randomGenerator(2, "test");
  for (let i = 0; i < 50; i++) {
    const points = drawDigit("1", random).flat();
    for (const [x, y] of points) {
      expect(Math.abs(x)).toBeLessThan(2);
      expect(y).toBeGreaterThan(-0.5);
      expect(y).toBeLessThan(1.5);
    }
  }
});

test("they are added behind a data set's own rows", () => {
  const names = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
  const digits: Dataset = {
    name: "Two",
    features: { data: new Uint8Array(2 * 784).fill(7), rows: 2, columns: 784 },
    targets: { kind: "classes", classes: Uint8Array.of(4, 2), names },
    preprocessing: { divideBy: 255 },
  };
  const { name, features, targets } = addPenDigits(digits, 10);
  expect(name).toBe("Two and 10 pen digits");
  expect(features.rows).toBe(12);
  expect(features.data.subarray(0, 1568)).toEqual(digits.features.data);
  expect(targets).toMatchObject({ classes: Uint8Array.of(4, 2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9) });
  const letters = { ...digits, targets: { ...digits.targets, names: ["a", "b"] } } as Dataset;
  expect(() => addPenDigits(letters, 10)).toThrow("Pen digits cannot be added to Two");
});
