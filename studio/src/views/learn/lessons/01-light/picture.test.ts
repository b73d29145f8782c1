import { expect, test } from "vitest";
import { brightness, differences, paintedOver } from "../../paint/painted";
import { pictureOf } from "./picture";

test("every seed has seven pixels that can be told apart, and neighbours have other ones", () => {
  for (let seed = 0; seed < 500; seed++) {
    const { pixels, guessed, read } = pictureOf(seed * 104_729);
    const all = [...guessed, ...read];
    expect(all.every((pixel) => Number.isInteger(pixel))).toBe(true);
    expect(new Set(all).size).toBe(7);
    const levels = read.map((pixel) => brightness(pixels, pixel)).sort((a, b) => a - b);
    for (const [i, level] of levels.slice(1).entries()) expect(level - levels[i]).toBeGreaterThan(0.07);
  }
  expect(pictureOf(1).pixels).not.toEqual(pictureOf(2).pixels);
  expect(pictureOf(1)).toBe(pictureOf(1));
});

test("what was painted is kept as what differs", () => {
  const { pixels } = pictureOf(5);
  const stage = [0, 255, 400, pixels[400] === 0 ? 255 : 0];
  const painted = paintedOver(pixels, stage);
  expect(differences(pixels, painted)).toEqual(stage);
  expect(differences(pixels, pixels)).toEqual([]);
});
