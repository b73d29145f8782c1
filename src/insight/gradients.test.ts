import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CLASSIFIER, clouds } from "../../test/support/tiny.js";
import type { Dataset } from "../data/dataset.js";
import type { LayerGradients } from "../engine/engine.js";
import { reference } from "../engine/reference/engine.js";
import { wasm } from "../engine/wasm/engine.js";
import { defineModel, initializeParameters, type Model } from "../model/model.js";
import { defineOptimizer, type OptimizerName } from "../model/optimizers.js";
import type { Checkpoint } from "../training/checkpoint.js";
import { evaluate } from "../training/evaluate.js";
import { fit } from "../training/fit.js";
import { stepRows, validationRows } from "../training/plan.js";
import type { FitOptions } from "../training/run.js";
import { type GradientOptions, type Gradients, gradients } from "./gradients.js";

const STEP = 1e-5;
const model = (): Model => ({ definition: CLASSIFIER, parameters: initializeParameters(CLASSIFIER, 3) });
const data = clouds(12);
const every = Uint32Array.from({ length: 12 }, (_, row) => row);

test("every parameter's gradient agrees with central differences of the loss", async () => {
  const { loss, layers } = gradients(model(), data, every);
  const lossNow = async (changed: Model) => (await evaluate(changed, data, { engine: reference })).loss;
  expect(loss).toBeCloseTo(await lossNow(model()), 12);
  for (const [l, part] of CLASSIFIER.layers.flatMap((_, l) =>
    (["weight", "bias"] as const).map((p) => [l, p] as const),
  )) {
    for (let n = 0; n < layers[l][part].length; n++) {
      const moved = async (by: number) => {
        const changed = model();
        changed.parameters[l][part][n] += by;
        return lossNow(changed);
      };
      const slope = ((await moved(STEP)) - (await moved(-STEP))) / (2 * STEP);
      expect(layers[l][part][n], `layer ${l + 1}, ${part} ${n}`).toBeCloseTo(slope, 7);
    }
  }
});

/** Blobs in pictures of 28×28. */
function pictures(rows: number): Dataset {
  const data = new Uint8Array(rows * 784);
  for (let i = 0; i < data.length; i++) data[i] = (i * 37 + (i >> 5) * 11) % 256;
  const classes = Uint8Array.from({ length: rows }, (_, row) => row % 3);
  return {
    name: "blobs",
    features: { data, rows, columns: 784 },
    targets: { kind: "classes", classes, names: ["a", "b", "c"] },
    preprocessing: { divideBy: 255, image: [28, 28] },
  };
}

/** What a first step of plain SGD with a learning rate of 1 takes from each layer's `W`, `b` and, with batch normalisation, `γ`. */
async function firstStep(start: Model, given: Dataset, options: FitOptions): Promise<LayerGradients[]> {
  const optimizer = defineOptimizer("sgd", { learningRate: 1, weightDecay: weightDecayOf(options) });
  const checkpoints: Checkpoint[] = [];
  const save = (checkpoint: Checkpoint): void => void checkpoints.push(checkpoint);
  await fit(start, given, { ...options, optimizer, steps: 1, checkpoint: { every: { steps: 1 }, save } });
  const [{ model: moved, batchNorm = [] }] = checkpoints;
  return start.parameters.map(({ weight, bias }, l): LayerGradients => {
    const after: LayerGradients = batchNorm[l] ?? moved.parameters[l];
    return {
      weight: Float64Array.from(weight, (w, n) => w - after.weight[n]),
      bias: Float64Array.from(bias, (b, n) => b - after.bias[n]),
      ...(after.scale === undefined ? {} : { scale: Float64Array.from(after.scale, (s) => 1 - s) }),
    };
  });
}

const weightDecayOf = ({ optimizer }: FitOptions): number =>
  typeof optimizer === "object" ? (optimizer.weightDecay ?? 0) : 0;

