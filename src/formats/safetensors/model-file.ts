/**
 * @file The model file: a safetensors file whose tensors are named and laid out as PyTorch's
 * `nn.Sequential(Linear, activation, Linear, activation, …)` names them, with Akari's description in its metadata, and a
 * hash of both. Python opens it as it is. What has no description is read as weights of another program's, PyTorch's above
 * all.
 */

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
import { foldScaling } from "../foreign/affine.js";
import { assumeDefinition, type ImportHints, refuseHints } from "../foreign/import-hints.js";
import type { StoredModel, StoredParameters } from "../stored-model.js";
import { layerTensors, readLayers, requireFiniteTensors, sequentialNames } from "./layer-tensors.js";
import { decodeSafetensors, encodeHashed, type SafetensorsFile } from "./safetensors.js";
import { readTorchLayers } from "./torch-layers.js";
import type { LayerChoice } from "./torch-order.js";

export interface ModelFileOptions {
  /**
   * What to call each layer's tensors. A run that started from a file's weights gives that file's names
   * ({@link decodeSafetensorsParameters}), so that the program they came from finds them again; left out, layer `i` has
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
): Uint8Array<ArrayBuffer> {
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
 * The model that a safetensors file holds.
 *
 * @param name what to call the file in messages
 * @param hints what to know of weights that another program wrote, PyTorch's `state_dict` above all: the rest is assumed
 * and said in `assumed`
 * @throws AkariError `invalid-file` where it is damaged, contradicts itself, or holds no dense layers; `invalid-argument` where the file does say what the options say
 */
export function decodeSafetensorsModel(
  bytes: Uint8Array,
  name: string,
  hints: ImportHints = {},
): StoredModel {
  const file = decodeSafetensors(bytes, name);
  const description = readDescription(file, name);
  if (description !== undefined) {
    refuseHints(hints, name);
    const { record } = description;
    return {
      model: readModel(file, description, name),
      ...(record === undefined ? {} : { record }),
      ...whetherVerified(file),
    };
  }
  const { parameters, scaling, assumed } = readTorchLayers(file, name, hints);
  const { definition, assumed: more } = assumeDefinition(parameters, hints, name, scaling);
  const all = [...assumed, ...more];
  return {
    model: { definition, parameters },
    ...(all.length === 0 ? {} : { assumed: all }),
    ...whetherVerified(file),
  };
}

/**
 * Reads the weights and biases of dense layers out of any safetensors file: those that Akari's description names, or
 * else all its tensors, as PyTorch's `Linear` and `BatchNorm1d` name theirs after a prefix of any kind, in the order of
 * the numbers in them or, where these do not tell it all, in the only order in which layers follow each other. Batch
 * normalisation is folded into the layers, a missing bias is zeros. An order that numbers alone do not tell, and what
 * batch normalisation is taken to be, are said in `assumed`; activations are left open.
 *
 * @param name what to call the file in messages
 * @param choice which layers, and in which order, where a file of weights alone does not tell it
 * @throws AkariError `invalid-file` where it is damaged, contradicts itself, holds other tensors or several networks, or
 * its layers follow each other in no order or in several; `invalid-argument` where the choice does not fit it
 */
export function decodeSafetensorsParameters(
  bytes: Uint8Array,
  name: string,
  choice: LayerChoice = {},
): StoredParameters {
  const file = decodeSafetensors(bytes, name);
  const description = readDescription(file, name);
  if (description !== undefined) {
    refuseHints(choice, name);
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
