/**
 * @file A network's layers as tensors of a file, written and read: each a `weight` `[units, inputs]` and a `bias`
 * `[units]` under names of their own.
 */

import { AkariError } from "../../error.js";
import { type LayerParameters, layerInputs, type ModelDefinition } from "../../model/model.js";
import { quote, shapeText } from "../description/json.js";
import type { TensorNames } from "../description/model-description.js";
import { READABLE_DTYPES, type SafetensorsFile, type Tensor } from "./safetensors.js";

/** Linear layers have the even places in PyTorch's Sequential, whose odd ones are activations. */
export function sequentialNames({ layers }: ModelDefinition): TensorNames[] {
  return layers.map((_, i) => ({ weight: `${2 * i}.weight`, bias: `${2 * i}.bias` }));
}

/** Parameters, or other numbers of their shapes, under the names given for each layer. */
export function layerTensors(
  definition: ModelDefinition,
  parameters: readonly LayerParameters[],
  names: readonly TensorNames[],
): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  parameters.forEach(({ weight, bias }, i) => {
    const { units } = definition.layers[i];
    tensors.set(names[i].weight, { shape: [units, layerInputs(definition, i)], data: weight });
    tensors.set(names[i].bias, { shape: [units], data: bias });
  });
  return tensors;
}

/** @throws AkariError `diverged` naming a tensor with a number that is NaN or infinite */
export function requireFiniteTensors(tensors: ReadonlyMap<string, Tensor>): void {
  for (const [name, { data }] of tensors) {
    if (!data.every(Number.isFinite)) {
      throw new AkariError(
        "diverged",
        `The parameter ${quote(name)} holds NaN or an infinite number, so the model cannot be saved.`,
      );
    }
  }
}

/**
 * A tensor of floating-point numbers, all finite.
 *
 * @param name what to call the file in messages
 * @throws AkariError `invalid-file` where it is missing, of another type, or not finite
 */
export function requireTensor(file: SafetensorsFile, tensor: string, name: string): Tensor {
  const wrong = noNetwork(name);
  const found = file.tensors.get(tensor);
  if (found === undefined) {
    const dtype = file.unread.get(tensor);
    if (dtype === undefined) throw wrong(`the tensor ${quote(tensor)} is missing`);
    throw wrong(`${quote(tensor)} is stored as ${dtype}, and only ${READABLE_DTYPES.join(", ")} can be read`);
  }
  if (!found.data.every(Number.isFinite)) throw wrong(`${quote(tensor)} holds NaN or an infinite number`);
  return found;
}

/**
 * Reads layers that follow each other: each one's inputs are the units of the layer before.
 *
 * @param name what to call the file in messages
 * @throws AkariError `invalid-file` where a tensor is missing, of another shape, or not finite
 */
export function readLayers(
  file: SafetensorsFile,
  names: readonly TensorNames[],
  name: string,
): LayerParameters[] {
  const wrong = noNetwork(name);
  const layers = names.map((pair) => ({
    weight: requireTensor(file, pair.weight, name),
    bias: requireTensor(file, pair.bias, name),
  }));

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

const noNetwork =
  (name: string) =>
  (what: string): AkariError =>
    new AkariError("invalid-file", `${name} does not hold a network: ${what}.`);
