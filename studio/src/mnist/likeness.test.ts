import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeLikeness,
  distanceOf,
  encodeLikeness,
  FEATURES,
  fartherThan,
  type Likeness,
  scaleOf,
  strokeDirections,
  VARIATIONS,
} from "./likeness";

/** A picture with a line across its middle, or down it. */
const line = (along: "row" | "column", brightness = 255): Uint8Array =>
  Uint8Array.from({ length: 784 }, (_, i) => {
    const [across, length] = along === "row" ? [Math.floor(i / 28), i % 28] : [i % 28, Math.floor(i / 28)];
    return Math.abs(across - 13.5) < 1 && length > 5 && length < 22 ? brightness : 0;
  });

const unit = (i: number): Float32Array =>
  Float32Array.from({ length: FEATURES }, (_, k) => (k === i ? 1 : 0));

/** Ten digits that are all like a horizontal line. */
const likeness: Likeness = {
  digits: Array.from({ length: 10 }, () => ({
    mean: strokeDirections(line("row")),
    variations: Array.from({ length: VARIATIONS }, (_, k) => unit(k)),
  })),
  distances: scaleOf(Array.from({ length: 2001 }, (_, i) => i / 2000)),
};

describe("strokeDirections", () => {
  it("has the length 1 whatever is drawn, and none where nothing is", () => {
    const picture = fc.uint8Array({ minLength: 784, maxLength: 784 });
    fc.assert(
      fc.property(picture, (pixels) => {
        const squared = strokeDirections(pixels).reduce((sum, value) => sum + value * value, 0);
        expect(squared).toBeCloseTo(pixels.some((value) => value > 0) ? 1 : 0, 4);
      }),
      { numRuns: 20 },
    );
    expect(strokeDirections(new Uint8Array(784)).every((value) => value === 0)).toBe(true);
  });

  it("tells directions apart and takes a faint line for the same", () => {
    const [bright, faint] = [strokeDirections(line("row")), strokeDirections(line("row", 51))];
    bright.forEach((value, i) => {
      expect(faint[i]).toBeCloseTo(value, 5);
    });
    expect(distanceOf(bright, likeness.digits)).toBeLessThan(1e-3);
    expect(distanceOf(strokeDirections(line("column")), likeness.digits)).toBeGreaterThan(0.5);
  });
});

describe("the scale", () => {
  it("counts how many test images are nearer, and never says all", () => {
    expect(fartherThan(line("row"), likeness)).toBeLessThan(0.01);
    expect(fartherThan(line("column"), likeness)).toBeGreaterThan(0.5);
    expect(fartherThan(line("column"), { ...likeness, distances: scaleOf([0, 0.1]) })).toBe(0.9995);
  });

  it("is the same after it has been written down, as near as makes no difference", () => {
    const read = decodeLikeness(encodeLikeness(likeness));
    expect(read.distances).toEqual(likeness.distances);
    for (const along of ["row", "column"] as const) {
      const features = strokeDirections(line(along));
      expect(distanceOf(features, read.digits)).toBeCloseTo(distanceOf(features, likeness.digits), 1);
    }
  });
});
