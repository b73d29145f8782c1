import { expect, test } from "vitest";
import type { Dataset } from "../dataset.js";
import { addPenDigits, penDigits } from "./pen-digits.js";

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
  expect(hash >>> 0).toBe(52450920);
});

test("a pen of one's own draws them instead", () => {
  const drawn: string[] = [];
  const { features } = penDigits(12, 1, (name) => {
    drawn.push(name);
    return { strokes: [[[0.5, 0.5]]], penWidth: 3 };
  });
  expect(drawn.join("")).toBe("012345678901");
  expect(features.data.subarray(0, 784)).toEqual(features.data.subarray(784, 1568));
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