/** Each option of `fit` that changes a gradient, in or out, and in many mixtures. */
const OPTIONS = fc.record(
  {
    classWeights: fc.constantFrom("balanced" as const, [1, 3], [0.2, 0]),
    labelSmoothing: fc.constantFrom(0.1, 0.6),
    l1: fc.constantFrom(0.01, 0.3),
    clip: fc.constantFrom(0.05, 0.5, 50),
    dropout: fc.constantFrom(0.3, [0.5]),
    inputDropout: fc.constant(0.25),
    batchNorm: fc.constant(true),
    freeze: fc.constantFrom(1, [2]),
    layerWeightDecay: fc.constantFrom([0.3, 0], [0, 0.1]),
    validation: fc.constantFrom(0.2, 0.5),
    shuffle: fc.boolean(),
    seed: fc.integer({ min: 0, max: 99 }),
    batchSize: fc.integer({ min: 2, max: 24 }),
    optimizer: fc.constant(defineOptimizer("sgd", { weightDecay: 0.2 })),
  },
  { requiredKeys: ["batchSize"] },
);

const NETWORKS = [
  { units: 2, output: "softmax", loss: "cross_entropy" },
  { units: 1, output: "sigmoid", loss: "binary_cross_entropy" },
  { units: 2, output: "tanh", loss: "huber" },
] as const;

describe.each([reference, wasm])("the $name engine", (engine) => {
  const digits = engine === wasm ? 5 : 11;

  test("a step of plain SGD takes just them, whatever the options", { timeout: 20_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        OPTIONS,
        fc.constantFrom(...NETWORKS),
        fc.boolean(),
        async (chosen, { units, output, loss }, isWeighted) => {
          const rows = 40;
          const weights = Float32Array.from({ length: rows }, (_, row) => ((row * 7) % 5) / 2);
          const given: Dataset = { ...clouds(rows), ...(isWeighted ? { weights } : {}) };
          const { labelSmoothing, batchNorm, ...others } = chosen;
          const options = {
            ...others,
            // A network whose hidden layer is frozen has nothing to normalise.
            ...(batchNorm === undefined || chosen.freeze === 1 ? {} : { batchNorm }),
            ...(chosen.layerWeightDecay === undefined ? {} : { optimizer: defineOptimizer("sgd") }),
            ...(labelSmoothing === undefined || loss === "huber" ? {} : { labelSmoothing }),
            // No batch of one example, which has no variance.
            ...(chosen.batchNorm && chosen.validation === 0.2 ? { batchSize: 8 } : {}),
            ...(chosen.batchNorm && chosen.validation !== 0.2 ? { batchSize: 10 } : {}),
            engine,
          } satisfies FitOptions;
          const definition = defineModel({
            inputs: 2,
            layers: [
              { units: 5, activation: "tanh" },
              { units, activation: output },
            ],
            loss,
          });
          const parameters = initializeParameters(definition, 3).map(({ weight, bias }) => ({
            weight: weight.map(Math.fround),
            bias: bias.map((_, n) => Math.fround((n - 1) / 10)),
          }));
          const start: Model = { definition, parameters };
          const { layers } = gradients(start, given, stepRows(given, options, 1), {
            ...options,
            heldOut: validationRows(given, options),
            step: 1,
          });
          const taken = await firstStep(start, given, options);
          taken.forEach((layer, l) => {
            for (const part of ["weight", "bias", "scale"] as const) {
              expect(layers[l][part]?.length).toBe(layer[part]?.length);
              layer[part]?.forEach((value, n) => {
                expect(layers[l][part]?.[n], `layer ${l + 1}, ${part} ${n}`).toBeCloseTo(value, digits);
              });
            }
          });
        },
      ),
      { numRuns: engine === wasm ? 60 : 120 },
    );
  });
});

