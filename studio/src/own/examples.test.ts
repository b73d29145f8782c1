import { expect, test } from "vitest";
import { type ExampleClass, findLack, split } from "./examples";

const classOf = (name: string, count: number): ExampleClass => ({
  name,
  examples: Array.from({ length: count }, (_, i) => new Uint8Array(784).fill(i + 1)),
});

test("what is lacking is told one at a time", () => {
  expect(findLack([classOf("a", 9)])).toEqual({ kind: "classes" });
  expect(findLack([classOf("a", 9), classOf(" ", 9)])).toEqual({ kind: "name", index: 1 });
  expect(findLack([classOf("a", 9), classOf("a ", 9)])).toEqual({ kind: "name", index: 1 });
  expect(findLack([classOf("a", 9), classOf("b", 1)])).toEqual({ kind: "examples", name: "b", missing: 3 });
  expect(findLack([classOf("a", 4), classOf("b", 4)])).toBeUndefined();
});

test("a quarter of every class is held out, and none is in both parts", () => {
  const { train, test: held } = split([classOf(" a ", 9), classOf("b", 4)]);
  expect(train.features.rows).toBe(7 + 3);
  expect(held.features.rows).toBe(2 + 1);
  expect(held.targets).toEqual({ kind: "classes", classes: Uint16Array.of(0, 0, 1), names: ["a", "b"] });
  const first = (rows: number, data: ArrayLike<number>): number[] =>
    Array.from({ length: rows }, (_, row) => data[row * 784]);
  expect(first(10, train.features.data)).toEqual([1, 2, 3, 5, 6, 7, 9, 1, 2, 3]);
  expect(first(3, held.features.data)).toEqual([4, 8, 4]);
});
