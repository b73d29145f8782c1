import { describe, expect, it, test } from "vitest";
import { type Backward, lit, settle, shownDelta, shownGradient, travelled } from "./light";

describe("the light", () => {
  it("goes along the edges into a layer, then lights its neurons", () => {
    expect([2, 2.5, 3, 3.5].map((light) => travelled(light, 2))).toEqual([0, 0.5, 1, 1]);
    expect([2.5, 3, 3.5, 4].map((light) => lit(light, 2))).toEqual([0, 0, 0.5, 1]);
    expect(lit(0, 0)).toBe(1);
    expect(lit(Number.POSITIVE_INFINITY, 40)).toBe(1);
  });

  it("is everywhere once it has passed the last layer", () => {
    expect(settle(6, 3)).toBe(Number.POSITIVE_INFINITY);
    expect(settle(5.9, 3)).toBe(5.9);
    expect(settle(-1, 3)).toBe(0);
  });
});

test("what comes back lights the outputs first, then the edges before them, then the next layer", () => {
  const at = (reached: number): Backward => ({
    gradients: Array.from({ length: 3 }, () => ({ weight: new Float32Array(1), bias: new Float32Array(1) })),
    reached,
  });
  const all = (reached: number) =>
    [3, 2, 1].flatMap((l) => [shownDelta(at(reached), l), shownGradient(at(reached), l)]);
  expect(all(0)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(all(0.5)).toEqual([1, 0, 0, 0, 0, 0]);
  expect(all(1)).toEqual([1, 1, 0, 0, 0, 0]);
  expect(all(1.25)).toEqual([1, 1, 0.5, 0, 0, 0]);
  expect(all(3)).toEqual([1, 1, 1, 1, 1, 1]);
});
