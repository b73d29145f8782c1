import { describe, expect, it } from "vitest";
import { contour } from "./lattice";

describe("contour", () => {
  it("crosses between the values on both sides of the level", () => {
    expect(contour([0, 4, 0, 4], 2, 1)).toEqual([[0.25, 0, 0.25, 1]]);
  });

  it("goes round a single summit", () => {
    const segments = contour([0, 0, 0, 0, 2, 0, 0, 0, 0], 3, 1);
    expect(segments).toHaveLength(4);
    for (const [x1, y1, x2, y2] of segments) {
      expect(Math.abs(x1 - 1) + Math.abs(y1 - 1)).toBeCloseTo(0.5);
      expect(Math.abs(x2 - 1) + Math.abs(y2 - 1)).toBeCloseTo(0.5);
    }
  });

  it("parts a saddle into two lines that do not cross", () => {
    // Corners: high, low, low, high. The middle is low, then high.
    const inThirds = (level: number): number[][] =>
      contour([3, 0, 0, 3], 2, level).map((segment) => segment.map((value) => Math.round(3 * value)));
    expect(inThirds(2)).toEqual([
      [1, 0, 0, 1],
      [3, 2, 2, 3],
    ]);
    expect(inThirds(1)).toEqual([
      [2, 0, 3, 1],
      [1, 3, 0, 2],
    ]);
  });

  it("has nothing to draw on a plain, and none where numbers are missing", () => {
    expect(contour([1, 1, 1, 1], 2, 0)).toEqual([]);
    expect(contour([Number.NaN, Number.NaN, Number.NaN, Number.NaN], 2, 0)).toEqual([]);
  });
});
