import { fromStrokes, PEN_WIDTH, type Stroke } from "akari/data";
import { expect, test } from "vitest";
import { captionAt, centre, LAST, MIDDLE } from "./centring";

/** A seven, low at the left of the pad. */
const SEVEN: Stroke[] = [
  [
    [0.1, 0.6],
    [0.3, 0.6],
    [0.2, 0.95],
  ],
];

test("it begins as it was drawn", () => {
  const { scale, offset, box, shown } = centre(SEVEN)(0);
  expect(scale).toBe(28);
  expect(offset[0]).toBeCloseTo(0);
  expect(offset[1]).toBeCloseTo(0);
  expect(box.left).toBeCloseTo(2.8 - PEN_WIDTH / 2);
  expect(box.height).toBeCloseTo(0.35 * 28 + PEN_WIDTH);
  expect(shown).toEqual({ box: 0, mass: 0, pixels: 0 });
});

test("then its box is seen, scaled to 20 in the middle, and moved by its centre of mass", () => {
  const at = centre(SEVEN);
  expect(at(1)).toMatchObject({ scale: 28, shown: { box: 1, mass: 0, pixels: 0 } });
  const scaled = at(2);
  expect(scaled.box.height).toBeCloseTo(20);
  expect(scaled.box.top).toBeCloseTo(4);
  expect(scaled.box.left + scaled.box.width / 2).toBeCloseTo(14);
  expect(scaled.shown.mass).toBe(1);
  const moved = at(3);
  expect(moved.mass[0]).toBeCloseTo(MIDDLE, 0);
  expect(moved.mass[1]).toBeCloseTo(MIDDLE, 0);
  expect(at(LAST)).toMatchObject({ offset: moved.offset, scale: moved.scale, shown: { pixels: 1, box: 0 } });
});

test("where the lines end up there is ink in what the network sees", () => {
  const { scale, offset } = centre(SEVEN)(LAST);
  const pixels = fromStrokes(SEVEN);
  for (const [x, y] of SEVEN[0]) {
    const [column, row] = [x * scale + offset[0], y * scale + offset[1]].map(Math.floor);
    expect(pixels[row * 28 + column]).toBeGreaterThan(60);
  }
});

test("a dot stays a dot", () => {
  const { box, mass, offset, scale } = centre([[[0.9, 0.1]]])(LAST);
  expect(box).toMatchObject({ width: PEN_WIDTH, height: PEN_WIDTH });
  expect(mass[0]).toBeCloseTo(MIDDLE);
  expect(0.9 * scale + offset[0]).toBeCloseTo(MIDDLE);
});

test("captions follow the steps", () => {
  expect([0, 0.3, 1, 1.01, 3, 3.5, 4, 9].map(captionAt)).toEqual([0, 1, 1, 2, 3, 4, 4, 4]);
});
