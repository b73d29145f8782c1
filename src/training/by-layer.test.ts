import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CLASSIFIER, clouds } from "../../test/support/tiny.js";
import type { Dataset } from "../data/dataset.js";
import { reference } from "../engine/reference/engine.js";
import { wasm } from "../engine/wasm/engine.js";
import { defineModel, initializeParameters, type Model, type ModelDefinition } from "../model/model.js";
import type { Checkpoint } from "./checkpoint.js";
import { fit } from "./fit.js";
import { optimizerFor } from "./layers.js";
import type { FitOptions } from "./run.js";
import { trainer } from "./trainer.js";

const DEEP = defineModel({
  inputs: 2,
  layers: [
    { units: 9, activation: "tanh" },
    { units: 5, activation: "relu" },
    { units: 2, activation: "softmax" },
  ],
});

/** Numbers that float32 holds exactly, so that both engines begin with the same. */
function modelOf(definition: ModelDefinition, seed = 3): Model {
  const parameters = initializeParameters(definition, seed).map(({ weight, bias }, l) => ({
    weight: weight.map(Math.fround),
    bias: bias.map((_, n) => Math.fround((n - 2) / (7 + l))),
  }));
  return { definition, parameters };
}

const numbers = ({ parameters }: Model, l: number): number[] => [
  ...parameters[l].weight,
  ...parameters[l].bias,
];

/** All that may go on in a step besides. */
const OTHERS = fc.record(
  {
    optimizer: fc.constantFrom("sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"),
    l1: fc.constant(0.01),
    clip: fc.constantFrom(0.05, 5),
    dropout: fc.constant(0.25),
    batchNorm: fc.constant(true),
    schedule: fc.constant("cosine"),
    layerWeightDecay: fc.constantFrom([0.1, 0.2, 0], [0, 0.05, 0.1]),
    layerRates: fc.constantFrom([0.5, 1, 2], [3, 0.1, 1]),
  },
  { requiredKeys: ["optimizer"] },
) as fc.Arbitrary<FitOptions>;

const FROZEN = fc.constantFrom<number[]>([1], [2], [3], [1, 2], [1, 3], [2, 3]);

