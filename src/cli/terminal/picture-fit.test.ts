import { expect, test } from "vitest";
import { PLAIN, styleOf } from "./color.js";
import { drawWave, fitWidth, mostColumns } from "./picture-fit.js";

test("in plain text a pixel takes two columns", () => {
  expect(mostColumns(80, PLAIN)).toBe(40);
  expect(mostColumns(80, styleOf(24))).toBe(80);
});

test("a picture that is too wide shrinks by area, in its form or across only", () => {
  const picture = { height: 2, width: 4, data: [1, 0, 0, 0, 1, 0, 0, 1] };
  expect(fitWidth(picture, 4)).toBe(picture);
  expect(fitWidth(picture, 2)).toEqual({ height: 1, width: 2, data: Float64Array.of(0.5, 0.25) });
  expect(fitWidth(picture, 2, "across")).toEqual({
    height: 2,
    width: 2,
    data: Float64Array.of(0.5, 0, 0.5, 0.5),
  });
});

test("a waveform reaches from each column's lowest sample to its highest", () => {
  expect(drawWave([0, 0, 1, -1, 0.5, 0], 3, 5, PLAIN)).toEqual([" #", " ##", "###", " #", " #"]);
  expect(drawWave([0, 1], 10, 3, PLAIN)).toEqual([" #", "#", ""]);
  expect(drawWave([0, 1], 10, 3, styleOf(24))[0]).toContain("█");
});
