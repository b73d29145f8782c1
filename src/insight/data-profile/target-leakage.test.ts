import { expect, test } from "vitest";
import type { Task } from "../../data/examples.js";
import type { ColumnCells } from "../../data/table/table-rows.js";
import { randomGenerator } from "../../model/random.js";
import { findLeakage } from "./target-leakage.js";

const ROWS = 300;
const random = randomGenerator(1, "test");
const numbers = (name: string, of: (row: number) => number): ColumnCells => ({
  column: { name, kind: "number" },
  cells: Float64Array.from({ length: ROWS }, (_, row) => of(row)),
});
const noise = numbers("noise", () => random.normal());
const classes = Uint32Array.from({ length: ROWS }, (_, row) => (row * row) % 3);
const CLASSES: Task = { kind: "classes", classes, names: ["a", "b", "c"] };
const values = Float64Array.from({ length: ROWS }, () => random.normal());
const VALUES: Task = { kind: "values", values, names: ["y"] };

test("a code for the class, as a category or a number", () => {
  const code: ColumnCells = {
    column: { name: "code", kind: "category", values: ["x", "y", "z"] },
    cells: Uint16Array.from(classes, (c) => 2 - c),
  };
  const number = numbers("number", (row) => 10 * classes[row]);
  expect(findLeakage([code, number, noise], CLASSES, ROWS)).toEqual([
    { column: "code", score: 1 },
    { column: "number", score: 1 },
  ]);
});

test("ranges of a number that each belong to one class", () => {
  const range = numbers("range", (row) => classes[row] + 0.4 * random.uniform());
  expect(findLeakage([range, noise], CLASSES, ROWS)).toMatchObject([{ column: "range" }]);
});

test("the target in another unit", () => {
  const fahrenheit = numbers("fahrenheit", (row) => 32 + 1.8 * values[row]);
  const [found, ...others] = findLeakage([fahrenheit, noise], VALUES, ROWS);
  expect(found.column).toBe("fahrenheit");
  expect(others).toEqual([]);
});

test("a column that helps is none, nor is one with a class that hardly ever occurs", () => {
  const helps = numbers("helps", (row) => classes[row] + random.normal() / 2);
  const rare: Task = {
    kind: "classes",
    classes: classes.map((_, row) => (row % 150 === 0 ? 1 : 0)),
    names: ["a", "b"],
  };
  expect(findLeakage([helps, noise], CLASSES, ROWS)).toEqual([]);
  expect(findLeakage([helps, noise], rare, ROWS)).toEqual([]);
});

test("the only column, and too few rows", () => {
  const code = numbers("code", (row) => classes[row]);
  expect(findLeakage([code], CLASSES, ROWS)).toEqual([]);
  expect(findLeakage([code, noise], CLASSES, 10)).toEqual([]);
});
