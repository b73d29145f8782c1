import { describe, expect, test } from "vitest";
import { randomGenerator } from "../model/random.js";
import { CANVAS_SIDE, drawVariant, MARGIN } from "./variants.js";

const at = (x: number, y: number): number => (y + MARGIN) * CANVAS_SIDE + x + MARGIN;

/** A canvas with ink in a rectangle, given in pixels of the digit's 28×28. */
function filled(left: number, right: number, top: number, bottom: number): Float64Array {
  const canvas = new Float64Array(CANVAS_SIDE * CANVAS_SIDE);
  for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) canvas[at(x, y)] = 1;
  return canvas;
}

/** Many draws of a digit: where each left ink that was not there. */
function added(name: string, digit: Float64Array): { x: number; y: number }[][] {
  return Array.from({ length: 100 }, (_, seed) => {
    const canvas = digit.slice();
    drawVariant(canvas, name, randomGenerator(seed, "test"));
    const lit = [...canvas.keys()].filter((i) => canvas[i] > digit[i]);
    return lit.map((i) => ({
      x: (i % CANVAS_SIDE) - MARGIN,
      y: Math.floor(i / CANVAS_SIDE) - MARGIN,
    }));
  });
}

const stroke = filled(13, 15, 4, 23);

test("a zero's slash rises to the right", () => {
  for (const ink of added("0", filled(13, 13, 4, 23))) {
    const above = ink.filter(({ y }) => y < 12).reduce((most, { x }) => Math.max(most, x), 0);
    const below = ink.filter(({ y }) => y > 15).reduce((least, { x }) => Math.min(least, x), 28);
    expect(above).toBeGreaterThanOrEqual(below);
  }
});

test("some slashes stay within the zero and some go far beyond it", () => {
  const heights = added("0", filled(8, 20, 4, 23)).map((ink) =>
    ink.reduce((least, { y }) => Math.min(least, y), 28),
  );
  expect(Math.min(...heights)).toBeLessThan(-3);
  expect(Math.max(...heights)).toBeGreaterThanOrEqual(4);
});

test("a one gets a flag on the left, at times a foot, and only if it is a single stroke", () => {
  const flags = added("1", stroke);
  for (const ink of flags) expect(ink.some(({ x, y }) => x < 13 && y < 20)).toBe(true);
  const feet = flags.filter((ink) => ink.some(({ x, y }) => x > 15 && y > 20));
  expect(feet.length).toBeGreaterThan(10);
  expect(feet.length).toBeLessThan(60);
  expect(added("1", filled(4, 20, 4, 23)).every((ink) => ink.length === 0)).toBe(true);
});

test("a seven's bar crosses its stem", () => {
  const seven = filled(13, 15, 4, 23);
  for (let x = 2; x < 15; x++) seven[at(x, 4)] = 1;
  for (const ink of added("7", seven)) {
    expect(ink.some(({ x }) => x < 13)).toBe(true);
    expect(ink.some(({ x }) => x > 15)).toBe(true);
    for (const { y } of ink) expect(Math.abs(y - 14)).toBeLessThan(8);
  }
});

test("a nine's hook goes on from its foot to the left", () => {
  const nine = filled(13, 15, 4, 23);
  for (let y = 4; y < 12; y++) for (let x = 5; x < 13; x++) nine[at(x, y)] = 1;
  for (const ink of added("9", nine)) {
    expect(ink.some(({ y }) => y > 23)).toBe(true);
    for (const { x } of ink) expect(x).toBeLessThanOrEqual(16);
  }
});

describe("digits without a variant stay as they are", () => {
  test.each(["2", "3", "4", "5", "6", "8", "cat", "constructor"])("%s", (name) => {
    expect(added(name, stroke).every((ink) => ink.length === 0)).toBe(true);
  });
});

test("ink stays within 0 and 1, also of an empty digit and of one that fills its picture", () => {
  for (const digit of [filled(0, -1, 0, -1), filled(0, 27, 0, 27)]) {
    for (const name of ["0", "1", "7", "9"]) {
      for (let seed = 0; seed < 20; seed++) {
        const canvas = digit.slice();
        drawVariant(canvas, name, randomGenerator(seed, "test"));
        expect(canvas.every((ink) => ink >= 0 && ink <= 1)).toBe(true);
      }
    }
  }
});
