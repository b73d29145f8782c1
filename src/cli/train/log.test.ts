import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { makeFolder } from "../../../test/cli/harness.js";
import { logged } from "./log.js";
import type { JobEvent } from "./run.js";

const folder = makeFolder();
afterAll(folder.remove);

const epoch = (number: number) =>
  ({ type: "epoch", epoch: number, step: number, loss: 1, seconds: number, samplesPerSecond: 1 }) as const;

async function* eventsOf(events: readonly JobEvent[]): AsyncGenerator<JobEvent> {
  yield* events;
}

const START = {
  type: "start",
  trainingExamples: 9,
  validationExamples: 0,
  epochs: 3,
  steps: 3,
  step: 0,
} as const;

test("all events are passed on, those of epochs once they are in the file", async () => {
  const path = folder.path("a.csv");
  const events = [{ ...START, step: 1, history: [epoch(1)] }, epoch(2), epoch(3)] as const;
  const rows: number[] = [];
  const passed: JobEvent[] = [];
  for await (const event of logged(eventsOf(events), { path, form: "csv" }, expect.unreachable)) {
    passed.push(event);
    rows.push(readFileSync(path, "utf8").trimEnd().split("\n").length - 1);
  }
  expect(passed).toEqual(events);
  expect(rows).toEqual([1, 2, 3]);
});

test("a log that cannot be written is told of once, and the run goes on", async () => {
  const events = [START, epoch(1), epoch(2)];
  const lines: string[] = [];
  const passed: JobEvent[] = [];
  const file = { path: folder.path("none/a.json"), form: "json" } as const;
  for await (const event of logged(eventsOf(events), file, (line) => lines.push(line))) passed.push(event);
  expect(passed).toEqual(events);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^akari: There is no folder .* Training goes on without this log\.$/);
});
