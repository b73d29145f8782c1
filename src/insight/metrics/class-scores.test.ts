import { expect, test } from "vitest";
import { classScores } from "./class-scores.js";

test("three classes, as scikit-learn has them", () => {
  const { classes, macro } = classScores([
    [2, 1, 0],
    [0, 2, 1],
    [1, 0, 3],
  ]);
  expect(classes.map((score) => score?.examples)).toEqual([3, 3, 4]);
  for (const key of ["precision", "recall", "f1"] as const) {
    expect(classes[0]?.[key]).toBeCloseTo(2 / 3, 12);
    expect(classes[2]?.[key]).toBeCloseTo(0.75, 12);
    expect(macro[key]).toBeCloseTo(0.6944444444444443, 12);
  }
});

test("precision and recall are of columns and rows", () => {
  const [cat, dog] = classScores([
    [8, 2],
    [6, 4],
  ]).classes;
  expect(cat).toEqual({ examples: 10, precision: 8 / 14, recall: 0.8, f1: 16 / 24 });
  expect(dog).toEqual({ examples: 10, precision: 4 / 6, recall: 0.4, f1: 8 / 16 });
});

test("a division by zero is 0; a class that is not there at all counts in no mean", () => {
  // Class 1 is never predicted, class 2 never occurs, class 3 is not there: precision_recall_fscore_support
  // of [0, 0, 1] against [0, 0, 2].
  const { classes, macro } = classScores([
    [2, 0, 0, 0],
    [0, 0, 1, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]);
  expect(classes[1]).toEqual({ examples: 1, precision: 0, recall: 0, f1: 0 });
  expect(classes[2]).toEqual({ examples: 0, precision: 0, recall: 0, f1: 0 });
  expect(classes[3]).toBeUndefined();
  expect(macro).toEqual({ precision: 1 / 3, recall: 1 / 3, f1: 1 / 3 });
});
