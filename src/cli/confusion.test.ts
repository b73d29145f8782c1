import { expect, test } from "vitest";
import { PLAIN, styleOf } from "./color.js";
import { drawConfusion } from "./confusion.js";
import { ESC } from "./output.js";

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
  expect(cat).toContain(`${ESC}[32m    95${ESC}[39m`);
  expect(cat).toContain(`${ESC}[33m     5${ESC}[39m`);
  // 2 of 1,200 is below one in a hundred.
  expect(dog).not.toContain(`${ESC}[33m`);
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
