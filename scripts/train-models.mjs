// @ts-check
/**
 * @file `npm run train:models [NAME …] [--out FOLDER]`: trains the models of `models/` anew, with the command itself:
 * `lamps`, 784-16-16-10, small enough that its every neuron can be seen, and `reader`, which reads drawn digits better.
 * The same sources give the same files, byte for byte, and a file that comes out otherwise than the one that is there is
 * told of. Without `--out` it takes that one's place.
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT, setUpOrExit } from "./setup.mjs";

/** Where the models are that come with the Studio. */
const MODELS = join(ROOT, "models");

/** The models, and how `akari train mnist` makes them. */
const RECIPES = {
  // Sixteen neurons have no room for every hand: with more distortion they read fewer of MNIST's own digits.
  lamps: [
    ...["--layers", "16,16", "--activation", "sigmoid", "--batch", "32", "--epochs", "30"],
    ...["--lr", "0.003", "--schedule", "cosine", "--validation", "0", "--pen-digits", "20000"],
    ...["--augment", "rotation=5,shear=0.2,stretch=0.2,elastic=1.5,thickness=0.2,normalize"],
  ],
  reader: ["--preset", "drawn"],
};

/** @typedef {keyof typeof RECIPES} ModelName */
const MODEL_NAMES = /** @type {ModelName[]} */ (Object.keys(RECIPES));

/** @param {string} folder @param {ModelName} name */
const modelFile = (folder, name) => join(folder, `${name}.safetensors`);

/**
 * Trains one of them. dist/ must be built.
 *
 * @param {ModelName} name
 * @param {string} folder where its file goes
 * @returns {{ accuracy: number, sha256: string }} what the command says of the model in the end
 */
function trainModel(name, folder) {
  const main = join(ROOT, "dist/cli/main.js");
  const command = [main, "train", "mnist", ...RECIPES[name], "--out", modelFile(folder, name), "--json"];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  if (status !== 0) throw new Error(`akari train failed: ${stderr}`);
  const lines = stdout.trim().split("\n");
  return JSON.parse(lines[lines.length - 1]);
}

/** @param {readonly string[]} args */
async function main(args) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { out: { type: "string", default: MODELS } },
  });
  const strange = positionals.find((name) => !Object.hasOwn(RECIPES, name));
  if (strange !== undefined) throw new Error(`There is no model "${strange}": ${MODEL_NAMES.join(", ")}.`);
  await setUpOrExit();
  const names = MODEL_NAMES.filter((name) => positionals.length === 0 || positionals.includes(name));
  mkdirSync(values.out, { recursive: true });
  const fresh = mkdtempSync(join(values.out, ".training-"));
  try {
    for (const name of names) {
      console.log(`Training ${name} …`);
      const { accuracy, sha256 } = trainModel(name, fresh);
      const known = modelFile(MODELS, name);
      const isSame = existsSync(known) && readFileSync(known).equals(readFileSync(modelFile(fresh, name)));
      console.log(
        `${name}: ${(accuracy * 100).toFixed(2)} % of MNIST's test part, sha256 of its parameters ${sha256}; ` +
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
