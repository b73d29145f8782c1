import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AkariError } from "../../error.js";
import { HIDDEN_ACTIVATION_NAMES } from "../../model/activations.js";
import { defineModel, initializeParameters, type LayerParameters, type Model } from "../../model/model.js";
import { defineOptimizer, OPTIMIZER_NAMES } from "../../model/optimizers.js";
import type { TrainingRecord } from "../description/training-record.js";
import { encodeSafetensorsModel } from "./model-file.js";
import { decodeSafetensors, encodeSafetensors, type Tensor } from "./safetensors.js";
import { decodeSafetensorsModel, decodeSafetensorsParameters } from "./torch-layers.js";

const definition = defineModel({
  inputs: 6,
  layers: [
    { units: 4, activation: "tanh", initializer: "lecun_normal" },
    { units: 3, activation: "softmax" },
  ],
  preprocessing: { divideBy: 255, image: [2, 3] },
  labels: ["a", "b", "ç"],
});
const toFloat32 = (layers: readonly LayerParameters[]): LayerParameters[] =>
  layers.map(({ weight, bias }) => ({ weight: Float32Array.from(weight), bias: Float32Array.from(bias) }));
const float64: Model = { definition, parameters: initializeParameters(definition, 1) };
const float32: Model = { definition, parameters: toFloat32(float64.parameters) };
const record: TrainingRecord = {
  data: "MNIST, training part",
  seed: -3,
  epochs: 10,
  steps: 17_190,
  batch: 32,
  shuffle: true,
  validation: 0.1,
  optimizer: defineOptimizer("adam"),
  engine: "wasm",
  trainingExamples: 55_000,
  loss: 0.17,
  accuracy: 0.9512,
  validationAccuracy: 0.95,
};

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

