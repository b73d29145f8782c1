import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defineAugmentation } from "../../data/augmentation.js";
import { AkariError } from "../../error.js";
import { defineModel, initializeParameters, type LayerParameters } from "../../model/model.js";
import { defineOptimizer, momentNames, OPTIMIZER_NAMES, type OptimizerName } from "../../model/optimizers.js";
import type { Checkpoint } from "../../training/checkpoint.js";
import { CHECKPOINT_KEY } from "./checkpoint-description.js";
import { decodeCheckpoint, encodeCheckpoint, type RunFiles } from "./checkpoint-file.js";
import { encodeSafetensorsModel } from "./model-file.js";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.js";
import { decodeSafetensorsModel, decodeSafetensorsParameters } from "./torch-layers.js";

const definition = defineModel({
  inputs: 3,
  layers: [
    { units: 2, activation: "tanh" },
    { units: 4, activation: "softmax" },
  ],
  preprocessing: { divideBy: 255, image: [1, 3] },
  labels: ["a", "b", "c", "d"],
});

const drawn = (seed: number): LayerParameters[] =>
  initializeParameters(definition, seed).map(({ weight }, i) => ({
    weight: Float32Array.from(weight),
    bias: new Float32Array(definition.layers[i].units).fill(seed / 7),
  }));

function checkpointOf(name: OptimizerName): Checkpoint {
  const optimizer = defineOptimizer(name);
  const moments = momentNames(optimizer).map((moment, m) => [moment, drawn(m + 5)] as const);
  return {
    model: { definition, parameters: drawn(1) },
    optimizerState: definition.layers.map((_, i) =>
      Object.fromEntries(moments.map(([moment, layers]) => [moment, layers[i]])),
    ),
    configuration: {
      optimizer,
      batchSize: 32,
      seed: -3,
      shuffle: true,
      validation: 0.1,
      engine: "wasm",
      keepBest: true,
      dropout: [0.5],
      inputDropout: 0.1,
      augmentation: defineAugmentation({ rotation: 8, normalize: true }),
      schedule: { name: "step", every: 3, factor: 0.5, warmUp: { epochs: 2 } },
      labelSmoothing: 0.1,
      classWeights: [1, 0, 2.5],
      earlyStopping: { patience: 7, monitor: "accuracy" },
      steps: 500,
    },
    every: { steps: 100 },
    data: { name: "MNIST (training part)", rows: 60_000, columns: 3, hash: "0123abcd" },
    step: 300,
    planned: { epochs: 5, steps: 500, trainingExamples: 4000 },
    lossSum: 0.1 + 0.2,
    history: [
      { epoch: 1, step: 125, loss: 1 / 3, validationLoss: 0.7, seconds: 1.5, samplesPerSecond: 99.5 },
      {
        epoch: 2,
        step: 250,
        loss: 0.25,
        validationLoss: Number.POSITIVE_INFINITY,
        validationAccuracy: 0.875,
        seconds: 3,
        samplesPerSecond: 100,
      },
    ],
    best: { epoch: 1, parameters: drawn(2) },
    seconds: 3.5,
    trainingSeconds: 3.25,
  };
}

const ADAM = checkpointOf("adam");
const names = [
  { weight: "fc1.weight", bias: "fc1.bias" },
  { weight: "fc2.weight", bias: "fc2.bias" },
];

/** The error of a reading or writing that must fail. */
function failure(act: () => unknown): AkariError {
  try {
    act();
  } catch (error) {
    if (error instanceof AkariError) return error;
    throw error;
  }
  return expect.unreachable("nothing was wrong");
}

