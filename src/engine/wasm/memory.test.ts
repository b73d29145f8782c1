import { afterEach, describe, expect, test, vi } from "vitest";
import type { Dataset } from "../../data/dataset.js";
import { defineModel, initializeParameters } from "../../model/model.js";
import { defineOptimizer } from "../../model/optimizers.js";
import type { CompiledNetwork } from "../engine.js";
import { wasm } from "./engine.js";
import { Kernels } from "./module.js";

const COLUMNS = 70;
const BATCH = 13;
const MAX_BYTES = 2 ** 32;
/** The kernels of every network that a test compiled, the last one first. */
const compiled: Kernels[] = [];

afterEach(() => {
  vi.restoreAllMocks();
  compiled.length = 0;
});

/** Has networks begin behind so many bytes, which nobody touches: the machine need not have them. */
function compileBehind(bytes: number): void {
  const create = Kernels.create.bind(Kernels);
  vi.spyOn(Kernels, "create").mockImplementation(async (kind) => {
    const kernels = await create(kind);
    kernels.allocate(bytes);
    compiled.unshift(kernels);
    // Those bytes are not to be zeroed for a next network.
    if (bytes > 0) vi.spyOn(kernels, "release").mockImplementation(() => {});
    return kernels;
  });
}

const compile = (threads = 1, hidden = 37): Promise<CompiledNetwork> => {
  const layers = [
    { units: hidden, activation: "tanh" },
    { units: 5, activation: "softmax" },
  ] as const;
  const definition = defineModel({ inputs: COLUMNS, layers });
  return wasm.compile(definition, { optimizer: defineOptimizer("adam"), batch: BATCH, threads });
};

function dataset(kind: string, rows: number): Dataset {
  const sparse = kind.startsWith("sparse");
  const values = Array.from({ length: rows * COLUMNS }, (_, i) => (sparse && i % 5 > 0 ? 0 : (i * 37) % 251));
  return {
    name: kind,
    features: {
      data: kind.endsWith("bytes") ? Uint8Array.from(values) : Float32Array.from(values),
      rows,
      columns: COLUMNS,
    },
    targets: {
      kind: "classes",
      classes: Uint8Array.from({ length: rows }, (_, i) => i % 5),
      names: ["a", "b", "c", "d", "e"],
    },
    preprocessing: { divideBy: 255 },
  };
}

/** All that a network does, and everything that comes of it. */
function use(network: CompiledNetwork, kind: string, rows = 60): unknown {
  const data = dataset(kind, rows);
  network.setParameters(initializeParameters(network.definition, 1));
  const attached = network.attach(data);
  const order = Uint32Array.from({ length: rows }, (_, i) => (i * 11) % rows);
  const steps = Math.ceil(rows / BATCH);
  return {
    trained: network.train(attached, { order, from: 0, batch: BATCH, step: 1, steps }),
    parameters: network.getParameters(),
    state: network.getOptimizerState(),
    evaluated: network.evaluate(attached, order),
    predicted: network.predict(data.features.data.slice(0, 10 * COLUMNS)),
    traced: network.trace(data.features.data.slice(0, COLUMNS)),
  };
}

test("no call takes memory but attach and the first prediction", async () => {
  compileBehind(0);
  using network = await compile();
  const [kernels] = compiled;
  const data = network.attach(dataset("sparse bytes", 60));
  network.setParameters(initializeParameters(network.definition, 1));
  // The first prediction makes room for inputs that belong to no data set.
  network.predict(new Float32Array(COLUMNS));
  const [held, next] = [kernels.memory.buffer.byteLength, kernels.allocate(0)];
  const order = Uint32Array.from({ length: 60 }, (_, i) => i);
  for (let step = 1; step < 1000; step += 4) {
    network.train(data, { order, from: 0, batch: BATCH, step, steps: 4 });
    network.evaluate(data, order);
    network.predict(new Float32Array(70 * COLUMNS));
    network.trace(new Float32Array(COLUMNS));
    network.setOptimizerState(network.getOptimizerState());
    network.setParameters(network.getParameters());
  }
  expect(kernels.memory.buffer.byteLength).toBe(held);
  expect(kernels.allocate(0)).toBe(next);
});

