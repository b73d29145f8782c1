import fc from "fast-check";
import { expect, test } from "vitest";
import { findDuplicates } from "./duplicates.js";

const find = (rows: readonly (readonly number[])[], targets: readonly number[] = rows.map(() => 0)) =>
  findDuplicates(
    rows.length,
    (row) => rows[row],
    (a, b) => targets[a] === targets[b],
  );

test("repeated rows, and the first two of them", () => {
  expect(
    find([
      [1, 2],
      [2, 1],
      [1, 2],
      [1, 2],
    ]),
  ).toEqual({ same: 2, firstSame: [0, 2], contradicting: 0 });
});

test("the same inputs with another target contradict", () => {
  expect(find([[1], [2], [1]], [0, 1, 1])).toEqual({ same: 0, contradicting: 1, firstContradicting: [0, 2] });
});

test("0 and −0 are the same, as are gaps; order counts", () => {
  expect(
    find([
      [0, Number.NaN],
      [-0, Number.NaN],
    ]).same,
  ).toBe(1);
  expect(
    find([
      [0, 1],
      [1, 0],
    ]).same,
  ).toBe(0);
});

test("no rows", () => {
  expect(find([])).toEqual({ same: 0, contradicting: 0 });
});

test("as many as comparing every row with all others finds", () => {
  const row = fc.tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: 0, max: 3 }));
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      expect(find(rows).same).toBe(rows.length - new Set(rows.map(([a, b]) => `${a},${b}`)).size);
    }),
  );
});

test("a hundred thousand different rows are different", () => {
  const rows = 100_000;
  const inputs = new Float64Array(2);
  const duplicates = findDuplicates(
    rows,
    (row) => {
      inputs[0] = row;
      inputs[1] = row % 7;
      return inputs;
    },
    () => true,
  );
  expect(duplicates.same).toBe(0);
});
