import fc from "fast-check";
import { expect, test } from "vitest";
import { numberExamples } from "../../../test/support/examples.js";
import { CLASSIFIER, clouds, LINEAR, line } from "../../../test/support/tiny.js";
import { reference } from "../../engine/reference/engine.js";
import { defineModel } from "../../model/model.js";
import { OPTIMIZER_NAMES } from "../../model/optimizers.js";
import type { Checkpoint } from "../checkpoint.js";
import { fit } from "../fit.js";
import type { FitOptions } from "../run.js";
import { fitPart, foldsObjective, trainingObjective } from "./objectives.js";
import { search } from "./search.js";

const DATA = clouds(40);
const NEVER = new AbortController().signal;
const REQUEST = { trial: 1, budget: 1, state: undefined, signal: NEVER };

test("trained in parts, the bits are those of training straight through", async () => {
  const anyOptions = fc.record(
    {
      optimizer: fc.constantFrom(...OPTIMIZER_NAMES.filter((name) => name !== "lbfgs")),
      schedule: fc.constantFrom("cosine" as const, "one_cycle" as const, "step" as const),
      batchSize: fc.constantFrom(4, 7),
      seed: fc.integer({ min: 1, max: 1000 }),
      dropout: fc.constantFrom(0.2),
      batchNorm: fc.constant(true),
      keepBest: fc.boolean(),
    },
    { requiredKeys: ["optimizer", "batchSize", "seed"] },
  );
  await fc.assert(
    fc.asyncProperty(
      anyOptions,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 2, max: 4 }),
      async (given, epochs, eta) => {
        const options = { ...given, epochs, validation: 0.25 } as FitOptions;
        const whole = await fit(CLASSIFIER, DATA, options);
        let resume: Checkpoint | undefined;
        for (const budget of [1 / eta ** 2, 1 / eta, 1]) {
          const part = await fitPart(CLASSIFIER, DATA, options, { budget, resume, signal: NEVER });
          const until = Math.max(1, Math.round(budget * epochs));
          expect(part.ended).toBe(until === epochs);
          if (part.ended) {
            const last = whole.best ?? whole.history[epochs - 1];
            expect(part.figures.validationLoss).toBe(last.validationLoss);
            break;
          }
          expect(part.checkpoint?.history).toHaveLength(until);
          resume = part.checkpoint;
        }
        if (resume === undefined) return;
        const { model } = await fit(CLASSIFIER, DATA, { ...options, resume });
        expect(model).toEqual(whole.model);
      },
    ),
    { numRuns: 25 },
  );
});

test("a search finds what training with its settings comes to, with halving and without", async () => {
  const options = { validation: 0.25, epochs: 8, batchSize: 8 };
  const space = { learningRate: { from: 0.001, to: 0.3, scale: "log" }, units: [2, 4] } as const;
  const network = ({ units }: { units: number }) =>
    defineModel({ inputs: 2, layers: [{ units, activation: "tanh" }, ...CLASSIFIER.layers.slice(-1)] });
  const objective = trainingObjective<{ learningRate: number; units: number }>(network, DATA, options);
  for (const halving of [undefined, 2]) {
    const { best, trials } = await search(space, objective, { trials: 6, ...(halving ? { halving } : {}) });
    if (best === undefined) throw new Error("No trial has won.");
    const { learningRate } = best.settings;
    const { history } = await fit(network(best.settings), DATA, { ...options, learningRate });
    expect(best.score).toBe(history.at(-1)?.validationLoss);
    expect(best.of).toBe("validation cross_entropy");
    const whole = trials.filter(({ budget }) => budget === 1).map(({ score = Number.NaN }) => score);
    expect(best.score).toBe(Math.min(...whole));
  }
});

test("by the accuracy it is the highest that wins; of numbers there is none", async () => {
  const objective = trainingObjective(CLASSIFIER, DATA, { validation: 0.25, epochs: 1, score: "accuracy" });
  expect(objective.direction).toBe("maximize");
  const { score } = (await objective({}, REQUEST)) as { score: number };
  expect(score).toBeGreaterThanOrEqual(0);
  expect(score).toBeLessThanOrEqual(1);
  const numbers = trainingObjective(LINEAR, line(20), { validation: 0.25, epochs: 1, score: "accuracy" });
  await expect(numbers({}, REQUEST)).rejects.toThrow("Accuracy is of classes");
});

