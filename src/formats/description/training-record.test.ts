import { expect, test } from "vitest";
import type { EpochFigures } from "../../training/figures.js";
import { parseTrainingHistory, parseTrainingRecord, trainingHistory } from "./training-record.js";

const epoch = (figures: Partial<EpochFigures>): EpochFigures => ({
  epoch: 1,
  step: 10,
  loss: 1,
  seconds: 1,
  samplesPerSecond: 1,
  ...figures,
});

test("a list a figure, six digits each, without durations", () => {
  const history = trainingHistory([
    epoch({ loss: 1 / 3, validationLoss: 0.5, validationAccuracy: 2 / 3 }),
    epoch({ loss: 1234567, validationLoss: Number.POSITIVE_INFINITY, validationAccuracy: 1 }),
  ]);
  expect(history).toEqual({
    loss: [0.333333, 1234570],
    validationLoss: [0.5, null],
    validationAccuracy: [0.666667, 1],
  });
  expect(parseTrainingHistory(JSON.parse(JSON.stringify(history)))).toEqual(history);
});

test("what was not measured is absent; a run without a finished epoch has none", () => {
  expect(trainingHistory([epoch({})])).toEqual({ loss: [1] });
  expect(trainingHistory([])).toBeUndefined();
});

test.each([
  [{}, "loss by epochs must be a list"],
  [{ loss: ["1"] }, "Each loss of the training record's history must be a number"],
  [{ loss: [1], validationAccuracy: [2] }, "from 0 to 1"],
  [{ loss: [1], validationLoss: [1, 2] }, "1 epochs of loss, but 2 of validationLoss"],
  [[], "history must be an object"],
])("%o is refused", (value, message) => {
  expect(() => parseTrainingHistory(value)).toThrow(message);
});

const RECORD = {
  ...{ data: "x", seed: 1, epochs: 1, steps: 1, batch: 1, shuffle: true, validation: 0.2, engine: "wasm" },
  optimizer: { name: "sgd", learningRate: 0.1, momentum: 0, weightDecay: 0, nesterov: false },
  trainingExamples: 1,
};
const SEARCH = {
  over: "lr=0.1..1",
  trials: 9,
  halving: 3,
  by: "loss",
  score: 0.5,
  command: "akari train x --lr 0.2",
};

test("a search comes back as it was written", () => {
  for (const search of [SEARCH, { ...SEARCH, halving: undefined, folds: 5 }]) {
    const stored = JSON.parse(JSON.stringify({ ...RECORD, search }));
    expect(parseTrainingRecord(stored).search).toEqual(stored.search);
  }
  expect(parseTrainingRecord(RECORD)).not.toHaveProperty("search");
});

test.each([
  [{ trials: 0 }, "search's trials must be a whole number of 1 or more"],
  [{ by: "luck" }, "search's by"],
  [{ score: "low" }, "search's score must be a number"],
  [{ command: 1 }, "search's command must be text"],
])("a search of %o is refused", (wrong, message) => {
  expect(() => parseTrainingRecord({ ...RECORD, search: { ...SEARCH, ...wrong } })).toThrow(message);
});
