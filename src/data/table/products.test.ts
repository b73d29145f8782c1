import { expect, test } from "vitest";
import { inputNames } from "./input-names.js";
import { countProducts, productsOf } from "./products.js";

test("products stand in scikit-learn's order", () => {
  expect(productsOf(2, 3)).toEqual([
    [0, 0],
    [0, 1],
    [1, 1],
    [0, 0, 0],
    [0, 0, 1],
    [0, 1, 1],
    [1, 1, 1],
  ]);
});

test.each([
  [1, 1],
  [1, 5],
  [2, 1],
  [4, 3],
  [10, 4],
])("there are as many of %d columns up to degree %d as are counted", (count, degree) => {
  expect(countProducts(count, degree)).toBe(productsOf(count, degree).length);
});

test("a count beyond counting does not take long", () => {
  expect(countProducts(1000, 1e9)).toBeGreaterThan(1e15);
});

test("each input has a name", () => {
  const missing = { fill: 0, indicator: false };
  expect(
    inputNames({
      columns: [
        { name: "age", kind: "number", shift: 0, scale: 1, missing: { fill: 0, indicator: true } },
        { name: "height", kind: "number", shift: 0, scale: 1, missing },
        { name: "colour", kind: "category", values: ["red"], missing: { fill: "red", indicator: false } },
        { name: "smoker", kind: "yes-no", values: ["no", "yes"], missing },
        { name: "born", kind: "date", shift: 0, scale: 1, missing },
      ],
      targets: ["y"],
      degree: 3,
    }),
  ).toEqual([
    ...["age", "age is missing", "height", "colour = red", "colour = other", "smoker = yes", "born"],
    ...["age²", "age·height", "height²", "age³", "age²·height", "age·height²", "height³"],
  ]);
});
