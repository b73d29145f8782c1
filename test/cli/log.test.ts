/**
 * @file The history of a run in a file, `akari train --log`.
 */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readEventFile } from "../support/event-file.js";
import { akari, makeFolder, writeIdxFolder } from "./harness.js";

const folder = makeFolder();
const data = folder.path("data");
const out = folder.path("net.safetensors");
const point = folder.path("net.checkpoint.safetensors");

beforeAll(() => writeIdxFolder(data));
afterAll(folder.remove);

/** 180 examples to learn from: 6 steps an epoch. */
const train = (log: string, options: readonly string[], onProgress?: (text: string) => void) =>
  akari(
    ["train", data, "--layers", "6", "--engine", "reference", "--out", out, "--log", log, ...options],
    onProgress && { onProgress },
  );
const resume = (log: string, ...options: string[]) =>
  akari(["train", "--resume", point, "--log", log, ...options]);

type Row = Record<string, number>;

const readJson = (path: string): Row[] => JSON.parse(readFileSync(path, "utf8"));

function readCsv(path: string): Row[] {
  const [names, ...rows] = readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  return rows.map((cells) =>
    Object.fromEntries(names.flatMap((name, i) => (cells[i] === "" ? [] : [[name, Number(cells[i])]]))),
  );
}

/** Rows of the one event file in a folder, as far as it has them. */
function readEvents(path: string): Row[] {
  const files = readdirSync(path);
  expect(files).toHaveLength(1);
  expect(files[0]).toMatch(/^events\.out\.tfevents\.\d{10}\..+\.\d+\.akari$/);
  const names: Record<string, string> = {
    "loss/training": "loss",
    "loss/validation": "validationLoss",
    "accuracy/validation": "validationAccuracy",
    learning_rate: "learningRate",
  };
  const rows = new Map<number, Row>();
  for (const { tag, step, value } of readEventFile(readFileSync(join(path, files[0]))).scalars) {
    const row = rows.get(step) ?? { step };
    expect(row).not.toHaveProperty(names[tag]);
    rows.set(step, { ...row, [names[tag]]: value });
  }
  return [...rows.values()];
}

/** What a run's epochs are, whatever the clock says. */
const figures = (rows: readonly Row[]) =>
  rows.map(({ epoch: _, seconds, samplesPerSecond, ...rest }) =>
    Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, Math.fround(value)])),
  );

const SCHEDULE = ["--schedule", "step:1:0.5"];

describe.each([
  ["history.json", readJson],
  ["history.csv", readCsv],
  ["events", readEvents],
  ["other.csv/", readEvents],
] as const)("--log %s", (name, read) => {
  const log = folder.path(name);

  test("is whole after every epoch, and a resumed run has each epoch once", async () => {
    const epochs: Row[] = [];
    const straight = await train(log, ["--epochs", "4", ...SCHEDULE, "--json"], (text) => {
      if (!/(^|\n)epoch \d\/4/.test(text)) return;
      epochs.push({});
      expect(read(log)).toHaveLength(epochs.length);
    });
    expect(straight.code, straight.stderr).toBe(0);
    expect(epochs).toHaveLength(4);
    const told = straight.stdout
      .trimEnd()
      .split("\n")
      .slice(0, 4)
      .map((line) => JSON.parse(line))
      .map(({ event, ...rest }) => rest);
    expect(figures(read(log))).toEqual(figures(told));
    if (read !== readEvents) expect(read(log)).toEqual(told);

    // Stopped within the second epoch, after a checkpoint in it: that row is made again.
    rmSync(log, { recursive: true });
    const stopped = await train(log, ["--epochs", "4", ...SCHEDULE, "--checkpoint", "5", "--steps", "8"]);
    expect(stopped.stderr).toContain(`A row for every epoch, in ${log}`);
    expect(read(log).map(({ step }) => step)).toEqual([6, 8]);
    const { code, stderr } = await resume(log, "--epochs", "4");
    expect(code, stderr).toBe(0);
    expect(read(log).map(({ step }) => step)).toEqual([6, 12, 18, 24]);
    if (read !== readEvents) expect(read(log).map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
  });
});

describe("a place where no log can be", () => {
  const taken = folder.path("taken");
  const foreign = folder.path("foreign");
  beforeAll(() => {
    writeFileSync(taken, "x");
    mkdirSync(foreign);
    writeFileSync(join(foreign, "events.out.tfevents.1700000000.host.1.0"), "x");
  });

  test.each([
    ["no/where.csv", "There is no folder"],
    ["taken", "No folder .*taken can be made for --log: there is a file of that name"],
    ["taken/runs/", "No folder .* can be made for --log: there is a file of that name"],
    ["data", "is a folder; name a file in it", ".csv"],
    ["foreign", "foreign has the events of another run, in events.out.tfevents.1700000000.host.1.0"],
  ])("%s: a sentence before training begins", async (name, sentence, ending = "") => {
    if (ending !== "") mkdirSync(folder.path(`${name}${ending}`));
    const { code, stderr } = await train(folder.path(`${name}${ending}`), ["--epochs", "1"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(sentence));
    expect(stderr).not.toContain("to learn from");
  });

  test("where a run's own model, checkpoint or confusions go", async () => {
    const confusion = folder.path("same.csv");
    const { code, stderr } = await train(confusion, ["--epochs", "1", "--confusion", confusion]);
    expect(code).toBe(2);
    expect(stderr).toContain("name another file with --log FILE");
  });

  test.each([
    ["other.csv", "epoch,step,loss\n1,6,0.5\n"],
    ["other.json", '[\n{"epoch":1,"step":6,"loss":0.5}\n]\n'],
    ["table.csv", "area,price\n80,300\n"],
    ["text.json", "no JSON"],
    ["object.json", '{"step":6}'],
  ])("%s, which is not the log of the run that is resumed", async (name, text) => {
    const log = folder.path(`kept-${name}`);
    writeFileSync(log, text);
    const { code, stderr } = await resume(log, "--epochs", "9");
    expect(stderr).toMatch(
      /kept-.* is not the log of the run that goes on.*Name another file with --log FILE\./,
    );
    expect(code).toBe(2);
    expect(readFileSync(log, "utf8")).toBe(text);
  });

  test("a folder that has the events of another run than the one that is resumed", async () => {
    const log = folder.path("other-runs");
    expect((await train(log, ["--epochs", "2", "--seed", "9"])).code).toBe(0);
    const before = readEvents(log);
    const { code, stderr } = await resume(log, "--epochs", "9");
    expect(stderr).toMatch(
      /other-runs.* is not the log of the run that goes on.*Name another folder with --log FOLDER\./,
    );
    expect(code).toBe(2);
    expect(readEvents(log)).toEqual(before);
  });

  test("a folder that has the events of a run, for another one", async () => {
    const log = folder.path("runs");
    expect((await train(log, ["--epochs", "1"])).code).toBe(0);
    const again = await train(log, ["--epochs", "1"]);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain("TensorBoard would show both as one: name another folder");
    expect(readEvents(log)).toHaveLength(1);
  });
});
