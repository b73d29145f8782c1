import { expect, test } from "vitest";
import { all, read, tableFolder } from "../../../test/support/table-files.js";
import { parseDate } from "./cells.js";
import { cellText, countProducts, dateText, inputCells, inputNames, productsOf } from "./inputs.js";

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

test("numbers, categories and gaps", () => {
  expect(cellText({ name: "x", kind: "number" }, 1.5)).toBe("1.5");
  expect(cellText({ name: "x", kind: "number" }, 4.803999999999999)).toBe("4.804");
  expect(cellText({ name: "x", kind: "number" }, Number.NaN)).toBe("");
  expect(cellText({ name: "x", kind: "category", values: ["red", "green"] }, 1)).toBe("green");
  expect(cellText({ name: "x", kind: "yes-no", values: ["no", "yes"] }, 0)).toBe("no");
});

test.each(["2024-02-29", "1969-12-31", "2024-01-31T09:30Z", "2024-01-31T09:30:05Z"])(
  "the date %s",
  (text) => {
    expect(dateText(parseDate(text))).toBe(text);
  },
);

tableFolder();

test("cells come back from the inputs that they became", async () => {
  const rows = ["1.5,red,yes,2024-01-31,0", ",green,no,2024-02-29,1", "3,,no,2023-12-31,0"];
  const table = await read(`size,colour,member,born,y\n${rows.join("\n")}\n${rows.join("\n")}\n`, {
    task: "classes",
  });
  const preprocessing = table.prepare(all(table.rows));
  const { features } = table.encode(all(3), preprocessing, "all");
  const { columns } = features;
  if (preprocessing.table === undefined) throw new Error("There is no preprocessing of a table.");
  for (const [row, line] of rows.entries()) {
    const inputs = features.data.subarray(row * columns, (row + 1) * columns);
    const cells = inputCells(inputs, preprocessing.table);
    expect(cells.map(({ text }) => text)).toEqual(line.split(",").slice(0, 4));
    expect(await table.preview(row)).toEqual({ kind: "cells", cells });
  }
});
