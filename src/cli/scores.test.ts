import { expect, test } from "vitest";
import type { Assessment } from "../insight/metrics/assess.js";
import { PLAIN } from "./color.js";
import type { Judgement } from "./judge.js";
import { detailLines, evaluationJson, summaryJson, summaryLines } from "./scores.js";

const CLASSES: Assessment = {
  kind: "classes",
  accuracyInterval: { from: 0.4, to: 0.95 },
  classes: [
    { examples: 1000, precision: 0.5, recall: 1, f1: 2 / 3, rocAuc: 0.9 },
    { examples: 1, precision: 0, recall: 0, f1: 0 },
    undefined,
  ],
  macro: { precision: 0.25, recall: 0.5, f1: 1 / 3 },
  rocAuc: 0.9,
  logLoss: 0.25,
  brier: 0.125,
  calibration: { bins: [], expectedError: 0.05, confidence: 0.85, accuracy: 0.8 },
};

const judgement = (scores: Assessment): Judgement => ({
  evaluation:
    scores.kind === "classes"
      ? { examples: 10, loss: 0.25, accuracy: 0.8, confusion: [[8, 2]] }
      : { examples: 1, loss: 0.25, r2: -0.25 },
  scores,
  outputs: new Float32Array(),
});

const values = (...names: string[]): Assessment => ({
  kind: "values",
  outputs: names.map((name, i) => ({ name, r2: i === 0 ? -0.25 : 0.5, rmse: 1234.5, mae: 0.5 })),
});

test("a classifier in two lines, then its probabilities and every class", () => {
  expect(summaryLines(judgement(CLASSES), "pets", PLAIN)).toEqual([
    "Accuracy 80.00% on pets: 8 of 10 right, loss 0.2500",
    "95% interval 40.00% to 95.00%, macro F1 33.33%, ROC AUC 0.9000",
  ]);
  expect(detailLines(CLASSES, ["cat", "dog", "emu"], PLAIN)).toEqual([
    "Log loss 0.2500, Brier score 0.1250",
    "On average 85.0% sure and 80.0% right; calibration error 5.0%",
    "",
    "class  examples  precision  recall     F1  ROC AUC",
    "  cat     1,000      50.0%  100.0%  66.7%   0.9000",
    "  dog         1       0.0%    0.0%   0.0%        –",
    "  emu         0          –       –      –        –",
    " mean                25.0%   50.0%  33.3%",
    "Without an example here, and in no mean: emu",
  ]);
});

test("tables stand straight beside wide names, and a stranger's name colours nothing", () => {
  expect(detailLines(CLASSES, ["猫", "いぬ", "e\x1b[31m"], PLAIN).slice(3)).toEqual([
    " class  examples  precision  recall     F1  ROC AUC",
    "    猫     1,000      50.0%  100.0%  66.7%   0.9000",
    "  いぬ         1       0.0%    0.0%   0.0%        –",
    "e�[31m         0          –       –      –        –",
    "  mean                25.0%   50.0%  33.3%",
    "Without an example here, and in no mean: e�[31m",
  ]);
  expect(summaryLines(judgement(values("価格", "y\x1b[31m")), "houses", PLAIN).slice(1)).toEqual([
    "output       R²  root mean squared error  mean absolute error",
    "  価格  -0.2500                  1234.50               0.5000",
    "y�[31m   0.5000                  1234.50               0.5000",
  ]);
  expect(summaryLines(judgement(values("y\x1b[31m")), "houses", PLAIN)[1]).toContain("unit of y�[31m:");
});

test("outputs that are no probabilities have no line of their own", () => {
  const {
    logLoss: _,
    brier: __,
    calibration: ___,
    ...others
  } = CLASSES as Extract<Assessment, { kind: "classes" }>;
  expect(detailLines(others, ["cat", "dog", "emu"], PLAIN)[0]).toBe("");
});

test("a number: how much is explained, and the errors in its unit", () => {
  const one = judgement(values("price"));
  expect(summaryLines(one, "houses", PLAIN)).toEqual([
    "R² -0.2500 on houses: 1 example, loss 0.2500",
    "In the unit of price: root mean squared error 1234.50, mean absolute error 0.5000",
  ]);
  expect(detailLines(one.scores, [], PLAIN)).toEqual([]);
});

test("several numbers as a table", () => {
  expect(summaryLines(judgement(values("price", "size")), "houses", PLAIN)).toEqual([
    "Scores on houses: 1 example, loss 0.2500",
    "output       R²  root mean squared error  mean absolute error",
    " price  -0.2500                  1234.50               0.5000",
    "  size   0.5000                  1234.50               0.5000",
  ]);
});

test("JSON has all; of a training, all that is not of single classes", () => {
  expect(evaluationJson(judgement(CLASSES), ["cat", "dog", "emu"])).toMatchObject({
    accuracy: 0.8,
    labels: ["cat", "dog", "emu"],
    confusion: [[8, 2]],
    classes: [{ recall: 1 }, {}, undefined],
    calibration: { confidence: 0.85 },
  });
  expect(evaluationJson(judgement(values("price")), [])).toEqual({
    loss: 0.25,
    r2: -0.25,
    examples: 1,
    outputs: [{ name: "price", r2: -0.25, rmse: 1234.5, mae: 0.5 }],
  });
  expect(summaryJson(judgement(CLASSES))).not.toHaveProperty("classes");
  expect(summaryJson(judgement(CLASSES))).toMatchObject({ accuracy: 0.8, brier: 0.125 });
  expect(summaryJson(judgement(values("price")))).toMatchObject({ r2: -0.25, outputs: [{ name: "price" }] });
});
