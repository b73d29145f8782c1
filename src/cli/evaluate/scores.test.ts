import { expect, test } from "vitest";
import type { Assessment, ClassAssessment } from "../../insight/metrics/assess.js";
import type { ModelScores } from "../../insight/metrics/score-model.js";
import { PLAIN } from "../terminal/color.js";
import { detailLines, evaluationJson, summaryJson, summaryLines } from "./scores.js";

const CLASSES: ClassAssessment = {
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

const scored = (scores: Assessment): ModelScores => {
  const outputs = new Float32Array();
  switch (scores.kind) {
    case "classes": {
      const confusion = [[8, 2]];
      const evaluation = { task: scores.kind, examples: 10, loss: 0.25, accuracy: 0.8, confusion };
      return { task: scores.kind, evaluation, scores, outputs };
    }
    case "labels": {
      const labels = { exactMatch: scores.exactMatch, accuracy: scores.accuracy, counts: [] };
      return {
        task: scores.kind,
        evaluation: { task: scores.kind, examples: 1, loss: 0.25, labels },
        scores,
        outputs,
      };
    }
    case "values": {
      const evaluation = { task: scores.kind, examples: 1, loss: 0.25, r2: -0.25, values: scores.outputs };
      return { task: scores.kind, evaluation, scores, outputs };
    }
  }
};

const values = (...names: string[]): Assessment => ({
  kind: "values",
  outputs: names.map((name, i) => ({ name, r2: i === 0 ? -0.25 : 0.5, rmse: 1234.5, mae: 0.5 })),
});

test("a classifier in two lines, then its probabilities and every class", () => {
  expect(summaryLines(scored(CLASSES), "pets", PLAIN)).toEqual([
    "Accuracy 80.00% on pets: 8 of 10 right, loss 0.2500",
    "95% interval 40.00% to 95.00%, macro F1 33.33%, ROC AUC 0.9000",
  ]);
  expect(detailLines(CLASSES, ["cat", "dog", "emu"], PLAIN)).toEqual([
    "Log loss 0.2500, Brier score 0.1250",
    "Average confidence 85.0%, accuracy 80.0%; calibration error 5.0%",
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
  expect(summaryLines(scored(values("価格", "y\x1b[31m")), "houses", PLAIN).slice(1)).toEqual([
    "output       R²  root mean squared error  mean absolute error",
    "  価格  -0.2500                  1234.50               0.5000",
    "y�[31m   0.5000                  1234.50               0.5000",
  ]);
  expect(summaryLines(scored(values("y\x1b[31m")), "houses", PLAIN)[1]).toContain("unit of y�[31m:");
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
  const one = scored(values("price"));
  expect(summaryLines(one, "houses", PLAIN)).toEqual([
    "R² -0.2500 on houses: 1 example, loss 0.2500",
    "In the unit of price: root mean squared error 1234.50, mean absolute error 0.5000",
  ]);
  expect(detailLines(one.scores, [], PLAIN)).toEqual([]);
});

test("several numbers as a table", () => {
  expect(summaryLines(scored(values("price", "size")), "houses", PLAIN)).toEqual([
    "Scores on houses: 1 example, loss 0.2500",
    "output       R²  root mean squared error  mean absolute error",
    " price  -0.2500                  1234.50               0.5000",
    "  size   0.5000                  1234.50               0.5000",
  ]);
});

test("JSON has all; of a training, all that is not of single classes", () => {
  expect(evaluationJson(scored(CLASSES), ["cat", "dog", "emu"])).toMatchObject({
    accuracy: 0.8,
    labels: ["cat", "dog", "emu"],
    confusion: [[8, 2]],
    classes: [{ recall: 1 }, {}, undefined],
    calibration: { confidence: 0.85 },
  });
  expect(evaluationJson(scored(values("price")), [])).toEqual({
    loss: 0.25,
    r2: -0.25,
    examples: 1,
    outputs: [{ name: "price", r2: -0.25, rmse: 1234.5, mae: 0.5 }],
  });
  expect(summaryJson(scored(CLASSES))).not.toHaveProperty("classes");
  expect(summaryJson(scored(CLASSES))).toMatchObject({ accuracy: 0.8, brier: 0.125 });
  expect(summaryJson(scored(values("price")))).toMatchObject({ r2: -0.25, outputs: [{ name: "price" }] });
});

const LABELLED: Assessment = {
  kind: "labels",
  exactMatch: 0.5,
  exactMatchInterval: { from: 0.25, to: 0.75 },
  accuracy: 0.8,
  labels: [
    { examples: 4, accuracy: 0.9, precision: 0.75, recall: 1, f1: 6 / 7, rocAuc: 0.9 },
    { examples: 0, accuracy: 0.7, precision: 0, recall: 0, f1: 0 },
  ],
  micro: { precision: 0.5, recall: 1, f1: 2 / 3 },
  macro: { precision: 0.375, recall: 0.5, f1: 3 / 7 },
  rocAuc: 0.9,
};

test("labels that are each true or not: never an accuracy of one class, never R²", () => {
  const posts = scored(LABELLED);
  expect(summaryLines(posts, "posts", PLAIN)).toEqual([
    "Exact match 50.00% on posts: all 2 labels right in 1 of 1 example, loss 0.2500",
    "95% interval 25.00% to 75.00%",
    "Label by label 80.00% right, micro F1 66.67%, macro F1 42.86%, macro ROC AUC 0.9000 (of the 1 labels that have one)",
  ]);
  expect(detailLines(LABELLED, ["sport", "news"], PLAIN)).toEqual([
    "",
    "label  true of  right  precision  recall     F1  ROC AUC",
    "sport        4  90.0%      75.0%  100.0%  85.7%   0.9000",
    " news        0  70.0%       0.0%    0.0%   0.0%        –",
    "micro                      50.0%  100.0%  66.7%",
    "macro                      37.5%   50.0%  42.9%",
  ]);
  expect(evaluationJson(posts, ["sport", "news"])).toMatchObject({
    exactMatch: 0.5,
    labels: [{ label: "sport", examples: 4 }, { label: "news" }],
  });
  expect(evaluationJson(posts, ["sport", "news"])).not.toHaveProperty("r2");
  expect(summaryJson(posts)).not.toHaveProperty("labels");
});

test("of many classes the table has those that are told worst, and JSON lists the confusions", () => {
  const names = Array.from({ length: 150 }, (_, c) => `c${c}`);
  const classes = names.map((_, c) => ({ examples: 2, precision: 1, recall: 1, f1: c / 150 }));
  const lines = detailLines({ ...CLASSES, classes }, names, PLAIN);
  expect(lines).toHaveLength(3 + 1 + 20 + 1 + 1);
  expect(lines.at(-1)).toBe("Shown are the 20 with the lowest F1; --json has the other 130 too.");
  const confusion = names.map((_, a) => names.map((__, p) => Number(a === p) + Number(a === 3 && p === 5)));
  const evaluation = { task: "classes" as const, examples: 151, loss: 1, accuracy: 1, confusion };
  const many: ModelScores = {
    task: "classes",
    evaluation,
    scores: { ...CLASSES, classes },
    outputs: new Float32Array(),
  };
  const json = evaluationJson(many, names);
  expect(json).toMatchObject({ confusions: [{ actual: "c3", predicted: "c5", times: 1 }] });
  expect(json).not.toHaveProperty("confusion");
});

test("a target that is the same in every row has no R² worth telling", () => {
  const scores: Assessment = {
    kind: "values",
    outputs: [{ name: "price", r2: 0, rmse: 2, mae: 2, constant: true }],
  };
  expect(summaryLines(scored(scores), "houses", PLAIN)[1]).toBe(
    "All actual values of price are the same here: its R² says nothing.",
  );
});
