import { expect, test } from "vitest";
import type { ClassTargets } from "../data/dataset.js";
import { largestMisses, surestMistakes } from "./mistakes.js";

const targets = (...classes: number[]): ClassTargets => ({
  kind: "classes",
  classes: Uint8Array.from(classes),
  names: ["a", "b"],
});

test("wrong answers, the surest first", () => {
  const outputs = [0.4, 0.6, 0.9, 0.1, 0.1, 0.9, 0.4, 0.6];
  expect(surestMistakes(targets(0, 0, 0, 0), outputs, 2)).toEqual([
    { row: 2, actual: 0, predicted: 1, score: 0.9, actualScore: 0.1 },
    { row: 0, actual: 0, predicted: 1, score: 0.6, actualScore: 0.4 },
  ]);
});

test("a single output speaks for both classes", () => {
  expect(surestMistakes(targets(1, 0), [0.25, 0.75], 9)).toEqual([
    { row: 0, actual: 1, predicted: 0, score: 0.75, actualScore: 0.25 },
    { row: 1, actual: 0, predicted: 1, score: 0.75, actualScore: 0.25 },
  ]);
});

test("numbers that were missed, the worst first", () => {
  expect(largestMisses([1, 2, 3], [1.5, 2, -3], 2)).toEqual([
    { row: 2, actual: 3, predicted: -3 },
    { row: 0, actual: 1, predicted: 1.5 },
  ]);
});