test("steps later in a run drop others, and distort their pictures in another way", async () => {
  const digits = pictures(12);
  const definition = defineModel({ inputs: 784, layers: [{ units: 3, activation: "softmax" }] });
  const options = {
    optimizer: defineOptimizer("sgd", { learningRate: 0.5 }),
    augmentation: { rotation: 10, shift: 2 },
    inputDropout: 0.2,
    batchSize: 5,
    seed: 4,
    engine: reference,
  } satisfies FitOptions;
  let before: Model = { definition, parameters: initializeParameters(definition, 4) };
  const run = fit(before, digits, { ...options, epochs: 3, stepsPerEvent: 1 });
  for await (const event of run) {
    if (event.type !== "progress") continue;
    const { step, epoch } = event;
    const { layers } = gradients(before, digits, stepRows(digits, options, step), {
      ...options,
      step,
      epoch,
    });
    const after = run.model()!;
    before.parameters[0].weight.forEach((w, n) => {
      expect(after.parameters[0].weight[n]).toBeCloseTo(w - 0.5 * layers[0].weight[n], 12);
    });
    before = after;
  }
  const told = (step?: number, epoch?: number) => () =>
    gradients(before, digits, every, {
      ...options,
      ...(step === undefined ? {} : { step }),
      ...(epoch === undefined ? {} : { epoch }),
    });
  expect(told(undefined, 1)).toThrow("The option step is needed, for dropout drops others in every step.");
  expect(told(1)).toThrow("The option epoch is needed, for every epoch has copies of its own.");
  expect(told(0, 1)).toThrow("The option step must be a whole number of 1 or more, not 0.");
});

test("weight decay is part of the gradient of those optimizers alone that put it there", () => {
  const withDecay = (name: OptimizerName): Gradients =>
    gradients(model(), data, every, { optimizer: defineOptimizer(name as "adam", { weightDecay: 0.5 }) });
  const plain = gradients(model(), data, every).layers[0];
  const [{ weight }] = model().parameters;
  for (const name of ["sgd", "momentum", "rmsprop", "adam", "lbfgs"] as const) {
    const [layer] = withDecay(name).layers;
    layer.weight.forEach((g, n) => void expect(g).toBeCloseTo(plain.weight[n] + 0.5 * weight[n], 14));
  }
  expect(withDecay("adamw").layers[0]).toEqual(plain);
});

test("options that cannot be, or that leave something open, are refused", () => {
  const told =
    (options: object, given = data, rows = every) =>
    () =>
      gradients(model(), given, rows, options);
  expect(told({ labelSmoothing: 2 })).toThrow("labelSmoothing must be a number from 0 to below 1");
  expect(told({ l2: 0.1 })).toThrow('Gradients have no option "l2"');
  expect(told({ optimizer: "sgd", beta1: 0.1 })).toThrow("The optimizer sgd has no beta1");
  expect(told({ resume: {} })).toThrow("not with the option resume");
  expect(told({ batchNorm: true }, data, Uint32Array.of(3))).toThrow("would be alone");
  expect(told({ validation: 0.2 })).not.toThrow();
  expect(told({ validation: 0.2, classWeights: "balanced" })).toThrow("say which as heldOut");
  expect(told({ validation: 0.2 }, { ...data, weights: new Float32Array(12).fill(1) })).toThrow("heldOut");
});

test("every other option of fit is known to change nothing", () => {
  const others: Record<Exclude<keyof FitOptions, keyof GradientOptions | "resume">, unknown> = {
    schedule: "cosine",
    layerRates: [2, 0.5],
    epochs: 3,
    steps: 2,
    batchSize: 4,
    shuffle: false,
    validation: 0.5,
    keepBest: true,
    earlyStopping: { patience: 2 },
    engine: wasm,
    threads: 1,
    stepsPerEvent: 1,
    signal: undefined,
    checkpoint: undefined,
  };
  expect(gradients(model(), data, every, others as GradientOptions)).toEqual(gradients(model(), data, every));
});

test("rows must be there", () => {
  expect(() => gradients(model(), data, new Uint32Array())).toThrow("at least one row");
  expect(() => gradients(model(), data, Uint32Array.of(12))).toThrow("there is no row 12");
});
