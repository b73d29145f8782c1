import { predict } from "akari";
import { expect, it } from "vitest";
import { answersOf, modelOf as bendModel, bendsWith, cornerOf, isNear, missOfLine, NEAR } from "./bend";
import { answerAt, areEqual, largestDifference, layersOf, modelOf, product, singleModel } from "./layers";

const SEEDS = Array.from({ length: 40 }, (_, i) => i * 7919 + 1);

it("two layers without an activation function are one, for the engine too, and with ReLU they are not", async () => {
  const inputs = [
    [0, 0],
    [1, -1],
    [-0.5, 0.25],
    [3, 2],
  ];
  for (const seed of SEEDS) {
    const layers = layersOf(seed);
    const [two, cut, one] = [
      modelOf(layers, "linear"),
      modelOf(layers, "relu"),
      singleModel(product(layers)),
    ];
    expect(areEqual(two, one)).toBe(true);
    expect(largestDifference(two, one)).toBeLessThan(1e-6);
    expect(largestDifference(cut, one)).toBeGreaterThan(0.1);
    const [fromTwo, fromOne, fromCut] = [
      await predict(two, inputs),
      await predict(one, inputs),
      await predict(cut, inputs),
    ];
    for (const [i, [x1, x2]] of inputs.entries()) {
      expect(fromTwo[i]).toBeCloseTo(fromOne[i], 4);
      expect(fromCut[i]).toBeCloseTo(answerAt(cut, [x1, x2]), 4);
    }
    // Everybody looks at 0 first, and there ReLU changes nothing.
    expect(answerAt(cut, [0, 0])).toBe(answerAt(one, [0, 0]));
  }
});

it("a line bends nowhere, and two ReLUs twice", () => {
  expect(bendsWith("linear")).toBe(0);
  expect(bendsWith("relu")).toBe(2);
});

it("three points are met by ReLU, and missed by every straight line by twice what is let pass", () => {
  for (const seed of SEEDS) {
    const { points, solution } = cornerOf(seed);
    const { output } = answersOf(solution, points);
    expect(points.every(({ y }, i) => isNear(output[i], y))).toBe(true);
    expect(missOfLine(points)).toBeGreaterThanOrEqual(2 * NEAR);
    let best = Number.POSITIVE_INFINITY;
    for (let slope = -3; slope <= 3; slope += 0.05)
      for (let height = -1; height <= 1; height += 0.05)
        best = Math.min(best, Math.max(...points.map(({ x, y }) => Math.abs(slope * x + height - y))));
    expect(best).toBeGreaterThan(missOfLine(points) - 1e-9);
    expect(best).toBeLessThan(missOfLine(points) + 0.1);
    expect(bendModel(solution).definition.layers[0].activation).toBe("relu");
  }
});
