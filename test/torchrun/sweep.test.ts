/**
 * @file Many experiments on 1, 2 and 4 processes: `npm run test:torchrun`. It prints a table of the largest
 * relative difference of a step's loss from Akari's.
 */

import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { readTableOfAnySize } from "../../src/data/table/read-table.node.js";
import { reference } from "../../src/engine/reference/engine.js";
import { loadModel } from "../../src/formats/files.node.js";
import { writeTorchrun } from "../../src/formats/torchrun/folder.node.js";
import { defineModel } from "../../src/model/model.js";
import { defineOptimizer } from "../../src/model/optimizers.js";
import { fit } from "../../src/training/fit.js";
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
  "MNIST, uneven batches": "mnist --batch 37 --steps 220 --optimizer momentum --dropout 0.2 --validation 0",
  // RMSProp and Adam make much of roundings, and most where a loss has become small.
  "MNIST, RMSProp":
    "mnist --engine reference --batch 37 --steps 220 --optimizer rmsprop --dropout 0.2 --validation 0",
  "a table of numbers": `${prices} --epochs 25`,
  "a table of classes": `${kinds} --epochs 30 --optimizer nesterov --lr 0.05`,
  recordings: `${tones} --optimizer sgd --lr 0.01 --epochs 60`,
  "recordings, Adam": `${tones} --engine reference --epochs 60`,
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

    test("a table in chunks", { timeout: 600_000 }, async () => {
      const path = folder.path("large.csv");
      const rows = Array.from({ length: 3000 }, (_, i) => {
        const [a, b, city] = [
          Math.sin(i * 1.7) * 3,
          (i * 37) % 101,
          ["Kyoto", "Nara", "Osaka", ""][(i * 7) % 4],
        ];
        return `${a.toFixed(4)},${b},${city},${1 + (i % 3)},${(a * 2 + b / 20).toFixed(3)}`;
      });
      writeFileSync(path, `a,b,city,w,y\n${rows.join("\n")}\n`);
      const sizes = { chunk: 2 ** 14, pages: 2 ** 14 };
      const table = await readTableOfAnySize(path, { target: "y", weight: "w" }, 0, sizes);
      if (!("splitAndPrepare" in table)) throw new Error("The table is in memory.");
      const { training, validation } = await table.splitAndPrepare({ test: 0.1, validation: 0.1, seed: 1 });
      if (training === undefined || validation === undefined) throw new Error("A part is missing.");
      const start = defineModel({
        inputs: training.features.columns,
        layers: [{ units: 16 }, { units: 1, activation: "linear" }],
        preprocessing: training.preprocessing,
      });
      const optimizer = defineOptimizer("adam", { learningRate: 0.003 });
      const options = { optimizer, epochs: 3, batchSize: 24, validation, engine: reference };
      const ours: number[] = [];
      for await (const event of fit(start, training, options)) {
        if (event.type === "progress") ours.push(...event.losses);
      }
      const place = folder.path("chunks");
      mkdirSync(place);
      await writeTorchrun(place, {
        start,
        data: training,
        options,
        every: { epochs: 1 },
        names: undefined,
        files: () => ({}),
        record: async (_, { epochs, trainingExamples }) => ({
          ...{ data: training.name, seed: 1, epochs, steps: 0, batch: 24, shuffle: true, validation: 0.1 },
          ...{ optimizer, engine: "reference", trainingExamples },
        }),
      });
      await table.close();
      expect(readdirSync(`${place}/data`).length).toBe(training.chunks.length + validation.chunks.length);
      for (const processes of [1, 3]) {
        for (const file of ["checkpoint", "result"]) rmSync(`${place}/${file}.safetensors`, { force: true });
        torchrun(place, processes);
        expect(largestDifference(stepLosses(`${place}/steps.csv`), ours)).toBeLessThan(1e-9);
      }
    });
  },
);
