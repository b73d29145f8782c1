/**
 * @file From the layers of a Keras 3 model to a network of Akari's: what only scales and shifts is folded into the
 * dense layers or kept before the first, what does nothing once training is over is left out.
 */

import type { Allowance } from "../../bounds.js";
import type { ActivationName } from "../../model/activations.js";
import { defineModel, type LayerParameters } from "../../model/model.js";
import type { Preprocessing, Scaling } from "../../model/preprocessing.js";
import { elementCount, transposed } from "../bytes/numbers.js";
import { describe, inFile, isObject, shapeText } from "../description/json.js";
import {
  type Affine,
  composeAffine,
  foldIntoInputs,
  foldIntoOutputs,
  normalizeInputs,
} from "../foreign/affine.js";
import { asScaling, spansBytes } from "../foreign/pixel-scale.js";
import type { Tensor } from "../safetensors/safetensors.js";
import type { Assumption, StoredModel } from "../stored-model.js";
import { activationNamed, activationOfLayer } from "./activations.js";
import { type KerasChain, type KerasLayer, refuse, titled } from "./chain.js";
import { along, broadcast, type Numbers, type Places, placed, transposedPlaces } from "./places.js";
import {
  type InputType,
  inputType,
  isCoarse,
  type Policy,
  policyOf,
  requireKnownSettings,
} from "./settings.js";

/**
 * Gives a layer's variable.
 *
 * @throws AkariError `invalid-file` where it is missing or its numbers are not finite
 */
export type ReadVariable = (path: string) => Tensor;

/** What a model becomes while its layers are gone through. */
interface State {
  readonly file: string;
  readonly read: ReadVariable;
  readonly input: InputType;
  /** What comes out of the layers so far. */
  places: Places;
  readonly parameters: LayerParameters[];
  readonly activations: ActivationName[];
  /** Scaling since the last activation, for the next dense layer. */
  pending?: Affine | undefined;
  /** What inputs are divided by before all else. */
  divideBy?: number;
  /** The first normalisation of the inputs, before what is pending. */
  normalization?: InputNormalization;
  /** What is done to inputs after that, before the first dense layer. */
  before?: Affine | undefined;
  /** Policies by which layers compute in 16 bits. */
  readonly coarse: Set<Policy>;
  /** Whether a layer has pictures' channels before their rows. */
  channelsFirst?: true;
  /** A layer whose numbers would stand along another axis then. */
  channelwise?: KerasLayer;
}

interface InputNormalization {
  readonly layer: KerasLayer;
  readonly each: readonly Scaling[];
  readonly precision: "float32" | "float64";
  /**
   * The relative rounding of what is normalised, where Keras computes that itself: of a feature that hardly varies only
   * this may be left. 0 where it is the raw inputs.
   */
  readonly rounding: number;
}

/** Layers that do nothing once training is over. */
const IDLE = new Set([
  "Identity",
  "Dropout",
  "GaussianDropout",
  "GaussianNoise",
  "AlphaDropout",
  "ActivityRegularization",
]);

const READERS: Readonly<Record<string, (layer: KerasLayer, state: State) => void>> = {
  Dense: readDense,
  Flatten: readFlatten,
  Reshape: readReshape,
  Permute: readPermute,
  Rescaling: readRescaling,
  Normalization: readNormalization,
  BatchNormalization: readBatchNormalization,
};

/** What a rounded feature may be off by, counted in its deviations. */
const MOST_ROUNDED = 1e-3;

/**
 * @param file what to call the file in messages
 * @param allowance of the numbers that are made for it
 * @throws AkariError `invalid-file` naming the first layer that a network of Akari's cannot have, and its class
 */
