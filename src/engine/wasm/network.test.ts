import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Dataset } from "../../data/dataset.js";
import { defineModel, initializeParameters } from "../../model/model.js";
import { defineOptimizer } from "../../model/optimizers.js";
import { randomGenerator } from "../../model/random.js";
import type { CompileOptions } from "../engine.js";
import { reference } from "../reference/engine.js";
import { wasm } from "./engine.js";
import { packedWeightLength, packWeight, unpackWeight } from "./panels.js";

const model = (inputs: number, hidden: number, outputs = 5) =>
  defineModel({
    inputs,
    layers: [
      { units: hidden, activation: "tanh" },
      { units: outputs, activation: "softmax" },
    ],
  });

/** Mostly zeros, then as many full rows as it takes for the engine to keep the whole as dense rows. */
function pictures(rows: number, columns: number, density: number, full: number, bytes: boolean): Dataset {
  const random = randomGenerator(3, `pictures/${columns}`);
  const total = rows + full;
  const values = Array.from({ length: total * columns }, (_, i) => {
    const zero = random.uniform() >= density;
    const value = 1 + random.below(255);
    return i < rows * columns && zero ? 0 : value;
  });
  const classes = Uint8Array.from({ length: total }, (_, i) => i % 5);
  return {
    name: "made-up pictures",
    features: {
      data: bytes ? Uint8Array.from(values) : Float32Array.from(values),
      rows: total,
      columns,
    },
    targets: { kind: "classes", classes, names: ["a", "b", "c", "d", "e"] },
    preprocessing: { divideBy: 255 },
  };
}

async function trained(
  data: Dataset,
  hidden: number,
  rows: number,
  spans: number[],
  threads = 1,
  batch = 7,
  regularization: CompileOptions = {},
) {
  const definition = model(data.features.columns, hidden);
  const network = await wasm.compile(definition, {
    optimizer: defineOptimizer("adam"),
    batch,
    threads,
    ...regularization,
  });
  network.setParameters(initializeParameters(definition, 1));
  const attached = network.attach(data);
  const order = Uint32Array.from({ length: rows }, (_, i) => (i * 11) % rows);
  const losses: number[] = [];
  let from = 0;
  let step = 1;
  for (const steps of spans) {
    const result = network.train(attached, { order, from, batch, step, steps });
    losses.push(...result.losses);
    from += steps * batch;
    step += steps;
  }
  const evaluation = network.evaluate(attached, order);
  const parameters = network.getParameters();
  network.dispose();
  return { parameters, losses, evaluation };
}

describe("inputs that are mostly zero", () => {
  test.each([
    { columns: 37, hidden: 3, bytes: true },
    { columns: 64, hidden: 16, bytes: true },
    { columns: 64, hidden: 41, bytes: true },
    { columns: 20, hidden: 57, bytes: false },
    { columns: 1100, hidden: 9, bytes: true, density: 0.003 },
  ])(
    "$columns inputs, $hidden units, bytes: $bytes: the same bits as dense rows",
    async ({ columns, hidden, bytes, density = 0.2 }) => {
      const rows = 51;
      const sparse = await trained(pictures(rows, columns, density, 0, bytes), hidden, rows, [8]);
      const dense = await trained(pictures(rows, columns, density, 60, bytes), hidden, rows, [8]);
      expect(sparse).toEqual(dense);
      expect(sparse.losses).toHaveLength(8);
    },
  );
});

test("inputs of nothing but zeros are learned from as if they were dense", async () => {
  const rows = 300;
  const blank = pictures(rows, 24, 0, 0, true);
  const dense = pictures(rows, 24, 0, 600, true);
  expect(await trained(blank, 9, rows, [1], 1, rows)).toEqual(await trained(dense, 9, rows, [1], 1, rows));
});

test("how a run is cut into calls changes no bit", async () => {
  const data = pictures(60, 33, 0.9, 0, true);
  expect(await trained(data, 9, 60, [1, 1, 4, 2])).toEqual(await trained(data, 9, 60, [8]));
});

