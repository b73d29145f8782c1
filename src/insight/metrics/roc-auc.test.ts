import fc from "fast-check";
import { expect, test } from "vitest";
import { rocAuc } from "./roc-auc.js";

test("scores in order, in the wrong order, and all the same", () => {
  const positive = (i: number): boolean => i >= 2;
  expect(rocAuc([1, 2, 3, 4], positive)).toBe(1);
  expect(rocAuc([4, 3, 2, 1], positive)).toBe(0);
  expect(rocAuc([5, 5, 5, 5], positive)).toBe(0.5);
});

test("as scikit-learn's roc_auc_score has it, with a tie", () => {
  const actual = [0, 1, 1, 0, 1];
  expect(rocAuc([0.1, 0.8, 0.4, 0.4, 0.9], (i) => actual[i] === 1)).toBeCloseTo(0.9166666666666666, 12);
});

test("one class only has none", () => {
  expect(rocAuc([1, 2], () => true)).toBeUndefined();
  expect(rocAuc([1, 2], () => false)).toBeUndefined();
  expect(rocAuc([], () => true)).toBeUndefined();
});

test("it is the share of pairs in order", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), { maxLength: 30 }),
      (rows) => {
        const ups = rows.filter(([, positive]) => positive);
        const downs = rows.filter(([, positive]) => !positive);
        const area = rocAuc(
          rows.map(([score]) => score),
          (i) => rows[i][1],
        );
        if (ups.length === 0 || downs.length === 0) return area === undefined;
        let won = 0;
        for (const [a] of ups) for (const [b] of downs) won += a > b ? 1 : a === b ? 0.5 : 0;
        return Math.abs((area ?? -1) - won / ups.length / downs.length) < 1e-12;
      },
    ),
  );
});
