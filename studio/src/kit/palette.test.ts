import { expect, test } from "vitest";
import { css, mix, parseColour } from "./palette";

test("colours are read as the styles and a minifier write them", () => {
  expect(parseColour(" #ff8001")).toEqual([255, 128, 1]);
  expect(parseColour("#ffc46b")).toEqual([255, 196, 107]);
  expect(parseColour("#fa0")).toEqual([255, 170, 0]);
});

test("they are mixed channel by channel", () => {
  expect(mix([0, 100, 200], [100, 0, 200], 0.25)).toEqual([25, 75, 200]);
  expect(css(mix([0, 0, 0], [4, 8, 16], 0.5), 0.5)).toBe("rgb(2 4 8 / 0.5)");
});
