import { describe, expect, test } from "vitest";
import { type BatchOptimizerDefinition, defineOptimizer, momentNames } from "../../model/optimizers.js";
import { update } from "./optimizers.js";

/** Moves `p = 1` by the gradients 2 and then −1, and returns where it went. */
function twoSteps(optimizer: BatchOptimizerDefinition): [first: number, second: number] {
  const p = Float64Array.of(1);
  const moments = momentNames(optimizer).map(() => new Float64Array(1));
  update(optimizer, p, Float64Array.of(2), moments, 1);
  const first = p[0];
  update(optimizer, p, Float64Array.of(-1), moments, 2);
  return [first, p[0]];
}

function expectSteps(optimizer: BatchOptimizerDefinition, first: number, second: number): void {
  const steps = twoSteps(optimizer);
  expect(steps[0]).toBeCloseTo(first, 14);
  expect(steps[1]).toBeCloseTo(second, 14);
}

describe("two steps by hand, from p = 1 with g = 2 and g = −1", () => {
  test("SGD: p ← p − η g", () => {
    expectSteps(defineOptimizer("sgd", { learningRate: 0.1 }), 0.8, 0.9);
  });

  test("SGD with weight decay: g ← g + λ p", () => {
    // 1 − 0.1 (2 + 0.5) = 0.75; 0.75 − 0.1 (−1 + 0.375) = 0.8125
    expectSteps(defineOptimizer("sgd", { learningRate: 0.1, weightDecay: 0.5 }), 0.75, 0.8125);
  });

  test("momentum: v = 2, then 0.9 · 2 − 1 = 0.8", () => {
    expectSteps(defineOptimizer("momentum", { learningRate: 0.1 }), 0.8, 0.72);
  });

  test("Nesterov: g + μ v is 2 + 1.8, then −1 + 0.72", () => {
    expectSteps(defineOptimizer("nesterov", { learningRate: 0.1 }), 0.62, 0.648);
  });

  test("RMSProp: s = 0.01 · 4, then 0.99 · 0.04 + 0.01 · 1", () => {
    const [learningRate, epsilon] = [0.1, 0.5];
    const first = 1 - 0.1 * (2 / (0.2 + 0.5));
    const second = first + 0.1 * (1 / (Math.sqrt(0.0496) + 0.5));
    expectSteps(defineOptimizer("rmsprop", { learningRate, epsilon }), first, second);
  });

  test("RMSProp with momentum keeps a velocity of the scaled gradients", () => {
    const [d1, d2] = [2 / (0.2 + 1e-8), -1 / (Math.sqrt(0.0496) + 1e-8)];
    const first = 1 - 0.1 * d1;
    const second = first - 0.1 * (0.5 * d1 + d2);
    expectSteps(defineOptimizer("rmsprop", { learningRate: 0.1, momentum: 0.5 }), first, second);
  });

  test("Adam: bias-corrected moments", () => {
    // m = 0.2, v = 0.004; corrected 2 and 4. Then m = 0.08, v = 0.004996; divided by 0.19 and 0.001999.
    const first = 1 - 0.1 * (2 / (2 + 0.5));
    const second = first - 0.1 * (0.08 / 0.19 / (Math.sqrt(0.004996 / 0.001999) + 0.5));
    expectSteps(defineOptimizer("adam", { learningRate: 0.1, epsilon: 0.5 }), first, second);
  });

  test("Adam's weight decay passes through the moments, so that its first step stays about η", () => {
    const [first] = twoSteps(defineOptimizer("adam", { learningRate: 0.1, weightDecay: 10 }));
    expect(first).toBeCloseTo(0.9, 8);
  });

  test("AdamW's weight decay shrinks the parameter by η λ before the step", () => {
    const first = 1 * (1 - 0.1 * 0.5) - 0.1 * (2 / (2 + 0.5));
    const second = first * (1 - 0.05) - 0.1 * (0.08 / 0.19 / (Math.sqrt(0.004996 / 0.001999) + 0.5));
    const settings = { learningRate: 0.1, epsilon: 0.5, weightDecay: 0.5 };
    expectSteps(defineOptimizer("adamw", settings), first, second);
  });
});
