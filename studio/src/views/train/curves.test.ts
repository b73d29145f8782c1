import fc from "fast-check";
import { expect, test } from "vitest";
import { Curve } from "./curves.svelte";

test("a curve stays small, and keeps its past as closely as its present", () => {
  const curve = new Curve(100);
  for (let x = 1; x <= 10_000; x++) curve.add(x, x);
  const { points } = curve;
  expect(points.length).toBeLessThanOrEqual(100);
  expect(points.length).toBeGreaterThan(50);
  expect(points.at(-1)?.x).toBe(10_000);
  const gaps = points.slice(1, -1).map(({ x }, i) => x - points[i].x);
  expect(new Set(gaps).size).toBe(1);
});

test("whatever comes, its mean over the steps stays", () => {
  const steps = fc.array(
    fc.record({ more: fc.integer({ min: 1, max: 9 }), y: fc.double({ min: -9, max: 9, noNaN: true }) }),
    {
      minLength: 1,
      maxLength: 300,
    },
  );
  fc.assert(
    fc.property(steps, fc.integer({ min: 2, max: 40 }), (given, most) => {
      const curve = new Curve(most);
      let x = 0;
      for (const { more, y } of given) {
        x += more;
        curve.add(x, y, more);
      }
      const weighed = curve.points as readonly { x: number; y: number; weight: number }[];
      const sum = weighed.reduce((all, { y, weight }) => all + y * weight, 0);
      expect(sum).toBeCloseTo(
        given.reduce((all, { more, y }) => all + y * more, 0),
        6,
      );
      expect(weighed.reduce((all, { weight }) => all + weight, 0)).toBe(x);
      expect(weighed.length).toBeLessThanOrEqual(most);
    }),
  );
});

test("what is known already is not added again", () => {
  const curve = new Curve();
  curve.add(3, 1);
  curve.add(3, 1);
  curve.add(2, 7);
  expect(curve.points).toHaveLength(1);
});

test("where a run goes back its curve does, and goes on from there", () => {
  const curve = new Curve();
  for (const x of [1, 2, 3]) curve.add(x, 10 * x);
  curve.cut(1);
  expect(curve.points).toMatchObject([{ x: 1, y: 10 }]);
  curve.add(2, 5);
  expect(curve.points.map(({ y }) => y)).toEqual([10, 5]);
});
