import { expect, test } from "vitest";
import type { StoredModel } from "../../formats/stored-model.js";
import { defineModel } from "../../model/model.js";
import type { ColumnPreprocessing, Preprocessing } from "../../model/preprocessing.js";
import { givenRows, takenRows } from "./summary.js";

const stored = (inputs: number, preprocessing: Preprocessing): StoredModel => ({
  model: {
    definition: defineModel({ inputs, layers: [{ units: 1, activation: "linear" }], preprocessing }),
    parameters: [],
  },
});

test("a table's columns with their kinds, scaling and what stands in for a missing cell", () => {
  const columns: readonly ColumnPreprocessing[] = [
    { name: "age", kind: "number", shift: 40.5, scale: 10, missing: { fill: 39, indicator: true } },
    { name: "plain", kind: "number", shift: 0, scale: 1, missing: { fill: 0, indicator: false } },
    { name: "built", kind: "date", shift: -10, scale: 365, missing: { fill: 31, indicator: false } },
    { name: "garden", kind: "yes-no", values: ["no", "yes"], missing: { fill: 1, indicator: false } },
    {
      name: "city",
      kind: "category",
      values: Array.from({ length: 10 }, (_, i) => `c${i}`),
      missing: { fill: "c3", indicator: false },
    },
  ];
  const model = stored(20, {
    divideBy: 1,
    table: { columns, targets: ["price"], degree: 2 },
    outputs: [
      { name: "price", shift: -5, scale: 2 },
      { name: "rent", shift: 0, scale: 1 },
    ],
  });
  expect(takenRows(model)).toEqual([
    ["Takes", "rows of a table, by 5 columns"],
    ["", "age     number    (x − 40.5) / 10; where missing 39, and an input says so"],
    ["", "plain   number    as it is; where missing 0"],
    ["", "built   date      (x + 10) / 365; where missing 1970-02-01"],
    ["", "garden  yes-no    0 for no, 1 for yes; where missing 1"],
    ["", "city    category  c0, c1, c2, c3, c4, c5, c6, c7 and 2 more, or other; where missing c3"],
    ["Degree", "2: products of up to 2 numbers are inputs too, scaled"],
  ]);
  expect(givenRows(model)).toEqual([
    ["Predicts", "price, a number: 2 × output − 5"],
    ["", "rent, a number: the output as it is"],
  ]);
});

test("a stranger's names and categories colour nothing", () => {
  const [a, b] = ["a\x1b[1m", "b\x1b[2J"];
  const columns: readonly ColumnPreprocessing[] = [
    { name: a, kind: "category", values: [b], missing: { fill: b, indicator: false } },
    { name: b, kind: "yes-no", values: [a, b], missing: { fill: 1, indicator: false } },
  ];
  const [, ...rows] = takenRows(stored(3, { divideBy: 1, table: { columns, targets: ["y"] } }));
  expect(rows).toEqual([
    ["", "a�[1m  category  b�[2J, or other; where missing b�[2J"],
    ["", "b�[2J  yes-no    0 for a�[1m, 1 for b�[2J; where missing 1"],
  ]);
  expect(givenRows(stored(3, { divideBy: 1, table: { columns, targets: [a] } }))).toEqual([
    ["Predicts", "a class of a�[1m"],
  ]);
  expect(givenRows(stored(3, { divideBy: 1, outputs: [{ name: b, shift: 0, scale: 1 }] }))).toEqual([
    ["Predicts", "b�[2J, a number: the output as it is"],
  ]);
});

test("of very many columns the first are told, and the others counted", () => {
  const columns = Array.from(
    { length: 100 },
    (_, i): ColumnPreprocessing => ({
      name: `x${i}`,
      kind: "number",
      shift: 0,
      scale: 1,
      missing: { fill: 0, indicator: false },
    }),
  );
  const rows = takenRows(stored(100, { divideBy: 1, table: { columns, targets: ["y"] } }));
  expect(rows).toHaveLength(42);
  expect(rows[41]).toEqual(["", "and 60 more, which --json has"]);
});

test("digits, pictures, and numbers of which nothing is known", () => {
  expect(takenRows(stored(784, { divideBy: 255, image: [28, 28] }))[0][1]).toContain(
    "centred as MNIST's are",
  );
  expect(takenRows(stored(48, { divideBy: 255, image: [4, 4], channels: 3 }))).toEqual([
    ["Takes", "pictures as they are, brought to 4×4 pixels in colour"],
  ]);
  expect(takenRows(stored(3, { divideBy: 1 }))).toEqual([]);
  expect(givenRows(stored(3, { divideBy: 1 }))).toEqual([]);
});
