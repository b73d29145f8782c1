import fc from "fast-check";
import { expect, test } from "vitest";
import { resample } from "./picture.js";

test("halving averages, doubling repeats, parts of pixels count in part", () => {
  const line = { width: 4, height: 1, data: [0, 10, 20, 40] };
  const down = { length: 1, start: 0, scale: 1 };
  expect([...resample(line, { length: 2, start: 0, scale: 0.5 }, down)]).toEqual([5, 30]);
  expect([...resample(line, { length: 4, start: 0, scale: 2 }, down)]).toEqual([0, 0, 10, 10]);
  expect([...resample(line, { length: 5, start: 0.25, scale: 1 }, down)]).toEqual([0, 7.5, 17.5, 35, 10]);
});

test("no ink is lost or made while all of it stays inside", () => {
  const raster = fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
    .chain(([width, height]) =>
      fc.record({
        width: fc.constant(width),
        height: fc.constant(height),
        data: fc.array(fc.integer({ min: 0, max: 255 }), {
          minLength: width * height,
          maxLength: width * height,
        }),
      }),
    );
  const place = fc.record({
    start: fc.double({ min: 0, max: 8, noNaN: true }),
    scale: fc.double({ min: 0.01, max: 1.6, noNaN: true }),
  });
  fc.assert(
    fc.property(raster, place, place, (picture, across, down) => {
      const result = resample(picture, { length: 28, ...across }, { length: 28, ...down });
      const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, v) => sum + v, 0);
      expect(total(result)).toBeCloseTo(total(picture.data) * across.scale * down.scale, 6);
    }),
  );
});
