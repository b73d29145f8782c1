/**
 * @file Any safetensors file of dense layers: Akari's own, or weights of another program's, PyTorch's above all, whose modules
 * become a network's layers in their order, with batch normalisation folded into the dense layers beside it and zeros for
 * a bias that is not there.
 *
 * Between which layers a batch normalisation stands is told by the names: its place is in no file.
 *
 * ```
 * 0. and 1., net.2. and net.3.   in a Sequential: right behind a layer it normalises that layer's weighted sums, further
 *                                behind it stands an activation between them, and it normalises what the next takes in
 * fc1. and bn1., 0.fc. and 0.bn. beside the layer of its number: behind that layer's weighted sums
 * ```
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
import { compareNumbers, skeleton } from "./layer-order.js";
import { readDescription, readModel, storedModel, verification } from "./model-file.js";
import { decodeSafetensors, type SafetensorsFile } from "./safetensors.js";
import {
  type BatchNormModule,
  findModules,
  type LinearModule,
  notDense,
  sharedTensors,
  type TorchModule,
} from "./torch-modules.js";
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

/** A dense layer and the normalisations beside it, the first first. */
export interface Place {
  readonly linear: LinearModule;
  /** Between its weighted sums and its activation. */
  readonly after: BatchNormModule[];
  /** Between the activation before and its weights. */
  readonly before: BatchNormModule[];
}

export interface PlacedNorms {
  readonly places: readonly Place[];
  /** What was taken to be so, for the middle of a sentence; empty where a `Sequential` tells it. */
  readonly assumed: readonly string[];
}

/**
 * @param modules in the natural order of their names
 * @param ordered the dense layers among them, in the order in which they follow each other
 * @throws AkariError `invalid-file` where the names do not tell a place, or a width does not fit
 */
export function placeNorms(
  modules: readonly TorchModule[],
  ordered: readonly LinearModule[],
  name: string,
): PlacedNorms {
  const places = ordered.map((linear): Place => ({ linear, after: [], before: [] }));
  const norms = modules.filter((module) => module.kind === "batch-norm");
  const assumed = new Set<string>();
  for (const norm of norms) {
    const row = modules.filter((module) => isOfRow(module, norm));
    if (row.some(({ kind }) => kind === "linear")) {
      requireNumbered(ordered, norm, name);
      placeInRow(norm, row, places, assumed, name);
    } else {
      placeBeside(norm, places, name);
      assumed.add("each between the layer of its number and that layer's activation");
    }
  }
  return { places, assumed: [...assumed] };
}

/** A name's parent and its own last part. */
function splitPrefix(prefix: string): [parent: string, own: string] {
  const own = prefix.replace(/\.$/, "").split(".").at(-1) ?? "";
  return [prefix.slice(0, prefix.length - own.length - (prefix.endsWith(".") ? 1 : 0)), own];
}

/** Whether two modules are numbered as the parts of one `Sequential`. */
function isOfRow(module: TorchModule, norm: BatchNormModule): boolean {
  const [[parent, own], [normParent, normOwn]] = [splitPrefix(module.prefix), splitPrefix(norm.prefix)];
  return parent === normParent && skeleton(own) === skeleton(normOwn) && /[0-9]/.test(own);
}

/** A `Sequential` computes by its numbers; layers in another order have left it. */
function requireNumbered(ordered: readonly LinearModule[], norm: BatchNormModule, name: string): void {
  const turned = ordered.some(({ prefix }, i) =>
    ordered.slice(0, i).some((before) => compareNumbers(prefix, before.prefix) < 0),
  );
  if (turned) throw unplaced(norm, name);
}

function placeInRow(
  norm: BatchNormModule,
  row: readonly TorchModule[],
  places: readonly Place[],
  assumed: Set<string>,
  name: string,
): void {
  const at = row.indexOf(norm);
  let first = at;
  while (first > 0 && row[first].kind === "batch-norm" && isNext(row[first - 1].prefix, row[first].prefix))
    first--;
  const open = row[first];
  if (open.kind === "linear") {
    addAfter(placeOf(open, places), norm, name);
    return;
  }
  const next = row.slice(at + 1).find((module) => module.kind === "linear");
  const last = row.slice(0, at).findLast((module) => module.kind === "linear");
  const place =
    next !== undefined
      ? placeOf(next, places)
      : places[places.findIndex(({ linear }) => linear === last) + 1];
  addBefore(place, norm, name);
  const stands = row[at + 1];
  if (last !== undefined && !(stands !== undefined && isNext(norm.prefix, stands.prefix))) {
    assumed.add(`${quote(norm.prefix)} behind the activation`);
  }
}

/** Attributes are numbered as their layers are: `bn1` follows `fc1`, and `0.bn` follows `0.fc`. */
function placeBeside(norm: BatchNormModule, places: readonly Place[], name: string): void {
  const [parent, own] = splitPrefix(norm.prefix);
  const number = lastNumber(own);
  const beside = places.filter(({ linear }) => {
    const [itsParent, its] = splitPrefix(linear.prefix);
    return itsParent === parent && lastNumber(its) === number;
  });
  if (beside.length !== 1 || (number === undefined && !/[0-9]/.test(parent))) throw unplaced(norm, name);
  addAfter(beside[0], norm, name);
}

const placeOf = (module: TorchModule, places: readonly Place[]): Place | undefined =>
  places.find(({ linear }) => linear === module);

const lastNumber = (own: string): string | undefined =>
  /([0-9]+)[^0-9]*$/.exec(own)?.[1].replace(/^0+(?=.)/, "");

/** Whether one prefix numbers the place right after another's: `0.` and `1.`, `net.2.` and `net.3.`. */
function isNext(before: string, after: string): boolean {
  const split = (prefix: string) => /^(.*?)([0-9]+)([^0-9]*)$/s.exec(prefix);
  const [a, b] = [split(before), split(after)];
  if (a === null || b === null) return false;
  return a[1] === b[1] && a[3] === b[3] && BigInt(b[2]) === BigInt(a[2]) + 1n;
}

function addAfter(place: Place | undefined, norm: BatchNormModule, name: string): void {
  if (place === undefined) throw unplaced(norm, name);
  const { linear, after } = place;
  if (norm.units !== linear.units) throw misfit(norm, `${linear.units} units`, linear, name);
  after.push(norm);
}

function addBefore(place: Place | undefined, norm: BatchNormModule, name: string): void {
  if (place === undefined) {
    throw notDense(
      name,
      `no dense layer follows the batch normalisation ${quote(`${norm.prefix}running_mean`)}`,
    );
  }
  const { linear, before } = place;
  if (norm.units !== linear.inputs) throw misfit(norm, `${linear.inputs} inputs`, linear, name);
  before.push(norm);
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
