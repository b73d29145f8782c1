/**
 * @file Least squares from a triangle: the shortest of the `x` for which `|R x − b|` is smallest. Where columns depend
 * on each other there are many, and without care their numbers would be infinite.
 *
 * By a complete orthogonal decomposition: QR with column pivoting, then a QR of what is left from the other side.
 * Golub and Van Loan, Matrix Computations, 4th edition, sections 5.4.2 and 5.5.
 *
 * So linear regression needs no iterations: for each of `k` outputs, `mean over n of (w·x + b − y)² / k + λ/2 |w|²` is
 * smallest where `|X w + b − y|² + (λ n k / 2) |w|²` is: ridge regression with `α = λ n k / 2`. With inputs standardised
 * and targets centred the bias is the targets' mean, and the penalty is a row more for each column. A row that counts `u`
 * times is multiplied by `√u`.
 */

import { allocateNumbers } from "../../model/memory.js";
import { encodeTarget } from "../targets.js";
import { readInputs, type Standardization, type TrainingExamples, weightOf } from "./examples.js";
import { type Pieces, pause, Triangle } from "./triangle.js";

export interface Solution {
  /** A vector for each right-hand side: `[sides, size]`. */
  readonly x: Float64Array;
  /** How many columns do not depend on others. */
  readonly rank: number;
}

/**
 * @param triangle `R`, `[size, size]`, with right-hand sides; it is overwritten
 * @param slack what is left of a column counts as nothing below this share of the longest column
 */
export function* solveLeastSquares(triangle: Triangle, slack: number): Pieces<Solution> {
  const { size, sides, columns } = triangle;
  const column = (c: number): Float64Array => columns.subarray(c * size, (c + 1) * size);
  const order = Uint32Array.from({ length: size }, (_, j) => j);
  const work = { done: 0 };
  let rank = 0;
  let longest = 0;
  for (; rank < size; rank++) {
    const [pivot, length] = longestFrom(columns, size, rank);
    if (rank === 0) longest = length;
    if (!(length > slack * longest)) break;
    swapColumns(columns, size, order, rank, pivot);
    const others = Array.from({ length: size - 1 - rank + sides }, (_, i) => column(rank + 1 + i));
    reflect(column(rank), rank, others);
    yield* pause(work, 4 * (size - rank) * (size - rank + sides));
  }

  // [T11 T12]ᵀ = Z [L; 0], and so T x = c has the shortest solution x = Z [L⁻ᵀ c; 0].
  const rows: Float64Array[] = [];
  for (let i = 0; i < rank; i++) {
    const row = allocateNumbers(size);
    for (let j = i; j < size; j++) row[j] = columns[j * size + i];
    rows.push(row);
  }
  const reflections: { readonly vector: Float64Array; readonly tau: number }[] = [];
  const diagonal = new Float64Array(rank);
  for (let i = 0; i < rank && rank < size; i++) {
    const vector = rows[i].slice();
    const tau = reflect(vector, i, rows.slice(i + 1));
    diagonal[i] = vector[i];
    vector[i] = 1;
    reflections.push({ vector, tau });
    // Later rows lose nothing by it: this row's own entries are its diagonal and what earlier reflections left.
    rows[i][i] = diagonal[i];
    yield* pause(work, 4 * (size - i) * (rank - i));
  }
  const x = new Float64Array(sides * size);
  for (let side = 0; side < sides; side++) {
    const b = column(size + side);
    const y = new Float64Array(size);
    if (rank === size) substituteBack(rows, b, y);
    else {
      // Row i of T Z is (L[i, 0 … i], 0, …).
      for (let i = 0; i < rank; i++) {
        let sum = b[i];
        for (let j = 0; j < i; j++) sum -= rows[i][j] * y[j];
        y[i] = sum / diagonal[i];
      }
      for (let i = rank - 1; i >= 0; i--) applyReflection(reflections[i].vector, reflections[i].tau, i, y);
    }
    for (let j = 0; j < size; j++) x[side * size + order[j]] = y[j];
  }
  return { x, rank };
}

/** The column, from `from` on, that is longest below row `from`, and its length there. */
function longestFrom(columns: Float64Array, size: number, from: number): [column: number, length: number] {
  let best = from;
  let length = -1;
  for (let c = from; c < size; c++) {
    let sum = 0;
    for (let i = from; i < size; i++) sum += columns[c * size + i] * columns[c * size + i];
    if (sum > length) [best, length] = [c, sum];
  }
  return [best, Math.sqrt(length)];
}

function swapColumns(columns: Float64Array, size: number, order: Uint32Array, a: number, b: number): void {
  if (a === b) return;
  for (let i = 0; i < size; i++) {
    const kept = columns[a * size + i];
    columns[a * size + i] = columns[b * size + i];
    columns[b * size + i] = kept;
  }
  [order[a], order[b]] = [order[b], order[a]];
}

/**
 * Reflects what stands in `vector` from `from` on to its first entry, and the others alike. `vector` keeps that entry
 * in its place and the reflection's own vector, whose first entry is 1, behind it.
 *
 * @returns the reflection's factor: it is `I − tau v vᵀ`
 */
function reflect(vector: Float64Array, from: number, others: readonly Float64Array[]): number {
  let squares = 0;
  for (let i = from; i < vector.length; i++) squares += vector[i] * vector[i];
  const alpha = vector[from];
  if (squares === 0) return 0;
  const beta = alpha > 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
  const tau = (beta - alpha) / beta;
  for (let i = from + 1; i < vector.length; i++) vector[i] /= alpha - beta;
  vector[from] = 1;
  for (const other of others) applyReflection(vector, tau, from, other);
  vector[from] = beta;
  return tau;
}

/** `(I − tau v vᵀ) w`, in place, from entry `from` on. */
function applyReflection(v: Float64Array, tau: number, from: number, w: Float64Array): void {
  let sum = 0;
  for (let i = from; i < v.length; i++) sum += v[i] * w[i];
  sum *= tau;
  for (let i = from; i < v.length; i++) w[i] -= sum * v[i];
}

/** `T y = b` for an upper triangle `T`, row by row. */
function substituteBack(rows: readonly Float64Array[], b: Float64Array, y: Float64Array): void {
  for (let i = rows.length - 1; i >= 0; i--) {
    let sum = b[i];
    for (let j = i + 1; j < rows.length; j++) sum -= rows[i][j] * y[j];
    y[i] = sum / rows[i][i];
  }
}

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