export function readNetwork(
  { inputShape, input, layers }: KerasChain,
  read: ReadVariable,
  file: string,
  allowance: Allowance,
): StoredModel {
  if (input !== undefined) requireKnownSettings(input, file);
  const state: State = {
    file,
    read,
    input: input === undefined ? "float32" : inputType(input, file),
    places: { shape: inputShape },
    parameters: [],
    activations: [],
    coarse: new Set(),
  };
  let last: KerasLayer | undefined;
  for (const layer of layers) {
    const activation = activationOfLayer(layer, file);
    const reader = Object.hasOwn(READERS, layer.className) ? READERS[layer.className] : undefined;
    if (activation === undefined && reader === undefined && !IDLE.has(layer.className)) {
      throw refuse(file, `${titled(layer)} is none that Akari has`);
    }
    requireKnownSettings(layer, file);
    const policy = policyOf(layer, file);
    if (isCoarse(policy)) state.coarse.add(policy);
    if (activation !== undefined) applyActivation(activation, layer, state);
    else if (reader !== undefined) {
      // Each moves or scales all the numbers that come to it.
      allowance.take(elementCount(state.places.shape));
      reader(layer, state);
    }
    if (!IDLE.has(layer.className)) last = layer;
  }
  if (state.parameters.length === 0) throw refuse(file, "it has no dense layer");
  if (state.pending !== undefined && last !== undefined) {
    throw refuse(file, `no dense layer follows ${titled(last)} to take it in`);
  }
  if (state.channelsFirst && state.channelwise !== undefined) {
    throw refuse(
      file,
      `${titled(state.channelwise)} scales by several numbers, and whether along the first or the last axis depends on ` +
        "Keras's image_data_format",
    );
  }
  return finished(state, inputShape, input);
}

function finished(state: State, inputShape: readonly number[], input: KerasLayer | undefined): StoredModel {
  const { parameters, activations, places, file } = state;
  // What follows the last layer may only change the order of its units.
  if (places.order !== undefined) parameters.push(reordered(parameters.splice(-1)[0], places.order));
  const [first, ...others] = parameters;
  const { scaling, layer } = normalizedFirst(first, state);
  const assumed = assumptions(state, input);
  const layers = [layer, ...others];
  const finite = layers.every(
    ({ weight, bias }) => weight.every(Number.isFinite) && bias.every(Number.isFinite),
  );
  if (
    !finite ||
    scaling?.each.some(({ shift, scale }) => !Number.isFinite(shift) || !Number.isFinite(scale))
  ) {
    throw refuse(file, "what it scales by makes numbers that are too large");
  }
  const definition = inFile(file, "network of dense layers", () =>
    defineModel({
      inputs: elementCount(inputShape),
      layers: layers.map(({ bias }, i) => ({ units: bias.length, activation: activations[i] })),
      preprocessing: {
        divideBy: state.divideBy ?? 1,
        ...(scaling === undefined ? {} : { scaling }),
        ...bytesOf(state),
        ...pictureOf(inputShape, state.channelsFirst ?? false),
      },
    }),
  );
  return { model: { definition, parameters: layers }, ...(assumed.length === 0 ? {} : { assumed }) };
}

function normalizedFirst(first: LayerParameters, { normalization, file }: State) {
  if (normalization === undefined) return { layer: first };
  const { layer, each, precision, rounding } = normalization;
  const found = normalizeInputs(first, each, precision);
  const worst = each.findIndex(({ shift, scale }) => (rounding * Math.abs(shift)) / scale > MOST_ROUNDED);
  if (found.scaling === undefined || worst < 0) return found;
  throw refuse(
    file,
    `${titled(layer)} normalises input ${worst + 1}, whose deviation is so small beside its mean that the result hangs ` +
      "on how Keras rounds what stands before it",
  );
}

function assumptions({ coarse, input: type }: State, input: KerasLayer | undefined): Assumption[] {
  const assumed: Assumption[] = [];
  const policies = [...coarse, ...(type === "coarse" ? [describe(input?.config.dtype)] : [])];
  if (policies.length > 0) {
    const sentence =
      `Keras computes it in numbers of 16 bits (${policies.join(", ")}), Akari in float32: their outputs differ by ` +
      "what Keras rounds.";
    assumed.push({ about: "precision", sentence });
  }
  if (type === "whole") {
    const sentence = `Its inputs are whole numbers (${String(input?.config.dtype)}): Keras would cut others, Akari takes them as they are.`;
    assumed.push({ about: "precision", sentence });
  }
  return assumed;
}

function reordered({ weight, bias }: LayerParameters, order: Uint32Array): LayerParameters {
  const inputs = weight.length / bias.length;
  return {
    weight: weight.map((_, n) => weight[order[Math.floor(n / inputs)] * inputs + (n % inputs)]),
    bias: bias.map((_, i) => bias[order[i]]),
  };
}

/** Whether a model scales what has the range of pixels' bytes. */
function bytesOf({ divideBy = 1, normalization, before }: State): Partial<Preprocessing> {
  const scaling = normalization?.each ?? (before === undefined ? [] : asScaling(before));
  return divideBy === 1 && spansBytes(scaling) ? { takesBytes: true } : {};
}