test("what ends by itself says so, and lbfgs has no parts", async () => {
  const early = trainingObjective(CLASSIFIER, DATA, {
    validation: 0.25,
    epochs: 500,
    learningRate: 0.5,
    earlyStopping: { patience: 1 },
  });
  expect(await early({}, { ...REQUEST, budget: 0.9 })).toMatchObject({ ended: true });
  const exact = trainingObjective(LINEAR, line(20), {
    validation: 0.2,
    optimizer: "lbfgs",
    engine: reference,
  });
  const ended = await exact({}, { ...REQUEST, budget: 0.1 });
  expect(ended).toMatchObject({ ended: true });
  expect(ended).not.toHaveProperty("state");
});

test("a range that gives fractions of units is told of whole numbers", async () => {
  const network = ({ units }: { units: number }) =>
    defineModel({ inputs: 2, layers: [{ units }, ...CLASSIFIER.layers.slice(-1)] });
  const objective = trainingObjective(network, DATA, { validation: 0.25, epochs: 1 });
  await expect(search({ units: { from: 2, to: 3 } }, objective, { trials: 2 })).rejects.toThrow(
    /The number of units in layer 1 .* not 2\.\d+\. With whole: true the range of units has whole numbers alone\./,
  );
  const whole = search({ units: { from: 2, to: 3, whole: true } }, objective, { trials: 2 });
  await expect(whole).resolves.toMatchObject({ stopped: "finished" });
});

test("losses under different class weights are not compared", async () => {
  const objective = trainingObjective(CLASSIFIER, DATA, { validation: 0.25, epochs: 1 });
  await expect(search({ classWeights: ["balanced", [1, 5]] }, objective)).rejects.toThrow(
    "cannot be compared",
  );
  const byAccuracy = trainingObjective(CLASSIFIER, DATA, { validation: 0.25, epochs: 1, score: "accuracy" });
  expect((await search({ classWeights: ["balanced", [1, 5]] }, byAccuracy)).trials).toHaveLength(2);
});

test("nothing to validate on, settings that nothing reads and those that no search goes over are refused", async () => {
  expect(() => trainingObjective(CLASSIFIER, DATA)).toThrow("set the option validation");
  const objective = trainingObjective(CLASSIFIER, DATA, { validation: 0.25, epochs: 1 });
  await expect(objective({ learnignRate: 1 }, REQUEST)).rejects.toThrow(
    "Nothing reads the setting learnignRate",
  );
  await expect(objective({ seed: 2 }, REQUEST)).rejects.toThrow(
    "seed cannot be searched over: its trials would",
  );
  await expect(objective({ batchSize: 0 }, REQUEST)).rejects.toThrow("The option batchSize must be");
});

test("folds score by their mean, over the rows that are named", async () => {
  const examples = numberExamples(
    Array.from({ length: 40 }, (_, i) => i),
    Array.from({ length: 40 }, (_, i) => (i < 20 ? "low" : "high")),
  );
  const rows = Uint32Array.from({ length: 30 }, (_, i) => i + 5);
  const sizes: number[] = [];
  const network = (_: object, { features }: { features: { rows: number; columns: number } }) => {
    sizes.push(features.rows);
    return defineModel({ inputs: features.columns, layers: [{ units: 2, activation: "softmax" }] });
  };
  const objective = foldsObjective(examples, network, { folds: 3, rows, epochs: 5, score: "accuracy" });
  const { best } = await search({ learningRate: [0.1, 0.01] }, objective, { trials: 2 });
  expect(best?.of).toBe("validation accuracy");
  expect(best?.score).toBeGreaterThan(0.5);
  expect(sizes).toEqual([20, 20, 20, 20, 20, 20]);
  await expect(objective({}, { ...REQUEST, budget: 0.5 })).rejects.toThrow("leave halving or the folds out");
});
