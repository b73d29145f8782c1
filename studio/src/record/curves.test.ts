import type { TrainingRecord } from "akari/formats";
import { defineOptimizer } from "akari/model";
import { expect, test } from "vitest";
import { bestOf, brokenEpochs, decimalsOf, endOf, epochsDone, pointsOf, tableEpochs } from "./curves";

const RECORD: TrainingRecord = {
  data: "t.csv, training part",
  seed: 1,
  epochs: 4,
  steps: 12,
  batch: 10,
  shuffle: true,
  validation: 0.2,
  optimizer: defineOptimizer("adam"),
  engine: "wasm",
  trainingExamples: 25,
  history: { loss: [3, 2, 1.5, 1], validationLoss: [3, 2, null, 2] },
};
const shorter = { loss: [3, 2, 1], validationLoss: [3, 1, 2] };

test("how a run ended is told by its epochs, and by how long it was waited for a better one", () => {
  expect(endOf(RECORD).kind).toBe("whole");
  expect(endOf({ ...RECORD, history: shorter }).kind).toBe("part");
  const stopping = { patience: 1, monitor: "loss" } as const;
  const stopped = { ...RECORD, history: shorter, earlyStopping: stopping, bestEpoch: 2 };
  expect(endOf(stopped)).toEqual({ kind: "early", stopping });
  expect(endOf({ ...stopped, earlyStopping: { ...stopping, patience: 2 } }).kind).toBe("part");
  expect(endOf({ ...stopped, ended: "converged" }).kind).toBe("converged");
  const { history: _, ...without } = RECORD;
  expect([endOf(without).kind, epochsDone(without)]).toEqual(["whole", 4]);
  expect([endOf({ ...without, steps: 8 }).kind, epochsDone({ ...without, steps: 8 })]).toEqual(["part", 2]);
});

test("the best epoch is the one that was kept, else the first with the lowest validation loss", () => {
  expect(bestOf({ ...RECORD, bestEpoch: 1 })).toEqual({ epoch: 1, kept: true });
  expect(bestOf(RECORD)).toEqual({ epoch: 2, kept: false });
  expect(bestOf({ ...RECORD, bestEpoch: 5 })).toBeUndefined();
  expect(bestOf({ ...RECORD, history: { loss: [1] } })).toBeUndefined();
  expect(bestOf({ ...RECORD, history: { loss: [1], validationLoss: [1] } })).toBeUndefined();
  expect(bestOf({ ...RECORD, history: { loss: [1, 1], validationLoss: [null, null] } })).toBeUndefined();
});

test("what is not finite is a gap", () => {
  expect(brokenEpochs({ loss: [1, null, 1], validationLoss: [1, 1, null] })).toEqual([2, 3]);
  expect(brokenEpochs({ loss: [1, 2] })).toEqual([]);
  expect(pointsOf([0.5, null], 100)).toEqual([
    { x: 1, y: 50 },
    { x: 2, y: Number.NaN },
  ]);
  expect(pointsOf(undefined)).toEqual([]);
});

test("a table shows every epoch of a short run, and of a long one few, with the first, the last and the best", () => {
  expect(tableEpochs(3, 2)).toEqual([1, 2, 3]);
  expect(tableEpochs(1, undefined)).toEqual([1]);
  const few = tableEpochs(10_001, 777);
  expect(few.length).toBeLessThan(210);
  expect(few).toEqual(expect.arrayContaining([1, 777, 10_001]));
  expect(few.slice(0, 4)).toEqual([1, 51, 102, 153]);
});

test("a column has as many decimals as its smallest value needs", () => {
  expect(decimalsOf([2.3, 0.1529, null, 0], 4)).toBe(4);
  expect(decimalsOf([0.5, 0.00123], 4)).toBe(6);
  expect(decimalsOf([120, 8], 4)).toBe(3);
  expect(decimalsOf([], 4)).toBe(3);
  expect(decimalsOf([0.5, 1e-9], 4)).toBeUndefined();
});
