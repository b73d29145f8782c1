// @ts-check
/**
 * @file Trains the two models that come with the Studio, from MNIST's training part and distorted copies of it alone:
 * `lamps`, 784-16-16-10, small enough that its every neuron can be seen, and `reader`, which reads drawn digits better.
 * The same sources give the same files, byte for byte.
 *
 * Each stage makes a new copy of the 60,000 digits, distorted with another seed, and both models learn from it, at a
 * lower learning rate than before.
 */

import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT, setUpOrExit } from "./setup.mjs";

/**
 * @import { Dataset, Model, ModelDefinition, TrainingRecord } from "../src/index.js"
 *
 * @typedef {object} Recipe
 * @property {string} name of the file
 * @property {readonly number[]} hidden units of each hidden layer
 * @property {"sigmoid" | "relu"} activation of the hidden layers
 * @property {number} batch
 * @property {number} epochs in each stage
 * @property {readonly [first: number, last: number]} learningRates of the first stage and the last
 */

const STAGES = 10;

/** How far digits are distorted; `distortDigits` says what the numbers mean. */
const DISTORTION = { rotation: 0.1, slant: 0.2, stretch: 0.2, bend: 1, thickness: 0.2, variants: 0.5 };

/** @type {readonly Recipe[]} */
const RECIPES = [
  {
    name: "lamps",
    hidden: [16, 16],
    activation: "sigmoid",
    batch: 32,
    epochs: 10,
    learningRates: [0.003, 0.0001],
  },
  {
    name: "reader",
    hidden: [256, 128],
    activation: "relu",
    batch: 64,
    epochs: 1,
    learningRates: [0.001, 0.00003],
  },
];

/** What of dist/ decides the weights and the files. */
const DECIDING = ["data", "engine", "formats", "model", "training"];

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
  const stamp = join(folder, ".stamp");
  const sources = hashSources([train, test]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;

  console.log("Training the Studio's models …");
  const began = performance.now();
  mkdirSync(folder, { recursive: true });
  rmSync(stamp, { force: true });
  for (const { name, model, record } of await learn(train)) {
    const { accuracy = 0, loss } = await evaluate(model, test);
    await saveModel(join(folder, `${name}.safetensors`), model, { ...record, accuracy, loss });
    const sha256 = await hashParameters(model.parameters);
    console.log(
      `${name}: ${(accuracy * 100).toFixed(2)}% of ${test.name}, sha256 of its parameters ${sha256}`,
    );
  }
  writeFileSync(stamp, sources);
  console.log(`Trained in ${((performance.now() - began) / 1000).toFixed(0)} s.`);
}

/**
 * Trains the models of all recipes, stage by stage.
 *
 * @param {Dataset} train
 */
async function learn(train) {
  const { defineModel } = await import("../dist/index.js");
  const { distortDigits } = await import("../dist/data/index.js");
  const runs = RECIPES.map((recipe) => {
    const hidden = recipe.hidden.map((units) => ({ units, activation: recipe.activation }));
    const output = { units: 10, activation: /** @type {const} */ ("softmax") };
    const definition = defineModel({ inputs: train.features.columns, layers: [...hidden, output] });
    return { recipe, definition, trained: /** @type {Awaited<ReturnType<typeof goOn>>[]} */ ([]) };
  });
  for (let stage = 0; stage < STAGES; stage++) {
    const digits = distortDigits(train, { ...DISTORTION, seed: stage + 1 });
    for (const { recipe, definition, trained } of runs) {
      trained.push(await goOn(recipe, stage, trained.at(-1)?.model ?? definition, digits));
    }
  }
  return runs.map(({ recipe: { name, batch, epochs }, trained }) => {
    const [{ model, optimizer }] = trained.slice(-1);
    /** @type {TrainingRecord} */
    const record = {
      data: `${train.name}, distorted`,
      seed: 1,
      epochs: epochs * STAGES,
      steps: trained.reduce((sum, { steps }) => sum + steps, 0),
      batch,
      shuffle: true,
      validation: 0,
      optimizer,
      engine: "wasm",
      trainingExamples: train.features.rows,
    };
    return { name, model, record };
  });
}

/**
 * One stage of one model.
 *
 * @param {Recipe} recipe
 * @param {number} stage from 0
 * @param {ModelDefinition | Model} start
 * @param {Dataset} digits
 */
async function goOn({ batch, epochs, learningRates: [first, last] }, stage, start, digits) {
  const { defineOptimizer, fit } = await import("../dist/index.js");
  // From the first rate to the last in even steps downwards, each stage's weights settling a little more.
  const learningRate = first + ((last - first) * stage) / (STAGES - 1);
  const optimizer = defineOptimizer("adam", { learningRate });
  const { model, steps } = await fit(start, digits, { optimizer, batch, epochs, seed: stage + 1 });
  return { model, steps, optimizer };
}

/**
 * One hash over all that decides the files.
 *
 * @param {readonly Dataset[]} data
 */
function hashSources(data) {
  const hash = createHash("sha256").update(readFileSync(fileURLToPath(import.meta.url)));
  for (const path of DECIDING.flatMap((room) => listModules(join(ROOT, "dist", room))).sort()) {
    hash.update(relative(ROOT, path).replaceAll(sep, "/")).update(readFileSync(path));
  }
  for (const { features, targets } of data) {
    hash.update(features.data);
    if (targets.kind === "classes") hash.update(targets.classes);
  }
  return hash.digest("hex");
}

/**
 * Every compiled module below a folder.
 *
 * @param {string} folder
 * @returns {string[]}
 */
function listModules(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listModules(path);
    return path.endsWith(".js") ? [path] : [];
  });
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await setUpOrExit();
  await trainStudioModels(join(ROOT, "dist/studio/models"));
}
