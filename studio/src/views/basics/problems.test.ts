import { fit } from "akari";
import { defineOptimizer } from "akari/model";
import { describe, expect, it } from "vitest";
import { qualityOf } from "../../plot/forward";
import { networkFor } from "../../plot/network";
import { toDataset } from "../../plot/points";
import { PROBLEMS } from "./problems";

/** Steps with the suggested recipe after which a problem is learned, and how well. */
const LEARNED = {
  line: { steps: 200, loss: 0.02 },
  // Its floor is long: gradient descent is still under way.
  valley: { steps: 400, loss: 0.02 },
  plane: { steps: 200, loss: 0.02 },
  twoClouds: { steps: 200, accuracy: 0.96 },
  threeClouds: { steps: 200, accuracy: 0.96 },
  curve: { steps: 1000, loss: 0.012 },
  xor: { steps: 1000, accuracy: 0.96 },
  circles: { steps: 1000, accuracy: 0.96 },
  spirals: { steps: 2000, accuracy: 0.96 },
} as const;

describe.each(PROBLEMS)("$name", (problem) => {
  it("has the same points for the same seed, others for another, all of them inside", () => {
    const samples = problem.samples(1);
    expect(problem.samples(1)).toEqual(samples);
    expect(problem.samples(2)).not.toEqual(samples);
    for (const { x, y, target } of [1, 2, 3].flatMap((seed) => problem.samples(seed))) {
      expect(Math.abs(x)).toBeLessThan(1);
      expect(Math.abs(y)).toBeLessThan(1);
      if (problem.kind === "classes") expect(target).toBeLessThan(problem.classes);
    }
  });

  it.each([1, 2, 3])("is learned by the network that is suggested for it (seed %i)", async (seed) => {
    const { recipe } = problem;
    const samples = problem.samples(1);
    const wanted = LEARNED[problem.name];
    const { model } = await fit(networkFor(problem, recipe), toDataset(problem, samples), {
      optimizer: defineOptimizer(recipe.optimizer, { learningRate: recipe.learningRate }),
      batchSize: samples.length,
      shuffle: false,
      steps: wanted.steps,
      seed,
      threads: 1,
    });
    const { loss, accuracy } = qualityOf(model, problem, samples)!;
    if ("loss" in wanted) expect(loss).toBeLessThan(wanted.loss);
    else expect(accuracy).toBeGreaterThanOrEqual(wanted.accuracy);
  });
});
