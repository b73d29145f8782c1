/**
 * @file After a body that took long the next one waits, and quick ones are read together.
 */

import { afterEach, expect, test, vi } from "vitest";
import { ReadingQueue } from "./read-body.js";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const immediate = () => new Promise((resolve) => setImmediate(resolve));

/** Bodies that are read as soon as they may; `read` names them in their order. */
function reading(milliseconds: number): { read: number[] } {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const reading = new ReadingQueue();
  const read: number[] = [];
  for (let i = 0; i < 3; i++) {
    setImmediate(async () => {
      await reading.take();
      now += milliseconds;
      read.push(i);
    });
  }
  return { read };
}

test("between bodies that take long there is a rest", async () => {
  const { read } = reading(100);
  for (let known = 1; known <= 3; known++) {
    for (let turn = 0; turn < 20; turn++) await immediate();
    expect(read).toEqual([0, 1, 2].slice(0, known));
    vi.advanceTimersByTime(10);
  }
});

test("bodies that do not are read at once", async () => {
  const { read } = reading(1);
  await immediate();
  await immediate();
  expect(read).toEqual([0, 1, 2]);
});
