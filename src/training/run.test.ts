import { expect, test } from "vitest";
import {
  createRun,
  type ProgressEvent,
  type TrainingEvents,
  type TrainingResult,
  type TrainingRun,
} from "./run.js";

const EVENTS = 4;

/** A run of four events, which ends early when its loop is left, or fails after the `failAt`-th. */
function countingRun(failAt = Number.POSITIVE_INFINITY): TrainingRun {
  return createRun(async function* (left): TrainingEvents {
    let step = 0;
    while (step < EVENTS && !left.aborted) {
      step++;
      yield { type: "progress", step } as ProgressEvent;
      if (step === failAt) throw new Error("broken");
    }
    return { steps: step, stopped: step < EVENTS ? "aborted" : "finished" } as TrainingResult;
  });
}

async function stepsOf(run: TrainingRun): Promise<number[]> {
  const steps: number[] = [];
  for await (const event of run) if (event.type === "progress") steps.push(event.step);
  return steps;
}

test("awaiting trains to the end", async () => {
  expect(await countingRun()).toEqual({ steps: 4, stopped: "finished" });
});

test("looping gives every event, and awaiting afterwards the result, as often as one likes", async () => {
  const run = countingRun();
  expect(await stepsOf(run)).toEqual([1, 2, 3, 4]);
  expect((await run).steps).toBe(4);
  expect((await run).steps).toBe(4);
  expect(await stepsOf(run)).toEqual([]);
});

test("leaving the loop ends the run", async () => {
  const run = countingRun();
  for await (const event of run) if (event.type === "progress" && event.step === 2) break;
  expect(await run).toEqual({ steps: 2, stopped: "aborted" });
});

test("an exception in the loop ends the run and goes on its way", async () => {
  const run = countingRun();
  const loop = async (): Promise<void> => {
    for await (const _ of run) throw new Error("from the loop");
  };
  await expect(loop()).rejects.toThrow("from the loop");
  expect((await run).stopped).toBe("aborted");
});

test("awaiting at the same time takes no event from the loop", async () => {
  const run = countingRun();
  const awaited = run.then(({ steps }) => steps);
  expect(await stepsOf(run)).toEqual([1, 2, 3, 4]);
  expect(await awaited).toBe(4);
});

test("a failure reaches whoever awaits", async () => {
  await expect(Promise.resolve(countingRun(2))).rejects.toThrow("broken");
});

test("a failure reaches whoever loops, and need not be awaited", async () => {
  const unhandled: unknown[] = [];
  const record = (reason: unknown): void => void unhandled.push(reason);
  process.on("unhandledRejection", record);
  const run = countingRun(2);
  await expect(stepsOf(run)).rejects.toThrow("broken");
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", record);
  expect(unhandled).toEqual([]);
  await expect(Promise.resolve(run)).rejects.toThrow("broken");
});

test("nothing begins before somebody loops or awaits", async () => {
  let begun = false;
  // biome-ignore lint/correctness/useYield: this run has nothing to tell.
  const run = createRun(async function* (): TrainingEvents {
    begun = true;
    return {} as TrainingResult;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toBe(false);
  await run;
  expect(begun).toBe(true);
});