describe.each([reference, wasm])("the $name engine", (engine) => {
  test("leaves every bit of a frozen layer as it is, and moves the others", async () => {
    await fc.assert(
      fc.asyncProperty(OTHERS, FROZEN, async ({ batchNorm, ...others }, freeze) => {
        const start = modelOf(DEEP);
        const hidden = [1, 2].some((layer) => !freeze.includes(layer));
        const options: FitOptions = {
          ...{ ...others, freeze, engine, batchSize: 8, steps: 6 },
          ...(batchNorm && hidden ? { batchNorm } : {}),
        };
        const { model } = await fit(start, clouds(40), options);
        for (let l = 0; l < 3; l++) {
          const isSame = numbers(model, l).every((value, n) => Object.is(value, numbers(start, l)[n]));
          expect(isSame, `layer ${l + 1}`).toBe(freeze.includes(l + 1));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("moves the others by the same step as if nothing were frozen", async () => {
    const start = modelOf(DEEP);
    const step: FitOptions = { optimizer: "sgd", learningRate: 0.1, engine, batchSize: 8, steps: 1 };
    const all = await fit(start, clouds(40), step);
    for (const freeze of [1, 2, [2], [1, 3]]) {
      const { model } = await fit(start, clouds(40), { ...step, freeze });
      for (let l = 0; l < 3; l++) {
        const frozen = typeof freeze === "number" ? l < freeze : freeze.includes(l + 1);
        expect(numbers(model, l)).toEqual(numbers(frozen ? start : all.model, l));
      }
    }
  });

  test("a rate and a weight decay that all layers have are those of the optimizer", async () => {
    for (const optimizer of ["sgd", "nesterov", "rmsprop", "adam", "adamw"] as const) {
      for (const clip of [{}, { clip: 0.1 }]) {
        const options: FitOptions = { optimizer, engine, steps: 8, batchSize: 8, ...clip };
        const one = await fit(modelOf(DEEP), clouds(40), {
          ...options,
          learningRate: 0.25,
          weightDecay: 0.125,
        });
        const each = await fit(modelOf(DEEP), clouds(40), {
          ...options,
          learningRate: 0.5,
          layerRates: [0.5, 0.5, 0.5],
          layerWeightDecay: [0.125, 0.125, 0.125],
        });
        expect(each.model).toEqual(one.model);
      }
    }
  });

  test("goes on from every checkpoint to the same bits", async () => {
    const options: FitOptions = {
      ...{ freeze: [1], batchNorm: true, layerRates: [1, 0.5, 2], layerWeightDecay: [0, 0.1, 0.2] },
      ...{ optimizer: "adamw", epochs: 2, batchSize: 8, engine },
    };
    const checkpoints: Checkpoint[] = [];
    const save = (checkpoint: Checkpoint): void => void checkpoints.push(structuredClone(checkpoint));
    const whole = await fit(modelOf(DEEP), clouds(32), {
      ...options,
      checkpoint: { every: { steps: 3 }, save },
    });
    expect(checkpoints.length).toBe(3);
    for (const resume of checkpoints) {
      const rest = await fit(DEEP, clouds(32), { resume, engine });
      expect(rest.model).toEqual(whole.model);
    }
    const [resume] = checkpoints;
    expect(resume.optimizerState[0].mean.weight.every((value) => value === 0)).toBe(true);
    await expect(fit(DEEP, clouds(32), { resume, engine, freeze: 2 })).rejects.toThrow(
      "The checkpoint's run has the freeze [1], not 2",
    );
  });

  test("a trainer takes the steps of fit, and no gradient of a frozen layer counts", async () => {
    const data = clouds(24);
    const options = {
      ...({ freeze: [2], clip: 0.05, optimizer: "adam", engine } as const),
      ...{ layerRates: [0.5, 1, 2], layerWeightDecay: [0.1, 0.1, 0] },
    };
    const { model } = await fit(modelOf(DEEP), data, { ...options, batchSize: 8, epochs: 1, shuffle: false });
    const rows = (n: number): number[] => Array.from({ length: 8 }, (_, i) => 8 * n + i);
    using byStep = await trainer(modelOf(DEEP), data, { ...options, batchSize: 8 });
    using byGradients = await trainer(modelOf(DEEP), data, { ...options, batchSize: 8 });
    for (let n = 0; n < 3; n++) {
      byStep.step({ rows: rows(n) });
      const { layers } = byGradients.gradients({ rows: rows(n) });
      expect([...layers[1].weight, ...layers[1].bias].every((g) => g === 0)).toBe(true);
      byGradients.apply({
        layers: layers.map((layer, l) =>
          l === 1 ? { weight: layer.weight.map(() => 9), bias: layer.bias.map(() => 9) } : layer,
        ),
      });
    }
    expect(byStep.model().parameters).toEqual(model.parameters);
    expect(byGradients.model().parameters).toEqual(model.parameters);
  });
});

test("layers behind frozen ones learn as a network of their own does from what these give", async () => {
  const start = modelOf(DEEP);
  const data = clouds(40);
  const options: FitOptions = { optimizer: "adam", engine: reference, batchSize: 8, epochs: 2 };
  const { model } = await fit(start, data, { ...options, freeze: 1 });

  const [first] = start.parameters;
  const given = Float64Array.from({ length: 40 * 9 }, (_, i) => {
    const [row, unit] = [Math.floor(i / 9), i % 9];
    let sum = 0;
    for (let j = 0; j < 2; j++) sum += first.weight[unit * 2 + j] * data.features.data[row * 2 + j];
    return Math.tanh(sum + first.bias[unit]);
  });
  const behind: Model = {
    definition: defineModel({ inputs: 9, layers: DEEP.layers.slice(1) }),
    parameters: start.parameters.slice(1),
  };
  const inner: Dataset = { ...data, features: { data: given, rows: 40, columns: 9 } };
  const alone = await fit(behind, inner, options);
  alone.model.parameters.forEach(({ weight, bias }, l) => {
    weight.forEach((w, n) => void expect(model.parameters[l + 1].weight[n]).toBeCloseTo(w, 10));
    bias.forEach((b, n) => void expect(model.parameters[l + 1].bias[n]).toBeCloseTo(b, 10));
  });
});

test("both engines train layers alike, whatever the options", async () => {
  await fc.assert(
    fc.asyncProperty(OTHERS, FROZEN, async ({ batchNorm, ...others }, freeze) => {
      const hidden = [1, 2].some((layer) => !freeze.includes(layer));
      const options: FitOptions = {
        ...{ ...others, learningRate: 0.01, freeze, batchSize: 20, steps: 3 },
        ...(batchNorm && hidden ? { batchNorm } : {}),
      };
      const [exact, fast] = await Promise.all(
        [reference, wasm].map((engine) => fit(modelOf(DEEP), clouds(40), { ...options, engine })),
      );
      for (let l = 0; l < 3; l++) {
        const found = numbers(fast.model, l);
        numbers(exact.model, l).forEach((value, n) => void expect(found[n]).toBeCloseTo(value, 3));
      }
    }),
    { numRuns: 40 },
  );
});

test("any number of threads gives the same bits, with inputs dense and sparse", async () => {
  const rows = 96;
  const definition = defineModel({
    inputs: 70,
    layers: [
      { units: 80, activation: "relu" },
      { units: 72, activation: "tanh" },
      { units: 2, activation: "softmax" },
    ],
  });
  for (const every of [1, 9]) {
    const inputs = Float32Array.from({ length: rows * 70 }, (_, i) =>
      i % every === 0 ? ((i * 37) % 19) / 9 - 1 : 0,
    );
    const data: Dataset = { ...clouds(rows), features: { data: inputs, rows, columns: 70 } };
    for (const freeze of [1, 2, [2]]) {
      const options: FitOptions = { freeze, batchSize: 32, epochs: 2, clip: 1, layerRates: [1, 0.5, 2] };
      const [one, three] = await Promise.all(
        [1, 3].map((threads) => fit(modelOf(definition), data, { ...options, threads })),
      );
      expect(three.model).toEqual(one.model);
    }
  }
});

test.each<[FitOptions, string]>([
  [{ freeze: 3 }, "The option freeze names layer 3, but the network has 2 layers."],
  [{ freeze: 2 ** 40 }, "The option freeze names layer 1099511627776, but the network has 2 layers."],
  [{ freeze: [1, 5] }, "The option freeze names layer 5, but the network has 2 layers."],
  [{ freeze: 2 }, "The option freeze leaves no layer to learn"],
  [{ layerRates: [1] }, "The option layerRates has 1 numbers, but the network has 2 layers"],
  [{ layerWeightDecay: [1, 0, 1] }, "give one for each, the output layer's last."],
  [
    { freeze: 1, batchNorm: true },
    "The option batchNorm is for hidden layers that learn, but all of them are frozen",
  ],
  [
    { layerWeightDecay: [0, 1], weightDecay: 0.1 },
    "and the optimizer has one for all, 0.1: leave one of them out.",
  ],
])("%o is refused", async (options, sentence) => {
  await expect(fit(CLASSIFIER, clouds(8), options)).rejects.toThrow(sentence);
  await expect(trainer(CLASSIFIER, options as object)).rejects.toThrow(sentence);
});

test("an optimizer has no weight decay for all where each layer has its own", () => {
  const { weightDecay, ...others } = optimizerFor(
    { name: "adamw", learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
    { layerWeightDecay: [0, 1] },
  );
  expect(weightDecay).toBe(0);
  expect(optimizerFor({ ...others, weightDecay: 0.3 }, {}).weightDecay).toBe(0.3);
});