describe("a model in a file", () => {
  test.each([
    ["float32", float32],
    ["float64", float64],
  ])("comes back to the bit, %s", (_what, model) => {
    expect(decodeSafetensorsModel(encodeSafetensorsModel(model, record), "net")).toEqual({
      model,
      record,
      verified: true,
    });
    expect(decodeSafetensorsModel(encodeSafetensorsModel(model), "net")).toEqual({ model, verified: true });
  });

  test("has PyTorch's names and shapes and the array's own type", () => {
    for (const [model, dtype] of [
      [float32, "F32"],
      [float64, "F64"],
    ] as const) {
      const bytes = encodeSafetensorsModel(model);
      const { tensors } = decodeSafetensors(bytes, "net");
      expect([...tensors].map(([name, { shape }]) => [name, shape])).toEqual([
        ["0.weight", [4, 6]],
        ["0.bias", [4]],
        ["2.weight", [3, 4]],
        ["2.bias", [3]],
      ]);
      expect(new TextDecoder().decode(bytes)).toContain(`"0.bias":{"dtype":"${dtype}","shape":[4]`);
    }
  });

  test("is the same file to the byte every time", () => {
    expect(encodeSafetensorsModel(float32, record)).toEqual(
      encodeSafetensorsModel(structuredClone(float32), structuredClone(record)),
    );
  });

  test("keeps the names that it is given, in any order of theirs", () => {
    const names = [
      { weight: "hidden.weight", bias: "hidden.bias" },
      { weight: "classes.weight", bias: "classes.bias" },
    ];
    const bytes = encodeSafetensorsModel(float32, record, { names });
    expect([...decodeSafetensors(bytes, "net").tensors.keys()]).toEqual(
      names.flatMap((n) => [n.weight, n.bias]),
    );
    expect(decodeSafetensorsModel(bytes, "net").model).toEqual(float32);
    expect(decodeSafetensorsParameters(bytes, "net")).toEqual({ ...float32, names });
  });

  test("may stand beside other tensors", () => {
    const file = decodeSafetensors(encodeSafetensorsModel(float32, record), "net");
    file.tensors.set("moment.0.weight", { shape: [], data: Float64Array.of(Number.NaN) });
    const bytes = encodeSafetensors(file.tensors, file.metadata);
    expect(decodeSafetensorsModel(bytes, "net")).toEqual({ model: float32, record });
    expect(decodeSafetensorsParameters(bytes, "net").parameters).toEqual(float32.parameters);
  });

  test.each(OPTIMIZER_NAMES)("records the optimizer %s", (name) => {
    const trained = {
      ...record,
      optimizer: defineOptimizer(name, {
        ...(name === "lbfgs" ? { memory: 5, tolerance: 1e-6 } : { learningRate: 0.25 }),
        weightDecay: 1e-4,
      }),
    };
    expect(decodeSafetensorsModel(encodeSafetensorsModel(float32, trained), "net").record).toEqual(trained);
  });

  test.each([
    { dropout: 0.5 },
    { dropout: [0.5, 0], inputDropout: 0.2 },
    { l1: 1e-5, clip: 0.5 },
    { batchNorm: true },
    { schedule: { name: "cosine", warmUp: { steps: 500 } } },
    { schedule: { name: "step", every: 3, factor: 0.5 } },
    { labelSmoothing: 0.1, classWeights: "balanced" },
    { classWeights: [0, 1.5], earlyStopping: { patience: 3, monitor: "loss" } },
  ] as Partial<TrainingRecord>[])("records %o", (regularization) => {
    const trained = { ...record, ...regularization };
    expect(decodeSafetensorsModel(encodeSafetensorsModel(float32, trained), "net").record).toEqual(trained);
  });

  test("records a run's curves; files without them are read as before", () => {
    const trained = { ...record, history: { loss: [1, 0.5], validationLoss: [null, 0.75] } };
    expect(decodeSafetensorsModel(encodeSafetensorsModel(float32, trained), "net").record).toEqual(trained);
    expect(decodeSafetensorsModel(encodeSafetensorsModel(float32, record), "net").record).not.toHaveProperty(
      "history",
    );
  });

  test("any sound model and record come back", () => {
    const layer = fc.record({
      units: fc.integer({ min: 1, max: 4 }),
      activation: fc.constantFrom(...HIDDEN_ACTIVATION_NAMES),
    });
    const anyModel = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.array(layer, { minLength: 1, maxLength: 4 }), fc.integer())
      .map(([inputs, layers, seed]): Model => {
        const any = defineModel({ inputs, layers });
        return { definition: any, parameters: initializeParameters(any, seed) };
      });
    const anyRecord = fc
      .tuple(fc.string({ unit: "binary" }), fc.maxSafeInteger(), fc.boolean())
      .map(([data, seed, shuffle]): TrainingRecord => ({ ...record, data, seed, shuffle }));
    fc.assert(
      fc.property(anyModel, anyRecord, (model, trained) => {
        expect(decodeSafetensorsModel(encodeSafetensorsModel(model, trained), "net")).toEqual({
          model,
          record: trained,
          verified: true,
        });
      }),
    );
  });
});

describe("what cannot be read back is not written", () => {
  test.each([
    ["a weight of NaN", Number.NaN],
    ["an infinite weight", Number.NEGATIVE_INFINITY],
  ])("%s", (_what, value) => {
    const model = structuredClone(float32);
    model.parameters[1].bias[2] = value;
    const error = failure(() => encodeSafetensorsModel(model));
    expect(error.code).toBe("diverged");
    expect(error.message).toContain('"2.bias"');
  });

  test("parameters of other shapes", () => {
    expect(failure(() => encodeSafetensorsModel({ definition, parameters: [] })).code).toBe("invalid-model");
  });

  test("a record that JSON cannot hold", () => {
    const error = failure(() => encodeSafetensorsModel(float32, { ...record, loss: Number.NaN }));
    expect(error.message).toBe("The training record's loss must be a number, but is null.");
  });

  test("names that are too few, the same, or the format's own", () => {
    const pair = { weight: "w", bias: "b" };
    expect(failure(() => encodeSafetensorsModel(float32, record, { names: [pair] })).message).toContain(
      "1 layers",
    );
    expect(failure(() => encodeSafetensorsModel(float32, record, { names: [pair, pair] })).message).toContain(
      '"w"',
    );
    const own = [pair, { weight: "__metadata__", bias: "c" }];
    expect(failure(() => encodeSafetensorsModel(float32, record, { names: own })).code).toBe(
      "invalid-argument",
    );
  });
});

