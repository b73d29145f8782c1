/**
 * @file Reads a network out of a safetensors file: as Akari's description in its metadata says it, or out of the weights
 * of another program's, PyTorch's above all.
 */

import { AkariError } from "../error.js";
import { type Model, requireShapes } from "../model/model.js";
import { readLayers } from "./layer-tensors.js";
import { DESCRIPTION_KEY, type ModelDescription, parseDescription } from "./model-description.js";
import { inFile } from "./plain-data.js";
import { decodeSafetensors, type SafetensorsFile } from "./safetensors.js";
import type { StoredModel, StoredParameters } from "./stored-model.js";
import { parseJsonObject } from "./strict-json.js";
import { readTorchLayers } from "./torch-layers.js";
import { assumeDefinition, refuseDescriptionOptions, type UndescribedOptions } from "./undescribed.js";

/** What a file should be, for messages. */
const MODEL = "model of Akari's";

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
  const { parameters, names } = readTorchLayers(file, name);
  return { parameters, names };
}

/** The network that a file describes, with the parameters that it holds. */
export function readModel(file: SafetensorsFile, description: ModelDescription, name: string): Model {
  const { definition, tensors } = description;
  const parameters = readLayers(file, tensors, name);
  inFile(name, MODEL, () => requireShapes(definition, parameters));
  return { definition, parameters };
}

/** Undefined where the file has no description of Akari's. */
export function readDescription(file: SafetensorsFile, name: string): ModelDescription | undefined {
  if (!Object.hasOwn(file.metadata, DESCRIPTION_KEY)) return undefined;
  const json = parseJsonObject(file.metadata[DESCRIPTION_KEY], `The description of the model in ${name}`);
  return inFile(name, MODEL, () => parseDescription(json));
}
