import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import type { Dataset } from "../../data/dataset.js";
import { defineModel, initializeParameters, type ModelDefinition } from "../../model/model.js";
import { defineOptimizer } from "../../model/optimizers.js";
import { randomGenerator } from "../../model/random.js";
import type { CompileOptions } from "../engine.js";
import { wasm } from "./engine.js";
import { Kernels } from "./module.js";

/** Rows of which a share is zero. */
function dataset(rows: number, columns: number, zeros: number, bytes: boolean): Dataset {
  const random = randomGenerator(rows, "inputs");
  const numbers = Float32Array.from({ length: rows * columns }, () =>
    random.uniform() < zeros ? 0 : Math.ceil(255 * random.uniform()),
  );
  return {
    name: "random rows",
    features: { data: bytes ? Uint8Array.from(numbers) : numbers, rows, columns },
    targets: {
      kind: "classes",
      classes: Uint8Array.from({ length: rows }, (_, i) => i % 3),
      names: ["a", "b", "c"],
    },
    preprocessing: { divideBy: 255 },
  };
}

const model = (inputs: number, hidden: number): ModelDefinition =>
  defineModel({
    inputs,
    layers: [
      { units: hidden, activation: "relu" },
      { units: 3, activation: "softmax" },
    ],
    preprocessing: { divideBy: 255 },
  });

/** Everything that a network says of a data set, several times over: threads sleep and wake in between. */
async function answers(
  data: Dataset,
  definition: ModelDefinition,
  options: CompileOptions,
): Promise<unknown[]> {
  using network = await wasm.compile(definition, options);
  network.setParameters(initializeParameters(definition, 1));
  const attached = network.attach(data);
  const order = Uint32Array.from({ length: data.features.rows }, (_, i) => data.features.rows - 1 - i);
  return [0, 1, 2].flatMap((skipped) => [
    network.evaluate(attached, order.subarray(skipped)),
    network.predict(data.features.data.subarray(skipped * data.features.columns)),
  ]);
}

afterEach(() => vi.restoreAllMocks());

test("the number of threads changes no bit of outputs and losses", async () => {
  const given = fc.record({
    rows: fc.oneof(fc.integer({ min: 3, max: 70 }), fc.integer({ min: 500, max: 1700 })),
    columns: fc.constantFrom(1, 7, 16, 33, 300),
    hidden: fc.constantFrom(3, 8, 65),
    zeros: fc.constantFrom(0, 0.8),
    bytes: fc.boolean(),
    batchNorm: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(given, async ({ rows, columns, hidden, zeros, bytes, batchNorm }) => {
      const data = dataset(rows, columns, zeros, bytes);
      const definition = model(columns, hidden);
      const options = batchNorm ? { optimizer: defineOptimizer("sgd"), batch: 8, batchNorm } : {};
      const alone = await answers(data, definition, options);
      for (const threads of [2, 3])
        expect(await answers(data, definition, { ...options, threads })).toEqual(alone);
    }),
    { numRuns: 8 },
  );
});

test("threads that are left to themselves join when calls take long, in the same places, and change no bit", async () => {
  const data = dataset(600, 300, 0, true);
  const definition = model(300, 100);
  const share = vi.spyOn(Kernels.prototype, "share");
  using alone = await wasm.compile(definition);
  using joined = await wasm.compile(definition, { threads: "auto" });
  for (const network of [alone, joined]) network.setParameters(initializeParameters(definition, 1));
  const expected = alone.predict(data.features.data);
  const attached = joined.attach(data);
  const order = Uint32Array.from({ length: 600 }, (_, i) => i);
  const { losses } = alone.evaluate(alone.attach(data), order);
  await vi.waitFor(
    () => {
      expect(joined.predict(data.features.data)).toEqual(expected);
      expect(joined.evaluate(attached, order).losses).toEqual(losses);
      expect(share).toHaveBeenCalledOnce();
    },
    { timeout: 30_000, interval: 0 },
  );
  for (let i = 0; i < 50; i++) {
    expect(joined.predict(data.features.data)).toEqual(expected);
    expect(joined.evaluate(attached, order).losses).toEqual(losses);
    await new Promise((resolve) => setTimeout(resolve));
  }
  expect(joined.getParameters()).toEqual(alone.getParameters());
});
