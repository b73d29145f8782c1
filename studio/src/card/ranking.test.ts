import { expect, test } from "vitest";
import { activationOf, brightnessRank, largest } from "./ranking";

test("saturated activations are still told apart", () => {
  expect(brightnessRank("sigmoid", [50], 0)).toBeGreaterThan(brightnessRank("sigmoid", [40], 0));
  expect(activationOf("sigmoid", [50], 0)).toBe(activationOf("sigmoid", [40], 0));
});

test("softmax is ordered by its probability", () => {
  const layers = [
    [1, 2, 3],
    [5, 5, 9],
    [0, 0, 0],
    [-3, 4, 1],
  ];
  const byRank = largest(
    layers.map((z) => brightnessRank("softmax", z, 2)),
    4,
  );
  const byProbability = largest(
    layers.map((z) => activationOf("softmax", z, 2)),
    4,
  );
  expect(byRank).toEqual(byProbability);
  expect(byRank).toEqual([1, 0, 2, 3]);
});

test("the largest come first, and of equals the earlier", () => {
  expect(largest([1, 7, 7, 3], 3)).toEqual([1, 2, 3]);
});
