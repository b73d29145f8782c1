/**
 * @file Who is read when, with threads that answer when the test has them answer.
 */

import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { defineModel } from "../../model/model.js";
import type { Ending } from "../http-exchange.js";
import { type BodyTask, readTask } from "./body-tasks.js";
import { BodyThreads } from "./body-threads.js";

/** A thread that keeps what it is sent. */
class HeldThread extends EventEmitter {
  readonly tasks: BodyTask[] = [];
  isEnded = false;

  postMessage(task: BodyTask): void {
    this.tasks.push(task);
  }

  async terminate(): Promise<number> {
    this.isEnded = true;
    this.emit("exit", 1);
    return 1;
  }

  unref(): void {}
}

/** What has time until the test ends it. */
class Patience implements Ending {
  end: (reason: Error) => void = () => {};

  enter(stop: (reason: Error) => void): void {
    this.end = stop;
  }

  leave(): void {}
}

const definition = defineModel({
  inputs: 2,
  layers: [{ units: 1, activation: "linear" }],
  loss: "mean_squared_error",
});
const inputs = Array.from({ length: 10_000 }, (_, i) => [i, i / 2]);
const json: BodyTask = {
  kind: "json",
  body: Buffer.from(JSON.stringify({ inputs })),
  definition,
  most: inputs.length,
};
const picture: BodyTask = { kind: "picture", body: new Uint8Array(10), pixels: 10 ** 7, form: "digit" };

function begin(most: number) {
  const started: HeldThread[] = [];
  const threads = new BodyThreads(most, () => {
    const thread = new HeldThread();
    started.push(thread);
    return thread;
  });
  const read = (task: BodyTask, ending: Ending = new Patience()) => threads.read(task, ending);
  return { started, threads, read };
}

test("a long JSON body goes to a thread, a short one stays", async () => {
  const { started, read } = begin(1);
  const short = await read({ ...json, body: Buffer.from('{"input":[1,2]}') });
  expect([started.length, [...short.inputs], short.names]).toEqual([0, [1, 2], ["input"]]);
  const long = read(json);
  expect(started[0].tasks).toEqual([json]);
  started[0].emit("message", await readTask(json));
  expect(await long).toEqual({
    inputs: Float32Array.from(inputs.flat()),
    names: inputs.map((_, i) => `inputs[${i}]`),
  });
});

test("pictures that wait are bounded, JSON bodies wait as long as their requests", async () => {
  const { started, threads, read } = begin(1);
  const all = [json, ...Array.from({ length: 20 }, () => json)].map((task) => read(task));
  const pictures = Array.from({ length: 8 }, () => read(picture));
  expect(threads.waiting).toBe(8);
  await expect(read(picture)).rejects.toMatchObject({ status: 503 });
  for (const _ of all) started[0].emit("message", { inputs: new Float32Array(0), names: [] });
  expect((await Promise.all(all)).length).toBe(21);
  for (const _ of pictures) started[0].emit("message", { inputs: new Float32Array(1), names: ["image"] });
  expect((await Promise.all(pictures)).map(({ names }) => names)).toEqual(pictures.map(() => ["image"]));
  expect([threads.waiting, started.length]).toEqual([0, 1]);
});

test("what is given up leaves the queue, or ends its thread, and the next one is read", async () => {
  const { started, read } = begin(1);
  const [first, second] = [new Patience(), new Patience()];
  const given = [read(json, first), read(json, second)];
  const last = read(json);
  second.end(new Error("gone while it waited"));
  await expect(given[1]).rejects.toThrow("gone while it waited");
  first.end(new Error("gone while it was read"));
  await expect(given[0]).rejects.toThrow("gone while it was read");
  expect(started.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  started[1].emit("message", { inputs: new Float32Array(2), names: ["input"] });
  expect((await last).names).toEqual(["input"]);
});

test("what is wrong comes back as it was thrown, and a lost thread is one of ours", async () => {
  const { started, read } = begin(1);
  const refused = read(json);
  const errors = [{ detail: "It is a text.", pointer: "#/inputs/7" }];
  started[0].emit("message", { status: 422, message: "It is a text.", errors, headers: {} });
  await expect(refused).rejects.toMatchObject({
    name: "Problem",
    status: 422,
    message: "It is a text.",
    errors,
  });
  const lost = read(json);
  started[0].emit("error", new Error("out of memory"));
  started[0].emit("exit", 1);
  await expect(lost).rejects.toThrow("The thread that read the body was lost: out of memory.");
});