test("data in place of others take no more memory, and are as if they were the only ones", async () => {
  compileBehind(0);
  using network = await compile();
  const [kernels] = compiled;
  const order = (rows: number): Uint32Array => Uint32Array.from({ length: rows }, (_, i) => i);
  const kinds = ["sparse bytes", "dense floats"] as const;
  let data = network.attach(dataset("sparse bytes", 60));
  let next = 0;
  for (let i = 0; i < 40; i++) {
    const rows = 40 + (i % 21);
    const set = dataset(kinds[i % 2], rows);
    data = network.attach(set, data);
    using alone = await compile();
    alone.setParameters(network.getParameters());
    expect(network.evaluate(data, order(rows))).toEqual(alone.evaluate(alone.attach(set), order(rows)));
    if (i === 21) next = kernels.allocate(0);
  }
  // Records of what is where are some bytes each.
  expect(kernels.allocate(0) - next).toBeLessThan(40 * 2048);
});

test("networks that threads work on, one after the other, have one memory, and find it zeroed", async () => {
  compileBehind(0);
  // As long as the memories are held here, none is left to the collector.
  const memories = new Set<WebAssembly.Memory>();
  for (let i = 0; i < 10; i++) {
    // By turns a large one, which leaves its numbers, and a small one, which would stumble over them.
    const [hidden, rows] = i % 2 === 0 ? [300, 500] : [3, 20];
    using network = await compile(2, hidden);
    memories.add(compiled[0].memory);
    using alone = await compile(1, hidden);
    expect(use(network, "sparse bytes", rows)).toEqual(use(alone, "sparse bytes", rows));
  }
  expect(memories.size).toBe(1);
});

test("networks of the same time have a memory each", async () => {
  compileBehind(0);
  using _first = await compile(2);
  using _second = await compile(2);
  expect(compiled[0].memory).not.toBe(compiled[1].memory);
});

test("a network that was disposed of says so", async () => {
  const network = await compile();
  network.dispose();
  network.dispose();
  expect(() => network.getParameters()).toThrow("was disposed of");
  expect(() => network.predict(new Float32Array(COLUMNS))).toThrow("was disposed of");
});

describe("addresses that are negative as signed numbers", () => {
  const kinds = ["sparse bytes", "sparse floats", "dense bytes", "dense floats"];
  const across = 2 ** 31 - 300_000;

  test.each(kinds)("%s give the same bits on both sides of 2 GB", async (kind) => {
    using low = await compile();
    compileBehind(across);
    using high = await compile();
    expect(use(high, kind)).toEqual(use(low, kind));
  });

  test("two threads give the same bits there", async () => {
    using low = await compile(2);
    compileBehind(across);
    using high = await compile(2);
    expect(use(high, "dense floats")).toEqual(use(low, "dense floats"));
  });
});

describe("at the end of 4 GB", () => {
  /** Bytes that lie before everything if it is to end where memory does. */
  async function room(kind: string): Promise<number> {
    compileBehind(0);
    using network = await compile();
    use(network, kind);
    const used = compiled[0].allocate(0);
    vi.restoreAllMocks();
    // The allocator gives no block that ends at the very last byte, whose address behind it would be 0.
    return MAX_BYTES - used - 64;
  }

  test("what just fits gives the same bits", async () => {
    const bytes = await room("dense bytes");
    using low = await compile();
    compileBehind(bytes);
    using high = await compile();
    expect(use(high, "dense bytes")).toEqual(use(low, "dense bytes"));
    expect(compiled[0].memory.buffer.byteLength).toBe(MAX_BYTES);
  });

  test("data that do not fit are told, and the network goes on without them", async () => {
    const bytes = await room("dense bytes");
    using low = await compile();
    compileBehind(bytes);
    using high = await compile();
    expect(() => high.attach(dataset("dense floats", 2000))).toThrow(
      expect.objectContaining({
        code: "out-of-memory",
        message:
          "The network and its data need at least 4,097 MB of memory; 4,096 MB is the most that they can have. Make " +
          "the layers, the batch or the data set smaller.",
      }),
    );
    expect(use(high, "dense bytes")).toEqual(use(low, "dense bytes"));
  });

  test.each([1, 2])("a network that does not fit is told, and others go on, threads: %i", async (threads) => {
    compileBehind(MAX_BYTES - 2 ** 18);
    await expect(compile(threads)).rejects.toThrow(expect.objectContaining({ code: "out-of-memory" }));
    vi.restoreAllMocks();
    using next = await compile(threads);
    using alone = await compile();
    expect(use(next, "dense bytes")).toEqual(use(alone, "dense bytes"));
  });
});
