import { expect, test } from "vitest";
import { PLAIN, styleOf } from "../terminal/color.js";
import { esc } from "../terminal/output.js";
import { drawConfusion } from "./confusion.js";

const MATRIX = [
  [95, 5, 0],
  [0, 1198, 2],
  [0, 0, 0],
];

test("rows are actual, columns predicted, with the share that is right", () => {
  expect(drawConfusion(MATRIX, ["cat", "dog", "emu"], PLAIN)).toEqual([
    "Confusion matrix: rows are the actual class, columns the predicted one",
    "actual   cat   dog   emu   right",
    "   cat    95     5     ·   95.0%",
    "   dog     ·  1198     2   99.8%",
    "   emu     ·     ·     ·       –",
    "Most often mistaken: cat as dog (5×), dog as emu (2×)",
  ]);
});

test("columns stand straight below wide names, and a stranger's name colours nothing", () => {
  expect(drawConfusion(MATRIX, ["猫", "いぬ", "e\x1b[31m"], PLAIN).slice(1)).toEqual([
    "actual      猫    いぬ  e�[31m   right",
    "    猫      95       5       ·   95.0%",
    "  いぬ       ·    1198       2   99.8%",
    "e�[31m       ·       ·       ·       –",
    "Most often mistaken: 猫 as いぬ (5×), いぬ as e�[31m (2×)",
  ]);
  const [said] = drawConfusion(MATRIX, ["猫猫猫猫", "犬", "鳥"], PLAIN, 40);
  expect(said).toContain("is 46 columns wide");
});

test("in colour, right ones are green and striking mistakes yellow", () => {
  const [, , cat, dog] = drawConfusion(MATRIX, ["cat", "dog", "emu"], styleOf(4));
  expect(cat).toContain(`${esc()}[32m    95${esc()}[39m`);
  expect(cat).toContain(`${esc()}[33m     5${esc()}[39m`);
  // 2 of 1,200 is below one in a hundred.
  expect(dog).not.toContain(`${esc()}[33m`);
});

test("MNIST's ten classes fit 80 columns", () => {
  const ten = Array.from({ length: 10 }, () => Array.from({ length: 10 }, () => 1135));
  const labels = [..."0123456789"];
  for (const line of drawConfusion(ten, labels, PLAIN, 80)) expect(line.length).toBeLessThanOrEqual(80);
});

test("a table wider than the terminal is left out, and the reader told", () => {
  const [said, worst] = drawConfusion(MATRIX, ["cat", "dog", "emu"], PLAIN, 20);
  expect(said).toContain("--json");
  expect(worst).toContain("cat as dog");
});

test("a model that makes no mistake", () => {
  const lines = drawConfusion([[3]], ["only"], PLAIN);
  expect(lines).toHaveLength(3);
});

/** 30 classes, of which 3 is taken for 7 and back, and 20 for 21. */
const MANY = Array.from({ length: 30 }, (_, actual) =>
  Array.from({ length: 30 }, (__, predicted) => {
    if (actual === predicted) return 5;
    const confused = new Map([
      ["3,7", 4],
      ["7,3", 2],
      ["20,21", 3],
      ["3,20", 1],
    ]);
    return confused.get(`${actual},${predicted}`) ?? 0;
  }),
);
const NAMES = MANY.map((_, c) => `c${c}`);

test("of more than 20 classes those are shown that are confused, and what is left out is said", () => {
  expect(drawConfusion(MANY, NAMES, PLAIN)).toEqual([
    "Confusion matrix of 4 of 30 classes, those confused most: rows are the actual class, columns the predicted one",
    "actual      c3      c7     c20     c21  others   right",
    "    c3       5       4       1       ·       ·   50.0%",
    "    c7       2       5       ·       ·       ·   71.4%",
    "   c20       ·       ·       5       3       ·   62.5%",
    "   c21       ·       ·       ·       5       ·  100.0%",
    "Most often mistaken: c3 as c7 (4×), c20 as c21 (3×), c7 as c3 (2×)",
    "Left out: 26 classes, and 0 of the 10 mistakes. --confusion FILE writes the whole matrix.",
  ]);
});

test("in a narrow terminal fewer are shown, and of those that are never mistaken none", () => {
  const lines = drawConfusion(MANY, NAMES, PLAIN, 40);
  expect(lines[0]).toContain("Confusion matrix of 2 of 30 classes");
  expect(lines[2]).toBe("    c3       5       4       1   50.0%");
  for (const line of lines.slice(1, 4)) expect(line.length).toBeLessThanOrEqual(40);
  const right = MANY.map((row, actual) => row.map((_, predicted) => (actual === predicted ? 2 : 0)));
  expect(drawConfusion(right, NAMES, PLAIN)).toEqual([
    "Confusion matrix: none of the 30 classes was taken for another.",
  ]);
});

test("a thousand classes that are all confused take a few lines", () => {
  const names = Array.from({ length: 1000 }, (_, c) => String(c));
  const all = names.map((_, actual) =>
    names.map((__, predicted) => Number(predicted === (actual + 1) % 1000)),
  );
  const lines = drawConfusion(all, names, PLAIN);
  expect(lines.length).toBeLessThan(20);
  expect(lines.at(-1)).toContain("of the 1,000 mistakes");
});
