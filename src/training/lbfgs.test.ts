import { describe, expect, test, vi } from "vitest";
import { CLASSIFIER, clouds, XOR } from "../../test/support/tiny.js";
import type { Dataset } from "../data/dataset.js";
import { reference } from "../engine/reference/engine.js";
import { wasm } from "../engine/wasm/engine.js";
import { predict } from "../insight/compile.js";
import { gradients } from "../insight/gradients.js";
import { defineModel } from "../model/model.js";
import { defineOptimizer } from "../model/optimizers.js";
import { randomGenerator } from "../model/random.js";
import type { Checkpoint } from "./checkpoint.js";
import { fit } from "./fit.js";
import type { FitOptions } from "./run.js";

/** Columns of inputs and of targets, `[columns][rows]`, as a data set. */
function table(inputs: readonly (readonly number[])[], targets: readonly (readonly number[])[]): Dataset {
  const rows = inputs[0].length;
  const byRow = (columns: readonly (readonly number[])[]): Float64Array =>
    Float64Array.from({ length: rows * columns.length }, (_, i) => {
      return columns[i % columns.length][Math.floor(i / columns.length)];
    });
  return {
    name: "table",
    features: { data: byRow(inputs), rows, columns: inputs.length },
    targets: { kind: "values", data: byRow(targets), columns: targets.length },
    preprocessing: { divideBy: 1 },
  };
}

const column = (rows: number, seed: number, spread = 1, shift = 0): number[] => {
  const random = randomGenerator(seed, "column");
  return Array.from({ length: rows }, () => shift + spread * random.normal());
};

const linear = (inputs: number, units = 1) =>
  defineModel({ inputs, layers: [{ units, activation: "linear" }] });
const solve = (data: Dataset, more: FitOptions = {}) =>
  fit(linear(data.features.columns, data.targets.kind === "values" ? data.targets.columns : 1), data, {
    optimizer: "lbfgs",
    engine: reference,
    ...more,
  });

/** Solves `A x = b` by Gauss's elimination with pivoting, plainly. */
function gauss(matrix: number[][], right: number[]): number[] {
  const n = right.length;
  const a = matrix.map((row, i) => [...row, right[i]]);
  for (let k = 0; k < n; k++) {
    const pivot = a.reduce(
      (best, row, i) => (i >= k && Math.abs(row[k]) > Math.abs(a[best][k]) ? i : best),
      k,
    );
    [a[k], a[pivot]] = [a[pivot], a[k]];
    for (let i = k + 1; i < n; i++) {
      const factor = a[i][k] / a[k][k];
      for (let j = k; j <= n; j++) a[i][j] -= factor * a[k][j];
    }
  }
  const x = Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    x[i] = (a[i][n] - x.reduce((sum, value, j) => (j > i ? sum + a[i][j] * value : sum), 0)) / a[i][i];
  }
  return x;
}

/** Weights, then the bias, by the normal equations; `alpha` is ridge regression's, and spares the bias. */
function normalEquations(inputs: readonly (readonly number[])[], y: readonly number[], alpha = 0): number[] {
  const columns = [...inputs, y.map(() => 1)];
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * b[i], 0);
  const matrix = columns.map((a, i) =>
    columns.map((b, j) => dot(a, b) + (i === j && i < inputs.length ? alpha : 0)),
  );
  return gauss(
    matrix,
    columns.map((a) => dot(a, y)),
  );
}

