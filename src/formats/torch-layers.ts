/**
 * @file From PyTorch's modules to a network's layers: in their order, with batch normalisation folded into the dense
 * layers beside it and zeros for a bias that is not there.
 */

import type { LayerParameters } from "../model/model.js";
import { type Affine, batchNormAffine, composeAffine, foldIntoInputs, foldIntoOutputs } from "./affine.js";
import { isChain, onlyChain } from "./layer-order.js";
import type { TensorNames } from "./model-description.js";
import { quote, shapeText } from "./quote.js";
import type { SafetensorsFile } from "./safetensors.js";
import type { Assumption } from "./stored-model.js";
import {
  type BatchNormModule,
  findModules,
  type LinearModule,
  notDense,
  type TorchModule,
} from "./torch-modules.js";

/** PyTorch's default, which its files do not hold. */
const EPSILON = 1e-5;

export interface TorchLayers {
  readonly parameters: readonly LayerParameters[];
  /** What the file calls each layer's tensors. */
  readonly names: readonly TensorNames[];
  /** What the file does not say and was taken to be so. */
  readonly assumed: readonly Assumption[];
}

/** A dense layer and the normalisations that are to be folded into it. */
interface Place {
  readonly linear: LinearModule;
  /** Between its weighted sums and its activation. */
  after?: Affine;
  /** Between the activation before and its weights. */
  before?: Affine;
}

/**
 * The dense layers of a file that describes none.
 *
 * @param name what to call the file in messages
 * @throws AkariError `invalid-file` naming a tensor that does not belong to such layers
 */
export function readTorchLayers(file: SafetensorsFile, name: string): TorchLayers {
  const modules = findModules(file, name);
  const linear = modules.filter((module) => module.kind === "linear");
  if (linear.length === 0) throw notDense(name, "it holds batch normalisation only");
  const assumed: Assumption[] = [];
  const patterns = new Set(modules.map(({ prefix }) => prefix.replace(/[0-9]+/g, "#")));
  const numbered = patterns.size === 1;
  let ordered = linear;
  if (!isChain(linear)) {
    const chain = numbered ? undefined : onlyChain(linear);
    if (chain === undefined) throw brokenChain(linear, name);
    ordered = chain;
    const order = chain.map(({ prefix }) => quote(`${prefix}weight`)).join(", ");
    const sentence = `Its layers were put into the only order that their shapes allow: ${order}.`;
    assumed.push({ about: "order", sentence });
  }
  const places = ordered.map((module): Place => ({ linear: module }));
  const norms = modules.filter((module) => module.kind === "batch-norm");
  if (numbered) placeByPosition(modules, places, name);
  else for (const norm of norms) placeByNumber(norm, places, name);
  if (norms.length > 0) {
    const where = numbered ? "" : ", each between the layer of its number and that layer's activation";
    const sentence = `Its batch normalisation was taken to have PyTorch's epsilon of 1e-5${where}.`;
    assumed.push({ about: "epsilon", sentence });
  }
  return {
    parameters: places.map(foldPlace),
    names: ordered.map(({ prefix }) => ({ weight: `${prefix}weight`, bias: `${prefix}bias` })),
    assumed,
  };
}

/** In an `nn.Sequential` a module's number is its place, and what stands between has no parameters: activations. */
function placeByPosition(modules: readonly TorchModule[], places: readonly Place[], name: string): void {
  let passed = 0;
  /** The layer whose weighted sums have not met an activation yet. */
  let open: Place | undefined;
  modules.forEach((module, i) => {
    if (module.kind === "linear") {
      open = places[passed++];
      return;
    }
    if (i === 0 || !isNext(modules[i - 1].prefix, module.prefix)) open = undefined;
    if (open === undefined) addBefore(places.at(passed), module, name);
    else addAfter(open, module, name);
  });
}

/** Whether one prefix numbers the place right after another's: `0.` and `1.`, `net.2.` and `net.3.`. */
function isNext(before: string, after: string): boolean {
  const split = (prefix: string) => /^(.*?)([0-9]+)([^0-9]*)$/s.exec(prefix);
  const [a, b] = [split(before), split(after)];
  if (a === null || b === null) return false;
  return a[1] === b[1] && a[3] === b[3] && BigInt(b[2]) === BigInt(a[2]) + 1n;
}

/** Attributes are numbered as their layers are: `bn1` follows `fc1`. */
function placeByNumber(norm: BatchNormModule, places: readonly Place[], name: string): void {
  const number = lastNumber(norm.prefix);
  const [place, another] = places.filter(({ linear }) => lastNumber(linear.prefix) === number);
  if (number === undefined || place === undefined || another !== undefined) throw unplaced(norm, name);
  addAfter(place, norm, name);
}

const lastNumber = (prefix: string): string | undefined =>
  /([0-9]+)[^0-9]*$/.exec(prefix)?.[1].replace(/^0+(?=.)/, "");

function addAfter(place: Place, norm: BatchNormModule, name: string): void {
  const { linear } = place;
  if (norm.units !== linear.units) throw misfit(norm, `${linear.units} units`, linear, name);
  place.after = joined(place.after, norm);
}

function addBefore(place: Place | undefined, norm: BatchNormModule, name: string): void {
  if (place === undefined) {
    throw notDense(
      name,
      `no dense layer follows the batch normalisation ${quote(`${norm.prefix}running_mean`)}`,
    );
  }
  const { linear } = place;
  if (norm.units !== linear.inputs) throw misfit(norm, `${linear.inputs} inputs`, linear, name);
  place.before = joined(place.before, norm);
}

function joined(first: Affine | undefined, { mean, variance, weight, bias }: BatchNormModule): Affine {
  const affine = batchNormAffine({
    mean: mean.data,
    variance: variance.data,
    gamma: weight?.data,
    beta: bias?.data,
    epsilon: EPSILON,
  });
  return first === undefined ? affine : composeAffine(first, affine);
}

function foldPlace({ linear, before, after }: Place): LayerParameters {
  const { weight, bias, units } = linear;
  const zeros = weight.data instanceof Float32Array ? new Float32Array(units) : new Float64Array(units);
  let layer: LayerParameters = { weight: weight.data, bias: bias?.data ?? zeros };
  if (before !== undefined) layer = foldIntoInputs(layer, before);
  return after === undefined ? layer : foldIntoOutputs(layer, after);
}

function brokenChain(layers: readonly LinearModule[], name: string) {
  const i = layers.findIndex(({ inputs }, k) => k > 0 && inputs !== layers[k - 1].units);
  const [before, layer] = [layers[i - 1], layers[i]];
  return notDense(
    name,
    `${quote(`${layer.prefix}weight`)} ${shapeText(layer.weight.shape)} takes ${layer.inputs} inputs, but ` +
      `${quote(`${before.prefix}weight`)} ${shapeText(before.weight.shape)} before it gives ${before.units}`,
  );
}

const misfit = (norm: BatchNormModule, size: string, { prefix }: LinearModule, name: string) =>
  notDense(
    name,
    `${quote(`${norm.prefix}running_mean`)} normalises ${norm.units} numbers, but ${quote(`${prefix}weight`)} has ${size}`,
  );

const unplaced = ({ prefix }: BatchNormModule, name: string) =>
  notDense(
    name,
    `the names do not tell which layer the batch normalisation ${quote(`${prefix}running_mean`)} follows ` +
      '("bn1" would follow "fc1", and "1" would follow "0")',
  );
