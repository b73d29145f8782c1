/**
 * @file Model and checkpoint files on disk: saved whole or not at all, and read with a sentence where they cannot be.
 */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { requireOrdinary } from "../data/read-file.node.js";
import { AkariError } from "../error.js";
import type { Model } from "../model/model.js";
import type { Checkpoint } from "../training/checkpoint.js";
import { decodeAnyModel } from "./any-model.packages.js";
import { writeAtomically } from "./bytes/atomic-write.node.js";
import type { TrainingRecord } from "./description/training-record.js";
import { foldScaling } from "./foreign/affine.js";
import { explained } from "./foreign/explained.js";
import { refuseDescriptionOptions, type UndescribedOptions } from "./foreign/import-hints.js";
import { isZip } from "./keras/is-zip.js";
import {
  type CheckpointFileOptions,
  decodeCheckpoint,
  encodeCheckpoint,
  type StoredCheckpoint,
} from "./safetensors/checkpoint-file.js";
import { sequentialNames } from "./safetensors/layer-tensors.js";
import { encodeModel, type ModelFileOptions, readParameters } from "./safetensors/model-file.js";
import type { LayerChoice } from "./safetensors/torch-order.js";
import type { StoredModel, StoredParameters } from "./stored-model.js";

/**
 * Saves a model, replacing what is at `path` in one step.
 *
 * @throws AkariError for what {@link encodeModel} refuses, `not-found` where the folder does not exist,
 * `invalid-argument` where it cannot be written to
 */
export async function saveModel(
  path: string,
  model: Model,
  record?: TrainingRecord,
  options?: ModelFileOptions,
): Promise<void> {
  await writeAtomically(path, encodeModel(model, record, options));
}

/**
 * Reads a model of any format that {@link decodeAnyModel} reads.
 *
 * @param undescribed what to know of weights that say nothing of their network
 * @throws AkariError `not-found` where there is no such file, `invalid-file` where it is not a sound model, and as
 * {@link decodeAnyModel}
 */
export async function loadModel(path: string, undescribed: UndescribedOptions = {}): Promise<StoredModel> {
  return decodeAnyModel(await readWhole(path), path, undescribed);
}

/**
 * Reads the parameters of dense layers out of any safetensors or ONNX file, or a `.keras` file, to start a run from.
 *
 * @param choice which layers, and in which order, where a file of weights alone does not tell it
 * @throws AkariError `not-found` where there is no such file, `invalid-file` where it holds no such layers
 */
export async function loadParameters(path: string, choice: LayerChoice = {}): Promise<StoredParameters> {
  const bytes = await readWhole(path);
  if (!isZip(bytes)) return explained(bytes, path, () => readParameters(bytes, path, choice));
  refuseDescriptionOptions(choice, path);
  const { readKeras } = await import("./keras/read-keras.packages.js");
  const { model, assumed } = await explained(bytes, path, () => readKeras(bytes, path));
  const { definition, parameters } = model;
  return {
    definition,
    parameters: foldScaling(parameters, definition.preprocessing.scaling),
    names: sequentialNames(definition),
    ...(assumed === undefined ? {} : { assumed }),
  };
}

/**
 * Saves a checkpoint, replacing what is at `path` in one step: an older checkpoint stands until the new one does.
 *
 * @throws AkariError as {@link saveModel} does
 */
export async function saveCheckpoint(
  path: string,
  checkpoint: Checkpoint,
  options?: CheckpointFileOptions,
): Promise<void> {
  await writeAtomically(path, encodeCheckpoint(checkpoint, options));
}

/**
 * Reads a checkpoint that {@link saveCheckpoint} wrote.
 *
 * @throws AkariError `not-found` where there is no such file, `invalid-file` where it is not a sound checkpoint
 */
export async function loadCheckpoint(path: string): Promise<StoredCheckpoint> {
  const bytes = await readWhole(path);
  return explained(bytes, path, () => decodeCheckpoint(bytes, path));
}

async function readWhole(path: string): Promise<Uint8Array> {
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
  const models = files.filter((file) => /\.(safetensors|onnx|keras)$/i.test(file)).sort();
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