describe("linear regression is the closed form's", () => {
  test("simple: slope and intercept", async () => {
    const x = column(30, 1, 2, 5);
    const y = column(30, 2).map((noise, i) => 3 * x[i] - 4 + noise);
    const mean = (v: number[]) => v.reduce((a, b) => a + b, 0) / v.length;
    const slope =
      x.reduce((sum, xi, i) => sum + (xi - mean(x)) * (y[i] - mean(y)), 0) /
      x.reduce((sum, xi) => sum + (xi - mean(x)) ** 2, 0);
    const { model, stopped, steps, history } = await solve(table([x], [y]));
    expect({ stopped, steps, epochs: history.length }).toEqual({ stopped: "solved", steps: 1, epochs: 1 });
    expect(model.parameters[0].weight[0]).toBeCloseTo(slope, 12);
    expect(model.parameters[0].bias[0]).toBeCloseTo(mean(y) - slope * mean(x), 12);
  });

  test.each([0, 0.7])("multiple, of two outputs, with a weight decay of %d", async (weightDecay) => {
    const inputs = [1, 2, 3, 4].map((seed) => column(300, seed, seed));
    const targets = [5, 6].map((seed) => column(300, seed).map((noise, i) => inputs[seed - 4][i] - noise));
    const optimizer = defineOptimizer("lbfgs", { weightDecay });
    const { model } = await solve(table(inputs, targets), { optimizer });
    targets.forEach((y, unit) => {
      const expected = normalEquations(inputs, y, (weightDecay * 300 * 2) / 2);
      const { weight, bias } = model.parameters[0];
      [...weight.subarray(unit * 4, unit * 4 + 4), bias[unit]].forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i], 10);
      });
    });
  });

  test("the penalty is λ/2 |w|² beside the mean loss: the gradients of both cancel", async () => {
    const data = table([column(50, 1), column(50, 2)], [column(50, 3, 2, 7)]);
    const optimizer = defineOptimizer("lbfgs", { weightDecay: 0.3 });
    const { model } = await solve(data, { optimizer });
    const all = Uint32Array.from({ length: 50 }, (_, i) => i);
    const [{ weight, bias }] = gradients(model, data, all).layers;
    weight.forEach((value, i) => {
      expect(value).toBeCloseTo(-0.3 * model.parameters[0].weight[i], 12);
    });
    expect(bias[0]).toBeCloseTo(0, 12);
  });

  test("columns on scales of 1 and a million, far from 0, one of them nearly a sum of others", async () => {
    const [a, b, c] = [column(200, 1), column(200, 2, 1e6, 1e7), column(200, 3, 1e-4, 20)];
    const almost = a.map((value, i) => value + 1e4 * c[i] + 1e-5 * Math.sign((i % 2) - 0.5));
    const y = a.map((value, i) => 2 * value - 3e-6 * b[i] + 5e3 * c[i] + 4 * almost[i]);
    const data = table([a, b, c, almost], [y]);
    const { model } = await solve(data);
    const predicted = await predict(model, data.features.data, { engine: reference });
    y.forEach((value, i) => {
      expect(Math.abs(predicted[i] - value)).toBeLessThan(1e-4);
    });
  });

  test("a polynomial of degree 9, not scaled", async () => {
    const x = Array.from({ length: 40 }, (_, i) => i / 4);
    // Chosen so that y is of order 1: the product of nine factors.
    const f = (v: number): number => [0, 1, 2, 3, 4.5, 6, 7, 8, 9].reduce((p, root) => p * (v - root), 1e-4);
    const data = table(
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((power) => x.map((v) => v ** power)),
      [x.map(f)],
    );
    const { model } = await solve(data);
    const predicted = await predict(model, data.features.data, { engine: reference });
    x.forEach((v, i) => {
      expect(Math.abs(predicted[i] - f(v))).toBeLessThan(1e-4);
    });
  });

  test("columns that depend on others: the smallest weights, and a word about it", async () => {
    const x = column(40, 1);
    const y = x.map((value) => 6 * value + 1);
    const { model, remark } = await solve(table([x, x, x.map(() => 1e6)], [y]));
    expect(remark).toContain("Only 1 of the 3 inputs");
    expect(model.parameters[0].weight[0]).toBeCloseTo(3, 12);
    expect(model.parameters[0].weight[1]).toBeCloseTo(3, 12);
    expect(model.parameters[0].weight[2]).toBe(0);
    expect(model.parameters[0].bias[0]).toBeCloseTo(1, 12);
  });

  test.each([
    [1, 3],
    [4, 9],
    [300, 1],
  ])("%i rows of %i columns", async (rows, columns) => {
    const inputs = Array.from({ length: columns }, (_, j) => column(rows, j));
    const data = table(inputs, [column(rows, 99, 2, 5)]);
    const { model, history } = await solve(data);
    expect(model.parameters[0].weight.every(Number.isFinite)).toBe(true);
    if (rows <= columns) expect(history[0].loss).toBeLessThan(1e-25);
  });

  test("too many columns for a triangle are iterated", async () => {
    const inputs = Array.from({ length: 1001 }, (_, j) => column(20, j));
    const { stopped, history } = await solve(table(inputs, [column(20, 5000)]));
    expect(stopped).toBe("converged");
    expect(history.at(-1)?.loss).toBeLessThan(1e-12);
  });
});

