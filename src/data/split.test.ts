import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Divisible, foldExamples, splitExamples } from "./split.js";

/** Rows of classes that stand in a string: "aab" has two rows of class a and one of b. */
function classes(text: string, groups?: number[]): Divisible {
  const names = [...new Set(text)].sort();
  return {
    name: "letters",
    rows: text.length,
    task: { kind: "classes", classes: Uint32Array.from(text, (letter) => names.indexOf(letter)), names },
    ...(groups === undefined ? {} : { groups: Uint32Array.from(groups) }),
  };
}

function values(rows: number): Divisible {
  return { name: "numbers", rows, task: { kind: "values", values: new Float64Array(rows), names: ["y"] } };
}

const countOf = (data: Divisible, rows: Uint32Array, c: number): number =>
  data.task.kind === "classes"
    ? [...rows].filter((row) => data.task.kind === "classes" && data.task.classes[row] === c).length
    : 0;

describe("splitExamples", () => {
  it("keeps every class's share in every part", () => {
    const data = classes("a".repeat(50) + "b".repeat(30) + "c".repeat(20));
    const { training, validation, test } = splitExamples(data, { test: 0.2, validation: 0.25, seed: 1 });
    expect([0, 1, 2].map((c) => countOf(data, test, c))).toEqual([10, 6, 4]);
    expect([0, 1, 2].map((c) => countOf(data, validation, c))).toEqual([10, 6, 4]);
    expect([0, 1, 2].map((c) => countOf(data, training, c))).toEqual([30, 18, 12]);
  });

  it("gives small classes their share in all, if not in each", () => {
    const data = classes([..."abcdefghij"].map((letter) => letter.repeat(3)).join(""));
    expect(splitExamples(data, { test: 0.2, validation: 0, seed: 3 }).test).toHaveLength(6);
  });

  it("is decided by the seed", () => {
    const of = (seed: number): number[] => [
      ...splitExamples(values(100), { test: 0.1, validation: 0, seed }).test,
    ];
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });

  it("says when a part would be empty", () => {
    expect(() => splitExamples(values(2), { test: 0.1, validation: 0, seed: 1 })).toThrow(
      "With numbers's 2 rows none is left to test on. Give it more, or change the shares.",
    );
  });

  it("puts every row into one part, and groups into one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3), fc.nat(9)), { minLength: 30, maxLength: 200 }),
        fc.boolean(),
        fc.nat(),
        (rows, grouped, seed) => {
          const data = classes(
            rows.map(([c]) => "abcd"[c]).join(""),
            grouped ? rows.map(([, group]) => group) : undefined,
          );
          let parts: ReturnType<typeof splitExamples>;
          try {
            parts = splitExamples(data, { test: 0.25, validation: 0.25, seed });
          } catch {
            // Few groups may leave a part empty, which is refused.
            return grouped;
          }
          const all = [...parts.training, ...parts.validation, ...parts.test].sort((a, b) => a - b);
          expect(all).toEqual(rows.map((_, row) => row));
          for (const part of [parts.training, parts.validation, parts.test]) {
            expect([...part]).toEqual([...part].sort((a, b) => a - b));
          }
          if (grouped) {
            const partsOf = (group: number): number =>
              [parts.training, parts.validation, parts.test].filter((part) =>
                [...part].some((row) => rows[row][1] === group),
              ).length;
            for (let group = 0; group <= 9; group++) expect(partsOf(group)).toBeLessThanOrEqual(1);
          }
          return true;
        },
      ),
    );
  });
});

describe("foldExamples", () => {
  it("tests on every row once, classes in proportion", () => {
    const data = classes("a".repeat(50) + "b".repeat(25));
    const folds = foldExamples(data, 5, 7);
    expect(folds.map(({ test }) => [countOf(data, test, 0), countOf(data, test, 1)])).toEqual(
      Array(5).fill([10, 5]),
    );
    expect(folds.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 75 }, (_, i) => i),
    );
    for (const { learning, test } of folds) {
      expect(learning).toHaveLength(60);
      expect([...learning].some((row) => test.includes(row))).toBe(false);
    }
  });

  it("keeps groups together and as even as they allow", () => {
    const data = classes(
      "ab".repeat(30),
      Array.from({ length: 60 }, (_, row) => Math.floor(row / 6)),
    );
    const folds = foldExamples(data, 5, 1);
    expect(folds.map(({ test }) => test.length)).toEqual([12, 12, 12, 12, 12]);
  });

  it("says when there are too few rows or groups", () => {
    expect(() => foldExamples(values(3), 5, 1)).toThrow("numbers's 3 rows cannot be divided into 5 folds.");
    expect(() => foldExamples(classes("aabb", [0, 0, 1, 1]), 3, 1)).toThrow("letters's 4 rows in 2 groups");
  });
});
