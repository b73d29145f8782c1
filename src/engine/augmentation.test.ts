import { beforeAll, expect, test } from "vitest";
import { DEFAULT_AUGMENTATION, defineAugmentation } from "../data/augmentation.js";
import type { Dataset } from "../data/dataset.js";
import { mnist } from "../data/digits/mnist.node.js";
import { AkariError } from "../error.js";
import { defineModel, type Model } from "../model/model.js";
import { defineOptimizer } from "../model/optimizers.js";
import type { Checkpoint } from "../training/checkpoint.js";
import { fit } from "../training/fit.js";
import type { FitOptions } from "../training/run.js";
import { reference } from "./reference/engine.js";

const COUNT = 50;
const NETWORK = defineModel({
  inputs: 784,
  layers: [
    { units: 20, activation: "tanh" },
    { units: 10, activation: "softmax" },
  ],
});
/** Of plain descent the weights show the very inputs. The last batch of an epoch is smaller. */
const OPTIONS = { optimizer: defineOptimizer("sgd", { learningRate: 1 }), epochs: 2, batchSize: 17 } as const;

let sparse: Dataset;
let dense: Dataset;
beforeAll(async () => {
  const { train } = await mnist();
  if (train.targets.kind !== "classes") throw new Error("MNIST has classes.");
  const data = train.features.data.slice(0, COUNT * 784) as Uint8Array;
  const targets = { ...train.targets, classes: train.targets.classes.slice(0, COUNT) };
  const withPixels = (pixels: Uint8Array): Dataset => ({
    ...train,
    features: { data: pixels, rows: COUNT, columns: 784 },
    targets,
  });
  sparse = withPixels(data);
  dense = withPixels(data.map((ink) => Math.max(ink, 3)));
});

const weightsOf = async (data: Dataset, options: FitOptions): Promise<ArrayLike<number>> =>
  (await fit(NETWORK, data, { ...OPTIONS, ...options })).model.parameters[0].weight;

test.each([
  ["sparse", true],
  ["sparse", false],
  ["dense", true],
  ["dense", false],
] as const)(
  "the kernels learn from the specification's copies: %s rows, normalize %s",
  async (kind, normalize) => {
    const data = kind === "sparse" ? sparse : dense;
    const augmentation = defineAugmentation({ ...DEFAULT_AUGMENTATION, normalize, scale: 0.2, shift: 2 });
    const expected = await weightsOf(data, { augmentation, engine: reference });
    const weights = await weightsOf(data, { augmentation });
    const plain = await weightsOf(data, {});
    let [error, effect] = [0, 0];
    for (let i = 0; i < weights.length; i++) {
      error = Math.max(error, Math.abs(weights[i] - expected[i]));
      effect = Math.max(effect, Math.abs(weights[i] - plain[i]));
    }
    expect(error).toBeLessThan(1e-5);
    expect(effect).toBeGreaterThan(0.1);
  },
);

test.each(["sparse", "dense"])("any number of threads gives the same bits: %s rows", async (kind) => {
  const data = kind === "sparse" ? sparse : dense;
  const [one, ...others] = await Promise.all(
    [1, 2, 3].map((threads) => weightsOf(data, { augmentation: DEFAULT_AUGMENTATION, threads })),
  );
  for (const other of others) expect(other).toEqual(one);
});

test("a batch of one example is distorted, too", async () => {
  for (const data of [sparse, dense]) {
    const options = { augmentation: DEFAULT_AUGMENTATION, batchSize: 1, steps: 3 };
    const expected = await weightsOf(data, { ...options, engine: reference });
    const weights = await weightsOf(data, options);
    for (let i = 0; i < weights.length; i++) expect(Math.abs(weights[i] - expected[i])).toBeLessThan(1e-5);
  }
});

test("after a stop in the midst of an epoch it goes on to the same bits, and with no other amounts", async () => {
  const augmentation = DEFAULT_AUGMENTATION;
  let checkpoint: Checkpoint | undefined;
  const save = (made: Checkpoint): void => {
    checkpoint ??= made;
  };
  const whole: Model = (
    await fit(NETWORK, sparse, { ...OPTIONS, augmentation, checkpoint: { every: { steps: 4 }, save } })
  ).model;
  if (checkpoint === undefined) throw new Error("No checkpoint was made.");
  const { model } = await fit(NETWORK, sparse, { resume: checkpoint });
  expect(model.parameters).toEqual(whole.parameters);
  const other = fit(NETWORK, sparse, { resume: checkpoint, augmentation: { rotation: 3 } });
  await expect(other).rejects.toThrow("The checkpoint's run has the augmentation");
});

test("validation sees the examples themselves", async () => {
  const still = { ...OPTIONS, optimizer: defineOptimizer("sgd", { learningRate: 0 }), validation: sparse };
  const [plain, augmented] = await Promise.all([
    fit(NETWORK, sparse, still),
    fit(NETWORK, sparse, { ...still, augmentation: DEFAULT_AUGMENTATION }),
  ]);
  expect(augmented.history[0].validationLoss).toBe(plain.history[0].validationLoss);
  expect(augmented.history[0].loss).not.toBe(plain.history[0].loss);
});

test("other data get a sentence", async () => {
  const features = { ...sparse.features, data: Float32Array.from(sparse.features.data) };
  const run = fit(NETWORK, { ...sparse, features }, { augmentation: DEFAULT_AUGMENTATION });
  await expect(run).rejects.toThrow(AkariError);
  await expect(run).rejects.toThrow("cannot be augmented");
});
