import fc from "fast-check";
import { expect, test } from "vitest";
import type { Dataset } from "../../data/dataset.js";
import {
  defineModel,
  initializeParameters,
  type LayerParameters,
  type ModelDefinition,
  outputUnits,
} from "../../model/model.js";
import { defineOptimizer } from "../../model/optimizers.js";
import { randomGenerator } from "../../model/random.js";
import type { CompileOptions } from "../engine.js";
import { wasm } from "./engine.js";

/** So few units that kernels/hidden.ts lists nothing; and so many that it does. */
const NARROW = [56, 56];
const WIDE = [72, 64];
/** So many that their lists have several blocks, and the neurons that learn are spread over all of them. */
const BLOCKS = [590, 300];
const INPUTS = 20;

const model = ([first, second]: readonly number[]): ModelDefinition =>
  defineModel({
    inputs: INPUTS,
    layers: [
      { units: first, activation: "relu" },
      { units: second, activation: "relu" },
      { units: 5, activation: "softmax" },
    ],
  });

function dataset(rows: number): Dataset {
  const random = randomGenerator(rows, "inputs");
  return {
    name: "random rows",
    features: {
      data: Float32Array.from({ length: rows * INPUTS }, () => 2 * random.uniform() - 1),
      rows,
      columns: INPUTS,
    },
    targets: {
      kind: "classes",
      classes: Uint8Array.from({ length: rows }, (_, i) => i % 5),
      names: ["a", "b", "c", "d", "e"],
    },
    preprocessing: { divideBy: 1 },
  };
}

/** Where the units of a network stand among those of a larger one, in their order: `[[theirs, its], …]`. */
const placesIn = (few: number, many: number): [number, number][] =>
  Array.from({ length: few }, (_, i) => [i, many >= BLOCKS[1] ? Math.floor((i * many) / few) : i]);

const pairs = (from: number, to: number): [number, number][] =>
  from <= to ? placesIn(from, to) : placesIn(to, from).map(([few, many]) => [many, few]);

/** `[rows, columns]` with more of both, which are 0, or those of them that were there before. */
function resized(from: Float32Array, columns: number, rows: number, width: number): Float32Array {
  const to = new Float32Array(rows * width);
  for (const [a, b] of pairs(from.length / columns, rows)) {
    for (const [k, l] of pairs(columns, width)) to[b * width + l] = from[a * columns + k];
  }
  return to;
}

/** Parameters of a network of some units as those of one of others: those that are added have weights of 0, and stay off. */
function withUnits(
  layers: readonly LayerParameters[],
  from: readonly number[],
  to: readonly number[],
): LayerParameters[] {
  return layers.map(({ weight, bias }, i) => {
    const [units, inputs] = [to[i] ?? 5, to[i - 1] ?? INPUTS];
    return {
      weight: resized(weight as Float32Array, from[i - 1] ?? INPUTS, units, inputs),
      bias: resized(bias as Float32Array, 1, units, 1),
    };
  });
}

/** What a network of some units learns from the same numbers as any other, and what it then answers. */
async function learned(
  units: readonly number[],
  data: Dataset,
  steps: number,
  options: CompileOptions,
): Promise<unknown> {
  const definition = model(units);
  using network = await wasm.compile(definition, options);
  network.setParameters(withUnits(initializeParameters(model(NARROW), 1), NARROW, units));
  const attached = network.attach(data);
  const order = Uint32Array.from({ length: data.features.rows }, (_, i) => i);
  const { losses } = network.train(attached, {
    order,
    from: 0,
    batch: options.batch ?? 1,
    step: 1,
    steps,
  });
  return {
    losses,
    parameters: withUnits(network.getParameters(), units, NARROW),
    evaluation: network.evaluate(attached, order),
    outputs: network.predict(data.features.data),
  };
}

test("neurons that are off change no bit, however many of them are passed over", async () => {
  const given = fc.record({
    batch: fc.integer({ min: 12, max: 150 }),
    steps: fc.integer({ min: 1, max: 4 }),
    threads: fc.integer({ min: 1, max: 3 }),
    optimizer: fc.constantFrom("sgd" as const, "rmsprop" as const, "adam" as const),
    dropout: fc.constantFrom([0, 0, 0], [0.2, 0.5, 0.5]),
    l1: fc.constantFrom(0, 1e-3),
    batchNorm: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(given, async ({ batch, steps, optimizer, ...options }) => {
      const data = dataset(batch * steps);
      const compiled = { ...options, batch, optimizer: defineOptimizer(optimizer) };
      expect(await learned(WIDE, data, steps, compiled)).toEqual(
        await learned(NARROW, data, steps, compiled),
      );
    }),
    { numRuns: 25 },
  );
});

test.each([
  [1, 70],
  [3, 48],
])("nor do they where %i threads have lists of several blocks", async (threads, batch) => {
  const data = dataset(2 * batch);
  const compiled = { threads, batch, optimizer: defineOptimizer("adam") };
  expect(await learned(BLOCKS, data, 2, compiled)).toEqual(await learned(NARROW, data, 2, compiled));
});

test.each([Number.POSITIVE_INFINITY, Number.NaN])(
  "a neuron that is off is not passed over where its weight is %s",
  async (weight) => {
    const data = dataset(40);
    const definition = model(WIDE);
    const layers = withUnits(initializeParameters(model(NARROW), 1), NARROW, WIDE);
    layers[1].weight[WIDE[0] - 1] = weight;
    using network = await wasm.compile(definition, {});
    network.setParameters(layers);
    const together = network.predict(data.features.data);
    for (let row = 0; row < 40; row++) {
      const alone = network.predict(data.features.data.subarray(row * INPUTS, (row + 1) * INPUTS));
      expect(together.slice(row * 5, row * 5 + 5)).toEqual(alone);
      expect(alone).toEqual(new Float32Array(outputUnits(definition)).fill(Number.NaN));
    }
  },
);
