/**
 * @file Any safetensors file of dense layers: Akari's own, or weights of another program's, PyTorch's above all, whose modules
 * become a network's layers in their order, with batch normalisation folded into the dense layers beside it and zeros for
 * a bias that is not there.
 */

import type { LayerParameters } from "../../model/model.js";
import type { InputScaling } from "../../model/preprocessing.js";
import { quote } from "../description/json.js";
import type { TensorNames } from "../description/model-description.js";
import {
  type Affine,
  batchNormAffine,
  composeAffine,
  foldIntoInputs,
  foldIntoOutputs,
  foldScaling,
  type NormalizedLayer,
  normalizeInputs,
} from "../foreign/affine.js";
import { assumeDefinition, type ImportHints, refuseHints } from "../foreign/import-hints.js";
import type { Assumption, StoredModel, StoredParameters } from "../stored-model.js";
import { readDescription, readModel, storedModel, verification } from "./model-file.js";
import { decodeSafetensors, type SafetensorsFile } from "./safetensors.js";
import { type BatchNormModule, findModules, notDense, sharedTensors } from "./torch-modules.js";
import { type Place, placeNorms } from "./torch-norms.js";
import { type LayerChoice, orderLayers } from "./torch-order.js";

/** PyTorch's default, which its files do not hold. */
const EPSILON = 1e-5;

export interface TorchLayers {
  readonly parameters: readonly LayerParameters[];
  /** What is done to the inputs before the layers, where their weights could not hold it. */
  readonly scaling?: InputScaling;
  /** What the file calls each layer's tensors. */
  readonly names: readonly TensorNames[];
  /** What the file does not say and was taken to be so. */
  readonly assumed: readonly Assumption[];
}

/**
 * The dense layers of a file that describes none.
 *
 * @param name what to call the file in messages
 * @param choice which of the file's layers, and in which order, as far as somebody says it
 * @throws AkariError `invalid-file` naming a tensor that does not belong to such layers, or the orders that fit where
 * there are several; `invalid-argument` where the choice does not fit the file
 */
export function readTorchLayers(file: SafetensorsFile, name: string, choice: LayerChoice = {}): TorchLayers {
  const modules = findModules(file, name, choice.prefix);
  const linear = modules.filter((module) => module.kind === "linear");
  if (linear.length === 0) throw notDense(name, "it holds batch normalisation only");
  const { ordered, assumed: order } = orderLayers(linear, choice, sharedText(file), name);
  if (ordered.length < linear.length && modules.length > linear.length) {
    const whose = "the order leaves out layers, and whose its batch normalisation is cannot be told then";
    throw notDense(name, `${whose}. Choose with --prefix (in code: prefix)`);
  }
  const { places, assumed: where } = placeNorms(modules, ordered, name);
  const assumed = [...order];
  if (modules.length > linear.length) {
    const stands = where.map((place) => `, ${place}`).join("");
    const sentence = `Its batch normalisation was taken to have PyTorch's epsilon of 1e-5${stands}.`;
    assumed.push({ about: "epsilon", sentence });
  }
  const [first, ...others] = places;
  const { layer, scaling } = foldFirst(first);
  return {
    parameters: [layer, ...others.map(foldPlace)],
    ...(scaling === undefined ? {} : { scaling }),
    names: ordered.map(({ prefix }) => ({ weight: `${prefix}weight`, bias: `${prefix}bias` })),
    assumed,
  };
}

/** What of a file's tensors is several layers', for the middle of a sentence; nothing where none is. */
function sharedText(file: SafetensorsFile): string {
  const shared = sharedTensors(file).map(([tensor, stored]) => `${quote(tensor)} is ${quote(stored)}`);
  return shared.length === 0 ? "" : ` (of which ${shared.slice(0, 4).join(", ")})`;
}

function foldFirst({ before: [norm, ...norms], ...place }: Place): NormalizedLayer {
  if (norm === undefined) return { layer: foldPlace({ ...place, before: norms }) };
  const { mean, variance, weight, bias, units } = norm;
  const learned: Affine = {
    scale: weight?.data ?? new Float64Array(units).fill(1),
    shift: bias?.data ?? new Float64Array(units),
  };
  const layer = foldIntoInputs(foldPlace({ ...place, before: norms }), learned);
  const each = Array.from(mean.data, (shift, i) => ({ shift, scale: Math.sqrt(variance.data[i] + EPSILON) }));
  return normalizeInputs(layer, each, mean.data instanceof Float64Array ? "float64" : "float32");
}

function foldPlace({ linear, before, after }: Place): LayerParameters {
  const { weight, bias, units } = linear;
  const zeros = weight.data instanceof Float32Array ? new Float32Array(units) : new Float64Array(units);
  let layer: LayerParameters = { weight: weight.data, bias: bias?.data ?? zeros };
  if (before.length > 0) layer = foldIntoInputs(layer, affineOf(before));
  return after.length > 0 ? foldIntoOutputs(layer, affineOf(after)) : layer;
}

const affineOf = (norms: readonly BatchNormModule[]): Affine =>
  norms
    .map(({ mean, variance, weight, bias }) =>
      batchNormAffine({
        mean: mean.data,
        variance: variance.data,
        gamma: weight?.data,
        beta: bias?.data,
        epsilon: EPSILON,
      }),
    )
    .reduce(composeAffine);

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
    ...verification(file),
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
