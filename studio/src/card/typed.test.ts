import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { written } from "../kit/numbers";
import { reachFor, readTyped, roundUp } from "./typed";

const RANGE = [-1000, 1000] as const;

describe("readTyped", () => {
  it("reads a number as it is typed in either language", () => {
    const read = ["0.5", " -2 ", "−1.25", "０．５", "ー３", "1,5", ".5", "+7", "1e2"].map((text) =>
      readTyped(text, RANGE),
    );
    expect(read).toEqual([0.5, -2, -1.25, 0.5, -3, 1.5, 0.5, 7, 100].map((value) => ({ value })));
  });

  it("refuses what is no number, and what is too large", () => {
    for (const text of ["", " ", "-", "NaN", "abc", "1.2.3", "--1", "1/2"]) {
      expect(readTyped(text, RANGE)).toEqual({ problem: "no number" });
    }
    for (const text of ["1001", "-1e9", "1e999"]) {
      expect(readTyped(text, RANGE)).toEqual({ problem: "out of range" });
    }
  });

  it("reads what the page has written", () => {
    fc.assert(
      fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (value) => {
        const read = readTyped(written(value), RANGE);
        expect("value" in read && Math.abs(read.value - value) <= 0.0005).toBe(true);
      }),
    );
  });
});

it("a scale goes up to a round number that is no smaller, and not much larger", () => {
  expect([0, 0.03, 0.2, 0.89, 1, 1.1, 7, 40].map(roundUp)).toEqual([1, 0.05, 0.2, 1, 1, 2, 10, 50]);
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (size) => {
      expect(roundUp(size) / size).toBeGreaterThanOrEqual(1 - 1e-9);
      expect(roundUp(size) / size).toBeLessThanOrEqual(2.5 + 1e-9);
    }),
  );
});

it("a slider reaches a round number that is no smaller than the largest", () => {
  expect([0, 0.3, 1, 1.1, 2, 3, 7, 40, 700].map(reachFor)).toEqual([1, 1, 1, 2, 2, 5, 10, 50, 1000]);
});
