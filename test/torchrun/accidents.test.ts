/**
 * @file What goes wrong while torchrun trains, and what comes of it: a sentence, no process left behind, and a run that goes
 * on to the same losses. `npm run test:torchrun`.
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeFolder } from "../cli/harness.js";
import { writePrices } from "../cli/own-data.js";
import {
  beginAnew,
  exported,
  firstCheckpoint,
  largestDifference,
  type Running,
  sentencesOf,
  started,
  stepLosses,
  torchrun,
  workersOf,
} from "./experiments.js";
import { torchPython } from "./python.js";

const folder = makeFolder();
afterAll(folder.remove);
const prices = folder.path("prices.csv");
const place = folder.path("cluster");
const TRAIN = ["train", prices, ..."--engine reference --layers 64,64 --batch 64 --checkpoint 25".split(" ")];
/** Steps enough for an accident among them. */
const EPOCHS = ["--epochs", "80"];
const PATIENCE = { timeout: 600_000 };

/** What the run comes to that nothing happens to. */
let whole: string;
let result: Buffer;

/** One that has ended, but that nobody has asked about, has no command line any more. */
const isThere = (pid: number): boolean => {
  const path = `/proc/${pid}/cmdline`;
  return existsSync(path) && readFileSync(path, "utf8") !== "";
};

const logged = (): string => readFileSync(`${place}/steps.csv`, "utf8");

