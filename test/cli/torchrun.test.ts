/** @file What `--to torchrun` writes and refuses; what PyTorch makes of it is in test/torchrun. */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadCheckpoint } from "../../src/formats/files.node.js";
import { decodeSafetensors } from "../../src/formats/safetensors/safetensors.js";
import { akari, makeFolder, writeIdxFolder } from "./harness.js";
import { writePrices } from "./own-data.js";

const folder = makeFolder();
const prices = folder.path("prices.csv");
const digits = folder.path("digits");
const model = folder.path("model.safetensors");
const checkpoint = folder.path("model.checkpoint.safetensors");
const train = ["train", prices, "--epochs", "3", "--keep-best", "--seed", "5"];

beforeAll(async () => {
  writePrices(prices);
  writeIdxFolder(digits);
  const { code } = await akari([...train, "--checkpoint", "4", "--out", model]);
  expect(code).toBe(0);
});
afterAll(folder.remove);

const experimentIn = (place: string) => JSON.parse(readFileSync(`${place}/experiment.json`, "utf8"));

test("train writes a folder that is whole, and trains nothing", async () => {
  const place = folder.path("cluster");
  const { code, stdout, stderr } = await akari([...train, "--to", "torchrun", "--out", place]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${place}\n` });
  expect(stderr).toContain("to learn from");
  expect(readdirSync(place).sort()).toEqual([
    "README.md",
    "data",
    "experiment.json",
    "pytorchjob.yaml",
    "requirements.txt",
    "slurm.sh",
    "start.safetensors",
    "train.py",
  ]);
  expect(readdirSync(folder.path(".")).filter((name) => name.startsWith(".akari"))).toEqual([]);
  expect(readFileSync(`${place}/README.md`, "utf8")).toContain(`akari evaluate result.safetensors ${prices}`);
  const { data, inputs, plan, record } = experimentIn(place);
  // Of `city` the number alone, of three that its two values and all others are.
  expect(inputs.blocks).toEqual([
    { from: 0, to: 1 },
    { category: 0, size: 3 },
  ]);
  expect(record).toMatchObject({
    seed: 5,
    epochs: 3,
    trainingExamples: data.train[0].rows,
    split: { test: 0.2 },
  });
  const { checkpoint: start, files } = await loadCheckpoint(`${place}/start.safetensors`);
  expect(start).toMatchObject({ step: 0, history: [], planned: { steps: plan.steps } });
  expect(files).toMatchObject({ source: prices, out: "result.safetensors" });
  const shard = readFileSync(`${place}/${data.train[0].file}`);
  expect(shard.length).toBe(data.train[0].bytes);
  expect(decodeSafetensors(shard, "shard").tensors.get("numbers")?.shape).toEqual([data.train[0].rows, 1]);
});

test("a checkpoint goes on where it was, and a model is trained again as it was", async () => {
  const [on, again] = [folder.path("on"), folder.path("again")];
  const further = await akari([
    "train",
    "--resume",
    checkpoint,
    "--epochs",
    "5",
    "--to",
    "torchrun",
    "--out",
    on,
  ]);
  expect(further).toMatchObject({ code: 0, stderr: expect.stringContaining("Going on after") });
  const start = (await loadCheckpoint(`${on}/start.safetensors`)).checkpoint;
  expect(start.step).toBe((await loadCheckpoint(checkpoint)).checkpoint.step);
  expect(start.history.length).toBe(3);
  // At its end there is nothing left to do.
  const ended = await akari(["export", checkpoint, "--to", "torchrun", "--out", folder.path("ended")]);
  expect(ended.stderr).toContain("has come to its end");

  const written = await akari(["export", model, prices, "--to", "torchrun", "--out", again]);
  expect(written).toMatchObject({ code: 0, stderr: expect.stringContaining("the seed 5 draws") });
  const other = folder.path("cluster-too");
  await akari([...train, "--to", "torchrun", "--out", other]);
  expect(experimentIn(again)).toEqual(experimentIn(other));
  expect((await loadCheckpoint(`${again}/start.safetensors`)).checkpoint.model).toEqual(
    (await loadCheckpoint(`${other}/start.safetensors`)).checkpoint.model,
  );
});

test.each([
  ["another optimizer", () => ["train", prices, "--optimizer", "lbfgs"], "take adam"],
  ["folds", () => ["train", prices, "--folds", "3"], "--folds would be ignored"],
  ["a log", () => ["train", prices, "--log", folder.path("log.csv")], "--log would be ignored"],
  ["no data", () => ["export", model], "Say what"],
  ["other data", () => ["export", model, digits], "is not what"],
  ["what says nothing", () => ["export", checkpoint, "--divide-by", "2"], "--divide-by would be ignored"],
])("%s: a sentence, and nothing is left", async (_, args, sentence) => {
  const place = folder.path("refused");
  const { code, stderr } = await akari([...args(), "--to", "torchrun", "--out", place]);
  expect(stderr).toContain(sentence);
  expect(code).toBe(2);
  expect(existsSync(place)).toBe(false);
  expect(readdirSync(folder.path(".")).filter((name) => name.startsWith(".akari"))).toEqual([]);
});

test("what is there is not written over", async () => {
  const place = folder.path("mine");
  mkdirSync(place);
  writeFileSync(`${place}/notes.txt`, "mine");
  const { code, stderr } = await akari([...train, "--to", "torchrun", "--out", place]);
  expect({ code, kept: readdirSync(place) }).toEqual({ code: 2, kept: ["notes.txt"] });
  expect(stderr).toContain("name another folder");
  expect((await akari([...train, "--to", "onnx"])).stderr).toContain("akari export MODEL --to onnx");
  expect((await akari(["export", model, prices, "--to", "onnx"])).stderr).toContain("would be ignored");
});

test("--log-steps has the loss of every step, and a resumed run's follow those before its checkpoint", async () => {
  const log = folder.path("steps.csv");
  const out = folder.path("logged.safetensors");
  await akari([...train, "--checkpoint", "1epochs", "--log-steps", log, "--out", out]);
  const whole = readFileSync(log, "utf8");
  const rows = whole.trim().split("\n");
  const { step, history } = (await loadCheckpoint(folder.path("logged.checkpoint.safetensors"))).checkpoint;
  expect(rows.length).toBe(1 + step);
  expect(rows[0]).toBe("step,epoch,loss");
  const last = rows.at(-1)?.split(",") ?? [];
  expect([Number(last[0]), Number(last[1])]).toEqual([step, 3]);
  expect(history.length).toBe(3);
  const shorter = ["--epochs", "1", "--checkpoint", "1epochs", "--log-steps", log, "--out", out];
  await akari(["train", prices, "--keep-best", "--seed", "5", ...shorter]);
  writeFileSync(log, `${readFileSync(log, "utf8")}9999,9,1\n`);
  const on = ["train", "--resume", folder.path("logged.checkpoint.safetensors"), "--epochs", "3"];
  expect((await akari([...on, "--log-steps", log, "--out", out])).code).toBe(0);
  expect(readFileSync(log, "utf8")).toBe(whole);
  const refused = await akari([...train, "--log-steps", prices, "--out", out]);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("would be overwritten") });
});