describe("a checkpoint in a file", () => {
  test.each(OPTIMIZER_NAMES)("comes back whole: %s", (name) => {
    const checkpoint = checkpointOf(name);
    const { checkpoint: stored, ...rest } = decodeCheckpoint(encodeCheckpoint(checkpoint), "c");
    expect(stored).toEqual(checkpoint);
    expect(rest.names[1]).toEqual({ weight: "2.weight", bias: "2.bias" });
    expect(rest).not.toHaveProperty("source");
  });

  test("with its names, its data's source and where its result goes", () => {
    const split = { test: 0.1, validation: 0.2, seed: 3 };
    const reading = { target: "price" };
    const examples = { name: "iris.csv", rows: 150, columns: 4, hash: "0123abcd".repeat(4) };
    const files = { source: "mnist", reading, split, examples, penDigits: 100, out: "net.safetensors" };
    const options = { names, files };
    expect(decodeCheckpoint(encodeCheckpoint(ADAM, options), "c")).toEqual({
      checkpoint: ADAM,
      ...options,
      verified: true,
    });
  });

  test("without what it need not have", () => {
    const { best, ...lean } = { ...ADAM, history: [], every: { epochs: 2 } };
    expect(best).toBeDefined();
    expect(decodeCheckpoint(encodeCheckpoint(lean), "c").checkpoint).toEqual(lean);
    const validation = { name: "others", rows: 9, columns: 3, hash: "00000000" };
    const validated = { ...ADAM, configuration: { ...ADAM.configuration, validation } };
    const bytes = encodeCheckpoint(validated);
    expect(decodeCheckpoint(bytes, "c").checkpoint).toEqual(validated);
  });

  test("its model's record has the curves so far, and the share that is held out, also where that is a data set", () => {
    const recordIn = (checkpoint: Checkpoint, files: RunFiles = {}) =>
      decodeSafetensorsModel(encodeCheckpoint(checkpoint, { files }), "c").record;
    expect(recordIn(ADAM)).toMatchObject({
      steps: 300,
      validation: 0.1,
      validationAccuracy: 0.875,
      history: { loss: [0.333333, 0.25], validationLoss: [0.7, null], validationAccuracy: [null, 0.875] },
    });
    expect(recordIn({ ...ADAM, history: [] })).not.toHaveProperty("history");
    const others = { name: "others", rows: 1000, columns: 3, hash: "00000000" };
    const validated = { ...ADAM, configuration: { ...ADAM.configuration, validation: others } };
    expect(recordIn(validated)?.validation).toBe(0.2);
    expect(recordIn(validated, { split: { test: 0.2, validation: 0.25, seed: 1 } })?.validation).toBe(0.25);
  });

  test("float64 numbers stay as they are, and moments may be infinite", () => {
    const layers = initializeParameters(definition, 4);
    const moments = layers.map((layer) => ({ mean: layer, variance: layer }));
    moments[0].variance = {
      weight: new Float64Array(6).fill(Number.POSITIVE_INFINITY),
      bias: new Float64Array(2),
    };
    const { best, ...rest } = ADAM;
    const checkpoint = { ...rest, model: { definition, parameters: layers }, optimizerState: moments };
    expect(best).toBeDefined();
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint), "c").checkpoint).toEqual(checkpoint);
  });

  test("has the names that its header names", () => {
    const { tensors } = decodeSafetensors(encodeCheckpoint(ADAM, { names }), "c");
    expect(
      [...tensors].filter(([name]) => name.endsWith("weight")).map(([name, { shape }]) => [name, shape]),
    ).toEqual([
      ["fc1.weight", [2, 3]],
      ["fc2.weight", [4, 2]],
      ["best.fc1.weight", [2, 3]],
      ["best.fc2.weight", [4, 2]],
      ["optimizer.0.mean.weight", [2, 3]],
      ["optimizer.1.mean.weight", [4, 2]],
      ["optimizer.0.variance.weight", [2, 3]],
      ["optimizer.1.variance.weight", [4, 2]],
    ]);
  });

  test("is a model as well, with a record of what made it", () => {
    const { model, record } = decodeSafetensorsModel(encodeCheckpoint(ADAM), "c");
    expect(model).toEqual(ADAM.model);
    expect(record).toMatchObject({
      data: "MNIST (training part)",
      steps: 300,
      epochs: 5,
      validation: 0.1,
      validationAccuracy: 0.875,
    });
    expect(decodeSafetensorsParameters(encodeCheckpoint(ADAM, { names }), "c")).toEqual({
      ...ADAM.model,
      names,
    });
  });
});

