/**
 * @file Checkpoints and going on from them, as the command does both.
 */

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadCheckpoint, loadModel } from "../../src/formats/files.node.js";
import { akari, makeFolder, writeIdxFolder } from "./harness.js";
import { writePrices } from "./own-data.js";

const folder = makeFolder();
const data = folder.path("data");
const full = folder.path("full.safetensors");
const point = folder.path("full.checkpoint.safetensors");

/** 180 examples to learn from: 6 steps an epoch. */
const COMMON = ["--engine", "reference", "--lr", "0.01", "--layers", "6"];
const train = (out: string, ...options: string[]) =>
  akari(["train", data, ...COMMON, "--out", out, ...options]);

const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

/** All that is said on standard output but times and names of files. */
const timeless = (stdout: string) =>
  jsonLines(stdout).map(({ seconds, samplesPerSecond, out, checkpoint, ...rest }) => rest);

beforeAll(async () => {
  writeIdxFolder(data);
  await train(full, "--steps", "20", "--keep-best");
});
afterAll(folder.remove);

describe("a run that was stopped and resumed", () => {
  const part = folder.path("part.safetensors");
  const partPoint = folder.path("part.checkpoint.safetensors");

  test("ends with the same file, and says the same", async () => {
    const straight = await train(
      folder.path("straight.safetensors"),
      "--steps",
      "20",
      "--keep-best",
      "--json",
    );
    const first = await train(part, "--steps", "8", "--keep-best", "--checkpoint", "5");
    expect(first.stderr).toContain(`A checkpoint every 5 steps, in ${partPoint}\n`);
    expect(first.stdout).toContain(`Checkpoint ${partPoint}, for --resume\n`);
    const rest = await akari(["train", "--resume", partPoint, "--steps", "20", "--json"]);
    expect(rest.stderr).toContain("Going on after 8 of 20 steps\n");
    expect(rest.stderr).toContain("A checkpoint every 5 steps");
    expect(rest.code).toBe(0);
    expect(readFileSync(part)).toEqual(readFileSync(full));
    expect(timeless(rest.stdout)).toEqual(timeless(straight.stdout).slice(1));
    expect(jsonLines(rest.stdout).at(-1)).toMatchObject({ out: part, checkpoint: partPoint });
  });

  test.each([
    ["--dropout", "0.3", "--input-dropout", "0.1"],
    ["--l1", "0.001"],
    ["--clip", "0.1"],
    ["--l1", "0.001", "--batch-norm"],
  ])("ends with the same file where it is regularised: %s", async (...options) => {
    const whole = folder.path("whole.safetensors");
    await train(whole, "--epochs", "3", ...options);
    await train(part, "--steps", "7", "--checkpoint", "7", ...options);
    const { code } = await akari(["train", "--resume", partPoint, "--epochs", "3", ...options]);
    expect(code).toBe(0);
    expect(readFileSync(part)).toEqual(readFileSync(whole));
    const other = await akari(["train", "--resume", partPoint, options[0], "0.7", "--epochs", "3"]);
    expect(other.stderr).toContain(`${options[0]} 0.7 contradicts`);
  });

  test("ends with the same file where copies and pen digits are learned from", async () => {
    const whole = folder.path("whole.safetensors");
    const options = ["--layers", "4", "--augment", "rotation=5,elastic=2", "--pen-digits", "20"];
    const trainMnist = (out: string, ...more: string[]) =>
      akari(["train", "mnist", ...options, "--out", out, ...more]);
    await trainMnist(whole, "--steps", "5");
    await trainMnist(part, "--steps", "3", "--checkpoint", "3");
    const { code, stderr } = await akari(["train", "--resume", partPoint, "--steps", "5"]);
    expect(code).toBe(0);
    expect(stderr).toContain("MNIST (training part) and 20 pen digits: 54,018 examples to learn from");
    expect(readFileSync(part)).toEqual(readFileSync(whole));
    const record = (await loadModel(part)).record;
    expect(record?.augmentation).toMatchObject({ rotation: 5, elastic: 2, shear: 0 });
    const other = await akari(["train", "--resume", partPoint, "--augment", "rotation=6"]);
    expect(other.stderr).toContain("--augment rotation=6 contradicts");
    const fewer = await akari(["train", "--resume", partPoint, "--pen-digits", "10"]);
    expect(fewer.stderr).toContain("--pen-digits 10 contradicts");
  });

  test("starts from weights of a file, and keeps the names of its tensors", async () => {
    const init = ["--init", full, "--epochs", "2"];
    await train(folder.path("on.safetensors"), ...init);
    await train(part, ...init, "--checkpoint", "1epoch");
    rmSync(part);
    // The checkpoint at the end of the run: nothing is left to learn, and the result is made again.
    await akari(["train", "--resume", partPoint]);
    expect(readFileSync(part)).toEqual(readFileSync(folder.path("on.safetensors")));
  });

  test("a checkpoint that cannot be written is told of, and the run goes on", async () => {
    rmSync(partPoint, { force: true });
    const args = ["train", data, ...COMMON, "--out", part, "--epochs", "3", "--checkpoint", "1epoch"];
    const { code, stderr, stdout } = await akari(args, {
      onProgress: (text) => {
        if (text.startsWith("A checkpoint") || text.includes("\nA checkpoint")) mkdirSync(partPoint);
      },
    });
    rmSync(partPoint, { recursive: true });
    expect(code).toBe(0);
    // Three times the same is told of once.
    expect(stderr.match(/is a folder; .* Training goes on without this checkpoint\.\n/g)).toHaveLength(1);
    expect(stdout).toContain(`Saved ${part}`);
    expect(stdout).not.toContain("Checkpoint");
  });

  test("an interruption leaves a checkpoint, and the way to go on", async () => {
    const args = ["train", data, ...COMMON, "--out", part, "--epochs", "1000", "--checkpoint", "900epochs"];
    const { code, stderr } = await akari(args, {
      onProgress: (text, interrupt) => {
        if (text.startsWith("epoch")) interrupt("SIGINT");
      },
    });
    expect(code).toBe(130);
    expect(stderr).toMatch(new RegExp(`Go on with akari train --resume ${partPoint}\\.\n$`));
    const { record } = await loadModel(part);
    expect((await loadCheckpoint(partPoint)).checkpoint.step).toBe(record?.steps);
  });
});

