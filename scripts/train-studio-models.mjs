// @ts-check
/**
 * @file Trains the two models that come with the Studio with the command itself:
 * `lamps`, 784-16-16-10, small enough that its every neuron can be seen, and `reader`, which reads drawn digits better.
 * The same sources give the same files, byte for byte: `node scripts/train-studio-models.mjs FOLDER` makes them again,
 * to be compared.
 */

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT, setUpOrExit } from "./setup.mjs";

/**
 * @import { Dataset } from "../src/index.js"
 */

/** The models, and how `akari train mnist` makes them. */
const MODELS = {
  // Sixteen neurons have no room for every hand: with more distortion they read fewer of MNIST's own digits.
  lamps: [
    ...["--layers", "16,16", "--activation", "sigmoid", "--batch", "32", "--epochs", "30"],
    ...["--lr", "0.003", "--schedule", "cosine", "--validation", "0", "--pen-digits", "20000"],
    ...["--augment", "rotation=5,shear=0.2,stretch=0.2,elastic=1.5,thickness=0.2,normalize"],
  ],
  reader: ["--preset", "drawn"],
};

/** The modules of dist/ that decide the weights and the files, with all that they import. */
const DECIDING = [
  "data/mnist.node.js",
  "data/pen-digits.js",
  "training/fit.js",
  "training/evaluate.js",
  "formats/model-file.node.js",
];
/** Those that do so by themselves: what else the command imports is for its words. */
const RECIPES = ["cli/presets.js", "cli/train-run.js", "cli/train-plan.js", "cli/usual.js", "cli/design.js"];

/**
 * Writes `lamps.safetensors` and `reader.safetensors` into a folder, unless those that are there were made by the same
 * sources from the same data. dist/ must be built.
 *
 * @param {string} folder
 */
export async function trainStudioModels(folder) {
  const { mnist } = await import("../dist/node.js");
  const { train, test } = await mnist();
  // Beside the folder, which is copied to where the page is served from.
  const stamp = `${folder}.stamp`;
  const sources = hashSources([train, test]);
  const place = (/** @type {string} */ name) => join(folder, `${name}.safetensors`);
  const made = Object.keys(MODELS).every((name) => existsSync(place(name)));
  if (made && existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;

  console.log("Training the Studio's models …");
  const began = performance.now();
  mkdirSync(folder, { recursive: true });
  rmSync(stamp, { force: true });
  for (const [name, options] of Object.entries(MODELS)) {
    const { accuracy, sha256 } = trainModel(place(name), options);
    console.log(
      `${name}: ${(accuracy * 100).toFixed(2)}% of ${test.name}, sha256 of its parameters ${sha256}`,
    );
  }
  writeFileSync(stamp, sources);
  console.log(`Trained in ${((performance.now() - began) / 1000).toFixed(0)} s.`);
}

/**
 * Runs `akari train mnist`.
 *
 * @param {string} out
 * @param {readonly string[]} options
 * @returns {{ accuracy: number, sha256: string }} what the command says of the model in the end
 */
function trainModel(out, options) {
  const command = [join(ROOT, "dist/cli/main.js"), "train", "mnist", ...options, "--out", out, "--json"];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  if (status !== 0) throw new Error(`akari train failed: ${stderr}`);
  const lines = stdout.trim().split("\n");
  return JSON.parse(lines[lines.length - 1]);
}

/**
 * One hash over all that decides the files.
 *
 * @param {readonly Dataset[]} data
 */
function hashSources(data) {
  const hash = createHash("sha256").update(readFileSync(fileURLToPath(import.meta.url)));
  const recipes = RECIPES.map((path) => join(ROOT, "dist", path));
  for (const path of [...withImports(DECIDING.map((path) => join(ROOT, "dist", path))), ...recipes]) {
    hash.update(relative(ROOT, path).replaceAll(sep, "/")).update(readFileSync(path));
  }
  for (const { features, targets } of data) {
    hash.update(features.data);
    if (targets.kind === "classes") hash.update(targets.classes);
  }
  return hash.digest("hex");
}

/**
 * Compiled modules and all that they import, at once or when they come to need it, and so on, in one order.
 *
 * @param {readonly string[]} modules absolute paths
 */
function withImports(modules) {
  const found = new Set(modules);
  // A set that grows while it is gone through is gone through to its new end.
  for (const path of found) {
    const named = /^(?:import|export|}) ?.*from "(\..+)";$|\bimport\("(\.[^"]+)"\)/gm;
    for (const [, atOnce, later] of readFileSync(path, "utf8").matchAll(named)) {
      found.add(join(dirname(path), atOnce ?? later));
    }
  }
  return [...found].sort();
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await setUpOrExit();
  await trainStudioModels(process.argv[2] ?? join(ROOT, "dist/studio/models"));
}
