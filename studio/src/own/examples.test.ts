import type { Sound } from "akari/data";
import { expect, test } from "vitest";
import { ourSound } from "../sound/ours";
import { countParts, type ExampleClass, findLack, splitImages, splitSounds } from "./examples";

const classOf = (name: string, count: number): ExampleClass<Uint8Array> => ({
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
  const classes = [classOf(" a ", 9), classOf("b", 4)];
  const { train, test: held } = splitImages(classes);
  expect(countParts(classes)).toEqual({ learn: 10, held: 3 });
  expect(train.features.rows).toBe(7 + 3);
  expect(held.features.rows).toBe(2 + 1);
  expect(held.targets).toEqual({ kind: "classes", classes: Uint16Array.of(0, 0, 1), names: ["a", "b"] });
  const first = (rows: number, data: ArrayLike<number>): number[] =>
    Array.from({ length: rows }, (_, row) => data[row * 784]);
  expect(first(10, train.features.data)).toEqual([1, 2, 3, 5, 6, 7, 9, 1, 2, 3]);
  expect(first(3, held.features.data)).toEqual([4, 8, 4]);
});

test("sounds are split the same way, and prepared by those that are learned from alone", () => {
  const classes = (["rising", "falling"] as const).map(
    (name): ExampleClass<Sound> => ({
      name: ` ${name} `,
      examples: Array.from({ length: 9 }, (_, seed) => ourSound(name, seed)),
    }),
  );
  const { train, test: held } = splitSounds(classes);
  expect(countParts(classes)).toEqual({ learn: train.features.rows, held: held.features.rows });
  expect(held.targets).toEqual({
    kind: "classes",
    classes: Uint32Array.of(0, 0, 1, 1),
    names: ["rising", "falling"],
  });
  expect(held.preprocessing).toEqual(train.preprocessing);
  // Each band of what is learned from has mean 0 and standard deviation 1.
  const { sound } = train.preprocessing ?? {};
  if (sound?.form !== "log-mel") throw new Error("no spectrogram");
  for (let band = 0; band < sound.mel.bands; band++) {
    const cells = Array.from(train.features.data).filter((_, i) => i % sound.mel.bands === band);
    const mean = cells.reduce((sum, x) => sum + x, 0) / cells.length;
    const square = cells.reduce((sum, x) => sum + x * x, 0) / cells.length;
    expect(mean).toBeCloseTo(0, 4);
    expect(square).toBeCloseTo(1, 3);
  }
});
