/**
 * @file The model file: a safetensors file whose tensors are named and laid out as PyTorch's
 * `nn.Sequential(Linear, activation, Linear, activation, …)` names them, with Akari's description in its metadata.
 * Python opens it as it is.
 */

import { AkariError } from "../error.js";
import { type LayerParameters, type Model, type ModelDefinition, requireShapes } from "../model/model.js";
import { layerTensors, readLayers, requireFiniteTensors, sequentialNames } from "./layer-tensors.js";
import {
  DESCRIPTION_KEY,
  describedModel,
  formatDescription,
  type ModelDescription,
  readDescriptionText,
  type TensorNames,
} from "./model-description.js";
import { decodeOnnx, isOnnx } from "./onnx/decode.js";
import { decodeSafetensors, encodeSafetensors, type SafetensorsFile } from "./safetensors.js";
import type { StoredModel } from "./stored-model.js";
import { readTorchLayers } from "./torch-layers.js";
import type { TrainingRecord } from "./training-record.js";
import { assumeDefinition, refuseDescriptionOptions, type UndescribedOptions } from "./undescribed.js";

export interface ModelFileOptions {
  /**
   * What to call each layer's tensors. A run that started from a file's weights gives that file's names
   * ({@link readParameters}), so that the program they came from finds them again; left out, layer `i` has
   * `2i.weight` and `2i.bias`, for PyTorch counts the activation after each layer as a module of its own.
   */
  readonly names?: readonly TensorNames[] | undefined;
}

/** Layers found in any safetensors file. */
export interface StoredParameters {
  readonly parameters: readonly LayerParameters[];
  /** What the file calls them. */
  readonly names: readonly TensorNames[];
  /** The network that they are of; absent where the file does not describe it, for another program wrote it. */
  readonly definition?: ModelDefinition;
  /** What the file does not say of these numbers and was taken to be so: sentences to show. Absent where it says all. */
  readonly assumed?: readonly string[];
}

/**
 * A model as the bytes of its file. Float32 parameters are stored as F32, float64 ones as F64; the same arguments
 * give the same bytes.
 *
 * @throws AkariError `invalid-model` where the parameters do not fit the definition or the record or names are not
 * sound, `diverged` where a parameter is NaN or infinite, `invalid-argument` for an optimizer or a name that is
 * impossible
 */
export function encodeModel(
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
  return encodeSafetensors(tensors, { [DESCRIPTION_KEY]: description });
}

/**
 * Reads a model file, or an ONNX file as {@link decodeOnnx} does, trusting nothing in it.
 *
 * @param name what to call the file in messages
 * @param undescribed lets weights that another program wrote be a model too, PyTorch's `state_dict` above all: what
 * their file does not say is taken from here, or assumed and said in `assumed`. Left out, such a file is refused
 * @throws AkariError `invalid-file` where it is damaged, contradicts itself, or is not Akari's and may not be;
 * `invalid-argument` where the file does say what the options say
 */
export function decodeModel(bytes: Uint8Array, name: string, undescribed?: UndescribedOptions): StoredModel {
  if (isOnnx(bytes, name)) return decodeOnnx(bytes, name, undescribed);
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
 * Reads the weights and biases of dense layers out of any safetensors file: those that Akari's description names, or
 * else all its tensors, as PyTorch's `Linear` and `BatchNorm1d` name theirs after a prefix of any kind, in the natural
 * order of the prefixes or, where layers do not follow each other in it, in the only order in which they do. Batch
 * normalisation is folded into the layers, a missing bias is zeros. An order that the names do not tell, and what
 * batch normalisation is taken to be, are said in `assumed`; activations are left open. Of an ONNX file, reads the
 * network that it holds.
 *
 * @param name what to call the file in messages
 * @throws AkariError `invalid-file` where it is damaged, contradicts itself, holds other tensors, or its layers do not
 * follow each other
 */
export function readParameters(bytes: Uint8Array, name: string): StoredParameters {
  if (isOnnx(bytes, name)) {
    const { model } = decodeOnnx(bytes, name);
    return { ...model, names: sequentialNames(model.definition) };
  }
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
