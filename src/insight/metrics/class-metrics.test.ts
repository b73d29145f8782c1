import fc from "fast-check";
import { expect, test } from "vitest";
import { brierScore, calibration, classScores, logLoss, rocAuc } from "./class-metrics.js";

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

const TABLE = [
  [0.7, 0.2, 0.1],
  [0.3, 0.4, 0.3],
  [0.1, 0.2, 0.7],
  [0.5, 0.3, 0.2],
  [0.2, 0.6, 0.2],
  [0.1, 0.8, 0.1],
  [0.25, 0.25, 0.5],
  [0.05, 0.05, 0.9],
  [0.6, 0.3, 0.1],
  [0.2, 0.2, 0.6],
];
const CLASSES = [0, 1, 2, 2, 1, 0, 2, 1, 0, 2];
const SECOND = [0.1, 0.8, 0.4, 0.4, 0.9];
const TWO = [0, 1, 1, 0, 1];
const ofThree = (n: number, c: number): number => TABLE[n][c];
const ofTwo = (n: number, c: number): number => (c === 1 ? SECOND[n] : 1 - SECOND[n]);

test("log loss, as scikit-learn's log_loss has it", () => {
  expect(logLoss(ofThree, CLASSES)).toBeCloseTo(1.0763019950591675, 12);
  expect(logLoss(ofTwo, TWO)).toBeCloseTo(0.3721961876540016, 12);
});

test("a wrong answer given for sure stays finite", () => {
  expect(logLoss((_, c) => (c === 0 ? 1 : 0), [1])).toBeCloseTo(-Math.log(2 ** -52), 12);
});

test("Brier's score: summed over three classes, halved for two as in brier_score_loss", () => {
  expect(brierScore(ofThree, CLASSES, 3)).toBeCloseTo(0.609, 12);
  expect(brierScore(ofTwo, TWO, 2)).toBeCloseTo(0.116, 12);
});

test("of no examples there is none", () => {
  expect(logLoss(ofTwo, [])).toBeNaN();
  expect(brierScore(ofTwo, [], 2)).toBeNaN();
});

test("scores in order, in the wrong order, and all the same", () => {
  const positive = (i: number): boolean => i >= 2;
  expect(rocAuc([1, 2, 3, 4], positive)).toBe(1);
  expect(rocAuc([4, 3, 2, 1], positive)).toBe(0);
  expect(rocAuc([5, 5, 5, 5], positive)).toBe(0.5);
});

test("as scikit-learn's roc_auc_score has it, with a tie", () => {
  const actual = [0, 1, 1, 0, 1];
  expect(rocAuc([0.1, 0.8, 0.4, 0.4, 0.9], (i) => actual[i] === 1)).toBeCloseTo(0.9166666666666666, 12);
});

test("one class only has none", () => {
  expect(rocAuc([1, 2], () => true)).toBeUndefined();
  expect(rocAuc([1, 2], () => false)).toBeUndefined();
  expect(rocAuc([], () => true)).toBeUndefined();
});

test("it is the share of pairs in order", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), { maxLength: 30 }),
      (rows) => {
        const ups = rows.filter(([, positive]) => positive);
        const downs = rows.filter(([, positive]) => !positive);
        const area = rocAuc(
          rows.map(([score]) => score),
          (i) => rows[i][1],
        );
        if (ups.length === 0 || downs.length === 0) return area === undefined;
        let won = 0;
        for (const [a] of ups) for (const [b] of downs) won += a > b ? 1 : a === b ? 0.5 : 0;
        return Math.abs((area ?? -1) - won / ups.length / downs.length) < 1e-12;
      },
    ),
  );
});

test("bins hold how often answers of each confidence are right", () => {
  const outputs = [0.9, 0.1, 0.85, 0.15, 0.3, 0.7, 0.8, 0.2];
  const { bins, expectedError, confidence, accuracy } = calibration(outputs, [0, 1, 1, 0], 5);
  expect(bins.map(({ count }) => count)).toEqual([0, 0, 0, 2, 2]);
  expect(bins[0]).toEqual({ from: 0, to: 0.2, count: 0 });
  // 0.8 lies in the bin that ends there.
  expect(bins[3].confidence).toBeCloseTo(0.75, 12);
  expect(bins[3].accuracy).toBe(1);
  expect(bins[4].confidence).toBeCloseTo(0.875, 12);
  expect(bins[4].accuracy).toBe(0.5);
  expect(expectedError).toBeCloseTo((2 * 0.25 + 2 * 0.375) / 4, 12);
  expect(confidence).toBeCloseTo(0.8125, 12);
  expect(accuracy).toBe(0.75);
});

test("a single output is the probability of class 1", () => {
  const { confidence, accuracy } = calibration([0.9, 0.2], [1, 1]);
  expect(confidence).toBeCloseTo(0.85, 12);
  expect(accuracy).toBe(0.5);
});

test("what cannot be rows of outputs is refused", () => {
  expect(() => calibration([0.5, 0.5, 1], [0, 1])).toThrow("3 outputs are no whole rows for 2 classes.");
  expect(() => calibration([], [])).toThrow("no whole rows");
  expect(() => calibration([1], [1], 0)).toThrow("1 bin or more");
});
