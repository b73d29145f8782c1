import { expect, it } from "vitest";
import { leastSquares } from "../../../../plot/least-squares";
import {
  APART,
  COLUMNS,
  leftOf,
  MISSED,
  outputOf,
  r2Of,
  slipsOf,
  tableOf,
  trained,
  UNCHANGED,
} from "./table";

const SEEDS = Array.from({ length: 40 }, (_, i) => i * 7919 + 1);

it("the neuron learns what least squares gives, with and without a column", async () => {
  for (const seed of SEEDS) {
    const { rows, targets } = tableOf(seed);
    for (const removed of [[], [0], [1], [2], [3]]) {
      const left = leftOf(removed);
      const best = leastSquares(
        rows.map((row) => left.map((column) => row[column])),
        targets,
      );
      const { weights, bias, loss } = await trained(seed, removed);
      expect(loss).toBeCloseTo(best.loss, 6);
      expect(bias).toBeCloseTo(best.bias, 4);
      weights.forEach((w, i) => {
        expect(w).toBeCloseTo(best.weights[i], 4);
      });
    }
  }
});

// The calibration: over these 40 seeds R² with all columns is 0.86 to 0.96; without the noise it changes by at most 0.009, without any
// other column it falls by at least 0.054. The noise's weight is at most 0.057, every other one's at least 0.18.
it("R² stays without the noise, and falls without any other column", async () => {
  const noise: number[] = [];
  const real: number[] = [];
  const weights: number[] = [];
  const noiseWeights: number[] = [];
  for (const seed of SEEDS) {
    const table = tableOf(seed);
    const fit = await trained(seed, []);
    const r2 = r2Of(table, fit);
    for (const [column] of COLUMNS.entries()) {
      const lost = r2 - r2Of(table, await trained(seed, [column]));
      (column === table.noise ? noise : real).push(lost);
      (column === table.noise ? noiseWeights : weights).push(Math.abs(fit.weights[column]));
    }
  }
  expect(Math.max(...noise)).toBeLessThanOrEqual(UNCHANGED + 1e-5);
  expect(Math.min(...real)).toBeGreaterThanOrEqual(MISSED - 1e-5);
  expect(Math.min(...weights)).toBeGreaterThan(2 * Math.max(...noiseWeights));
});

it("every column is the noise somewhere, and no slip looks like the right result", () => {
  expect(new Set(SEEDS.map((seed) => tableOf(seed).noise)).size).toBe(COLUMNS.length);
  for (const seed of SEEDS) {
    const { rows, targets, asked } = tableOf(seed);
    const fit = leastSquares(rows, targets);
    const y = outputOf(fit, asked);
    for (const result of [...slipsOf(fit, asked).values()].flat().filter(Number.isFinite))
      expect(Math.abs(result - y)).toBeGreaterThanOrEqual(APART);
  }
});
