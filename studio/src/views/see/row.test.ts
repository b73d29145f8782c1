import { split, table } from "akari";
import { tableInputs } from "akari/data";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fieldsOf, inputsOfRow, usualCells } from "./row";

const rows = Array.from({ length: 40 }, (_, i) => ({
  area: i === 3 ? null : 40 + i * 1.5,
  garden: i % 2 === 0,
  district: ["centre", "harbour", "hill"][i % 3],
  built: new Date(Date.UTC(2000, 0, 1 + i)),
  price: 100 + i,
}));
const { train } = split(table(rows, { target: "price" }));
const { preprocessing } = train;
const description = preprocessing.table;
if (description === undefined) throw new Error("It is a table's.");

test("each column is a field, numbers with a slider around those of the training data", () => {
  expect(fieldsOf(description).map(({ kind, name }) => [kind, name])).toEqual([
    ["number", "area"],
    ["choice", "garden"],
    ["choice", "district"],
    ["date", "built"],
  ]);
  const [area] = fieldsOf(description);
  if (area.kind !== "number") throw new Error("An area is a number.");
  expect(area.least).toBeLessThan(40);
  expect(area.most).toBeGreaterThan(98);
  expect((area.most - area.least) / area.step).toBeGreaterThan(50);
});

test("a number is what it is, however long, an empty text is missing, and a usual row is one", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), (area) => {
      const [first] = inputsOfRow({ ...usualCells(description), area: String(area) }, preprocessing);
      const [column] = description.columns;
      if (column.kind !== "number") throw new Error("An area is a number.");
      expect(first).toBe(Math.fround((area - column.shift) / column.scale));
    }),
  );
  const missing = tableInputs(description).findIndex(({ is }) => is === "missing");
  expect(inputsOfRow({ ...usualCells(description), area: "" }, preprocessing)[missing]).toBe(1);
  expect(inputsOfRow(usualCells(description), preprocessing)[missing]).toBe(0);
});

test("a text that is no number names its column", () => {
  expect(() => inputsOfRow({ ...usualCells(description), area: "large" }, preprocessing)).toThrow(
    'column area: "large" is not a number',
  );
  expect(() => inputsOfRow({ ...usualCells(description), built: "soon" }, preprocessing)).toThrow(
    'column built: "soon" is not a date',
  );
});
