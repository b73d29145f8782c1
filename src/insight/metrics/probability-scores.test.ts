import { expect, test } from "vitest";
import { brierScore, logLoss } from "./probability-scores.js";

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
