import { expect, test } from "vitest";
import { valueScore } from "./value-scores.js";

test("as scikit-learn's r2_score, mean_squared_error and mean_absolute_error have it", () => {
  const { r2, rmse, mae } = valueScore([3, -0.5, 2, 7, 4.25], [2.5, 0, 2, 8, 4]);
  expect(r2).toBeCloseTo(0.9491042345276873, 12);
  expect(rmse).toBeCloseTo(0.5590169943749475, 12);
  expect(mae).toBeCloseTo(0.45, 12);
});

test("always predicting the mean explains nothing", () => {
  expect(valueScore([1, 2, 3], [2, 2, 2]).r2).toBe(0);
});

test("numbers that are all the same: 1 where they are met, else 0", () => {
  // The mean of three times 0.1 is not 0.1.
  expect(valueScore([0.1, 0.1, 0.1], [0.1, 0.1, 0.1]).r2).toBe(1);
  expect(valueScore([0.1, 0.1, 0.1], [0.1, 0.1, 0.2]).r2).toBe(0);
});

test("of one example nothing is explained", () => {
  expect(valueScore([1], [2])).toEqual({ rmse: 1, mae: 1 });
});