/** The float32 model's file with its description changed. */
function redescribed(change: (description: Record<string, unknown>) => unknown): Uint8Array {
  const { tensors, metadata } = decodeSafetensors(encodeSafetensorsModel(float32, record), "net");
  const description: Record<string, unknown> = JSON.parse(metadata.akari);
  return encodeSafetensors(tensors, { akari: JSON.stringify(change(description) ?? description) });
}

describe("a file that is no sound model", () => {
  test("of another program says what it should hold", () => {
    const error = failure(() => decodeSafetensorsModel(encodeSafetensors(new Map()), "net.safetensors"));
    expect(error.code).toBe("invalid-file");
    expect(error.message).toContain(
      "net.safetensors does not hold a network of dense layers: it holds no tensors",
    );
    expect(error.message).toContain('"fc1.weight" [units, inputs]');
  });

  test("whose description is not JSON, or has a key twice", () => {
    for (const akari of ["", "{", "[]", '{"version":1,"version":1}']) {
      const error = failure(() =>
        decodeSafetensorsModel(encodeSafetensors(new Map(), { akari }), "net.safetensors"),
      );
      expect(error.code).toBe("invalid-file");
      expect(error.message).toContain("The description of the model in net.safetensors");
    }
  });

  const withDefinition = (change: object) =>
    redescribed((d) => ({ ...d, definition: { ...definition, ...change } }));
  const withLayer = (change: object) =>
    withDefinition({ layers: [{ ...definition.layers[0], ...change }, definition.layers[1]] });
  const withRecord = (change: object) => redescribed((d) => ({ ...d, record: { ...record, ...change } }));
  test.each([
    ["a newer version", () => redescribed((d) => ({ ...d, version: 3 })), "update Akari"],
    [
      "no definition",
      () => redescribed((d) => ({ ...d, definition: undefined })),
      "The model must be an object",
    ],
    ["no layers", () => withDefinition({ layers: [] }), "its list of layers is empty"],
    ["layers no list", () => withDefinition({ layers: { 0: {} } }), "must be a list, but is an object"],
    ["a layer null", () => withDefinition({ layers: [null] }), "Layer 1 must be an object, but is null"],
    ["half a unit", () => withLayer({ units: 0.5 }), "Layer 1's units must be a whole number"],
    ["another activation", () => withLayer({ activation: "constructor" }), 'but is "constructor"'],
    ["softmax in the middle", () => withLayer({ activation: "softmax" }), "Softmax is for the output layer"],
    ["other units", () => withLayer({ units: 5 }), "Layer 1 needs 5×6 weights"],
    ["more units than there can be", () => withLayer({ units: 2 ** 53 - 1 }), "Layer 1 needs"],
    [
      "inputs and units exchanged",
      () =>
        withDefinition({
          inputs: 4,
          preprocessing: { divideBy: 1 },
          layers: [{ ...definition.layers[0], units: 6 }, definition.layers[1]],
        }),
      "Layer 1 needs 6×4 weights",
    ],
    ["another loss", () => withDefinition({ loss: "binary_cross_entropy" }), "sigmoid output layer"],
    ["no preprocessing", () => withDefinition({ preprocessing: undefined }), "but is missing"],
    ["division by 0", () => withDefinition({ preprocessing: { divideBy: 0 } }), "divided by 0"],
    [
      "a picture of three sides",
      () => withDefinition({ preprocessing: { divideBy: 1, image: [1, 2, 3] } }),
      "height and width",
    ],
    [
      "a negative picture",
      () => withDefinition({ preprocessing: { divideBy: 1, image: [-2, -3] } }),
      "height must be",
    ],
    ["too few labels", () => withDefinition({ labels: ["a"] }), "1 labels for 3 classes"],
    ["numbers for labels", () => withDefinition({ labels: [1, 2, 3] }), "must be text, but is 1"],
    [
      "a record without an optimizer",
      () => withRecord({ optimizer: undefined }),
      "optimizer must be an object",
    ],
    [
      "an unknown optimizer",
      () => withRecord({ optimizer: { name: "toString" } }),
      "optimizer's name must be one of",
    ],
    [
      "an optimizer without a constant",
      () => withRecord({ optimizer: { name: "sgd" } }),
      "learningRate must be a number",
    ],
    [
      "a constant out of range",
      () => withRecord({ optimizer: { ...record.optimizer, beta1: 1 } }),
      "beta1 of adam",
    ],
    ["a schedule's name alone", () => withRecord({ schedule: "cosine" }), "schedule must be an object"],
    ["no schedule", () => withRecord({ schedule: { name: "up" } }), 'There is no schedule "up"'],
    ["a warm-up", () => withRecord({ schedule: { name: "cosine", warmUp: 3 } }), "warm-up must be an object"],
    ["labels smoothed away", () => withRecord({ labelSmoothing: 1 }), "option labelSmoothing must be"],
    ["class weights by name", () => withRecord({ classWeights: "equal" }), "classWeights must be a list"],
    [
      "a class weight",
      () => withRecord({ classWeights: ["1"] }),
      `Each number of the training record's classWeights must be a number, but is "1"`,
    ],
    ["a negative one", () => withRecord({ classWeights: [-1] }), "a list of numbers of 0 or more"],
    ["no patience", () => withRecord({ earlyStopping: {} }), "patience must be a whole number of 1 or more"],
    [
      "a monitor",
      () => withRecord({ earlyStopping: { patience: 1, monitor: "f1" } }),
      "monitor must be one of loss, accuracy",
    ],
    ["dropout of all", () => withRecord({ dropout: 1 }), "option dropout must be a number from 0 to below 1"],
    ["dropout by name", () => withRecord({ dropout: ["all"] }), 'dropout must be a number, but is "all"'],
    ["no dropout", () => withRecord({ dropout: null }), "dropout must be a number, but is null"],
    ["clipping to nothing", () => withRecord({ clip: 0 }), "option clip must be a number above 0"],
    ["a wrong flag", () => withRecord({ batchNorm: 1 }), "batchNorm must be true or false, but is 1"],
    ["a negative penalty", () => withRecord({ l1: -1 }), "option l1 must be a number of 0 or more"],
    ["an unknown engine", () => withRecord({ engine: "abacus" }), "one of wasm, reference"],
    [
      "more than every example right",
      () => withRecord({ accuracy: 1.5 }),
      "a number from 0 to 1, but is 1.5",
    ],
    ["a batch of none", () => withRecord({ batch: 0 }), "a whole number of 1 or more"],
    ["names that are missing", () => redescribed((d) => ({ ...d, tensors: [] })), "named for 0 layers"],
    [
      "a tensor that is missing",
      () =>
        redescribed((d) => ({
          ...d,
          tensors: [
            { weight: "0.weight", bias: "0.bias" },
            { weight: "1.weight", bias: "2.bias" },
          ],
        })),
      '"1.weight" is missing',
    ],
  ])("with %s", (_what, bytes, message) => {
    const error = failure(() => decodeSafetensorsModel(bytes(), "net.safetensors"));
    expect(error.code).toBe("invalid-file");
    expect(error.message).toContain("net.safetensors");
    expect(error.message).toContain(message);
  });

  test("with odd values anywhere in the description is refused with an AkariError or read", () => {
    const paths = (value: unknown): (string | number)[][] =>
      typeof value !== "object" || value === null
        ? [[]]
        : [
            [],
            ...Object.entries(value).flatMap(([key, inner]) => paths(inner).map((path) => [key, ...path])),
          ];
    const { metadata } = decodeSafetensors(encodeSafetensorsModel(float32, record), "net");
    const all = paths(JSON.parse(metadata.akari));
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.jsonValue(), (path, odd) => {
        const replace = (value: unknown, [key, ...rest]: (string | number)[]): unknown => {
          if (key === undefined) return odd;
          const copy = structuredClone(value) as Record<string, unknown>;
          copy[key] = replace(copy[key], rest);
          return copy;
        };
        const bytes = redescribed((description) => replace(description, path));
        for (const read of [decodeSafetensorsModel, decodeSafetensorsParameters]) {
          try {
            read(bytes, "net");
          } catch (error) {
            if (!(error instanceof AkariError && error.code === "invalid-file")) throw error;
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("weights of other programs", () => {
  const file = (tensors: [string, number[]][], fill = 1): Uint8Array =>
    encodeSafetensors(
      new Map(
        tensors.map(([name, shape]): [string, Tensor] => [
          name,
          { shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(fill) },
        ]),
      ),
    );

  test("are found by their names, in natural order", () => {
    const bytes = file([
      ["fc10.bias", [2]],
      ["fc10.weight", [2, 4]],
      ["fc9.bias", [4]],
      ["fc9.weight", [4, 3]],
    ]);
    const { parameters, names } = decodeSafetensorsParameters(bytes, "net");
    expect(names.map(({ weight }) => weight)).toEqual(["fc9.weight", "fc10.weight"]);
    expect(parameters.map(({ weight, bias }) => [weight.length, bias.length])).toEqual([
      [12, 4],
      [8, 2],
    ]);
  });

  test("are put into the only order that their shapes allow, and it is said", () => {
    const bytes = file([
      ["out.weight", [2, 4]],
      ["start.weight", [4, 3]],
    ]);
    expect(decodeSafetensorsParameters(bytes, "net").assumed).toEqual([
      {
        about: "order",
        sentence:
          'Its layers were put into the only order that their shapes allow: "start.weight", "out.weight".',
      },
    ]);
  });

  test.each<[string, [string, number[]][], string]>([
    [
      "layers that do not follow each other",
      [
        ["a.weight", [4, 3]],
        ["a.bias", [4]],
        ["b.weight", [2, 5]],
        ["b.bias", [2]],
      ],
      'in no order does each layer take in what the one before gives: "a.weight" [4, 3], "b.weight" [2, 5]',
    ],
    [
      "numbered layers that do not follow each other",
      [
        ["fc1.weight", [4, 3]],
        ["fc2.weight", [2, 5]],
      ],
      '"fc2.weight" [2, 5] takes 5 inputs, but "fc1.weight" [4, 3] before it gives 4',
    ],
    [
      "a convolution",
      [
        ["a.weight", [4, 3, 5, 5]],
        ["a.bias", [4]],
      ],
      "[units, inputs], but has [4, 3, 5, 5]",
    ],
    [
      "a normalisation",
      [
        ["a.weight", [4]],
        ["a.bias", [4]],
      ],
      "[units, inputs], but has [4]",
    ],
    [
      "a layer of no units",
      [
        ["a.weight", [0, 4]],
        ["a.bias", [0]],
      ],
      "[units, inputs], but has [0, 4]",
    ],
    [
      "a bias of another length",
      [
        ["a.weight", [4, 3]],
        ["a.bias", [3]],
      ],
      '"a.bias" must have the shape [4]',
    ],
    [
      "a bias in a row",
      [
        ["a.weight", [4, 3]],
        ["a.bias", [1, 4]],
      ],
      "but has [1, 4]",
    ],
  ])("with %s are refused", (_what, tensors, message) => {
    const error = failure(() => decodeSafetensorsParameters(file(tensors), "net.safetensors"));
    expect(error.code).toBe("invalid-file");
    expect(error.message).toContain("net.safetensors");
    expect(error.message).toContain(message);
  });

  test("that are not finite are refused", () => {
    const bytes = file(
      [
        ["a.weight", [1, 1]],
        ["a.bias", [1]],
      ],
      Number.NaN,
    );
    expect(failure(() => decodeSafetensorsParameters(bytes, "net")).message).toContain(
      '"a.weight" holds NaN',
    );
  });

  test("stored as integers are refused with the types that can be read", () => {
    const header =
      '{"a.weight":{"dtype":"I8","shape":[1,1],"data_offsets":[0,1]},' +
      '"a.bias":{"dtype":"F32","shape":[1],"data_offsets":[1,5]}}';
    const bytes = new Uint8Array(8 + header.length + 5);
    bytes[0] = header.length;
    bytes.set(new TextEncoder().encode(header), 8);
    const error = failure(() => decodeSafetensorsParameters(bytes, "net"));
    expect(error.message).toContain('"a.weight" is stored as I8, and only F64, F32, F16, BF16 can be read');
  });
});
