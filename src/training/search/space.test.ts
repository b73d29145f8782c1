import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawSettings, requireSpace, type SearchSpace, type SettingRange } from "./space.js";

const anyRange = fc
  .record({
    from: fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
    factor: fc.double({ min: 1.001, max: 1e6, noNaN: true }),
    scale: fc.constantFrom("linear" as const, "log" as const),
  })
  .map(({ from, factor, scale }): SettingRange => ({ from, to: from * factor, scale }));
const anyWhole = fc
  .record({
    from: fc.integer({ min: 1, max: 1000 }),
    more: fc.integer({ min: 1, max: 100_000 }),
    scale: fc.constantFrom("linear" as const, "log" as const),
  })
  .map(({ from, more, scale }): SettingRange => ({ from, to: from + more, scale, whole: true }));

const drawn = (space: SearchSpace, count: number, seed = 1) => drawSettings(space, count, seed);

test("what is drawn lies in its range, whole where it is to be whole", () => {
  fc.assert(
    fc.property(fc.oneof(anyRange, anyWhole), fc.integer(), (range, seed) => {
      requireSpace({ x: range });
      for (const { x } of drawn({ x: range }, 20, seed)) {
        expect(x).toBeGreaterThanOrEqual(range.from);
        expect(x).toBeLessThanOrEqual(range.to);
        if (range.whole) expect(Number.isInteger(x)).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});

test("a logarithmic range gives every order of magnitude its share, a linear one every stretch", () => {
  const share = (scale: "linear" | "log", below: number): number => {
    const values = drawn({ x: { from: 0.0001, to: 1, scale } }, 2000).map(({ x }) => Number(x));
    return values.filter((x) => x < below).length / values.length;
  };
  expect(share("log", 0.01)).toBeCloseTo(0.5, 1);
  expect(share("linear", 0.01)).toBeCloseTo(0.01, 1);
  expect(share("linear", 0.5)).toBeCloseTo(0.5, 1);
});

test("both ends of whole numbers are drawn", () => {
  for (const scale of ["linear", "log"] as const) {
    const values = drawn({ x: { from: 3, to: 6, scale, whole: true } }, 10).map(({ x }) => x);
    expect(values.sort()).toEqual([3, 4, 5, 6]);
  }
});

test("more trials begin as fewer do, and another setting leaves the rest as it was", () => {
  const x: SettingRange = { from: 0, to: 1 };
  expect(drawn({ x }, 20).slice(0, 5)).toEqual(drawn({ x }, 5));
  expect(drawn({ x }, 5, 2)).not.toEqual(drawn({ x }, 5));
  const both = drawn({ x, y: { from: 0, to: 1 } }, 5);
  expect(both.map((settings) => settings.x)).toEqual(drawn({ x }, 5).map((settings) => settings.x));
});

test("no settings come twice, and a small space comes to its end", () => {
  const space = { a: [1, 2, 3], b: ["x", "y"] };
  expect(new Set(drawn(space, 100).map((settings) => JSON.stringify(settings))).size).toBe(6);
  expect(drawn(space, 100)).toHaveLength(6);
  expect(drawSettings(space, 100, 1, ({ a }) => ({ a }))).toHaveLength(3);
});

describe("a space that cannot be is refused", () => {
  test.each([
    [{}, "The space is empty"],
    [[1], "A space is an object"],
    [{ x: [] }, "The setting x has no values to choose from."],
    [{ x: [1, 1] }, "The setting x has the value 1 twice."],
    [{ x: [Number.NaN] }, "The values of x are to be plain data"],
    [{ x: { from: 2, to: 1 } }, "The range of x is empty: it goes from 2 to 1."],
    [{ x: { from: 1, to: 1 } }, "The range of x is empty"],
    [
      { x: { from: 0, to: 1, scale: "log" } },
      "The range of x is logarithmic, so it begins above 0, not at 0.",
    ],
    [{ x: { from: 0, to: 1, scale: "root" } }, "The scale of x must be linear or log, not root."],
    [{ x: { from: 0.5, to: 4, whole: true } }, "The range of x is of whole numbers"],
    [{ x: { from: 0, to: Number.POSITIVE_INFINITY } }, "The range of x goes from one number to another"],
    [{ x: { from: 0, to: 1, steps: 3 } }, 'The range of x has no option "steps"'],
  ])("%j", (space, sentence) => {
    expect(() => requireSpace(space as unknown as SearchSpace)).toThrow(sentence);
  });
});
