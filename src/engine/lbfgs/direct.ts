/**
 * @file Linear regression without iterations: a single linear layer with mean squared error is a least-squares problem.
 *
 * For each of `k` outputs, `mean over n of (w·x + b − y)² / k + λ/2 |w|²` is smallest where
 * `|X w + b − y|² + (λ n k / 2) |w|²` is: ridge regression with `α = λ n k / 2`. With inputs standardised and targets
 * centred the bias is the targets' mean, and the penalty is a row more for each column. A row that counts `u` times is
 * multiplied by `√u`.
 */

import type { Pieces } from "../engine.js";
import { encodeTarget } from "../targets.js";
import { readInputs, type TrainingExamples, weightOf } from "./examples.js";
import { solveLeastSquares } from "./least-squares.js";
import type { Standardization } from "./standardization.js";
import { Triangle } from "./triangle.js";

export interface DirectSolution {
  /** Weights, `[units, inputs]`, then biases, `[units]`. */
  readonly point: Float64Array;
  /** Inputs that differ between rows and do not follow from others. */
  readonly rank: number;
}

export function* solveDirectly(
  examples: TrainingExamples,
  { means, scales }: Standardization,
  units: number,
  weightDecay: number,
): Pieces<DirectSolution> {
  const { dataset, rows } = examples;
  const inputs = means.length;
  const targetMeans = meanTargets(examples, units);
  const triangle = new Triangle(inputs, units);
  const line = new Float64Array(inputs + units);
  const x = line.subarray(0, inputs);
  const y = line.subarray(inputs);
  for (const row of rows) {
    readInputs(examples, row, x);
    for (let j = 0; j < inputs; j++) x[j] = (x[j] - means[j]) / scales[j];
    encodeTarget(dataset.targets, row, y);
    for (let i = 0; i < units; i++) y[i] -= targetMeans[i];
    const factor = Math.sqrt(weightOf(examples, row));
    for (let j = 0; j < line.length; j++) line[j] *= factor;
    yield* triangle.add(line);
  }
  if (weightDecay > 0) {
    const root = Math.sqrt((weightDecay * rows.length * units) / 2);
    for (let j = 0; j < inputs; j++) {
      line.fill(0);
      x[j] = root / scales[j];
      yield* triangle.add(line);
    }
  }
  yield* triangle.finish();

  const slack = Number.EPSILON * Math.max(rows.length, inputs);
  const solved = yield* solveLeastSquares(triangle, slack);
  const point = new Float64Array(units * (inputs + 1));
  for (let i = 0; i < units; i++) {
    let bias = targetMeans[i];
    for (let j = 0; j < inputs; j++) {
      const weight = solved.x[i * inputs + j] / scales[j];
      point[i * inputs + j] = weight;
      bias -= weight * means[j];
    }
    point[units * inputs + i] = bias;
  }
  return { point, rank: solved.rank };
}

function meanTargets(examples: TrainingExamples, units: number): Float64Array {
  const { dataset, rows } = examples;
  const y = new Float64Array(units);
  const means = new Float64Array(units);
  for (const row of rows) {
    encodeTarget(dataset.targets, row, y);
    for (let i = 0; i < units; i++) means[i] += weightOf(examples, row) * y[i];
  }
  for (let i = 0; i < units; i++) means[i] /= rows.length;
  return means;
}