describe.each([
  { what: "dense", density: 0.9 },
  { what: "sparse", density: 0.2 },
])("on $what inputs", ({ density }) => {
  test.each([2, 3, 4])("%i threads change no bit", async (threads) => {
    // A wide first layer is shared out by panels, a narrow one by rows; and either may be larger than its inputs.
    for (const [columns, hidden] of [
      [70, 37],
      [20, 150],
      [200, 150],
    ]) {
      const data = pictures(60, columns, density, 0, true);
      // Batches of which a thread gets a single row, or none.
      for (const batch of [7, 13]) {
        const alone = await trained(data, hidden, 60, [4, 1], 1, batch);
        expect(await trained(data, hidden, 60, [4, 1], threads, batch)).toEqual(alone);
      }
    }
  });
});

const REGULARIZED: CompileOptions = { dropout: [0.2, 0.4], seed: 5, l1: 0.001, clip: 0.1, batchNorm: true };

describe("regularised", () => {
  test.each([5, 41, 150])("dense and sparse inputs give the same bits, %i units", async (hidden) => {
    const [sparse, dense] = [0, 60].map((full) =>
      trained(pictures(51, 64, 0.2, full, true), hidden, 51, [8], 1, 7, REGULARIZED),
    );
    expect(await sparse).toEqual(await dense);
  });

  test.each([2, 3, 4])("%i threads change no bit", async (threads) => {
    for (const density of [0.2, 0.9]) {
      for (const hidden of [37, 150]) {
        const data = pictures(60, 70, density, 0, true);
        const alone = await trained(data, hidden, 60, [4, 1], 1, 13, REGULARIZED);
        expect(await trained(data, hidden, 60, [4, 1], threads, 13, REGULARIZED)).toEqual(alone);
      }
    }
  });

  test.each([0.2, 0.9])("a clip that never bites changes no bit, of inputs %f filled", async (density) => {
    const data = pictures(60, 70, density, 0, true);
    const plain = await trained(data, 37, 60, [8]);
    expect(await trained(data, 37, 60, [8], 1, 7, { clip: 1e6 })).toEqual(plain);
    expect(await trained(data, 37, 60, [8], 1, 7, { clip: 0.01 })).not.toEqual(plain);
  });
});

test.each([wasm, reference])(
  "$name: a network without batch normalisation takes no state of it",
  async (engine) => {
    const options = { optimizer: defineOptimizer("adam") };
    using normalized = await engine.compile(model(8, 8), { ...options, batch: 2, batchNorm: true });
    normalized.setParameters(initializeParameters(normalized.definition, 1));
    using network = await engine.compile(model(8, 8), options);
    expect(() => network.setBatchNorm(normalized.getBatchNorm())).toThrow(
      "not compiled for training with batch",
    );
  },
);

test("threads that join in the middle of a run change no bit", async () => {
  const data = pictures(256, 400, 0.9, 0, true);
  const definition = model(400, 200);
  const order = Uint32Array.from({ length: 256 }, (_, i) => i);
  const run = async (threads: number | "auto") => {
    const options = { optimizer: defineOptimizer("adam"), batch: 128, threads };
    using network = await wasm.compile(definition, options);
    network.setParameters(initializeParameters(definition, 1));
    const attached = network.attach(data);
    for (let step = 1; step <= 200; step++) {
      network.train(attached, { order, from: (step % 2) * 128, batch: 128, step, steps: 1 });
      await new Promise((resolve) => setTimeout(resolve));
    }
    return network.getParameters();
  };
  expect(await run("auto")).toEqual(await run(1));
});

test("a single example gives the same bits as a batch of many", async () => {
  const definition = model(33, 19);
  const network = await wasm.compile(definition);
  network.setParameters(initializeParameters(definition, 2));
  const random = randomGenerator(1, "inputs");
  const inputs = Float32Array.from({ length: 33 * 70 }, () => random.normal());
  const together = network.predict(inputs);
  for (const row of [0, 1, 63, 64, 69]) {
    const alone = network.predict(inputs.subarray(row * 33, row * 33 + 33));
    expect([...alone]).toEqual([...together.subarray(row * 5, row * 5 + 5)]);
  }
});

