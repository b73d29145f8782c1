import { fit } from "akari";
import { reference } from "akari/engines";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../../kit/seeded";
import { qualityOf } from "../../../../plot/forward";
import { singleLayer } from "../../../../plot/network";
import { toDataset } from "../../../../plot/points";
import { trailOf } from "../../../../plot/training";
import { ENOUGH } from "./lesson";
import { KEY, type Line, lossOf, modelOf, pointsOf, REACH, RECIPE, STEPS, TASK } from "./points";

const SEEDS = Array.from({ length: 40 }, (_, i) => i * 7919 + 1);

it("the best line is what the library learns by least squares", async () => {
  for (const seed of SEEDS) {
    const { samples, best } = pointsOf(seed);
    const { model } = await fit(singleLayer(TASK), toDataset(TASK, samples), {
      optimizer: "lbfgs",
      engine: reference,
    });
    expect(qualityOf(model, TASK, samples)!.loss).toBeCloseTo(best.loss, 7);
    expect(model.parameters[0].weight[0]).toBeCloseTo(best.weights[0], 3);
    expect(model.parameters[0].bias[0]).toBeCloseTo(best.bias, 3);
  }
});

describe("1.1 times the least loss", () => {
  /** By which factor the worst of a few places around the best line exceeds the least loss. */
  const around = (seed: number, w: number, b: number): number[] => {
    const { samples, best } = pointsOf(seed);
    return [-1, 1].map(
      (side) => lossOf([best.weights[0] + side * w, best.bias + side * b], samples) / best.loss,
    );
  };

  it("is reached where a finger or a key can reach, and is not wide", () => {
    for (const seed of SEEDS) {
      const { best, samples } = pointsOf(seed);
      const onKeys: Line = [KEY * Math.round(best.weights[0] / KEY), KEY * Math.round(best.bias / KEY)];
      expect(lossOf(onKeys, samples)).toBeLessThanOrEqual(ENOUGH * best.loss);
      expect(Math.max(...around(seed, 0.06, 0), ...around(seed, 0, 0.035))).toBeLessThanOrEqual(ENOUGH);
      expect(Math.min(...around(seed, 0.1, 0), ...around(seed, 0, 0.055))).toBeGreaterThan(ENOUGH);
    }
  });

  it("is let through at less than 0.5 % of all places", () => {
    const random = seededRandom(5);
    const TRIES = 20_000;
    let passed = 0;
    for (let n = 0; n < TRIES; n++) {
      const { samples, best } = pointsOf(SEEDS[n % SEEDS.length]);
      const line: Line = [REACH * (2 * random() - 1), REACH * (2 * random() - 1)];
      if (lossOf(line, samples) <= ENOUGH * best.loss) passed++;
    }
    expect(passed / TRIES).toBeLessThan(0.005);
  });

  it("is what training comes to in its steps, from every corner of the landscape", async () => {
    let most = 0;
    for (const seed of SEEDS) {
      const { samples, best, start } = pointsOf(seed);
      for (const from of [
        start,
        [REACH, REACH],
        [-REACH, REACH],
        [REACH, -REACH],
        [-REACH, -REACH],
      ] as Line[]) {
        const run = { task: TASK, samples, model: modelOf(from), recipe: RECIPE, seed };
        const { losses } = await trailOf(run, STEPS);
        most = Math.max(most, losses[STEPS].loss / best.loss);
      }
    }
    expect(most).toBeLessThan(1.001);
  });
});