/** Until all of these have ended. */
async function gone(pids: readonly number[]): Promise<void> {
  while (pids.some(isThere)) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Has the run go on, and looks whether it ends as if nothing had happened. */
function endsTheSame(): void {
  const { stdout } = torchrun(place, 2);
  expect(stdout).toContain("Going on from checkpoint.safetensors");
  expect(logged()).toBe(whole);
  expect(weightsOf(readFileSync(`${place}/result.safetensors`))).toEqual(weightsOf(result));
  expect(readdirSync(place).filter((name) => name.endsWith(".tmp"))).toEqual([]);
}

/** A file's numbers, without the texts before them. */
const weightsOf = (file: Buffer): Buffer => file.subarray(8 + Number(file.readBigUInt64LE()));

/** What a run says that is to fail. @param args of the program */
function failureOf(args: readonly string[]): string {
  try {
    torchrun(place, 2, args);
  } catch (error) {
    return String(error);
  }
  throw new Error("It ran.");
}

/** Starts the run anew, up to its first checkpoint. */
async function underWay(): Promise<{ running: Running; workers: number[] }> {
  beginAnew(place);
  const running = started(place);
  await firstCheckpoint(place, running);
  return { running, workers: workersOf(running.pid) };
}

describe.skipIf(process.env.AKARI_TORCHRUN === undefined || torchPython === undefined)("an accident", () => {
  beforeAll(async () => {
    writePrices(prices, 400);
    await exported([...TRAIN, ...EPOCHS], place);
    torchrun(place, 2);
    whole = logged();
    result = readFileSync(`${place}/result.safetensors`);
  }, 600_000);

  test("killed processes begin anew from the last checkpoint", PATIENCE, async () => {
    beginAnew(place);
    const running = started(place, ["--max-restarts", "2"]);
    await firstCheckpoint(place, running);
    process.kill(workersOf(running.pid)[1], "SIGKILL");
    expect(await running.ended).toBe(0);
    expect(running.said()).toContain("Going on from checkpoint.safetensors");
    expect(sentencesOf(running.said()).join()).toMatch(/^(|train.py: Another process has ended.*)$/);
    expect(logged()).toBe(whole);
    expect(weightsOf(readFileSync(`${place}/result.safetensors`))).toEqual(weightsOf(result));
  });

  test("without restarts, those that are left end with a sentence", PATIENCE, async () => {
    const { running, workers } = await underWay();
    process.kill(workers[0], "SIGKILL");
    expect(await running.ended).not.toBe(0);
    await gone(workers);
    endsTheSame();
  });

  test("torchrun itself is killed: its processes end with a checkpoint", PATIENCE, async () => {
    const { running, workers } = await underWay();
    process.kill(running.pid, "SIGKILL");
    await gone(workers);
    expect(await running.ended).toBe(null);
    expect(sentencesOf(running.said())).toContain(
      "train.py: The torchrun that started this process has ended.",
    );
    expect(running.said()).toMatch(/Stopped after [\d,]+ of [\d,]+ steps: go on with the same command/);
    endsTheSame();
  });

  test("Ctrl-C, and then another number of processes", PATIENCE, async () => {
    const { running, workers } = await underWay();
    process.kill(-running.pid, "SIGINT");
    expect(await running.ended).not.toBe(0);
    await gone(workers);
    expect(running.said()).toMatch(/Stopped after [\d,]+ of [\d,]+ steps: go on with the same command/);
    torchrun(place, 3);
    const losses = stepLosses(`${place}/steps.csv`);
    writeFileSync(folder.path("whole.csv"), whole);
    const right = stepLosses(folder.path("whole.csv"));
    expect(losses.length).toBe(right.length);
    expect(largestDifference(losses, right)).toBeLessThan(1e-9);
  });

  test("a disk that is full: the last checkpoint stays, and training goes on", PATIENCE, ({ skip }) => {
    const disk = folder.path("disk");
    mkdirSync(disk);
    const mount = (...options: string[]): boolean => spawnSync("mount", [...options, disk]).status === 0;
    // Room for one checkpoint, and beside it not for the next one, nor for the result, which is half as long.
    const size = 1.25 * statSync(`${place}/start.safetensors`).size;
    if (!mount("-t", "tmpfs", "-o", `size=${size}`, "tmpfs")) return skip("only root may make a small disk");
    try {
      beginAnew(place);
      const files = [
        "--checkpoint",
        `${disk}/checkpoint.safetensors`,
        "--result",
        `${disk}/result.safetensors`,
      ];
      const sentences = sentencesOf(failureOf(files));
      expect(sentences[0]).toMatch(
        /checkpoint.safetensors cannot be written: .*No space.*\. Training goes on without this checkpoint\.$/,
      );
      expect(sentences.at(-1)).toMatch(/result.safetensors cannot be written/);
      expect(mount("-o", "remount,size=100m")).toBe(true);
      const { stdout } = torchrun(place, 2, files);
      expect(stdout).toContain("Going on from");
      expect(logged()).toBe(whole);
      expect(weightsOf(readFileSync(`${disk}/result.safetensors`))).toEqual(weightsOf(result));
      expect(readdirSync(disk).sort()).toEqual(["checkpoint.safetensors", "result.safetensors"]);
    } finally {
      spawnSync("umount", [disk]);
    }
  });

  test("a file that may not grow: the last checkpoint stays, and training goes on", PATIENCE, async () => {
    const { running, workers } = await underWay();
    process.kill(running.pid, "SIGTERM");
    await running.ended;
    await gone(workers);
    const before = readFileSync(`${place}/checkpoint.safetensors`);
    // No file may have more than 40 KiB.
    const limited = ["bash", "-c", `ulimit -f 40; exec "$@"`, "bash", torchPython ?? ""];
    const full = started(place, [], [...limited, "-m", "torch.distributed.run", "--standalone"]);
    expect(await full.ended).not.toBe(0);
    const sentences = sentencesOf(full.said());
    expect(sentences[0]).toMatch(
      /checkpoint.safetensors cannot be written: .*\. Training goes on without this checkpoint\.$/,
    );
    expect(sentences.at(-1)).toMatch(/result.safetensors cannot be written/);
    expect(readFileSync(`${place}/checkpoint.safetensors`)).toEqual(before);
    endsTheSame();
  });

  test("a broken shard, a missing one and a foreign checkpoint", PATIENCE, async () => {
    beginAnew(place);
    const other = folder.path("other");
    await exported([...TRAIN, ...EPOCHS, "--seed", "9"], other);
    torchrun(other, 1, ["--threads", "1"]);
    const shard = `${place}/data/train-00000.safetensors`;
    const right = readFileSync(shard);
    const sentenceOf = (args: readonly string[]): string => sentencesOf(failureOf(args)).join("\n");
    expect(sentenceOf(["--checkpoint", `${other}/checkpoint.safetensors`])).toContain("another run");
    expect(sentenceOf(["--checkpoint", `${other}/nowhere/checkpoint.safetensors`])).toContain("no folder");
    writeFileSync(shard, right.subarray(0, -1));
    expect(sentenceOf([])).toContain("copy it again");
    writeFileSync(
      shard,
      right.map((byte, i) => (i === right.length - 1 ? byte ^ 1 : byte)),
    );
    expect(sentenceOf([])).toContain("is damaged");
    rmSync(shard);
    expect(sentenceOf([])).toContain("is missing");
    writeFileSync(shard, right);
    torchrun(place, 2);
    expect(logged()).toBe(whole);
  });
});
