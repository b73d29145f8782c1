import { afterEach, expect, test, vi } from "vitest";
import { defineModel } from "../../model/model.js";
import { acquireMemory, releaseMemory } from "./memories.js";
import { wasm } from "./network.js";

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
