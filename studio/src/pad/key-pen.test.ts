import type { Point } from "akari/data";
import { expect, test } from "vitest";
import { movePen, RESTING_PEN } from "./key-pen";

test("Space puts the pen down and lifts it; arrows draw only between the two, and stop at the rim", () => {
  let pen = RESTING_PEN;
  const strokes: Point[][] = [];
  let ended = 0;
  const paper = {
    begin: (point: Point) => void strokes.push([point]),
    extend: (point: Point) => void strokes.at(-1)?.push(point),
    end: () => void ended++,
  };
  const press = (key: string, shiftKey = false): boolean => {
    const next = movePen(pen, { key, shiftKey }, paper);
    pen = next ?? pen;
    return next !== undefined;
  };
  expect(press("ArrowUp")).toBe(true);
  expect(strokes).toEqual([]);
  press(" ");
  for (let i = 0; i < 30; i++) press("ArrowRight");
  press("ArrowDown", true);
  press(" ");
  press("ArrowLeft");
  expect(press("Enter")).toBe(false);
  expect(strokes).toHaveLength(1);
  expect(ended).toBe(1);
  const [stroke] = strokes;
  expect(stroke[0]).toEqual([0.5, 0.45]);
  expect(Math.max(...stroke.map(([x]) => x))).toBe(1);
  expect(stroke.at(-1)?.[1]).toBeCloseTo(0.4625, 10);
});