test("predict writes into a caller's array", async () => {
  const definition = model(4, 3);
  const network = await wasm.compile(definition);
  network.setParameters(initializeParameters(definition, 2));
  const outputs = new Float64Array(5);
  expect(network.predict([1, 2, 3, 4], outputs)).toBe(outputs);
  expect(outputs.reduce((sum, p) => sum + p)).toBeCloseTo(1, 6);
  expect(() => network.predict([1, 2, 3, 4], new Float32Array(4))).toThrow("there is room for 4");
  expect(() => network.predict([1, 2, 3])).toThrow("not a whole number of examples");
});

describe("raw inputs", () => {
  /** `[rows, columns]` bytes; rows whose number `dense` picks have no zeros, the others a fifth of them filled. */
  const bytesOf = (rows: number, columns: number, dense: (row: number) => boolean): Uint8Array => {
    const random = randomGenerator(5, "raw inputs");
    return Uint8Array.from({ length: rows * columns }, (_, i) =>
      dense(Math.floor(i / columns)) || random.uniform() < 0.2 ? 1 + random.below(255) : 0,
    );
  };
  const compile = async (columns: number, hidden: number) => {
    const definition = { ...model(columns, hidden), preprocessing: { divideBy: 255 } };
    const network = await wasm.compile(definition);
    network.setParameters(initializeParameters(definition, 2));
    return network;
  };

  test.each([
    { columns: 1, hidden: 3 },
    { columns: 33, hidden: 19 },
    { columns: 64, hidden: 16 },
    { columns: 67, hidden: 41 },
    { columns: 1100, hidden: 9 },
  ])("$columns: their type, their company and their zeros change no bit", async ({ columns, hidden }) => {
    const network = await compile(columns, hidden);
    for (const rows of [1, 3, 64, 70]) {
      for (const dense of [() => true, () => false, (r: number) => r % 4 === 0, (r: number) => r % 4 !== 0]) {
        const bytes = bytesOf(rows, columns, dense);
        const outputs = network.predict(bytes);
        for (const type of [Uint8ClampedArray, Float32Array, Float64Array, Int16Array]) {
          expect(network.predict(new type(bytes))).toEqual(outputs);
        }
        expect(network.predict([...bytes])).toEqual(outputs);
        for (let row = 0; row < rows; row++) {
          const alone = network.predict(bytes.subarray(row * columns, (row + 1) * columns));
          expect(alone).toEqual(outputs.slice(row * 5, row * 5 + 5));
        }
      }
    }
  });

  test("are the same to predict and to evaluate", async () => {
    const data = pictures(100, 37, 0.3, 60, true);
    const network = await compile(37, 11);
    const rows = Uint32Array.from({ length: 160 }, (_, i) => i);
    const predicted = network.predict(data.features.data);
    expect(network.evaluate(network.attach(data), rows).outputs).toEqual(predicted);
    // Its memory has grown in between.
    expect(network.predict(data.features.data)).toEqual(predicted);
  });

  test("of one example that are not numbers spoil no other", async () => {
    const network = await compile(9, 4);
    const inputs = Float32Array.from({ length: 27 }, (_, i) => (i < 9 || i >= 18 ? i : Number.NaN));
    const outputs = [...network.predict(inputs)];
    expect(outputs.map(Number.isNaN)).toEqual(outputs.map((_, i) => i >= 5 && i < 10));
    expect([...network.predict(inputs.subarray(0, 9))]).toEqual(outputs.slice(0, 5));
  });
});

test("data of another network are refused", async () => {
  const definition = model(8, 3);
  const network = await wasm.compile(definition);
  const other = await wasm.compile(definition);
  const data = other.attach(pictures(5, 8, 1, 0, true));
  expect(() => network.evaluate(data, Uint32Array.of(0))).toThrow("attached to another network");
});

test("weights in panels come back as they were", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (units, inputs) => {
      const weight = Float32Array.from({ length: units * inputs }, (_, i) => i + 1);
      const packed = new Float32Array(packedWeightLength(units, inputs));
      packWeight(weight, units, inputs, packed);
      expect(unpackWeight(packed, units, inputs)).toEqual(weight);
      expect(packed.filter((x) => x !== 0)).toHaveLength(weight.length);
    }),
  );
});