describe("iterations", () => {
  const SOFTMAX = defineModel({ inputs: 2, layers: [{ units: 2, activation: "softmax" }] });
  const mixed: Dataset = { ...clouds(200), features: { ...clouds(200).features, data: squeezed() } };

  /** Clouds that overlap. */
  function squeezed(): Float64Array {
    return Float64Array.from(clouds(200).features.data, (value, i) =>
      i % 2 === 0 ? value * 0.5 + (i % 7) : value,
    );
  }

  test("of a network of any depth end where its gradient is small, also in the first layer's units", async () => {
    const optimizer = defineOptimizer("lbfgs", { weightDecay: 0.01, tolerance: 1e-6 });
    const { model, stopped, steps } = await fit(CLASSIFIER, mixed, { optimizer, engine: reference });
    expect(stopped).toBe("converged");
    const all = Uint32Array.from({ length: 200 }, (_, i) => i);
    gradients(model, mixed, all).layers.forEach(({ weight, bias }, l) => {
      weight.forEach((value, i) => {
        expect(Math.abs(value + 0.01 * model.parameters[l].weight[i])).toBeLessThan(2e-5);
      });
      expect(Math.max(...bias.map(Math.abs))).toBeLessThan(1e-5);
    });
    expect(steps).toBeLessThan(500);
  });

  test("the Huber loss", async () => {
    const x = column(100, 1);
    const data = table([x], [x.map((value, i) => 2 * value + (i % 10 === 0 ? 50 : 0))]);
    const definition = defineModel({
      inputs: 1,
      layers: [{ units: 1, activation: "linear" }],
      loss: "huber",
    });
    const { model, stopped } = await fit(definition, data, { optimizer: "lbfgs", engine: reference });
    expect(stopped).toBe("converged");
    expect(model.parameters[0].weight[0]).toBeCloseTo(2, 0);
  });

  test("classes that can be told apart have no best weights, which is said", async () => {
    const { targets, ...near } = clouds(40);
    const classes = targets.kind === "classes" ? targets.classes : [];
    const data = Float64Array.from(near.features.data, (value, i) =>
      i % 2 === 0 ? value + 20 * classes[i / 2] : value,
    );
    const apart: Dataset = { ...near, targets, features: { ...near.features, data } };
    const { stopped, remark, model } = await fit(SOFTMAX, apart, { optimizer: "lbfgs", engine: reference });
    expect(stopped).toBe("converged");
    expect(remark).toContain("no finite weights are the best");
    expect(model.parameters[0].weight.every(Number.isFinite)).toBe(true);
    const decayed = await fit(SOFTMAX, apart, {
      optimizer: defineOptimizer("lbfgs", { weightDecay: 0.01 }),
      engine: reference,
    });
    expect(decayed.remark).toBeUndefined();
  });

  test("an end before the tolerance is said", async () => {
    const { stopped, remark } = await fit(SOFTMAX, mixed, {
      optimizer: "lbfgs",
      engine: reference,
      epochs: 2,
    });
    expect(stopped).toBe("finished");
    expect(remark).toContain("lbfgs has not converged");
  });

  test.each([
    ["a single layer", SOFTMAX],
    ["hidden layers", CLASSIFIER],
  ])("go on from any checkpoint to the same bits: %s", async (_, definition) => {
    const options = {
      optimizer: defineOptimizer("lbfgs", { memory: 3, weightDecay: 1e-3 }),
      engine: reference,
      epochs: 12,
      validation: 0.2,
      keepBest: true,
    } satisfies FitOptions;
    const checkpoints: Checkpoint[] = [];
    const save = (checkpoint: Checkpoint): void => void checkpoints.push(structuredClone(checkpoint));
    const whole = await fit(definition, mixed, { ...options, checkpoint: { every: { steps: 1 }, save } });
    expect(checkpoints.length).toBe(whole.steps);
    for (const resume of checkpoints) {
      const rest = await fit(definition, mixed, { resume, engine: reference });
      expect(rest.model).toEqual(whole.model);
      expect(rest.steps).toBe(whole.steps);
      expect(rest.history.map(({ loss }) => loss)).toEqual(whole.history.map(({ loss }) => loss));
    }
  });

  test("neither the clock nor threads change a bit", async () => {
    const train = (more: FitOptions = {}) =>
      fit(CLASSIFIER, mixed, { optimizer: "lbfgs", engine: reference, epochs: 5, ...more });
    const { model } = await train();
    expect((await train({ threads: 4 })).model).toEqual(model);
    let now = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => {
      now += 700;
      return now;
    });
    const slow = await train();
    clock.mockRestore();
    expect(slow.model).toEqual(model);
  });

  test("a signal ends the run within an iteration, with the weights before it", async () => {
    const inputs = Array.from({ length: 60 }, (_, j) => column(3000, j));
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1);
    const { stopped, steps, history, model } = await solve(table(inputs, [column(3000, 99)]), {
      signal: controller.signal,
    });
    expect({ stopped, steps, epochs: history.length }).toEqual({ stopped: "aborted", steps: 0, epochs: 0 });
    expect(model.parameters[0].weight.every((value) => value === 0)).toBe(true);
  });

  test("numbers that overflow are a divergence; large ones are not", async () => {
    const data = table([[1e308, 1.5e308, 3e307]], [[1, 2, 3]]);
    await expect(solve(data)).rejects.toThrow("diverged");
    const { model } = await solve(table([[1e200, -1e200]], [[1, 3]]));
    expect(model.parameters[0].weight[0]).toBeCloseTo(-1e-200, 210);
    expect(model.parameters[0].bias[0]).toBeCloseTo(2, 12);
  });
});

test.each([
  [{ batchSize: 2 }, "learns from all 4 training examples in every step"],
  [{ engine: wasm }, "computes in float64"],
  [{ dropout: 0.5 }, "The option dropout does not go with the optimizer lbfgs"],
  [{ l1: 0.1 }, "The option l1 does not go with"],
] as [FitOptions, string][])("%o is refused", async (options, sentence) => {
  const run = Promise.resolve(fit(CLASSIFIER, XOR, { optimizer: "lbfgs", engine: reference, ...options }));
  await expect(run).rejects.toThrow(sentence);
});

test("its constants are checked", () => {
  expect(() => defineOptimizer("lbfgs", { memory: 0 })).toThrow("The memory of lbfgs must be a whole number");
  expect(() => defineOptimizer("lbfgs", { learningRate: 1 })).toThrow(
    "The optimizer lbfgs has no learningRate",
  );
});
