import { expect, test } from "vitest";
import type { Palette } from "./palette";
import { inkPixels, lampPixels, largestSize, lightPixels, signedPixels, typicalSize } from "./pixels";

const PALETTE = {
  ground: [0, 0, 0],
  surface: [0x15, 0x19, 0x22],
  lamp: [255, 196, 107],
  lampCore: [255, 255, 207],
  ink: [0xff, 0xf1, 0xd0],
  positive: [1, 2, 3],
  negative: [4, 5, 6],
  dark: true,
} as unknown as Palette;

test("sign is hue, size is opacity", () => {
  expect([...signedPixels([2, -1, 9], 4, PALETTE)]).toEqual([1, 2, 3, 128, 4, 5, 6, 64, 1, 2, 3, 255]);
});

test("brightness is light", () => {
  expect([...lightPixels([0, 1, -3], PALETTE)]).toEqual(
    [
      [255, 196, 107, 0],
      [255, 255, 207, 255],
      [255, 196, 107, 0],
    ].flat(),
  );
  expect([...lightPixels([1], { ...PALETTE, dark: false })]).toEqual([255, 196, 107, 255]);
});

test("a lamp goes from the ground over its colour to its core, and on paper from the ground to its colour", () => {
  expect([...lampPixels([0, 127.5, 255], PALETTE)]).toEqual(
    [
      [0, 0, 0, 255],
      [255, 196, 107, 255],
      [255, 255, 207, 255],
    ].flat(),
  );
  expect([...lampPixels([2], { ...PALETTE, dark: false }, 2)]).toEqual([255, 196, 107, 255]);
});

test("ink goes from the pad's ground over the lamp to ink, and in this theme every step is brighter", () => {
  const scale = inkPixels(
    Array.from({ length: 256 }, (_, value) => value),
    PALETTE,
  );
  expect([...scale.slice(0, 4)]).toEqual([0x15, 0x19, 0x22, 255]);
  expect([...scale.slice(153 * 4, 153 * 4 + 3)]).toEqual([255, 196, 107]);
  expect([...scale.slice(-4)]).toEqual([0xff, 0xf1, 0xd0, 255]);
  for (let i = 1; i < 256; i++) expect(scale[i * 4 + 1]).toBeGreaterThanOrEqual(scale[(i - 1) * 4 + 1]);
  const beyond = inkPixels([300, -2, 152.6], PALETTE);
  expect([...beyond.slice(0, 4)]).toEqual([...scale.slice(-4)]);
  expect([...beyond.slice(4, 8)]).toEqual([...scale.slice(0, 4)]);
  expect([...beyond.slice(8, 12)]).toEqual([...scale.slice(153 * 4, 154 * 4)]);
});

test("a map is scaled by its largest number, whatever its sign", () => {
  expect(largestSize([0.5, -2, 1])).toBe(2);
  expect(largestSize([0, 0])).toBe(1);
});

test("outliers do not darken a picture", () => {
  expect(typicalSize([...new Array(99).fill(-1), 50])).toBe(1);
  expect(typicalSize([0, 0])).toBe(1);
  expect(typicalSize([...new Array(99).fill(0), 3])).toBe(3);
});
