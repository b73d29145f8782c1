import fc from "fast-check";
import { expect, test } from "vitest";
import { compareNaturally } from "./natural-order.js";

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
