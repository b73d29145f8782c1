import fc from "fast-check";
import { expect, test } from "vitest";
import { align, alonePoints } from "./curves";

test("curves are aligned on one axis: nothing where nothing was measured, a gap where it was not finite", () => {
  const first = [
    { x: 1, y: 10 },
    { x: 3, y: 30 },
    { x: 4, y: Number.NaN },
  ];
  expect(align([first, [{ x: 2, y: 5 }]])).toEqual([
    [1, 2, 3, 4],
    [10, undefined, 30, null],
    [undefined, 5, undefined, undefined],
  ]);
  expect(align([[], []])).toEqual([[], [], []]);
});

test("a point has no line where nothing but gaps are beside it", () => {
  expect(alonePoints([1])).toEqual([0]);
  expect(alonePoints([1, 2])).toEqual([]);
  expect(alonePoints([null, 1, null, 2, 3])).toEqual([1]);
  expect(alonePoints([1, undefined, 2, undefined, null, undefined, 3])).toEqual([6]);
  const values = fc.array(fc.constantFrom(1, null, undefined), { maxLength: 12 });
  fc.assert(
    fc.property(values, (column) => {
      const measured = column.flatMap((y, i) => (y === undefined ? [] : [{ y, i }]));
      const expected = measured.filter(
        ({ y }, n) =>
          y !== null && (measured[n - 1]?.y ?? null) === null && (measured[n + 1]?.y ?? null) === null,
      );
      expect(alonePoints(column)).toEqual(expected.map(({ i }) => i));
    }),
  );
});
