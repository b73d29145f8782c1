/**
 * @file What every engine is held to: the reference, at sizes that fit no register, in losses, outputs, traces and gradients of
 * networks of every activation and loss.
 *
 * Inputs, targets and weights are numbers that float32 holds exactly, so both engines compute the same function of
 * the same numbers and differ by rounding alone. A float32 sum of n products is off by at most n 2⁻²⁴ times the sum
 * of the products' magnitudes (Higham, Accuracy and Stability of Numerical Algorithms, 3.1), and typically by √n of
 * them; the sums of magnitudes in turn exceed the largest sum of a tensor by about √n. So each layer passed, forward
 * or backward, is allowed n 2⁻²⁴ of the tensor's largest number, plus a few roundings for its activation, whose
 * slopes are near 1 at most.
 */

import { expect } from "vitest";
import { compileNetwork } from "../../src/engine/compile-network.js";
import type { Engine, EngineNetwork, Numbers } from "../../src/engine/engine.js";
import { reference as referenceEngine } from "../../src/engine/reference/engine.js";
import {
  type ActivationName,
  type ElementwiseActivationName,
  HIDDEN_ACTIVATION_NAMES,
} from "../../src/model/activations.js";
import { fusedActivation, LOSS_NAMES, type LossName } from "../../src/model/losses.js";
import { defineModel, type LayerParameters, type ModelDefinition } from "../../src/model/model.js";
import { defineOptimizer } from "../../src/model/optimizers.js";
import { FEATURE_KINDS, type FeatureKind, formulaDataset, type TargetKind } from "./datasets.js";
import { deviation, magnitude } from "./deviation.js";
import { initialParameters } from "./formulas.js";

export const SIZES = [1, 3, 7, 8, 9, 17, 255, 257];
const BATCHES = [1, 3, 32, 33];
/** Those that go around among the networks below; a later one has networks of its own, which leave these as they are. */
export const HIDDEN = [
  "linear",
  "sigmoid",
  "tanh",
  "relu",
  "leaky_relu",
  "elu",
  "gelu",
  "silu",
  "softplus",
] as const satisfies readonly ElementwiseActivationName[];
const PLAIN_LOSSES = [
  "mean_squared_error",
  "mean_absolute_error",
  "huber",
] as const satisfies readonly LossName[];

/** Float32's unit roundoff. */
const ROUNDOFF = 2 ** -24;
/** Roundings allowed for an activation and for scaling by the batch's size, in units of roundoff. */
const EXTRA = 16;
/** So large that the step of plain SGD drowns the weight it is taken from: the difference is the gradient. */
const LEARNING_RATE = 2 ** 10;

export interface Configuration {
  readonly inputs: number;
  readonly hidden: readonly { readonly units: number; readonly activation: ElementwiseActivationName }[];
  readonly outputs: number;
  readonly output: ActivationName;
  readonly loss: LossName;
  readonly targets: TargetKind;
  readonly features: FeatureKind;
  readonly batch: number;
  /** For each layer the share of its inputs that is dropped. */
  readonly dropout?: readonly number[];
  readonly l1?: number;
  readonly clip?: number;
  readonly batchNorm?: boolean;
  /** Multiplies the weights. */
  readonly gain?: number;
  /** True where gradients are not to be compared. */
  readonly forwardOnly?: boolean;
}

/** Every output activation with every loss that it may have, and both kinds of targets. */
const OUTPUTS: readonly Pick<Configuration, "output" | "loss" | "targets">[] = [
  { output: "softmax", loss: "cross_entropy", targets: "classes" },
  { output: "softmax", loss: "cross_entropy", targets: "distributions" },
  { output: "sigmoid", loss: "binary_cross_entropy", targets: "classes" },
  { output: "sigmoid", loss: "binary_cross_entropy", targets: "shares" },
  ...([...HIDDEN, "softmax"] as const).flatMap((output, i) =>
    PLAIN_LOSSES.map((loss, j) => ({
      output,
      loss,
      targets: (i + j) % 3 === 0 ? ("classes" as const) : ("values" as const),
    })),
  ),
];

export const named = (configuration: Configuration): [string, Configuration] => {
  const { inputs, hidden, outputs, output, loss, targets, features, batch, dropout, l1, clip, batchNorm } =
    configuration;
  const layers = [...hidden.map(({ units, activation }) => `${units} ${activation}`), `${outputs} ${output}`];
  return [
    `${inputs} → ${layers.join(" → ")}, ${loss}, ${features} to ${targets}, ${batch} a batch` +
      (dropout === undefined ? "" : `, dropout ${dropout}`) +
      (l1 === undefined ? "" : `, L1 ${l1}`) +
      (clip === undefined ? "" : `, clipped to ${clip}`) +
      (batchNorm === true ? ", batch normalisation" : ""),
    configuration,
  ];
};

/**
 * Every number of units with every batch. The rest goes around at strides of its own, so that each size is met as
 * inputs, units and outputs, and each activation in many of them.
 */
