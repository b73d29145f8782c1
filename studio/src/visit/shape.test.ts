import fc from "fast-check";
import { expect, test } from "vitest";
import { looksLike } from "./shape";

const RECIPE = { hidden: [16, 16], activation: "sigmoid", learningRate: 0.001, nested: { on: true } };

test("what has the same fields of the same types looks alike, however long its lists", () => {
  expect(looksLike(RECIPE, structuredClone(RECIPE))).toBe(true);
  expect(looksLike(RECIPE, { ...RECIPE, hidden: [], activation: "relu" })).toBe(true);
  expect(looksLike([], [1, 2])).toBe(true);
});

test.each([
  [{ ...RECIPE, hidden: ["16"] }],
  [{ ...RECIPE, hidden: { 0: 16 } }],
  [{ ...RECIPE, learningRate: Number.NaN }],
  [{ ...RECIPE, more: 1 }],
  [{ ...RECIPE, nested: { on: 1 } }],
  [{ ...RECIPE, nested: null }],
  [{ hidden: [], activation: "relu", learningRate: 1 }],
  [[]],
  [null],
  ["recipe"],
])("%j does not", (found) => {
  expect(looksLike(RECIPE, found)).toBe(false);
});

test("anything at all is answered", () => {
  fc.assert(fc.property(fc.anything(), (found) => typeof looksLike(RECIPE, found) === "boolean"));
});

test("what JSON makes of a value looks like it", () => {
  const json = fc.record({
    a: fc.integer(),
    b: fc.array(fc.integer()),
    c: fc.record({ d: fc.string(), e: fc.boolean() }),
  });
  fc.assert(fc.property(json, (value) => looksLike(value, JSON.parse(JSON.stringify(value)))));
});
