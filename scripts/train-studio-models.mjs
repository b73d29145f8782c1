// @ts-check
/**
 * @file Trains the two models that come with the Studio, from MNIST's training part and distorted copies of it alone:
 * `lamps`, 784-16-16-10, small enough that its every neuron can be seen, and `reader`, which reads drawn digits better.
 * The same sources give the same files, byte for byte: `node scripts/train-studio-models.mjs FOLDER` makes them again,
 * to be compared.
 *
 * Each stage makes a new copy of the 60,000 digits, distorted with another seed, and the model learns from it, at a
 * lower learning rate than before.
 */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT, setUpOrExit } from "./setup.mjs";

/**
 * @import { DistortOptions } from "../src/data/index.js"
 * @import { Dataset, Model, ModelDefinition, TrainingRecord } from "../src/index.js"
 *
 * @typedef {object} Recipe
 * @property {string} name of the file
 * @property {readonly number[]} hidden units of each hidden layer
 * @property {"sigmoid" | "relu"} activation of the hidden layers
 * @property {DistortOptions} distortion
 * @property {number} batch
 * @property {number} epochs in each stage
 * @property {readonly [first: number, last: number]} learningRates of the first stage and the last
 */

const STAGES = 10;

/** @type {readonly Recipe[]} */
const RECIPES = [
  {
    name: "lamps",
    hidden: [16, 16],
    activation: "sigmoid",
    // Sixteen neurons have no room for every hand: with more distortion they read fewer of MNIST's own digits.
    distortion: { rotation: 0.1, slant: 0.2, stretch: 0.2, bend: 1, thickness: 0.2, variants: 0.5 },
    batch: 32,
    epochs: 10,
    learningRates: [0.003, 0.0001],
  },
  {
    name: "reader",
    hidden: [256, 128],
    activation: "relu",
    distortion: { rotation: 0.12, slant: 0.25, stretch: 0.25, bend: 1.3, thickness: 0.2, variants: 0.5 },
    batch: 64,
    epochs: 2,
    learningRates: [0.001, 0.00002],
  },
];

/** The modules of dist/ that decide the weights and the files, with all that they import. */
const DECIDING = ["data/distort.js", "training/fit.js", "training/evaluate.js", "formats/model-file.js"];

/**
 * Writes `lamps.safetensors` and `reader.safetensors` into a folder, unless those that are there were made by the same
 * sources from the same data. dist/ must be built.
 *
 * @param {string} folder
 */
export async function trainStudioModels(folder) {
  const [{ evaluate, hashParameters }, { mnist, saveModel }] = await Promise.all([
    import("../dist/index.js"),
    import("../dist/node.js"),
  ]);
  const { train, test } = await mnist();
  // Beside the folder, which is copied to where the page is served from.
  const stamp = `${folder}.stamp`;
  const sources = hashSources([train, test]);
  const place = (/** @type {string} */ name) => join(folder, `${name}.safetensors`);
  const made = RECIPES.every(({ name }) => existsSync(place(name)));
  if (made && existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;

  console.log("Training the Studio's models …");
  const began = performance.now();
  mkdirSync(folder, { recursive: true });
  rmSync(stamp, { force: true });
  for (const recipe of RECIPES) {
    const { name } = recipe;
    const { model, record } = await learn(recipe, train);
    const { accuracy = 0, loss } = await evaluate(model, test);
    await saveModel(place(name), model, { ...record, accuracy, loss });
    const sha256 = await hashParameters(model.parameters);
    console.log(
      `${name}: ${(accuracy * 100).toFixed(2)}% of ${test.name}, sha256 of its parameters ${sha256}`,
    );
  }
  writeFileSync(stamp, sources);
  console.log(`Trained in ${((performance.now() - began) / 1000).toFixed(0)} s.`);
}

/**
 * Trains a model, stage by stage.
 *
 * @param {Recipe} recipe
 * @param {Dataset} train
 */
async function learn(recipe, train) {
  const { defineModel, defineOptimizer, fit } = await import("../dist/index.js");
  const { distortDigits } = await import("../dist/data/index.js");
  const { activation, batch, distortion, epochs } = recipe;
  const hidden = recipe.hidden.map((units) => ({ units, activation }));
  const output = { units: 10, activation: /** @type {const} */ ("softmax") };
  const definition = defineModel({ inputs: train.features.columns, layers: [...hidden, output] });

  const stage = async (/** @type {number} */ number, /** @type {ModelDefinition | Model} */ start) => {
    const digits = distortDigits(train, { ...distortion, seed: number });
    const [first, last] = recipe.learningRates;
    const learningRate = first + ((last - first) * (number - 1)) / (STAGES - 1);
    const optimizer = defineOptimizer("adam", { learningRate });
    return { optimizer, ...(await fit(start, digits, { optimizer, batch, epochs, seed: number })) };
  };
  let result = await stage(1, definition);
  let { steps } = result;
  for (let number = 2; number <= STAGES; number++) {
    result = await stage(number, result.model);
    steps += result.steps;
  }
  /** @type {TrainingRecord} */
  const record = {
    data: `${train.name}, distorted`,
    seed: 1,
    epochs: epochs * STAGES,
    steps,
    batch,
    shuffle: true,
    validation: 0,
    optimizer: result.optimizer,
    engine: "wasm",
    trainingExamples: train.features.rows,
  };
  return { model: result.model, record };
}

/**
 * One hash over all that decides the files.
 *
 * @param {readonly Dataset[]} data
 */
function hashSources(data) {
  const hash = createHash("sha256").update(readFileSync(fileURLToPath(import.meta.url)));
  for (const path of withImports(DECIDING.map((path) => join(ROOT, "dist", path)))) {
    hash.update(relative(ROOT, path).replaceAll(sep, "/")).update(readFileSync(path));
  }
  for (const { features, targets } of data) {
    hash.update(features.data);
    if (targets.kind === "classes") hash.update(targets.classes);
  }
  return hash.digest("hex");
}

/**
 * Compiled modules and all that they import, and so on, in one order.
 *
 * @param {readonly string[]} modules absolute paths
 */
function withImports(modules) {
  const found = new Set(modules);
  // A set that grows while it is gone through is gone through to its new end.
  for (const path of found) {
    for (const [, name] of readFileSync(path, "utf8").matchAll(/^(?:import|export|}) ?.*from "(\..+)";$/gm)) {
      found.add(join(dirname(path), name));
    }
  }
  return [...found].sort();
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await setUpOrExit();
  await trainStudioModels(process.argv[2] ?? join(ROOT, "dist/studio/models"));
}