/** `[28, 28]` and `[28, 28, 1]` are grey pictures, `[32, 32, 3]` are coloured ones; `[1, 28, 28]` with channels first. */
function pictureOf(shape: readonly number[], channelsFirst: boolean): Partial<Preprocessing> {
  if (channelsFirst) return shape.length === 3 && shape[0] === 1 ? { image: [shape[1], shape[2]] } : {};
  const [height, width, channels = 1, ...more] = shape;
  if (width === undefined || more.length > 0 || (channels !== 1 && channels !== 3)) return {};
  return { image: [height, width], ...(channels === 3 ? { channels } : {}) };
}

function readDense(layer: KerasLayer, state: State): void {
  const { file, places, pending } = state;
  const { units, use_bias: hasBias, activation } = layer.config;
  if (places.shape.length !== 1) {
    throw refuse(
      file,
      `${titled(layer)} takes in ${shapeText(places.shape)} numbers without a Flatten before it`,
    );
  }
  const [inputs] = places.shape;
  const kernel = readVariable(layer, 0, state);
  const [rows, columns] = kernel.shape;
  if (kernel.shape.length !== 2 || rows !== inputs || columns !== units || columns === 0) {
    throw refuse(
      file,
      `${titled(layer)} should have a kernel of the shape ${shapeText([inputs, Number(units)])}, but has ` +
        shapeText(kernel.shape),
    );
  }
  if (typeof (hasBias ?? true) !== "boolean") {
    throw refuse(file, `${titled(layer)} has ${describe(hasBias)} for use_bias`);
  }
  const given = transposed(kernel.data, inputs, columns, kernel.data.slice());
  const { order } = places;
  const weight = order === undefined ? given : given.slice();
  order?.forEach((place, i) => {
    for (let unit = 0; unit < columns; unit++) weight[unit * inputs + place] = given[unit * inputs + i];
  });
  const bias = hasBias === false ? weight.slice(0, columns).fill(0) : readVector(layer, 1, columns, state);
  const dense = { weight, bias };
  if (state.parameters.length === 0) state.before = pending;
  state.parameters.push(pending === undefined ? dense : foldIntoInputs(dense, pending));
  state.activations.push(activationNamed(activation, layer, file));
  state.pending = undefined;
  state.places = { shape: [columns] };
}

function applyActivation(activation: ActivationName, layer: KerasLayer, state: State): void {
  const { activations, pending, places, file } = state;
  if (activation === "linear") return;
  if (activations.at(-1) !== "linear" || pending !== undefined) {
    throw refuse(file, `no dense layer stands right before ${titled(layer)}`);
  }
  if (activation === "softmax" && places.shape.length !== 1) {
    throw refuse(
      file,
      `${titled(layer)} takes in ${shapeText(places.shape)} numbers, and not all as one softmax`,
    );
  }
  activations[activations.length - 1] = activation;
}

/** Row by row, with channels last: those that come first are moved there. */
function readFlatten(layer: KerasLayer, state: State): void {
  const { data_format: format } = layer.config;
  const { shape } = state.places;
  if (format === "channels_first") {
    state.channelsFirst = true;
    if (shape.length > 1) state.places = transposedPlaces(state.places, [...shape.keys()].slice(1).concat(0));
  } else if ((format ?? "channels_last") !== "channels_last") {
    throw refuse(state.file, `${titled(layer)} has the data_format ${describe(format)}`);
  }
  state.places = { ...state.places, shape: [elementCount(shape)] };
}

function readReshape(layer: KerasLayer, state: State): void {
  const { target_shape: target } = layer.config;
  const size = elementCount(state.places.shape);
  const lengths = Array.isArray(target) ? (target as unknown[]) : [];
  const free = lengths.filter((length) => length === -1).length;
  const known = elementCount(lengths.map((length) => (length === -1 ? 1 : Number(length))));
  const shape = lengths.map((length) => (length === -1 ? size / known : Number(length)));
  const fits =
    shape.length > 0 && free <= 1 && shape.every((length) => Number.isSafeInteger(length) && length > 0);
  if (!fits || elementCount(shape) !== size) {
    throw refuse(
      state.file,
      `${titled(layer)} cannot bring ${shapeText(state.places.shape)} to its target_shape`,
    );
  }
  state.places = { ...state.places, shape };
}

function readPermute(layer: KerasLayer, state: State): void {
  const { dims } = layer.config;
  const { shape } = state.places;
  const axes = Array.isArray(dims) ? dims.map((dim) => Number(dim) - 1) : [];
  if (axes.length !== shape.length || !shape.every((_, axis) => axes.includes(axis))) {
    throw refuse(state.file, `${titled(layer)} does not permute the dimensions of ${shapeText(shape)}`);
  }
  state.places = transposedPlaces(state.places, axes);
}

