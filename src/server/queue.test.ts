import { EventEmitter } from "node:events";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { Deadline, type Ending } from "./http-exchange.js";
import { PredictionQueue } from "./queue.js";
import type { ServedModel } from "./served-model.js";

/** A model of 2 inputs whose output is their sum, which tells how many rows it was given at once. */
function adder(): { model: ServedModel; batches: number[] } {
  const batches: number[] = [];
  const predict = (inputs: Float32Array): Float64Array => {
    batches.push(inputs.length / 2);
    if (inputs.includes(-1)) throw new Error("bad");
    return Float64Array.from({ length: inputs.length / 2 }, (_, i) => inputs[2 * i] + inputs[2 * i + 1]);
  };
  return { model: { definition: { inputs: 2 }, compiled: { predict } } as unknown as ServedModel, batches };
}

const never: Ending = { enter() {}, leave() {} };
const rows = (...numbers: number[]): Float32Array => Float32Array.from(numbers);

describe("the queue", () => {
  test("computes what waits together, and gives each its own", async () => {
    const { model, batches } = adder();
    const told: number[] = [];
    const queue = new PredictionQueue((count) => told.push(count));
    const answers = await Promise.all([
      queue.predict(model, rows(1, 2), never),
      queue.predict(model, rows(3, 4, 5, 6), never),
      queue.predict(model, rows(7, 8), never),
    ]);
    expect(answers.map((outputs) => [...outputs])).toEqual([[3], [7, 11], [15]]);
    expect(batches).toEqual([4]);
    expect(told).toEqual([4]);
    expect(queue.length).toBe(0);
  });

  test("shares a long request out over batches; one behind it joins its last", async () => {
    const { model, batches } = adder();
    const queue = new PredictionQueue();
    const long = Float32Array.from({ length: 2 * 2500 }, (_, i) => i);
    const [sums, one] = await Promise.all([
      queue.predict(model, long, never),
      queue.predict(model, rows(1, 1), never),
    ]);
    expect(batches).toEqual([1024, 1024, 453]);
    expect([...sums]).toEqual(Array.from({ length: 2500 }, (_, i) => 4 * i + 1));
    expect([...one]).toEqual([2]);
  });

  test("does not mix models", async () => {
    const [a, b] = [adder(), adder()];
    const queue = new PredictionQueue();
    await Promise.all([
      queue.predict(a.model, rows(1, 2), never),
      queue.predict(b.model, rows(3, 4), never),
      queue.predict(a.model, rows(5, 6), never),
    ]);
    expect([a.batches, b.batches]).toEqual([[1, 1], [1]]);
  });

  test("lets a request go that is given up", async () => {
    const { model, batches } = adder();
    const queue = new PredictionQueue();
    const client = Object.assign(new EventEmitter(), { writeContinue() {}, destroy() {} });
    const deadline = new Deadline(
      { incoming: Object.assign(Readable.from([]), { headers: {}, rawHeaders: [] }), outgoing: client },
      60,
    );
    const given = queue.predict(model, rows(1, 2), deadline);
    const kept = queue.predict(model, rows(3, 4), never);
    client.emit("close");
    await expect(given).rejects.toThrow("went away");
    expect([...(await kept)]).toEqual([7]);
    expect(batches).toEqual([1]);
    await expect(queue.predict(model, rows(1, 2), deadline)).rejects.toThrow("went away");
    deadline.end();
  });

  test("fails those whose batch fails, and goes on", async () => {
    const { model } = adder();
    const queue = new PredictionQueue();
    await expect(queue.predict(model, rows(-1, 0), never)).rejects.toThrow("bad");
    expect([...(await queue.predict(model, rows(1, 2), never))]).toEqual([3]);
  });
});
