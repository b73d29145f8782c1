/**
 * @file Models and checkpoints on disk, as the command reads them: with a sentence where they cannot be.
 */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { AkariError } from "../error.js";
import { requireOrdinary } from "../platform/read-file.node.js";
import { decodeModel, decodeParameters } from "./codecs.packages.js";
import type { ImportHints } from "./foreign/import-hints.js";
import { decodeCheckpoint, isCheckpoint, type StoredCheckpoint } from "./safetensors/checkpoint-file.js";
import type { LayerChoice } from "./safetensors/torch-order.js";
import type { StoredModel, StoredParameters } from "./stored-model.js";
import { explained, MODEL_EXTENSIONS, recognizeFormat } from "./table.js";

/**
 * Reads a model of any format that {@link decodeModel} reads.
 *
 * @param hints what to know of a network whose file does not say it
 * @throws AkariError `not-found` where there is no such file, `invalid-file` where it is not a sound model, and as
 * {@link decodeModel}
 */
export async function loadModel(path: string, hints: ImportHints = {}): Promise<StoredModel> {
  return decodeModel(await readModelFile(path), { ...hints, name: path });
}

/**
 * Reads the parameters of dense layers out of a file of any format that is read, to start a run from.
 *
 * @param choice which layers, and in which order, where a file of weights alone does not tell it
 * @throws AkariError `not-found` where there is no such file, `invalid-file` where it holds no such layers
 * @example
 * ```ts
 * const { parameters } = await loadParameters("weights.safetensors");
 * ```
 */
export async function loadParameters(path: string, choice: LayerChoice = {}): Promise<StoredParameters> {
  return decodeParameters(await readModelFile(path), { ...choice, name: path });
}

/**
 * Reads a checkpoint.
 *
 * @throws AkariError `not-found` where there is no such file, `invalid-file` where it is not a sound checkpoint
 */
export async function loadCheckpoint(path: string): Promise<StoredCheckpoint> {
  const bytes = await readModelFile(path);
  return explained(bytes, path, () => decodeCheckpoint(bytes, path));
}

/** Whether a file of a model is a checkpoint. @throws AkariError as {@link loadModel} does */
export async function holdsCheckpoint(path: string): Promise<boolean> {
  const bytes = await readModelFile(path);
  return explained(
    bytes,
    path,
    () => recognizeFormat(bytes, path) === "safetensors" && isCheckpoint(bytes, path),
  );
}

/**
 * Reads a model's file, as it is.
 *
 * @throws AkariError `not-found` where there is no such file, `invalid-file` where it cannot be read
 */
export async function readModelFile(path: string): Promise<Uint8Array> {
  await requireOrdinary(path);
  try {
    return await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EISDIR") throw await notAFolder(path, cause);
    throw cannotRead(path, cause);
  }
}

/** Some programs keep a model in a folder. */
async function notAFolder(path: string, cause: unknown): Promise<AkariError> {
  const files = await readdir(path);
  const refuse = (what: string) => new AkariError("invalid-file", `${path} ${what}`, { cause });
  if (files.includes("saved_model.pb")) {
    const { savedModel } = await import("./foreign/foreign-files.js");
    return refuse(savedModel(path));
  }
  const isModel = (file: string) => MODEL_EXTENSIONS.some((ending) => file.toLowerCase().endsWith(ending));
  const models = files.filter(isModel).sort();
  if (models.length > 0) return refuse(`is a folder. Name the model in it: ${join(path, models[0])}`);
  if (files.includes("model.weights.h5")) {
    return refuse("is a .keras file that was unpacked. Pack its files into a zip again, and name that.");
  }
  return refuse("is a folder, not a model file.");
}

function cannotRead(path: string, cause: unknown): AkariError {
  switch ((cause as NodeJS.ErrnoException).code) {
    case "ENOENT":
    case "ENOTDIR":
      return new AkariError("not-found", `There is no file ${path}.`, { cause });
    case "EACCES":
    case "EPERM":
      return new AkariError("invalid-file", `${path} cannot be read: you have no permission.`, { cause });
    default:
      return new AkariError("invalid-file", `${path} cannot be read: ${(cause as Error).message}.`, {
        cause,
      });
  }
}
