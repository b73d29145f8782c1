import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ACTIVATIONS } from "../../model/activations.js";
import { LOSSES } from "../../model/losses.js";
import { defineModel } from "../../model/model.js";
import { defineOptimizer, OPTIMIZERS } from "../../model/optimizers.js";
import { type Arena, layOut } from "./arena.js";
import { wasm } from "./engine.js";
import { LAYER, PLAN, SOURCE, SOURCE_KINDS } from "./layout.js";
import { acquireMemory, Kernels, releaseMemory } from "./module.js";

const DEFINITION = defineModel({ inputs: 8, layers: [{ units: 8, activation: "linear" }] });

let kernels: Kernels;
let arena: Arena;
/** Addresses of a source of one row, and of a place for its number, its learning rate and its loss. */
let source: number;
let room: number;

beforeEach(async () => {
  kernels = await Kernels.create();
  arena = layOut(kernels, DEFINITION, 4, { optimizer: defineOptimizer("adam") }, 1);
  arena.reserveEntries(8);
  kernels.write(arena.plan, PLAN, { smoothing: 0.5, beta1: 0.5, beta2: 0.5, epsilon: 1 });
  const rows = kernels.allocate(256);
  source = kernels.record(SOURCE, {
    kind: SOURCE_KINDS.DENSE_F32,
    data: rows,
    stride: 32,
    starts: rows,
    divideBy: 1,
    divided: rows,
    values: rows,
  });
  room = kernels.allocate(64);
});

const forward = (losses = 0): void =>
  kernels.call.evaluate(arena.plan, source, room, 1, room + 24, losses, 1, 0, 0);
const train = (): number =>
  kernels.call.train(arena.plan, source, room, 1, 1, 1, 1, room + 8, room + 16, 0, 1);

/** A kind of id, those that there are, how to say one, and what reads it. */
const KINDS: readonly [string, readonly number[], (id: number) => void, () => void][] = [
  [
    "activation",
    Object.values(ACTIVATIONS).map(({ id }) => id),
    (activation) => kernels.write(arena.layerAt(arena.plan, 0), LAYER, { activation }),
    forward,
  ],
  [
    "loss",
    Object.values(LOSSES).map(({ id }) => id),
    (loss) => kernels.write(arena.plan, PLAN, { loss }),
    () => forward(room + 16),
  ],
  [
    "optimizer",
    Object.values(OPTIMIZERS).flatMap((row) => ("id" in row ? [row.id] : [])),
    (optimizer) => kernels.write(arena.plan, PLAN, { optimizer }),
    train,
  ],
  ["kind of data", Object.values(SOURCE_KINDS), (kind) => kernels.write(source, SOURCE, { kind }), forward],
];

test.each(KINDS)("a number that stands for no %s traps", (_, ids, say, ask) => {
  for (const id of ids) {
    say(id);
    expect(ask).not.toThrow();
  }
  for (const id of [Math.max(...ids) + 1, 99, 2 ** 32 - 1]) {
    say(id);
    expect(ask).toThrow(WebAssembly.RuntimeError);
  }
});

afterEach(() => void vi.restoreAllMocks());

/** Has the machine give no memory that may grow beyond a number of pages. */
function limitTo(pages: number): void {
  const { Memory } = WebAssembly;
  vi.spyOn(WebAssembly, "Memory").mockImplementation(function create(limits) {
    if ((limits.maximum ?? 0) > pages) throw new RangeError("could not allocate memory");
    return new Memory(limits);
  });
}

test("a shared memory that is given back is taken again, zeroed as far as it was used", () => {
  const memory = acquireMemory(true);
  new Uint8Array(memory.buffer).fill(7);
  releaseMemory(memory, 1000);
  expect(acquireMemory(true)).toBe(memory);
  const bytes = new Uint8Array(memory.buffer);
  expect(bytes.subarray(0, 1000).every((byte) => byte === 0)).toBe(true);
  expect(bytes[1000]).toBe(7);
  expect(acquireMemory(true)).not.toBe(memory);
});

test("a memory that is not shared is always a new one", () => {
  const memory = acquireMemory(true);
  releaseMemory(memory, 0);
  expect(acquireMemory(false)).not.toBe(memory);
  expect(acquireMemory(true)).toBe(memory);
});

test.each([false, true])("where 4 GB cannot be set aside, less will do, shared: %s", (shared) => {
  limitTo(20_000);
  const memory = acquireMemory(shared);
  expect(memory.grow(16_383)).toBe(1);
  expect(() => memory.grow(1)).toThrow();
});

test("a network too large for less is told what it needs", async () => {
  limitTo(2000);
  const large = defineModel({ inputs: 6000, layers: [{ units: 6000, activation: "linear" }] });
  await expect(wasm.compile(large)).rejects.toThrow(
    /need at least 13\d MB of memory; this machine has no room for so much/,
  );
  const small = defineModel({ inputs: 6, layers: [{ units: 6, activation: "linear" }] });
  using network = await wasm.compile(small);
  expect(network.predict([1, 2, 3, 4, 5, 6])).toHaveLength(6);
});

test("where none can be had, a sentence says so", () => {
  limitTo(100);
  expect(() => acquireMemory(false)).toThrow(expect.objectContaining({ code: "out-of-memory" }));
});
