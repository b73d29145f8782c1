/**
 * @file Many experiments on 1, 2 and 4 processes: `npm run test:torchrun`. It prints a table of the largest
 * relative difference of a step's loss from Akari's.
 */

import { rmSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { loadModel } from "../../src/formats/files.node.js";
import { akari, makeFolder, writeIdxFolder } from "../cli/harness.js";
import { writeKinds, writePrices, writeTones } from "../cli/own-data.js";
import { exported, largestDifference, stepLosses, torchrun } from "./experiments.js";
import { torchPython } from "./python.js";

const folder = makeFolder();
afterAll(folder.remove);
const prices = folder.path("prices.csv");
const kinds = folder.path("kinds.csv");
const tones = folder.path("tones");
const digits = folder.path("digits");
writePrices(prices, 400);
writeKinds(kinds, 300);
writeTones(tones, 60);
writeIdxFolder(digits);

const PROCESSES = [1, 2, 4];
/** In float32 sums are rounded in another order, and a run of many steps makes more of it. */
const BOUND = { wasm: 1e-5, reference: 1e-9 };

/** Experiments by their names: the arguments of `akari train`, in float32 unless they say otherwise. */
const EXPERIMENTS: Readonly<Record<string, string>> = {
  "MNIST, as it comes": "mnist --steps 220 --validation 0",
  "MNIST, ReLU and Adam": "mnist --layers 64,32 --activation relu --steps 220 --validation 0",
  "MNIST, uneven batches": "mnist --batch 37 --steps 220 --optimizer rmsprop --dropout 0.2 --validation 0",
  "a table of numbers": `${prices} --epochs 25`,
  "a table of classes": `${kinds} --epochs 30 --optimizer nesterov --lr 0.05`,
  recordings: `${tones} --epochs 60`,
  SGD: `${prices} --engine reference --optimizer sgd --lr 0.01 --epochs 20`,
  "momentum, steps": `${prices} --engine reference --optimizer momentum --lr 0.01 --schedule step:3:0.5 --epochs 20`,
  "RMSProp, one cycle": `${kinds} --engine reference --optimizer rmsprop --schedule one-cycle --epochs 20`,
  "AdamW, by layer": `${kinds} --engine reference --optimizer adamw --layers 6,5 --layer-rates 0.5,1,2 --layer-weight-decay 0,0.1,0.01 --epochs 20`,
  "copies of digits": `${digits} --engine reference --augment standard --epochs 3 --batch 7`,
  "copies of another kind": `${digits} --augment rotation=20,shift=2,thickness=0.3 --epochs 12`,
  "batch normalisation": `${kinds} --engine reference --layers 8,6 --batch-norm --batch 15 --epochs 20 --freeze 1`,
  "Huber, early stopping": `${prices} --engine reference --loss huber --optimizer adam --lr 0.05 --patience 2 --epochs 60`,
  "weights, smoothing": `${kinds} --engine reference --class-weights balanced --label-smoothing 0.1 --clip 0.3 --l1 0.001 --epochs 20`,
  "not shuffled, more processes than rows": `${prices} --engine reference --shuffle false --batch 3 --epochs 3 --input-dropout 0.2`,
};

describe.skipIf(process.env.AKARI_TORCHRUN === undefined || torchPython === undefined)(
  "with torchrun",
  () => {
    test.each(Object.entries(EXPERIMENTS))("%s", { timeout: 900_000 }, async (name, text) => {
      const args = text.split(" ");
      const log = folder.path("akari.csv");
      const out = folder.path("akari.safetensors");
      expect((await akari(["train", ...args, "--log-steps", log, "--out", out])).code).toBe(0);
      const ours = stepLosses(log);
      const { record } = await loadModel(out);
      const place = folder.path("cluster");
      rmSync(place, { recursive: true, force: true });
      await exported(["train", ...args], place);
      const worst = [];
      for (const processes of PROCESSES) {
        for (const file of ["checkpoint", "result"]) rmSync(`${place}/${file}.safetensors`, { force: true });
        torchrun(place, processes);
        const theirs = stepLosses(`${place}/steps.csv`);
        expect(theirs.length).toBe(ours.length);
        worst.push(largestDifference(theirs, ours));
        const result = (await loadModel(`${place}/result.safetensors`)).record;
        expect(result?.bestEpoch).toBe(record?.bestEpoch);
        expect(result?.history?.loss.length).toBe(record?.history?.loss.length);
      }
      console.log(`${name}: ${ours.length} steps, ${worst.map((one) => one.toExponential(1)).join(", ")}`);
      for (const one of worst)
        expect(one).toBeLessThan(BOUND[text.includes("reference") ? "reference" : "wasm"]);
    });
  },
);
