import { expect, test } from "vitest";
import { colorPixels, parseHex, pixelScale } from "./ink";

const PALETTE = { paper: "#151922", lamp: "#ffc46b", ink: "#fff1d0", guide: "#4ea3ff", quiet: "#a9b3c4" };

test("colours are read", () => {
  expect(parseHex("#ffc46b")).toEqual([255, 196, 107]);
});

test("the scale goes from paper over the lamp to ink, and in this theme every step is brighter", () => {
  const scale = pixelScale(PALETTE);
  expect([...scale.slice(0, 4)]).toEqual([0x15, 0x19, 0x22, 255]);
  expect([...scale.slice(153 * 4, 153 * 4 + 3)]).toEqual([255, 196, 107]);
  expect([...scale.slice(-4)]).toEqual([0xff, 0xf1, 0xd0, 255]);
  for (let i = 1; i < 256; i++) expect(scale[i * 4 + 1]).toBeGreaterThanOrEqual(scale[(i - 1) * 4 + 1]);
});

test("pixels take their colours, whatever is beyond the scale its ends", () => {
  const scale = pixelScale(PALETTE);
  const colors = colorPixels([0, 255, 300, -2, 152.6], scale);
  expect([...colors.slice(0, 4)]).toEqual([...scale.slice(0, 4)]);
  expect([...colors.slice(4, 8)]).toEqual([...scale.slice(-4)]);
  expect([...colors.slice(8, 12)]).toEqual([...scale.slice(-4)]);
  expect([...colors.slice(12, 16)]).toEqual([...scale.slice(0, 4)]);
  expect([...colors.slice(16, 20)]).toEqual([...scale.slice(153 * 4, 154 * 4)]);
});
