import { expect, test } from "vitest";
import { trailOf } from "../../../../plot/training";
import { LONG, NEAR_LEAST, STEPS } from "./lesson";
import { descend, layerAt, modelAt, RANGE, slopeAt, TASK, type Valley, valleysOf } from "./valley";

const SEEDS = Array.from({ length: 40 }, (_, i) => i * 7919 + 1);
const both = (seed: number): readonly Valley[] => valleysOf(seed).two;

test("the way down is the way that training goes", async () => {
  for (const seed of SEEDS.slice(0, 6)) {
    for (const valley of both(seed)) {
      const rate = 1.5 / valley.steepness;
      const { losses, path } = descend(valley, rate, STEPS);
      const trail = await trailOf(
        {
          task: TASK,
          samples: valley.samples,
          model: modelAt(valley.start),
          recipe: { optimizer: "sgd", learningRate: rate, batch: 0 },
          seed: 1,
        },
        STEPS,
      );
      trail.losses.forEach(({ loss }, step) => {
        expect(loss).toBeCloseTo(losses[step], 3);
      });
      expect(trail.path[STEPS].weight[0]).toBeCloseTo(path[STEPS].weight[0], 3);
    }
  }
});

test("the least loss is reached, and nothing is below it", () => {
  for (const valley of SEEDS.flatMap(both)) {
    const { losses } = descend(valley, 1 / valley.steepness, 200);
    expect(losses.at(-1)).toBeCloseTo(valley.least, 5);
    expect(losses[0] / valley.least).toBeGreaterThan(10);
    for (const value of [valley.start.weight[0], valley.start.bias[0]])
      expect(Math.abs(value)).toBeLessThan(RANGE);
  }
});

test("in every valley some rates get down, within about a tenth of each other, and above 2/λ all fly off", () => {
  for (const valley of SEEDS.slice(0, 30).flatMap(both)) {
    const good = Array.from({ length: 50 }, (_, i) => (1.1 + i / 60) / valley.steepness).filter((rate) => {
      const { losses } = descend(valley, rate, STEPS);
      return losses[losses.length - 1] <= NEAR_LEAST * valley.least;
    });
    const [least, most] = [good[0], good[good.length - 1]];
    expect(most / least).toBeGreaterThan(1.1);
    expect(most / least).toBeLessThan(1.45);
    const limit = 2 / valley.steepness;
    expect(descend(valley, 1.02 * limit, LONG).losses.at(-1)).toBeGreaterThan(
      descend(valley, 0, 0).losses[0],
    );
    expect(descend(valley, 0.98 * limit, LONG).losses.at(-1)).toBeLessThan(descend(valley, 0, 0).losses[0]);
  }
});

test("where the third valley is measured, the gradient changes by λ for each 1 of w", () => {
  for (const seed of SEEDS) {
    const { third, measured } = valleysOf(seed);
    const [from, to] = measured.map((w) => slopeAt(third, layerAt(w, third.start.bias[0])).w);
    expect((to - from) / (measured[1] - measured[0])).toBeCloseTo(third.steepness, 4);
  }
});
