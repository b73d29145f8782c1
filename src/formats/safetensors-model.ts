/**
 * @file Reads a network out of a safetensors file: as Akari's description in its metadata says it, or out of the weights
 * of another program's, PyTorch's above all.
 */

import { AkariError } from "../error.js";
import type { Model } from "../model/model.js";
import { readLayers } from "./layer-tensors.js";
import {
  DESCRIPTION_KEY,
  describedModel,
  type ModelDescription,
  readDescriptionText,
} from "./model-description.js";
import { decodeSafetensors, type SafetensorsFile } from "./safetensors.js";
import type { StoredModel, StoredParameters } from "./stored-model.js";
import { readTorchLayers } from "./torch-layers.js";
import { assumeDefinition, refuseDescriptionOptions, type UndescribedOptions } from "./undescribed.js";

/**
 * The model that a safetensors file holds.
 *
 * @param name what to call the file in messages
 * @param undescribed what to know of weights that another program wrote; left out, such a file is refused
 * @throws AkariError `invalid-file` where it is damaged, contradicts itself, or is not Akari's and may not be;
 * `invalid-argument` where the file does say what the options say
 */
export function decodeSafetensorsModel(
  bytes: Uint8Array,
  name: string,
  undescribed?: UndescribedOptions,
): StoredModel {
  const file = decodeSafetensors(bytes, name);
  const description = readDescription(file, name);
  if (description !== undefined) {
    refuseDescriptionOptions(undescribed, name);
    const { record } = description;
    return { model: readModel(file, description, name), ...(record === undefined ? {} : { record }) };
  }
  if (undescribed === undefined) {
    throw new AkariError(
      "invalid-file",
      `${name} is a safetensors file, but not a model of Akari's: it does not describe its layers. ` +
        "`akari train --init` can start from its weights.",
    );
  }
  const { parameters, assumed } = readTorchLayers(file, name);
  const { definition, assumed: more } = assumeDefinition(parameters, undescribed, name);
  const all = [...assumed, ...more];
  return { model: { definition, parameters }, ...(all.length === 0 ? {} : { assumed: all }) };
}

/**
 * The dense layers that a safetensors file holds, whatever their tensors are called.
 *
 * @param name what to call the file in messages
 * @throws AkariError `invalid-file` where it is damaged, contradicts itself, or holds other tensors
 */
export function readSafetensorsParameters(bytes: Uint8Array, name: string): StoredParameters {
  const file = decodeSafetensors(bytes, name);
  const description = readDescription(file, name);
  if (description !== undefined) return { ...readModel(file, description, name), names: description.tensors };
  const { assumed, ...layers } = readTorchLayers(file, name);
  return { ...layers, ...(assumed.length === 0 ? {} : { assumed }) };
}

/** The network that a file describes, with the parameters that it holds. */
export function readModel(file: SafetensorsFile, description: ModelDescription, name: string): Model {
  const { definition, tensors } = description;
  return describedModel(definition, readLayers(file, tensors, name), name);
}

/** Undefined where the file has no description of Akari's. */
export function readDescription(file: SafetensorsFile, name: string): ModelDescription | undefined {
  if (!Object.hasOwn(file.metadata, DESCRIPTION_KEY)) return undefined;
  return readDescriptionText(file.metadata[DESCRIPTION_KEY], name);
}
