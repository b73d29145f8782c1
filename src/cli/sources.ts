/**
 * @file Finds the data set and pictures that an operand names.
 */

import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Dataset } from "../data/dataset.js";
import { editDistance } from "../data/nearest.js";
import { AkariError } from "../error.js";
import type { ModelDefinition } from "../model/model.js";

/** The name that stands for the MNIST that comes with Akari; a folder of that name is `./mnist`. */
const MNIST = "mnist";
/** Pixels of a digit brought to MNIST's form, and the brightest of them. */
const DIGIT_PIXELS = 784;
const BRIGHTEST = 255;

/** Whether an operand means a data set: MNIST's name, or a folder. */
export async function namesDataset(operand: string): Promise<boolean> {
  return operand === MNIST || (await kindOf(operand)) === "folder";
}

/** What DATA names, so that it is found from any folder. */
export function sourceOf(operand: string): string {
  return operand === MNIST ? MNIST : resolve(operand);
}

/**
 * Loads the data set that DATA names.
 *
 * @throws AkariError `not-found` where there is none, `invalid-file` where its files are damaged
 */
export async function loadData(operand: string): Promise<{ train: Dataset; test: Dataset }> {
  if (operand === MNIST) return (await import("../data/mnist.node.js")).mnist();
  const kind = await kindOf(operand);
  if (kind === "folder") return (await import("../data/idx-folder.node.js")).loadIdxFolder(operand);
  const wanted = "DATA is mnist, or a folder with the four IDX files.";
  if (kind === "file") {
    throw new AkariError("invalid-argument", `${operand} is a file, not a data set. ${wanted}`);
  }
  const meant = editDistance(operand.toLowerCase(), MNIST) <= 2 ? ` Did you mean ${MNIST}?` : "";
  throw new AkariError("not-found", `There is no folder ${operand}.${meant} ${wanted}`);
}

/**
 * Checks that a model can be shown digits.
 *
 * @param model what to call it in messages
 * @throws AkariError `invalid-model` where it takes something else than 784 pixels of 0 to 255
 */
export function requireDigitInputs({ inputs, preprocessing }: ModelDefinition, model: string): void {
  if (inputs !== DIGIT_PIXELS) {
    throw new AkariError(
      "invalid-model",
      `${model} takes ${inputs} inputs, but a picture of a digit becomes ${DIGIT_PIXELS} (28×28).`,
    );
  }
  if (preprocessing.divideBy !== BRIGHTEST) {
    throw new AkariError(
      "invalid-model",
      `${model} divides its inputs by ${preprocessing.divideBy}, but the pixels of a digit go from 0 to ` +
        `${BRIGHTEST} and have to be divided by ${BRIGHTEST}.`,
    );
  }
}

/** What is at a path; undefined for nothing. */
async function kindOf(path: string): Promise<"folder" | "file" | undefined> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch {
    return undefined;
  }
}
