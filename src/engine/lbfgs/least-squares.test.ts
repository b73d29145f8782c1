import { expect, test } from "vitest";
import { randomGenerator } from "../../model/random.js";
import { solveLeastSquares } from "./least-squares.js";
import { solveNormal, Triangle } from "./triangle.js";

function run<Result>(pieces: Generator<undefined, Result, void>): Result {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}

/** A triangle of rows that a formula gives, each with one right-hand side. */
function triangleOf(rows: readonly (readonly number[])[], size: number): Triangle {
  const triangle = new Triangle(size, 1);
  for (const row of rows) run(triangle.add(Float64Array.from(row)));
  run(triangle.finish());
  return triangle;
}

test("R over many blocks has RᵀR = AᵀA", () => {
  const random = randomGenerator(1, "triangle");
  const rows = Array.from({ length: 700 }, () => Array.from({ length: 4 }, () => random.normal()));
  const { columns } = triangleOf(rows, 3);
  const at = (c: number, i: number): number => columns[c * 3 + i];
  for (let a = 0; a < 3; a++) {
    for (let b = 0; b < 4; b++) {
      const direct = rows.reduce((sum, row) => sum + row[a] * row[b], 0);
      const product = [0, 1, 2].reduce((sum, i) => sum + at(a, i) * at(b, i), 0);
      expect(product).toBeCloseTo(direct, 9);
    }
  }
});

test("the normal equations by substitution", () => {
  const triangle = triangleOf(
    [
      [2, 1, 0],
      [0, 3, 0],
    ],
    2,
  );
  // AᵀA = [[4, 2], [2, 10]], and its product with (1, −2) is (0, −18).
  const v = Float64Array.of(0, -18);
  solveNormal(triangle, v);
  expect(v[0]).toBeCloseTo(1, 14);
  expect(v[1]).toBeCloseTo(-2, 14);
});

test("of many solutions the shortest, and the rank", () => {
  // x₁ + x₂ = 2 twice, and a third column that is always 0: (1, 1, 0) is the shortest.
  const { x, rank } = run(
    solveLeastSquares(
      triangleOf(
        [
          [1, 1, 0, 2],
          [2, 2, 0, 4],
        ],
        3,
      ),
      1e-13,
    ),
  );
  expect(rank).toBe(1);
  expect([...x].map((value) => Math.round(value * 1e12) / 1e12)).toEqual([1, 1, 0]);
});

test("nothing but zeros", () => {
  const { x, rank } = run(solveLeastSquares(triangleOf([[0, 0, 0]], 2), 1e-13));
  expect(rank).toBe(0);
  expect([...x]).toEqual([0, 0]);
});