export const BY_SIZE = SIZES.flatMap((units, a) =>
  BATCHES.map((batch, b): Configuration => {
    const n = a * BATCHES.length + b;
    const last = OUTPUTS[(n * 5) % OUTPUTS.length];
    const outputs = SIZES[(a + 5 * b + 2) % SIZES.length];
    const second = { units: SIZES[(a + b + 3) % SIZES.length], activation: HIDDEN[(n + 4) % HIDDEN.length] };
    return {
      inputs: SIZES[(3 * a + 2 * b + 1) % SIZES.length],
      hidden: [{ units, activation: HIDDEN[n % HIDDEN.length] }, ...(n % 3 === 0 ? [second] : [])],
      // A softmax of one unit is 1 whatever its input.
      outputs: last.output === "softmax" ? Math.max(2, outputs) : outputs,
      ...last,
      features: FEATURE_KINDS[n % FEATURE_KINDS.length],
      batch,
    };
  }),
);

/** Every output activation with every loss. */
const BY_OUTPUT = OUTPUTS.map(
  (last, i): Configuration => ({
    inputs: 17,
    hidden: [{ units: 9, activation: HIDDEN[i % HIDDEN.length] }],
    outputs: 7,
    ...last,
    features: FEATURE_KINDS[i % FEATURE_KINDS.length],
    batch: 3,
  }),
);

/** No hidden layer: the inputs, as each kind of features stores them, meet the loss directly. */
export const SINGLE_LAYER = FEATURE_KINDS.flatMap((features, i) =>
  [1, 9, 257].map(
    (outputs, j): Configuration => ({
      inputs: [257, 8, 33][(i + j) % 3],
      hidden: [],
      outputs,
      ...(outputs === 1 ? OUTPUTS[2] : OUTPUTS[j]),
      features,
      batch: BATCHES[(i + j) % BATCHES.length],
    }),
  ),
);

/** Weighted sums of some hundreds: exponentials overflow unless they are formed with care. */
const STEEP = ([...HIDDEN, "softmax"] as const).map((output, i): Configuration => {
  const fused = OUTPUTS.find((last) => last.output === output);
  return {
    inputs: 17,
    hidden: [{ units: 33, activation: i % 2 === 0 ? "linear" : "relu" }],
    outputs: 9,
    ...(fused as (typeof OUTPUTS)[number]),
    features: "float64",
    batch: 3,
    gain: 16,
    // Where tanh is ±1 to the last bit, its slope 1 − a² is all rounding.
    forwardOnly: output === "tanh",
  };
});

/** Every kind of features, dropped and not, and layers whose inputs are dropped or not. */
const DROPPED = FEATURE_KINDS.flatMap((features, i) =>
  [
    [0.5, 0.3, 0.1],
    [0, 0.5, 0],
    [0.2, 0, 0.6],
  ].map((dropout, j): Configuration => {
    const n = 3 * i + j;
    return {
      inputs: SIZES[(n + 4) % SIZES.length],
      hidden: [
        { units: SIZES[(n + 6) % SIZES.length], activation: HIDDEN[n % HIDDEN.length] },
        { units: SIZES[(n + 3) % SIZES.length], activation: HIDDEN[(n + 5) % HIDDEN.length] },
      ],
      outputs: 7,
      ...OUTPUTS[j],
      features,
      batch: BATCHES[n % BATCHES.length],
      dropout,
      ...(j === 2 ? { l1: 0.125 } : {}),
      ...(j > 0 ? { clip: 0.1 } : {}),
    };
  }),
);

/**
 * Smooth activations, for a sum that is nearly 0 in one engine may be on the other side of it in the other; and no layer
 * with a single input, whose weights normalisation cancels: their gradients are all rounding.
 */
const NORMALIZED = SIZES.map(
  (units, i): Configuration => ({
    inputs: Math.max(3, SIZES[(i + 4) % SIZES.length]),
    hidden: [
      { units: Math.max(3, units), activation: (["tanh", "sigmoid", "silu"] as const)[i % 3] },
      { units: SIZES[(i + 3) % SIZES.length], activation: "softplus" },
    ],
    outputs: 5,
    ...OUTPUTS[i % 4],
    features: FEATURE_KINDS[i % FEATURE_KINDS.length],
    batch: [32, 33, 7][i % 3],
    batchNorm: true,
    ...(i % 2 === 0 ? { dropout: [0.1, 0.2, 0.3] } : {}),
  }),
);

/** Every activation of hidden layers, as the output too, and every loss that takes any output. */
const EACH = HIDDEN_ACTIVATION_NAMES.flatMap((activation) =>
  LOSS_NAMES.filter((loss) => fusedActivation(loss) === undefined).map(
    (loss, i): Configuration => ({
      inputs: 17,
      hidden: [{ units: [9, 33, 8][i % 3], activation }],
      outputs: [1, 7, 16][i % 3],
      output: activation,
      loss,
      targets: "values",
      features: FEATURE_KINDS[i % FEATURE_KINDS.length],
      batch: [3, 8, 33][i % 3],
    }),
  ),
);

