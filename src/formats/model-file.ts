/**
 * @file The model file: a safetensors file whose tensors are named and laid out as PyTorch's
 * `nn.Sequential(Linear, activation, Linear, activation, …)` names them, with Akari's description in its metadata.
 * Python opens it as it is.
 */

import { AkariError } from "../error.js";
import { type LayerParameters, layerInputs, type Model, requireShapes } from "../model/model.js";
import {
  DESCRIPTION_KEY,
  formatDescription,
  type ModelDescription,
  parseDescription,
  type TensorNames,
} from "./model-description.js";
import { pairTensors } from "./parameter-pairs.js";
import { quote, shapeText } from "./quote.js";
import {
  decodeSafetensors,
  encodeSafetensors,
  READABLE_DTYPES,
  type SafetensorsFile,
  type Tensor,
} from "./safetensors.js";
import { parseJsonObject } from "./strict-json.js";
import type { TrainingRecord } from "./training-record.js";

export interface ModelFileOptions {
  /**
   * What to call each layer's tensors. A run that started from a file's weights gives that file's names
   * ({@link readParameters}), so that the program they came from finds them again; left out, layer `i` has
   * `2i.weight` and `2i.bias`, for PyTorch counts the activation after each layer as a module of its own.
   */
  readonly names?: readonly TensorNames[] | undefined;
}

/** What {@link decodeModel} finds in a file. */
export interface StoredModel {
  readonly model: Model;
  /** How it was trained; absent where the file does not say. */
  readonly record?: TrainingRecord;
}

/** Layers found in any safetensors file. */
export interface StoredParameters {
  readonly parameters: readonly LayerParameters[];
  /** What the file calls them. */
  readonly names: readonly TensorNames[];
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
  const names = options.names ?? definition.layers.map((_, i) => sequentialNames(i));
  const description = formatDescription({
    definition,
    tensors: names,
    ...(record === undefined ? {} : { record }),
  });
  const tensors = new Map<string, Tensor>();
  parameters.forEach(({ weight, bias }, i) => {
    const { units } = definition.layers[i];
    tensors.set(names[i].weight, { shape: [units, layerInputs(definition, i)], data: weight });
    tensors.set(names[i].bias, { shape: [units], data: bias });
  });
  for (const [name, { data }] of tensors) {
    if (!data.every(Number.isFinite)) {
      throw new AkariError(
        "diverged",
        `The parameter ${quote(name)} holds NaN or an infinite number, so the model cannot be saved.`,
      );
    }
  }
  return encodeSafetensors(tensors, { [DESCRIPTION_KEY]: description });
}

/**
 * Reads a model file, trusting nothing in it.
 *
 * @param name what to call the file in messages
 * @throws AkariError `invalid-file` where it is damaged, not Akari's, or contradicts itself
 */
export function decodeModel(bytes: Uint8Array, name: string): StoredModel {
  const file = decodeSafetensors(bytes, name);
  const description = readDescription(file, name);
  if (description === undefined) {
    throw new AkariError(
      "invalid-file",
      `${name} is a safetensors file, but not a model of Akari's: it does not describe its layers. ` +
        "`akari train --init` can start from its weights.",
    );
  }
  const { definition, tensors, record } = description;
  const parameters = readLayers(file, tensors, name);
  inFile(name, () => requireShapes(definition, parameters));
  return { model: { definition, parameters }, ...(record === undefined ? {} : { record }) };
}

/**
 * Reads the weights and biases of dense layers out of any safetensors file: those that Akari's description names, or
 * else all its tensors, in pairs `<prefix>weight` `[units, inputs]` and `<prefix>bias` `[units]`, ordered by the
 * natural order of their prefixes.
 *
 * @param name what to call the file in messages
 * @throws AkariError `invalid-file` where it is damaged, holds other tensors, or its layers do not follow each other
 */
export function readParameters(bytes: Uint8Array, name: string): StoredParameters {
  const file = decodeSafetensors(bytes, name);
  const names =
    readDescription(file, name)?.tensors ??
    pairTensors([...file.tensors.keys(), ...file.unread.keys()], name);
  return { parameters: readLayers(file, names, name), names };
}

/** Linear layers have the even places in a Sequential whose odd ones are activations. */
const sequentialNames = (layer: number): TensorNames => ({
  weight: `${2 * layer}.weight`,
  bias: `${2 * layer}.bias`,
});

/** Undefined where the file has no description of Akari's. */
function readDescription(file: SafetensorsFile, name: string): ModelDescription | undefined {
  if (!Object.hasOwn(file.metadata, DESCRIPTION_KEY)) return undefined;
  const json = parseJsonObject(file.metadata[DESCRIPTION_KEY], `The description of the model in ${name}`);
  return inFile(name, () => parseDescription(json));
}

/** Layers that follow each other: `weight` `[units, inputs]`, its `inputs` the `units` of the layer before. */
function readLayers(file: SafetensorsFile, names: readonly TensorNames[], name: string): LayerParameters[] {
  const wrong = (what: string) => new AkariError("invalid-file", `${name} does not hold a network: ${what}.`);
  const layers = names.map((pair) => ({ weight: find(pair.weight), bias: find(pair.bias) }));

  function find(tensor: string): Tensor {
    const found = file.tensors.get(tensor);
    if (found === undefined) {
      const dtype = file.unread.get(tensor);
      if (dtype === undefined) throw wrong(`the tensor ${quote(tensor)} is missing`);
      throw wrong(
        `${quote(tensor)} is stored as ${dtype}, and only ${READABLE_DTYPES.join(", ")} can be read`,
      );
    }
    if (!found.data.every(Number.isFinite)) throw wrong(`${quote(tensor)} holds NaN or an infinite number`);
    return found;
  }

  return layers.map(({ weight, bias }, i) => {
    const [w, b] = [quote(names[i].weight), quote(names[i].bias)];
    const [units, inputs] = weight.shape;
    if (weight.shape.length !== 2 || units === 0 || inputs === 0) {
      throw wrong(`${w} must have the shape [units, inputs], but has ${shapeText(weight.shape)}`);
    }
    if (bias.shape.length !== 1 || bias.shape[0] !== units) {
      throw wrong(`${b} must have the shape [${units}] beside ${w}, but has ${shapeText(bias.shape)}`);
    }
    if (i > 0 && inputs !== layers[i - 1].weight.shape[0]) {
      throw wrong(
        `${w} ${shapeText(weight.shape)} takes ${inputs} inputs, but ${quote(names[i - 1].weight)} ` +
          `${shapeText(layers[i - 1].weight.shape)} before it gives ${layers[i - 1].weight.shape[0]}`,
      );
    }
    return { weight: weight.data, bias: bias.data };
  });
}

/** Says in which file a model's description is wrong. */
function inFile<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AkariError)) throw error;
    throw new AkariError("invalid-file", `${name} is not a sound model of Akari's. ${error.message}`, {
      cause: error,
    });
  }
}
