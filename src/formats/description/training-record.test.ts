import { expect, test } from "vitest";
import type { EpochFigures } from "../../training/figures.js";
import { parseTrainingHistory, trainingHistory } from "./training-record.js";

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
