import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { makeFolder } from "../../../test/cli/harness.js";
import { readEventFile } from "../../../test/support/event-file.js";
import {
  crc32c,
  epochEvent,
  epochLosses,
  eventFileName,
  firstEvent,
  isEventFile,
  isOwnEventFile,
} from "./events.js";

const folder = makeFolder();
afterAll(folder.remove);

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
const counted = (from: (i: number) => number): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, i) => from(i));

/** RFC 3720, appendix B.4, which has the bytes of the sums in the order in which they are sent. */
test.each([
  ["zeros", counted(() => 0), "aa 36 91 8a"],
  ["ones", counted(() => 0xff), "43 ab a8 62"],
  ["bytes that increase", counted((i) => i), "4e 79 dd 46"],
  ["bytes that decrease", counted((i) => 31 - i), "5c db 3f 11"],
  [
    "a command to read",
    bytesOf(
      "01c00000 00000000 00000000 00000000 14000000 00000400 00000014 00000018 28000000 00000000 02000000 00000000",
    ),
    "56 3a 96 d9",
  ],
])("CRC-32C of %s is as published", (_, bytes, sum) => {
  const sent = new Uint8Array(4);
  new DataView(sent.buffer).setUint32(0, crc32c(bytes), true);
  expect(sent).toEqual(bytesOf(sum));
});

const figure = fc.option(fc.float({ noNaN: true }), { nil: undefined });
const epochs = fc.array(
  fc.record({
    epoch: fc.nat(),
    step: fc.nat({ max: 2 ** 40 }),
    loss: fc.float({ noNaN: true }),
    learningRate: figure,
    validationLoss: figure,
    validationAccuracy: figure,
    seconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
    samplesPerSecond: fc.nat(),
  }),
);

/** The scalars of an epoch, in no file. */
const scalarsOf = ({ step, ...epoch }: Parameters<typeof epochEvent>[0], wallTime: number) =>
  (
    [
      ["loss/training", epoch.loss],
      ["loss/validation", epoch.validationLoss],
      ["accuracy/validation", epoch.validationAccuracy],
      ["learning_rate", epoch.learningRate],
    ] as const
  ).flatMap(([tag, value]) => (value === undefined ? [] : [{ tag, step, value, wallTime }]));

describe("an event file", () => {
  test("has every figure at its step", () => {
    fc.assert(
      fc.property(epochs, fc.double({ min: 0, max: 2e9, noNaN: true }), (history, began) => {
        const file = Buffer.concat([
          firstEvent(began),
          ...history.map((epoch) => epochEvent(epoch as never, began + epoch.seconds)),
        ]);
        const { version, scalars } = readEventFile(file);
        expect(version).toBe("brain.Event:2");
        expect(scalars).toEqual(history.flatMap((epoch) => scalarsOf(epoch as never, began + epoch.seconds)));
        const losses = history.map(({ step, loss }) => [step, loss]);
        expect(epochLosses(file)).toEqual(losses);
        // Of a run that was killed while it wrote.
        expect(epochLosses(file.subarray(0, -1))).toEqual(losses.slice(0, -1));
      }),
    );
  });

  test("has a name that TensorBoard looks for, in the order of time", () => {
    const names = [999_999_999, 1_700_000_000.5].map((seconds) => eventFileName(seconds, "host", 12));
    expect(names).toEqual([
      "events.out.tfevents.0999999999.host.12.akari",
      "events.out.tfevents.1700000000.host.12.akari",
    ]);
    expect(names.every((name) => isEventFile(name) && isOwnEventFile(name))).toBe(true);
    expect(isOwnEventFile("events.out.tfevents.1700000000.host.12.0")).toBe(false);
    expect(isEventFile("history.csv")).toBe(false);
  });
});

const READ = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
events = EventAccumulator(sys.argv[1]).Reload()
tags = events.Tags()["scalars"]
print(json.dumps([[tag, e.step, e.value, e.wall_time] for tag in tags for e in events.Scalars(tag)]))
`;

/** The variable AKARI_PYTHON names one, as for the tests with PyTorch. */
const python = [process.env.AKARI_PYTHON, "python3"].find(
  (name) => name !== undefined && spawnSync(name, ["-c", "import tensorboard"]).status === 0,
);

test("TensorBoard's own reader finds the same", ({ skip }) => {
  if (python === undefined) return skip("no Python with TensorBoard on this machine");
  const history = [1, 2, 3].map((epoch) => ({
    epoch,
    step: 100 * epoch,
    loss: 1 / epoch,
    learningRate: 0.01 / epoch,
    validationLoss: epoch === 3 ? Number.POSITIVE_INFINITY : 2 / epoch,
    validationAccuracy: 0.25 * epoch,
    seconds: epoch,
    samplesPerSecond: 1000,
  }));
  const events = history.map((epoch) => epochEvent(epoch, 1_700_000_000 + epoch.seconds));
  writeFileSync(
    folder.path(eventFileName(1_700_000_000, "host", 1)),
    Buffer.concat([firstEvent(1_700_000_000), ...events]),
  );
  const { stdout, stderr } = spawnSync(python, ["-c", READ, folder.path("")], { encoding: "utf8" });
  expect(stdout, stderr).not.toBe("");
  const found = JSON.parse(stdout.replaceAll("Infinity", "1e999")) as unknown[][];
  const expected = history
    .flatMap((epoch) => scalarsOf(epoch, 1_700_000_000 + epoch.seconds))
    .map(({ tag, step, value, wallTime }) => [tag, step, Math.fround(value), wallTime]);
  const sorted = (rows: unknown[][]) => rows.map((row) => row.join()).sort();
  expect(sorted(found)).toEqual(sorted(expected));
}, 60_000);
