import { expect, test } from "vitest";
import { align, Curve } from "./curves.svelte";

test("a curve stays small and keeps its mean and its end", () => {
  const curve = new Curve(10);
  for (let x = 1; x <= 1000; x++) curve.add(x, x);
  const { points } = curve;
  expect(points.length).toBeLessThanOrEqual(10);
  expect(points.at(-1)).toMatchObject({ x: 1000, y: 1000 });
  for (let i = 1; i < points.length; i++) expect(points[i].x).toBeGreaterThan(points[i - 1].x);
  for (const { x, y } of points.slice(0, -1)) expect(y).toBeLessThanOrEqual(x);
});

test("neighbours are weighed by their steps", () => {
  const curve = new Curve(3);
  curve.add(1, 4, 1);
  curve.add(4, 0, 3);
  curve.add(5, 7);
  curve.add(6, 8);
  expect(curve.points.map(({ x, y }) => [x, y])).toEqual([
    [4, 1],
    [5, 7],
    [6, 8],
  ]);
});

test("at the same place the newer point stands", () => {
  const curve = new Curve();
  curve.add(1, 1);
  curve.add(1, 2);
  expect(curve.points).toHaveLength(1);
  expect(curve.points[0].y).toBe(2);
});

test("curves are aligned on one axis", () => {
  const first = [
    { x: 1, y: 10 },
    { x: 3, y: 30 },
  ];
  expect(align([first, [{ x: 2, y: 5 }]])).toEqual([
    [1, 2, 3],
    [10, null, 30],
    [null, 5, null],
  ]);
  expect(align([[], []])).toEqual([[], [], []]);
});
