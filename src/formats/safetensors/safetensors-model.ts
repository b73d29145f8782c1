/**
 * @file Reads a network out of a safetensors file: as Akari's description in its metadata says it, or out of the weights
 * of another program's, PyTorch's above all.
 */

import { AkariError } from "../../error.js";
import type { Model } from "../../model/model.js";
import {
  DESCRIPTION_KEY,
  describedModel,
  type ModelDescription,
  readDescriptionText,
} from "../description/model-description.js";
import {
  assumeDefinition,
  refuseDescriptionOptions,
  type UndescribedOptions,
} from "../foreign/import-hints.js";
import { foldScaling } from "../foreign/input-scaling.js";
import type { StoredModel, StoredParameters } from "../stored-model.js";
import { readLayers } from "./layer-tensors.js";
import { decodeSafetensors, type SafetensorsFile } from "./safetensors.js";
import { readTorchLayers } from "./torch-layers.js";
import type { LayerChoice } from "./torch-order.js";

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
    return {
      model: readModel(file, description, name),
      ...(record === undefined ? {} : { record }),
      ...whetherVerified(file),
    };
  }
  if (undescribed === undefined) {
    throw new AkariError(
      "invalid-file",
      `${name} is a safetensors file, but not a model of Akari's: it does not describe its layers. ` +
        "`akari train --init` can start from its weights.",
    );
  }
  const { parameters, scaling, assumed } = readTorchLayers(file, name, undescribed);
  const { definition, assumed: more } = assumeDefinition(parameters, undescribed, name, scaling);
  const all = [...assumed, ...more];
  return {
    model: { definition, parameters },
    ...(all.length === 0 ? {} : { assumed: all }),
    ...whetherVerified(file),
  };
}

/**
 * The dense layers that a safetensors file holds, whatever their tensors are called.
 *
 * @param name what to call the file in messages
 * @param choice which layers, and in which order, where the file does not tell it
 * @throws AkariError `invalid-file` where it is damaged, contradicts itself, or holds other tensors
 */
export function readSafetensorsParameters(
  bytes: Uint8Array,
  name: string,
  choice: LayerChoice = {},
): StoredParameters {
  const file = decodeSafetensors(bytes, name);
  const description = readDescription(file, name);
  if (description !== undefined) {
    refuseDescriptionOptions(choice, name);
    const { definition, parameters } = readModel(file, description, name);
    const folded = foldScaling(parameters, definition.preprocessing.scaling);
    return { definition, parameters: folded, names: description.tensors };
  }
  const { assumed, scaling, parameters, names } = readTorchLayers(file, name, choice);
  return {
    parameters: foldScaling(parameters, scaling),
    names,
    ...(assumed.length === 0 ? {} : { assumed }),
  };
}

/** The network that a file describes, with the parameters that it holds. */
export function readModel(file: SafetensorsFile, description: ModelDescription, name: string): Model {
  const { definition, tensors } = description;
  return describedModel(definition, readLayers(file, tensors, name), name);
}

/** What a stored file says of its hash. */
export const whetherVerified = ({ verified }: SafetensorsFile): Pick<StoredModel, "verified"> =>
  verified ? { verified } : {};

/** Undefined where the file has no description of Akari's. */
export function readDescription(file: SafetensorsFile, name: string): ModelDescription | undefined {
  if (!Object.hasOwn(file.metadata, DESCRIPTION_KEY)) return undefined;
  return readDescriptionText(file.metadata[DESCRIPTION_KEY], name);
}
