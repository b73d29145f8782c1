import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareNaturally, editDistance, nearest } from "./names.js";

describe("editDistance", () => {
  test.each([
    ["", "", 0],
    ["lr", "lr", 0],
    ["", "lr", 2],
    ["epoch", "epochs", 1],
    ["trian", "train", 1],
    ["kitten", "sitting", 3],
  ])("%s to %s takes %d edits", (from, to, edits) => {
    expect(editDistance(from, to)).toBe(edits);
  });

  test("is symmetric, and zero only for the same word", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });
});

test("nearest names the word that was meant", () => {
  expect(nearest("evalaute", ["train", "evaluate", "predict"])).toBe("evaluate");
  expect(nearest("ADAM", ["sgd", "adam", "adamw"])).toBe("adam");
});

test("numbers in names count as numbers", () => {
  const names = ["10", "9", "1", "a10b", "a9b", "a", "b", "01", "", "あ2", "あ10"];
  expect(names.sort(compareNaturally)).toEqual([
    "",
    "01",
    "1",
    "9",
    "10",
    "a",
    "a9b",
    "a10b",
    "b",
    "あ2",
    "あ10",
  ]);
});

test("numbers count as numbers inside longer names too, and a name comes before its numbered ones", () => {
  const ordered = [
    "",
    "0.",
    "2.",
    "10.",
    "99999999999999999998.",
    "99999999999999999999.",
    "fc.",
    "fc1.",
    "fc2.",
    "fc10.",
    "fc10.1.",
    "layers.2.",
    "layers.10.",
  ];
  expect([...ordered].reverse().sort(compareNaturally)).toEqual(ordered);
});

test("leading zeros decide only between equals", () => {
  expect(["b1", "b02", "b2", "b01"].sort(compareNaturally)).toEqual(["b01", "b1", "b02", "b2"]);
});

test("is an order: antisymmetric, transitive, equal for equal names only", () => {
  const name = fc.string({ unit: fc.constantFrom("a", "b", "0", "1", "9"), maxLength: 5 });
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      expect(Math.sign(compareNaturally(a, b))).toBe(-Math.sign(compareNaturally(b, a)) + 0);
      expect(compareNaturally(a, b) === 0).toBe(a === b);
      const [first, second, third] = [a, b, c].sort(compareNaturally);
      expect(compareNaturally(first, second)).toBeLessThanOrEqual(0);
      expect(compareNaturally(first, third)).toBeLessThanOrEqual(0);
    }),
  );
});
