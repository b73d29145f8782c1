import { describe, expect, test } from "vitest";
import { dropoutKey, dropoutThreshold, isDropped } from "./regularizers.js";

const UNITS = 64;
const KEY = dropoutKey(1, 0);

/** Masks of steps, rows and units: 1 where dropped. */
function masks(share: number, steps: number, rows: number, key = KEY): number[][] {
  const threshold = dropoutThreshold(share);
  const found: number[][] = [];
  for (let step = 1; step <= steps; step++) {
    for (let row = 0; row < rows; row++) {
      found.push(
        Array.from({ length: UNITS }, (_, unit) => Number(isDropped(key, threshold, step, row, unit))),
      );
    }
  }
  return found;
}

const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b) / numbers.length;

describe("what is dropped", () => {
  test.each([0.05, 0.2, 0.5, 0.9])("is the share %f, of every unit and in every row", (share) => {
    const rows = masks(share, 40, 50);
    const spread = (count: number): number => 5 * Math.sqrt((share * (1 - share)) / count);
    expect(Math.abs(mean(rows.flat()) - share)).toBeLessThan(spread(rows.length * UNITS));
    for (let unit = 0; unit < UNITS; unit++) {
      expect(Math.abs(mean(rows.map((row) => row[unit])) - share)).toBeLessThan(spread(rows.length));
    }
  });

  test("does not go together between neighbouring units, rows, steps, layers or seeds", () => {
    const rows = masks(0.5, 60, 50);
    const correlation = (pairs: readonly (readonly [number, number])[]): number =>
      mean(pairs.map(([a, b]) => (2 * a - 1) * (2 * b - 1))) * Math.sqrt(pairs.length);
    const pairs = (other: readonly (readonly number[])[], shift = 0): [number, number][] =>
      rows.flatMap((row, r) =>
        row.slice(shift).map((value, unit): [number, number] => [value, (other[r] ?? row)[unit]]),
      );
    expect(Math.abs(correlation(pairs(rows, 1)))).toBeLessThan(5);
    expect(Math.abs(correlation(pairs(rows.slice(1))))).toBeLessThan(8);
    expect(Math.abs(correlation(pairs(rows.slice(50))))).toBeLessThan(8);
    expect(Math.abs(correlation(pairs(masks(0.5, 60, 50, dropoutKey(1, 1)))))).toBeLessThan(5);
    expect(Math.abs(correlation(pairs(masks(0.5, 60, 50, dropoutKey(2, 0)))))).toBeLessThan(5);
  });

  test("never changes: a run of today can be resumed by any later Akari", () => {
    const [first] = masks(0.5, 1, 1);
    expect(first.join("")).toBe("1000101101001111111010001110110000101111101001011101001100111000");
  });

  test("is nothing for a share of 0", () => {
    expect(masks(0, 2, 2).flat()).not.toContain(1);
  });
});
