// @ts-check
/**
 * @file `npm start`: sets up what is missing, trains the network of the first lesson on MNIST, shows how a nine lights it
 * up, and serves the Studio on that very network. What follows `--` is for `akari studio`; a model among it is served
 * instead.
 */

import { join } from "node:path";
import { runNode } from "./run-node.mjs";
import { ROOT, setUpOrExit } from "./setup.mjs";

/** An image of MNIST's test part that is a nine. */
const NINE = "9";

await setUpOrExit();
process.exitCode = await start(process.argv.slice(2));

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit status
 */
async function start(args) {
  if (!(await wantsFirstNetwork(args))) return akari("studio", ...args);
  // Beside the packages: it is made anew, the same to the bit, at every start.
  const model = join(ROOT, "node_modules/.cache/akari/mnist.safetensors");
  const trained = await akari("train", "mnist", "--layers", "16,16", "--out", model);
  if (trained !== 0) return trained;
  console.log("");
  const drawn = await akari("trace", model, "mnist", "--index", NINE);
  if (drawn !== 0) return drawn;
  console.log("");
  return akari("studio", model, ...args);
}

/**
 * Not where they name a model, ask for help, or are a mistake, which `akari studio` explains.
 *
 * @param {readonly string[]} args
 */
async function wantsFirstNetwork(args) {
  const { parseArguments } = await import("../dist/cli/parse.js");
  try {
    return parseArguments("studio", args).operands.length === 0;
  } catch {
    return false;
  }
}

/** @param {readonly string[]} args */
function akari(...args) {
  return runNode([join(ROOT, "dist/cli/main.js"), ...args]);
}