function readRescaling(layer: KerasLayer, state: State): void {
  const { scale, offset } = layer.config;
  const { parameters, pending, divideBy, normalization } = state;
  const isFirst =
    parameters.length === 0 && pending === undefined && divideBy === undefined && normalization === undefined;
  if (isFirst && typeof scale === "number" && scale > 0 && offset === 0 && Number.isFinite(1 / scale)) {
    state.divideBy = 1 / scale;
    return;
  }
  const [by, plus] = [scale, offset].map((value) => numbersOf(value, layer, state));
  if (state.places.shape.length > 1 && by.shape.length > 0) state.channelwise ??= layer;
  applyAffine({ scale: fitted(by, layer, state), shift: fitted(plus, layer, state) }, state);
}

/** `(x − mean) / max(√variance, 1e-7)`, along some axes; the other way round where it inverts. */
function readNormalization(layer: KerasLayer, state: State): void {
  const { axis, invert, mean, variance } = layer.config;
  const { shape } = state.places;
  const list: unknown[] = Array.isArray(axis) ? axis : axis === null ? [] : [axis];
  const axes = axesOf(list, layer, state).sort((a, b) => a - b);
  const lengths = axes.map((kept) => shape[kept]);
  const given = (mean ?? null) !== null || (variance ?? null) !== null;
  const vectors = [mean, variance].map((value, i) => {
    if (!given) return readVector(layer, i, elementCount(lengths), state);
    const numbers = broadcast(numbersOf(value, layer, state), lengths);
    if (numbers !== undefined) return numbers;
    throw refuse(
      state.file,
      `${titled(layer)} has a mean and a variance that do not fit ${shapeText(shape)}`,
    );
  });
  const means = along(vectors[0], axes, shape);
  const deviations = along(vectors[1], axes, shape).map((v) => Math.max(Math.sqrt(v), 1e-7));
  if (invert === true) applyAffine({ scale: deviations, shift: means }, state);
  else if ((invert ?? false) === false) applyNormalization(means, deviations, undefined, layer, state);
  else throw refuse(state.file, `${titled(layer)} has ${describe(invert)} for invert`);
}

/** `γ (x − mean) / √(variance + ε) + β` (Ioffe and Szegedy, 2015), along one axis. */
function readBatchNormalization(layer: KerasLayer, state: State): void {
  const { axis, epsilon, center, scale } = layer.config;
  const { places, file } = state;
  const axes = axesOf(Array.isArray(axis) ? axis : [axis], layer, state);
  if (axes.length !== 1) throw refuse(file, `${titled(layer)} does not normalise along one axis`);
  if (typeof epsilon !== "number" || !(epsilon >= 0)) {
    throw refuse(file, `${titled(layer)} has ${describe(epsilon)} for epsilon`);
  }
  for (const flag of [center, scale]) {
    if (typeof (flag ?? true) !== "boolean")
      throw refuse(file, `${titled(layer)} has ${describe(flag)} for a flag`);
  }
  let next = 0;
  const vector = () => along(readVector(layer, next++, places.shape[axes[0]], state), axes, places.shape);
  const gamma = scale === false ? undefined : vector();
  const beta = center === false ? undefined : vector();
  const means = vector();
  const deviations = vector().map((v) => Math.sqrt(v + epsilon));
  const then = {
    scale: gamma ?? new Float64Array(means.length).fill(1),
    shift: beta ?? new Float64Array(means.length),
  };
  applyNormalization(means, deviations, then, layer, state);
}

/** Axes are counted from the batch's, which is 0, or backwards from the last. @returns counted from 0 without it */
function axesOf(list: readonly unknown[], layer: KerasLayer, { places, file }: State): number[] {
  const rank = places.shape.length + 1;
  const axes = list.map((axis) =>
    Number.isInteger(axis) ? Number(axis) + (Number(axis) < 0 ? rank : 0) - 1 : -1,
  );
  if (new Set(axes).size === axes.length && axes.every((axis) => axis >= 0 && axis < rank - 1)) return axes;
  throw refuse(file, `${titled(layer)} has an axis that ${shapeText(places.shape)} has not`);
}