describe("a checkpoint", () => {
  beforeAll(() => train(full, "--steps", "20", "--keep-best", "--checkpoint", "2epochs"));

  test("has the engine that auto took, and goes on in it", async () => {
    const out = folder.path("auto.safetensors");
    const layers = ["--layers", "6", "--engine", "auto"];
    const begun = await akari(["train", data, ...layers, "--steps", "4", "--checkpoint", "2", "--out", out]);
    expect(begun.stderr).toMatch(/\nComputes in wasm\. A step of this network takes .* operations; /);
    expect((await loadModel(out)).record?.engine).toBe("wasm");
    const from = folder.path("auto.checkpoint.safetensors");
    expect((await loadCheckpoint(from)).checkpoint.configuration.engine).toBe("wasm");
    const resumed = await akari(["train", "--resume", from, "--engine", "auto", "--steps", "8"]);
    expect(resumed.stderr).toContain("Going on after 4 of 8 steps");
    expect(resumed.stderr).not.toContain("Computes in");
  });

  test("is a model for every other command", async () => {
    const evaluated = await akari(["evaluate", point, data, "--engine", "reference", "--json"]);
    expect(JSON.parse(evaluated.stdout).examples).toBe(40);
    const { training } = JSON.parse((await akari(["summary", point, "--json"])).stdout);
    expect(training).toMatchObject({ steps: 20, epochs: 4, validation: 0.1 });
  });

  test.each([
    [["--lr", "0.5"], "--lr 0.5 contradicts"],
    [["--layers", "6", "--seed", "2"], "--seed 2 contradicts"],
    [["--steps", "10"], "has 20 steps behind it already"],
    [["--threads", "2"], "--threads would be ignored"],
  ])("is not gone on from with %j", async (options, sentence) => {
    const out = folder.path("other.safetensors");
    const { code, stderr } = await akari(["train", "--resume", point, "--out", out, ...options]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(existsSync(out)).toBe(false);
  });

  test("of data that have moved is told where they are, and of other data is refused", async () => {
    const moved = folder.path("moved");
    const other = folder.path("other");
    renameSync(data, moved);
    try {
      const lost = await akari(["train", "--resume", point]);
      expect(lost.code).toBe(2);
      expect(lost.stderr).toContain(`learned from ${data}, which is no longer there. Say where they are`);
      const found = await akari(["train", moved, "--resume", point]);
      expect(found.code).toBe(0);
      expect((await loadModel(full)).record?.data).toBe(`${data} (training part)`);
    } finally {
      renameSync(moved, data);
    }
    writeIdxFolder(other, { train: 204 });
    const refused = await akari(["train", other, "--resume", point]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("has 204 rows of 784 numbers and not 200 rows");
  });

  test("of data that were changed in the midst is refused, and what was changed is said", async () => {
    const images = `${data}/train-images-idx3-ubyte`;
    const before = readFileSync(images);
    const after = Uint8Array.from(before);
    after[16 + 100 * 784 + 300] ^= 1;
    writeFileSync(images, after);
    try {
      const refused = await akari(["train", data, "--resume", point]);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain(
        "it has as many rows, but the inputs of at least one of them have changed",
      );
    } finally {
      writeFileSync(images, before);
    }
  });

  test.each([
    ["a cell", (rows: string[]) => rows.with(30, rows[30].replace(/^\d+/, "99")), "but the inputs of"],
    ["a target", (rows: string[]) => rows.with(30, rows[30].replace(/\d+$/, "9")), "but the targets of"],
    [
      "the order",
      (rows: string[]) => [rows[0], ...rows.slice(1).reverse()],
      "the same rows in another order",
    ],
    ["the number", (rows: string[]) => rows.slice(0, -1), "it has 59 rows of 4 numbers and not 60 rows"],
  ] as const)(
    "of a table is not gone on from where %s is another, wherever it is",
    async (_, change, said) => {
      const table = folder.path("prices.csv");
      const out = folder.path("prices.safetensors");
      writePrices(table);
      const options = ["--scaling", "none", "--epochs", "2", "--checkpoint", "1epoch", "--out", out];
      await akari(["train", table, ...options]);
      const rows = readFileSync(table, "utf8").trimEnd().split("\n");
      writeFileSync(table, `${change(rows).join("\n")}\n`);
      const resume = ["train", "--resume", folder.path("prices.checkpoint.safetensors"), "--epochs", "3"];
      const { code, stderr } = await akari(resume);
      expect(code).toBe(2);
      expect(stderr).toContain(said);
      expect(stderr).toContain("Give the run its data as they were");
    },
  );

  test("that is damaged, or none, is told of", async () => {
    const cut = folder.path("cut.safetensors");
    writeFileSync(cut, readFileSync(point).subarray(0, -8));
    const damaged = await akari(["train", "--resume", cut]);
    expect(damaged.code).toBe(2);
    expect(damaged.stderr).toMatch(/^akari: .*cut\.safetensors is not a sound safetensors file: .*\n$/);
    const model = await akari(["train", "--resume", full]);
    expect(model.stderr).toContain("but not a checkpoint of Akari's");
  });
});

describe("--keep-best", () => {
  test("the best epoch is printed and recorded", async () => {
    const out = folder.path("best.safetensors");
    const { stdout } = await train(out, "--epochs", "4", "--keep-best", "--json");
    const lines = jsonLines(stdout);
    const accuracies = lines.slice(0, -1).map(({ validationAccuracy }) => validationAccuracy as number);
    const best = 1 + accuracies.indexOf(Math.max(...accuracies));
    expect(lines.at(-1)?.bestEpoch).toBe(best);
    const { record } = await loadModel(out);
    expect(record).toMatchObject({ bestEpoch: best, validationAccuracy: accuracies[best - 1], steps: 24 });
    const plain = await train(out, "--epochs", "4", "--keep-best");
    expect(plain.stdout).toMatch(/^The weights are those of epoch \d, the best: validation \d+\.\d\d%$/m);
    expect((await akari(["summary", out])).stdout).toContain(`of epoch ${best}, the best`);
  });

  test("needs examples to validate on", async () => {
    const { code, stderr } = await train(full, "--keep-best", "--validation", "0");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^akari: --keep-best .*\n$/);
  });
});

test.each(["1000000000", "100000,100000"])("--layers %s is too large", async (sizes) => {
  const out = folder.path("huge.safetensors");
  const { code, stderr } = await akari(["train", data, "--layers", sizes, "--out", out]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^akari: The network would have [\d,]+ parameters, which need .* GB of memory.*\n$/);
});
