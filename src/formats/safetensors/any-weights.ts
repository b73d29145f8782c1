/**
 * @file Any safetensors file of dense layers: Akari's own, or weights of another program's, PyTorch's above all.
 */

import { foldScaling } from "../foreign/affine.js";
import { assumeDefinition, type ImportHints, refuseHints } from "../foreign/import-hints.js";
import type { StoredModel, StoredParameters } from "../stored-model.js";
import { readDescription, readModel, storedModel, whetherVerified } from "./model-file.js";
import { decodeSafetensors } from "./safetensors.js";
import { readTorchLayers } from "./torch-layers.js";
import type { LayerChoice } from "./torch-order.js";

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
  const own = storedModel(file, name);
  if (own !== undefined) {
    refuseHints(hints, name);
    return own;
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