/** `(x − mean) / deviation`, then more; each in the order of the shape. */
function applyNormalization(
  means: Float64Array,
  deviations: Float64Array,
  then: Affine | undefined,
  layer: KerasLayer,
  state: State,
): void {
  if (!deviations.every((deviation) => deviation > 0)) {
    throw refuse(state.file, `${titled(layer)} has a variance that is negative or 0`);
  }
  const { parameters, pending, divideBy, normalization, places, input } = state;
  const isFirst = parameters.length === 0 && normalization === undefined;
  if (!isFirst || (pending !== undefined && Array.from(pending.scale).includes(0))) {
    applyAffine(
      { scale: deviations.map((d) => 1 / d), shift: means.map((mean, i) => -mean / deviations[i]) },
      state,
    );
    if (then !== undefined) applyAffine(then, state);
    return;
  }
  const [mean, deviation] = [means, deviations].map((numbers) => placed(numbers, places));
  const policy = policyOf(layer, state.file);
  const isRough = isCoarse(policy) || input === "coarse";
  const bits = isRough ? 8 : policy === "float64" ? 53 : 24;
  const before = pending ?? { scale: mean.map(() => 1), shift: mean.map(() => 0) };
  // ((a x + b) − m) / s is ± (x − (m − b) / a) / (s / |a|).
  state.normalization = {
    layer,
    each: Array.from(mean, (m, i) => ({
      shift: (m - before.shift[i]) / before.scale[i],
      scale: deviation[i] / Math.abs(before.scale[i]),
    })),
    precision: input === "float64" && policy === "float64" ? "float64" : "float32",
    rounding: pending === undefined && divideBy === undefined && !isRough ? 0 : 2 ** -bits,
  };
  state.pending = undefined;
  const signs = mean.map((_, i) => Math.sign(before.scale[i]));
  if (signs.includes(-1)) state.pending = { scale: signs, shift: mean.map(() => 0) };
  if (then !== undefined) applyAffine(then, state);
}

/** Numbers in the order of the shape, into the dense layer before or the one to come. */
function applyAffine(affine: Affine, state: State): void {
  const { parameters, activations, pending, places } = state;
  const [scale, shift] = [affine.scale, affine.shift].map((numbers) =>
    placed(Float64Array.from(numbers), places),
  );
  if (activations.at(-1) === "linear") {
    parameters.push(foldIntoOutputs(parameters.splice(-1)[0], { scale, shift }));
  } else {
    state.pending = pending === undefined ? { scale, shift } : composeAffine(pending, { scale, shift });
  }
}

/** How deep lists may stand in lists. */
const DEEPEST = 8;

/** A number or lists of them, or an array of NumPy's or a tensor with its numbers in lists. */
function numbersOf(value: unknown, layer: KerasLayer, { file }: State): Numbers {
  const isArray =
    isObject(value) &&
    (value.class_name === "__numpy__" || value.class_name === "__tensor__") &&
    isObject(value.config);
  const list: unknown = isArray ? (value.config as { value?: unknown }).value : value;
  const shape: number[] = [];
  let level: unknown[] = [list];
  while (level.length > 0 && level.every(Array.isArray) && shape.length < DEEPEST) {
    const [{ length }] = level as unknown[][];
    if (!(level as unknown[][]).every((inner) => inner.length === length)) break;
    shape.push(length);
    level = (level as unknown[][]).flat();
  }
  if (level.length === 0 || !level.every((number): number is number => Number.isFinite(number))) {
    throw refuse(file, `${titled(layer)} scales by ${describe(value)}, which is not numbers`);
  }
  const rounds = policyOf(layer, file) !== "float64";
  return { shape, data: rounds ? level.map(Math.fround) : level };
}

/** An array, repeated over the shape of what comes into a layer. */
function fitted(numbers: Numbers, layer: KerasLayer, { places: { shape }, file }: State): Float64Array {
  const whole = broadcast(numbers, shape);
  if (whole !== undefined) return whole;
  throw refuse(
    file,
    `${titled(layer)} scales by ${shapeText(numbers.shape)} numbers, which do not fit ${shapeText(shape)}`,
  );
}

const readVariable = ({ variables }: KerasLayer, index: number, { read }: State): Tensor =>
  read(`${variables}/${index}`);

function readVector(layer: KerasLayer, index: number, length: number, state: State): Tensor["data"] {
  const { shape, data } = readVariable(layer, index, state);
  if (data.length === length) return data;
  throw refuse(
    state.file,
    `variable ${index} of ${titled(layer)} should have ${length} numbers, but has the shape ${shapeText(shape)}`,
  );
}
