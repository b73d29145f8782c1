import { expect, test } from "vitest";
import { answersOf, crossEntropy, crossEntropyAt, differing, ordersOf, squaredError } from "./answers";

const SEEDS = Array.from({ length: 500 }, (_, i) => i * 104_729);

test("every seed has five answers that sum to 1, in two orders that differ, and no two losses tie", () => {
  for (const seed of SEEDS) {
    const { digit, answers } = answersOf(seed);
    for (const answer of answers) expect(answer.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
    const { squared, cross, confident } = ordersOf({ digit, answers });
    expect(differing(squared, cross)).toBeGreaterThanOrEqual(2);
    expect(differing(cross, confident)).toBeGreaterThanOrEqual(2);
    expect(new Set(answers.map((answer) => answer[digit])).size).toBe(5);
  }
  expect(answersOf(1)).not.toEqual(answersOf(2));
});

test("squared error adds up squares, and cross-entropy is minus the logarithm of what the right digit has", () => {
  const answer = [0, 0, 0, 0.6, 0, 0, 0, 0, 0.4, 0];
  expect(squaredError(answer, 8)).toBeCloseTo(0.72, 9);
  expect(crossEntropy(answer, 8)).toBeCloseTo(-Math.log(0.4), 9);
  expect(crossEntropyAt(0.25)).toBeCloseTo(2 * crossEntropyAt(0.5), 9);
});