describe("what is refused", () => {
  const bytes = encodeCheckpoint(ADAM);
  /** The file with its description, or its tensors, changed. */
  function changed(change: (file: ReturnType<typeof decodeSafetensors>, run: RunJson) => void): Uint8Array {
    const file = decodeSafetensors(bytes, "c");
    const run = JSON.parse(file.metadata[CHECKPOINT_KEY]);
    change(file, run);
    return encodeSafetensors(file.tensors, { ...file.metadata, [CHECKPOINT_KEY]: JSON.stringify(run) });
  }

  test("a model that is no checkpoint", () => {
    const error = failure(() => decodeCheckpoint(encodeSafetensorsModel(ADAM.model), "net"));
    expect(error.code).toBe("invalid-file");
    expect(error.message).toMatch(/^net is a safetensors file, but not a checkpoint of Akari's\./);
  });

  test.each([
    [
      (_: Stored, run: RunJson) => delete run.configuration,
      "The checkpoint's configuration must be an object",
    ],
    [(_: Stored, run: RunJson) => Object.assign(run, { step: -1 }), "The checkpoint's step must be a whole"],
    [(_: Stored, run: RunJson) => Object.assign(run, { version: 9 }), "update Akari to read it"],
    [(_: Stored, run: RunJson) => Object.assign(run, { history: [null] }), "Epoch 1 of the history must be"],
    [
      (_: Stored, run: RunJson) => Object.assign(run, { lossSum: "many" }),
      "The checkpoint's lossSum must be",
    ],
    [(_: Stored, run: RunJson) => Object.assign(run, { every: {} }), "The interval's epochs must be"],
    [
      (file: Stored) => file.tensors.delete("optimizer.1.mean.bias"),
      'lacks the tensor "optimizer.1.mean.bias"',
    ],
    [(file: Stored) => file.tensors.delete("best.0.bias"), 'the tensor "best.0.bias" is missing'],
    [
      (file: Stored) => file.tensors.set("optimizer.0.mean.bias", { shape: [1], data: Float32Array.of(1) }),
      "The optimizer's state of layer 1 needs a mean of 6 weights and 2 biases",
    ],
  ])("%s: %s", (change, sentence) => {
    const error = failure(() => decodeCheckpoint(changed(change), "c"));
    expect(error.code).toBe("invalid-file");
    expect(error.message).toContain(sentence);
    expect(error.message).toMatch(/^c /);
  });

  test("any damage: a sentence, or a checkpoint", () => {
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(damage, fc.nat(bytes.length), (flips, cut) => {
        const copy = bytes.slice(0, cut % 3 === 0 ? cut : bytes.length);
        for (const [at, mask] of flips) copy[at % Math.max(1, copy.length)] ^= mask;
        try {
          decodeCheckpoint(copy, "c");
        } catch (error) {
          expect(error).toBeInstanceOf(AkariError);
          expect((error as AkariError).code).toBe("invalid-file");
        }
      }),
      { numRuns: 300 },
    );
  });

  test("to write weights that are not finite, states of other shapes, names that would be taken twice", () => {
    const parameters = structuredClone(ADAM.model.parameters);
    parameters[1].weight[0] = Number.NaN;
    const unsound = { ...ADAM, model: { definition, parameters } };
    expect(failure(() => encodeCheckpoint(unsound)).code).toBe("diverged");
    expect(failure(() => encodeCheckpoint({ ...ADAM, optimizerState: [] })).code).toBe("invalid-model");
    const taken = [names[0], { weight: "best.fc1.weight", bias: "b" }];
    expect(failure(() => encodeCheckpoint(ADAM, { names: taken })).message).toContain('"best."');
  });
});

type Stored = ReturnType<typeof decodeSafetensors>;
type RunJson = Record<string, unknown>;
