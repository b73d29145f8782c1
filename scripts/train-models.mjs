// @ts-check
/**
 * @file `npm run train:models [NAME …] [--out FOLDER]`: trains the models of `models/` anew: `lamps`,
 * 784-16-16-10, small enough that its every neuron can be seen, and `reader`, which reads drawn digits better.
 * The same sources give the same files, byte for byte, and a file that comes out otherwise than the one that is there is
 * told of. Without `--out` it takes that one's place.
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { lampsPen } from "./lamps-pen.mjs";
import { ROOT, setUpOrExit } from "./setup.mjs";

/** Where the models are that come with the Studio. */
const MODELS = join(ROOT, "models");

/** The models, and what trains each into a file. dist/ must be built. */
const TRAINING = { lamps: trainLamps, reader: trainReader };

/** @typedef {keyof typeof TRAINING} ModelName */
const MODEL_NAMES = /** @type {ModelName[]} */ (Object.keys(TRAINING));

/** @param {string} folder @param {ModelName} name */
const modelFile = (folder, name) => join(folder, `${name}.safetensors`);

/**
 * As `akari train mnist` would, but with digits of another pen than `--pen-digits` has. Sixteen neurons have no room for
 * every hand: with more distortion they read fewer of MNIST's own digits.
 *
 * @param {string} file
 */
async function trainLamps(file) {
  const { evaluate, fit, defineModel, save } = await import("../dist/index.js");
  const { mnist } = await import("../dist/node.js");
  const { addPenDigits } = await import("../dist/data/digits/pen-digits.js");
  const { trainingHistory } = await import("../dist/formats/description/training-record.js");
  const { defineAugmentation } = await import("../dist/data.js");
  const { defineOptimizer } = await import("../dist/model.js");
  const { train, test } = await mnist();
  const data = addPenDigits(train, 20_000, 1, await lampsPen());
  if (data.targets.kind !== "classes") throw new TypeError("MNIST's targets are classes.");
  const [seed, epochs, batch, learningRate] = [1, 30, 32, 0.003];
  const augmentation = defineAugmentation({
    ...{ rotation: 5, shear: 0.2, stretch: 0.2, elastic: 1.5, thickness: 0.2, normalize: true },
  });
  const network = defineModel({
    inputs: data.features.columns,
    layers: [
      { units: 16, activation: "sigmoid" },
      { units: 16, activation: "sigmoid" },
      { units: 10, activation: "softmax" },
    ],
    loss: "cross_entropy",
    preprocessing: data.preprocessing,
    labels: data.targets.names,
  });
  const options = { seed, epochs, batchSize: batch, learningRate, augmentation };
  const { model, steps, history } = await fit(network, data, {
    ...options,
    optimizer: "adam",
    schedule: "cosine",
  });
  const { loss, accuracy } = await evaluate(model, test);
  const curves = trainingHistory(history);
  if (accuracy === undefined || curves === undefined) throw new TypeError("MNIST's targets are classes.");
  await save(model, file, {
    record: {
      ...{ data: data.name, seed, epochs, steps, batch, shuffle: true, validation: 0 },
      optimizer: defineOptimizer("adam", { learningRate }),
      ...{ augmentation, schedule: { name: "cosine" }, engine: "wasm", trainingExamples: data.features.rows },
      ...{ loss, accuracy, history: curves },
    },
  });
}

/**
 * With the command; then its weights are rounded to bfloat16, which changes no answer of note and lets the file be
 * compressed to less than half.
 *
 * @param {string} file
 */
async function trainReader(file) {
  const command = [join(ROOT, "dist/cli/main.js"), "train", "mnist", "--preset", "drawn", "--out", file];
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  if (status !== 0) throw new Error(`akari train failed: ${stderr}`);
  const { evaluate, load, save } = await import("../dist/index.js");
  const { mnist } = await import("../dist/node.js");
  const { model: trained, record } = await load(readFileSync(file));
  if (record === undefined) throw new Error("akari train wrote no record.");
  const { definition, parameters } = trained;
  const model = {
    definition,
    parameters: parameters.map(({ weight, bias }) => ({ weight: toBfloat16(weight), bias })),
  };
  const { loss, accuracy } = await evaluate(model, (await mnist()).test);
  if (accuracy === undefined) throw new TypeError("MNIST's targets are classes.");
  await save(model, file, { record: { ...record, loss, accuracy } });
}

/** Numbers of the upper half of float32's bits, the nearest ones, as float32. @param {ArrayLike<number>} numbers */
function toBfloat16(numbers) {
  const rounded = Float32Array.from(numbers);
  const bits = new Uint32Array(rounded.buffer);
  for (let i = 0; i < bits.length; i++) {
    // Half of the last bit that stays; a tie goes to the even one.
    bits[i] = ((bits[i] + 0x7fff + ((bits[i] >>> 16) & 1)) & 0xffff0000) >>> 0;
  }
  return rounded;
}

/** @param {readonly string[]} args */
async function main(args) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { out: { type: "string", default: MODELS } },
  });
  const strange = positionals.find((name) => !Object.hasOwn(TRAINING, name));
  if (strange !== undefined) throw new Error(`There is no model "${strange}": ${MODEL_NAMES.join(", ")}.`);
  await setUpOrExit();
  const { load } = await import("../dist/index.js");
  const names = MODEL_NAMES.filter((name) => positionals.length === 0 || positionals.includes(name));
  mkdirSync(values.out, { recursive: true });
  const fresh = mkdtempSync(join(values.out, ".training-"));
  try {
    for (const name of names) {
      console.log(`Training ${name} …`);
      const started = performance.now();
      await TRAINING[name](modelFile(fresh, name));
      const seconds = Math.round((performance.now() - started) / 1000);
      const known = modelFile(MODELS, name);
      const made = readFileSync(modelFile(fresh, name));
      const isSame = existsSync(known) && readFileSync(known).equals(made);
      const { record } = await load(made);
      console.log(
        `${name}: ${(100 * (record?.accuracy ?? 0)).toFixed(2)} % of MNIST's test part, after ${seconds} s; ` +
          `${isSame ? "the same file as" : "ANOTHER file than"} models/${name}.safetensors`,
      );
      if (!isSame) process.exitCode = 1;
      renameSync(modelFile(fresh, name), modelFile(values.out, name));
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
