import { fromStrokes } from "akari/data";
import { expect, test } from "vitest";
import { nineUntil } from "./demonstration.svelte";

test("it grows from a point to the whole, each part the beginning of the next, and stays on the pad", () => {
  const [dot, half, whole] = [0, 0.5, 1].map(nineUntil);
  expect(dot).toHaveLength(1);
  expect(half).toEqual(whole.slice(0, half.length));
  expect(whole.length).toBeGreaterThan(half.length);
  expect(nineUntil(7)).toEqual(whole);
  for (const [x, y] of whole) {
    expect(Math.min(x, y)).toBeGreaterThan(0.05);
    expect(Math.max(x, y)).toBeLessThan(0.95);
  }
});

test("it has a hole above and a stem below", () => {
  const pixels = fromStrokes([nineUntil(1)]);
  const row = (y: number): number =>
    pixels.slice(y * 28, y * 28 + 28).filter((v, x, all) => v > 127 && !(all[x - 1] > 127)).length;
  expect(row(9)).toBe(2);
  expect(row(20)).toBe(1);
});
