/**
 * @file An exported experiment, trained by torchrun on two processes: the losses of its steps beside those of `akari train`,
 * and what Akari makes of its files. `npm run test:torchrun` tries many more experiments, numbers of processes and accidents.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { loadCheckpoint, loadModel } from "../../src/formats/files.node.js";
import { akari, makeFolder } from "../cli/harness.js";
import { exported, largestDifference, stepLosses, torchrun } from "./experiments.js";
import { NO_TORCH, torchPython } from "./python.js";

const folder = makeFolder();
afterAll(folder.remove);

/** Numbers, categories, missing cells and weights. */
function writeTable(path: string, rows = 90): void {
  const lines = Array.from({ length: rows }, (_, i) => {
    const size = i % 11 === 3 ? "" : String(((i * 37) % 101) / 7);
    const city = ["Kyoto", "Nara", "Osaka"][(i * 5) % 3];
    return `${size},${city},${1 + (i % 4)},${((i * 37) % 101) / 7 + (city === "Nara" ? 4 : 0) > 9 ? "big" : "small"}`;
  });
  writeFileSync(path, `size,city,counts,kind\n${lines.join("\n")}\n`);
}

describe.skipIf(torchPython === undefined)(torchPython === undefined ? NO_TORCH : "with torchrun", () => {
  test("every step's loss is Akari's, and so are its files", { timeout: 240_000 }, async () => {
    const data = folder.path("kinds.csv");
    writeTable(data);
    // In float64, where both are to agree to the last digits.
    const options = [
      ..."--engine reference --target kind --weight counts --layers 6,5 --epochs 5 --batch 16".split(" "),
      ..."--dropout 0.2 --input-dropout 0.1 --l1 0.001 --clip 0.5 --label-smoothing 0.1".split(" "),
      ..."--schedule cosine --warm-up 3 --optimizer adamw --class-weights balanced --keep-best".split(" "),
    ];
    const log = folder.path("steps.csv");
    const trained = folder.path("trained.safetensors");
    expect((await akari(["train", data, ...options, "--log-steps", log, "--out", trained])).code).toBe(0);
    const place = folder.path("cluster");
    await exported(["train", data, ...options], place);
    const { stdout } = torchrun(place, 2);
    expect(stdout).toContain("Epoch 5 of 5");

    const ours = stepLosses(log);
    const theirs = stepLosses(`${place}/steps.csv`);
    expect(theirs.length).toBe(ours.length);
    expect(largestDifference(theirs, ours)).toBeLessThan(1e-9);

    const [one, other] = [await loadModel(trained), await loadModel(`${place}/result.safetensors`)];
    expect(other.verified).toBe(true);
    expect(other.model.definition).toEqual(one.model.definition);
    const { loss: _, accuracy: __, ...record } = one.record ?? {};
    expect(other.record).toEqual({
      ...record,
      trainedBy: expect.stringMatching(/^PyTorch .* × 2$/),
      history: expect.anything(),
    });
    expect((await akari(["summary", `${place}/result.safetensors`])).stdout).toMatch(/Engine +PyTorch/);
    expect(other.record?.history?.validationAccuracy).toEqual(one.record?.history?.validationAccuracy);
    other.model.parameters.forEach(({ weight, bias }, i) => {
      const pairs = [
        [weight, one.model.parameters[i].weight],
        [bias, one.model.parameters[i].bias],
      ];
      for (const [a, b] of pairs) for (const [n, value] of a.entries()) expect(value).toBeCloseTo(b[n], 8);
    });
    const scores = await akari(["evaluate", `${place}/result.safetensors`, data, "--json"]);
    expect(JSON.parse(scores.stdout).loss).toBeCloseTo(one.record?.loss ?? 0, 8);
    // Akari goes on from its checkpoint.
    const checkpoint = `${place}/checkpoint.safetensors`;
    expect((await loadCheckpoint(checkpoint)).checkpoint.step).toBe(ours.length);
    const { record: here } = await loadModel(checkpoint);
    expect([here?.trainedBy, here?.history]).toEqual([other.record?.trainedBy, other.record?.history]);
    const further = await akari([
      "train",
      "--resume",
      checkpoint,
      "--epochs",
      "5",
      "--out",
      folder.path("on.safetensors"),
    ]);
    expect(further.stderr).toContain("Going on after");
    expect(further.code).toBe(0);
    expect(readFileSync(`${place}/train.py`, "utf8")).toContain("nn.Linear(6, 5), nn.Sigmoid()");
  });
});
