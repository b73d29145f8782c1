/**
 * @file Networks of a single layer against scikit-learn's exact models. The figures are those of make_figures.py.
 */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Dataset, Targets } from "../../src/data/dataset.js";
import { reference } from "../../src/engine/reference/engine.js";
import { predict } from "../../src/insight/compile.js";
import type { ActivationName } from "../../src/model/activations.js";
import { defineModel } from "../../src/model/model.js";
import { defineOptimizer } from "../../src/model/optimizers.js";
import { fit } from "../../src/training/fit.js";

interface Fitted {
  readonly weight: readonly number[];
  readonly bias: readonly number[];
  readonly probabilities: readonly number[];
}

interface Figures {
  readonly rows: number;
  readonly inputs: number;
  readonly C: number;
  readonly alpha: number;
  readonly x: readonly number[];
  readonly classes: readonly number[];
  readonly values: readonly number[];
  readonly logistic: Fitted;
  readonly logisticWithoutPenalty: Fitted;
  readonly softmax: Fitted;
  readonly softmaxWithoutPenalty: Fitted;
  readonly ridge: Omit<Fitted, "probabilities">;
}

const figures: Figures = JSON.parse(readFileSync(new URL("figures.json", import.meta.url), "utf8"));
const { rows, inputs, C, alpha } = figures;
const x = Float64Array.from(figures.x);

/** Where there is no penalty, scikit-learn itself stops about 1e-5 away. */
const CLOSE = 1e-4;

async function train(targets: Targets, activation: ActivationName, units: number, weightDecay: number) {
  const data: Dataset = {
    name: "figures",
    features: { data: x, rows, columns: inputs },
    targets,
    preprocessing: { divideBy: 1 },
  };
  const definition = defineModel({ inputs, layers: [{ units, activation }] });
  return fit(definition, data, { optimizer: defineOptimizer("lbfgs", { weightDecay }), engine: reference });
}

function expectClose(numbers: ArrayLike<number>, expected: readonly number[]): void {
  expect(numbers.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(numbers[i] - value), `number ${i}`).toBeLessThan(CLOSE);
  });
}

describe.each([
  ["with C", 1 / (C * rows), figures.logistic, figures.softmax],
  ["without a penalty", 0, figures.logisticWithoutPenalty, figures.softmaxWithoutPenalty],
])("%s", (_, weightDecay, logistic, softmax) => {
  test("logistic regression", async () => {
    const classes = Uint8Array.from(figures.classes, (name) => (name === 1 ? 1 : 0));
    const targets = { kind: "classes", classes, names: ["no", "yes"] } as const;
    const { model, stopped } = await train(targets, "sigmoid", 1, weightDecay);
    expect(stopped).toBe("converged");
    expectClose(model.parameters[0].weight, logistic.weight);
    expectClose(model.parameters[0].bias, logistic.bias);
    const ofYes = await predict(model, x, { engine: reference });
    expectClose(
      ofYes,
      logistic.probabilities.filter((_value, i) => i % 2 === 1),
    );
  });

  test("softmax regression", async () => {
    const classes = Uint8Array.from(figures.classes);
    const targets = { kind: "classes", classes, names: ["0", "1", "2"] } as const;
    const { model, stopped } = await train(targets, "softmax", 3, weightDecay);
    expect(stopped).toBe("converged");
    expectClose(model.parameters[0].weight, softmax.weight);
    expectClose(await predict(model, x, { engine: reference }), softmax.probabilities);
  });
});

test("ridge regression of two outputs", async () => {
  const targets = { kind: "values", data: Float64Array.from(figures.values), columns: 2 } as const;
  // Mean over 2 outputs and all rows: alpha = λ · rows · outputs / 2.
  const { model, stopped } = await train(targets, "linear", 2, (2 * alpha) / (rows * 2));
  expect(stopped).toBe("solved");
  expectClose(model.parameters[0].weight, figures.ridge.weight);
  expectClose(model.parameters[0].bias, figures.ridge.bias);
});