/** The configurations, by what they are about. */
export const CONFORMANCE: readonly (readonly [title: string, configurations: readonly Configuration[]])[] = [
  ["at awkward sizes", BY_SIZE],
  ["for every output and loss", BY_OUTPUT],
  ["for each activation and loss by itself", EACH],
  ["without a hidden layer", SINGLE_LAYER],
  ["with dropout, and with L1 and clipping besides", DROPPED],
  ["with batch normalisation", NORMALIZED],
  ["where weighted sums are large", STEEP],
];

/** @throws where the engine differs from the reference by more than rounding */
export async function compare(engine: Engine, configuration: Configuration): Promise<void> {
  const { inputs, hidden, outputs, output, loss, batch, gain } = configuration;
  const data = formulaDataset({ rows: 2 * batch + 3, ...configuration });
  const definition = defineModel({
    inputs,
    layers: [...hidden, { units: outputs, activation: output }],
    loss,
    preprocessing: data.preprocessing,
  });
  const parameters = initialParameters(definition, gain);
  const optimizer = defineOptimizer("sgd", { learningRate: LEARNING_RATE });
  const { dropout = [], l1 = 0, clip, batchNorm = false } = configuration;
  const options = {
    optimizer,
    batch,
    seed: 3,
    dropout,
    l1,
    batchNorm,
    ...(clip === undefined ? {} : { clip }),
  };
  using tested = await compileNetwork(engine, definition, options);
  using reference = await compileNetwork(referenceEngine, definition, options);
  tested.setParameters(parameters);
  reference.setParameters(parameters);
  const actual = await observe(tested, data, batch);
  const expected = await observe(reference, data, batch);

  const depth = roundings(definition);
  expectClose("losses", actual.losses, expected.losses, depth);
  expectClose("outputs", actual.outputs, expected.outputs, depth);
  expectClose("predictions", actual.predictions, expected.outputs, depth);
  expected.trace.forEach(({ preActivations, activations }, i) => {
    expectClose(`layer ${i + 1}, weighted sums`, actual.trace[i].preActivations, preActivations, depth);
    expectClose(`layer ${i + 1}, activations`, actual.trace[i].activations, activations, depth);
  });
  expectClose("the step's loss", [actual.stepLoss], [expected.stepLoss], depth + batch);
  if (configuration.forwardOnly) return;
  expected.updated.forEach((layer, i) => {
    for (const tensor of ["weight", "bias"] as const) {
      const before = parameters[i][tensor];
      const gradient = gradientFrom(before, layer[tensor]);
      // The weight that the step was taken from is rounded with it.
      const drowned = (ROUNDOFF * magnitude(before)) / LEARNING_RATE;
      const name = `layer ${i + 1}, gradient of the ${tensor}`;
      // Forward, backward, and the sum over the batch.
      expectClose(
        name,
        gradientFrom(before, actual.updated[i][tensor]),
        gradient,
        2 * depth + batch,
        drowned,
      );
    }
  });
}

/** Everything that an engine tells of some examples, and the parameters after one step. */
async function observe(network: EngineNetwork, data: ReturnType<typeof formulaDataset>, batch: number) {
  const { rows, columns } = data.features;
  const attached = network.attach(data);
  // Backwards, and with a row that comes twice.
  const order = Uint32Array.from({ length: rows + 1 }, (_, i) => (rows - i) % rows);
  const { losses, outputs } = await network.evaluate(attached, order);
  const raw = Array.from(order).flatMap((row) =>
    Array.from(data.features.data.subarray(row * columns, (row + 1) * columns)),
  );
  const predictions = await network.predict(raw);
  const trace = await network.trace(raw.slice(0, columns));
  const trained = await network.train(attached, { order, from: 2, batch, step: 1, steps: 1 });
  expect(trained.diverged).toBe(false);
  expect(trained.losses.length).toBe(1);
  const updated: LayerParameters[] = await network.getParameters();
  return { losses, outputs, predictions, trace, stepLoss: trained.losses[0], updated };
}

/** How many roundings, in units of roundoff, a forward pass may add up. */
function roundings({ inputs, layers }: ModelDefinition): number {
  return layers.reduce((sum, { units }) => sum + units + EXTRA, inputs + EXTRA);
}

function gradientFrom(before: Numbers, after: Numbers): Float64Array {
  return Float64Array.from(before, (weight, i) => (weight - after[i]) / LEARNING_RATE);
}

function expectClose(
  what: string,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  depth: number,
  absolute = 0,
): void {
  const bound = depth * ROUNDOFF * magnitude(expected) + absolute;
  expect(deviation(actual, expected), what).toBeLessThanOrEqual(bound);
}
