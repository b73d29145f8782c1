/**
 * @file Model and checkpoint files on disk: saved whole or not at all, and read with a sentence where they cannot be.
 */

import { readFile } from "node:fs/promises";
import { requireOrdinary } from "../data/read-file.node.js";
import type { Checkpoint } from "../engine/checkpoint.js";
import { AkariError } from "../error.js";
import type { Model } from "../model/model.js";
import { decodeAnyModel } from "./any-model.packages.js";
import { writeAtomically } from "./atomic-write.node.js";
import {
  type CheckpointFileOptions,
  decodeCheckpoint,
  encodeCheckpoint,
  type StoredCheckpoint,
} from "./checkpoint-file.js";
import { isZip } from "./keras/is-zip.js";
import { sequentialNames } from "./layer-tensors.js";
import { encodeModel, type ModelFileOptions, readParameters } from "./model-file.js";
import type { StoredModel, StoredParameters } from "./stored-model.js";
import type { TrainingRecord } from "./training-record.js";
import type { UndescribedOptions } from "./undescribed.js";

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
 * @throws AkariError `not-found` where there is no such file, `invalid-file` where it holds no such layers
 */
export async function loadParameters(path: string): Promise<StoredParameters> {
  const bytes = await readWhole(path);
  if (!isZip(bytes)) return readParameters(bytes, path);
  const { readKeras } = await import("./keras/read-keras.packages.js");
  const model = readKeras(bytes, path);
  return { ...model, names: sequentialNames(model.definition) };
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
  return decodeCheckpoint(await readWhole(path), path);
}

async function readWhole(path: string): Promise<Uint8Array> {
  await requireOrdinary(path);
  try {
    return await readFile(path);
  } catch (cause) {
    throw cannotRead(path, cause);
  }
}

function cannotRead(path: string, cause: unknown): AkariError {
  switch ((cause as NodeJS.ErrnoException).code) {
    case "ENOENT":
    case "ENOTDIR":
      return new AkariError("not-found", `There is no file ${path}.`, { cause });
    case "EISDIR":
      return new AkariError("invalid-file", `${path} is a folder, not a model file.`, { cause });
    case "EACCES":
    case "EPERM":
      return new AkariError("invalid-file", `${path} cannot be read: you have no permission.`, { cause });
    default:
      return new AkariError("invalid-file", `${path} cannot be read: ${(cause as Error).message}.`, {
        cause,
      });
  }
}
