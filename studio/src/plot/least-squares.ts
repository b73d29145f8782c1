/**
 * @file The best that a linear neuron can do on some points, in closed form: the weights and the bias of least squared error. Held to
 * what the library learns by its test.
 */

export interface Fitted {
  readonly weights: readonly number[];
  readonly bias: number;
  /** Mean squared error. */
  readonly loss: number;
}

/**
 * @param rows inputs of each point
 * @param targets what each is to give
 */
export function leastSquares(rows: readonly (readonly number[])[], targets: readonly number[]): Fitted {
  const inputs = rows.map((row) => [...row, 1]);
  const size = inputs[0].length;
  // The normal equations, `size` rows of `size + 1` numbers, solved by elimination.
  const system = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size + 1 }, (_, j) =>
      inputs.reduce((sum, row, n) => sum + row[i] * (j < size ? row[j] : targets[n]), 0),
    ),
  );
  for (let i = 0; i < size; i++) {
    const pivot = system.findIndex(
      (row, k) => k >= i && system.every((other, l) => l < i || Math.abs(other[i]) <= Math.abs(row[i])),
    );
    [system[i], system[pivot]] = [system[pivot], system[i]];
    for (let k = 0; k < size; k++) {
      if (k === i) continue;
      const factor = system[k][i] / system[i][i];
      for (let j = i; j <= size; j++) system[k][j] -= factor * system[i][j];
    }
  }
  const solved = system.map((row, i) => row[size] / row[i]);
  const errors = inputs.map((row, n) => row.reduce((sum, x, i) => sum + x * solved[i], -targets[n]));
  return {
    weights: solved.slice(0, -1),
    bias: solved[size - 1],
    loss: errors.reduce((sum, error) => sum + error * error, 0) / targets.length,
  };
}
