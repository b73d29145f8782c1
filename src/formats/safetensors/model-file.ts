/**
 * @file The model file: a safetensors file whose tensors are named and laid out as PyTorch's
 * `nn.Sequential(Linear, activation, Linear, activation, …)` names them, with Akari's description in its metadata, and a
 * hash of both. Python opens it as it is.
 */

import type { Bytes } from "../../bytes.js";
import { type Model, requireShapes } from "../../model/model.js";
import {
  DESCRIPTION_KEY,
  describedModel,
  formatDescription,
  type ModelDescription,
  readDescriptionText,
  type TensorNames,
} from "../description/model-description.js";
import type { TrainingRecord } from "../description/training-record.js";
import type { StoredModel } from "../stored-model.js";
import { layerTensors, readLayers, requireFiniteTensors, sequentialNames } from "./layer-tensors.js";
import { decodeSafetensors, encodeHashed, type SafetensorsFile } from "./safetensors.js";

export interface ModelFileOptions {
  /**
   * What to call each layer's tensors. A run that started from a file's weights gives that file's names
   * (`decodeParameters`), so that the program they came from finds them again; left out, layer `i` has
   * `2i.weight` and `2i.bias`, for PyTorch counts the activation after each layer as a module of its own.
   */
  readonly names?: readonly TensorNames[] | undefined;
}

/**
 * A model as the bytes of its file. Float32 parameters are stored as F32, float64 ones as F64; the same arguments
 * give the same bytes.
 *
 * @throws AkariError `invalid-model` where the parameters do not fit the definition or the record or names are not
 * sound, `diverged` where a parameter is NaN or infinite, `invalid-argument` for an optimizer or a name that is
 * impossible
 */
export function encodeSafetensorsModel(
  model: Model,
  record?: TrainingRecord,
  options: ModelFileOptions = {},
): Bytes {
  const { definition, parameters } = model;
  requireShapes(definition, parameters);
  const names = options.names ?? sequentialNames(definition);
  const description = formatDescription({
    definition,
    tensors: names,
    ...(record === undefined ? {} : { record }),
  });
  const tensors = layerTensors(definition, parameters, names);
  requireFiniteTensors(tensors);
  return encodeHashed(tensors, { [DESCRIPTION_KEY]: description });
}

/**
 * The model of a file of Akari's own.
 *
 * @param name what to call the file in messages
 * @returns undefined where another program wrote the file: it has no description of Akari's
 * @throws AkariError `invalid-file` where it is damaged or contradicts itself
 */
export function decodeOwnModel(bytes: Uint8Array, name: string): StoredModel | undefined {
  return storedModel(decodeSafetensors(bytes, name), name);
}

/** {@link decodeOwnModel} of a file whose tensors have been read. */
export function storedModel(file: SafetensorsFile, name: string): StoredModel | undefined {
  const description = readDescription(file, name);
  if (description === undefined) return undefined;
  const { record } = description;
  return {
    model: readModel(file, description, name),
    ...(record === undefined ? {} : { record }),
    ...verification(file),
  };
}

/** The network that a file describes, with the parameters that it holds. */
export function readModel(file: SafetensorsFile, description: ModelDescription, name: string): Model {
  const { definition, tensors } = description;
  return describedModel(definition, readLayers(file, tensors, name), name);
}

/** What a stored file says of its hash. */
export const verification = ({ verified }: SafetensorsFile): Pick<StoredModel, "verified"> =>
  verified ? { verified } : {};

/** Undefined where the file has no description of Akari's. */
export function readDescription(file: SafetensorsFile, name: string): ModelDescription | undefined {
  if (!Object.hasOwn(file.metadata, DESCRIPTION_KEY)) return undefined;
  return readDescriptionText(file.metadata[DESCRIPTION_KEY], name);
}
