/**
 * @file From the layers of a Keras 3 model to a network of Akari's: what only scales and shifts is folded into the
 * dense layers or kept before the first, what does nothing once training is over is left out.
 */

import type { Allowance } from "../../bounds.js";
import type { ActivationName } from "../../model/activations.js";
import { defineModel, type LayerParameters } from "../../model/model.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import { elementCount, transposed } from "../bytes/numbers.js";
import { describe, inFile, shapeText } from "../description/json.js";
import { foldIntoInputs, normalizeInputs } from "../foreign/affine.js";
import { asScaling, spansBytes } from "../foreign/pixel-scale.js";
import type { Assumption, StoredModel } from "../stored-model.js";
import { type KerasChain, type KerasLayer, refuse, titled } from "./chain.js";
import { readBatchNormalization, readNormalization, readRescaling } from "./scaling-layers.js";
import {
  activationNamed,
  activationOfLayer,
  inputType,
  isCoarse,
  policyOf,
  requireKnownSettings,
} from "./settings.js";
import { type ReadVariable, readVariable, readVector, type State, transposedPlaces } from "./state.js";

/** Layers that do nothing once training is over. */
export const IDLE = new Set([
  "Identity",
  "Dropout",
  "GaussianDropout",
  "GaussianNoise",
  "AlphaDropout",
  "ActivityRegularization",
]);

/** Layers that compute, by their class; those that are activations are in settings.ts. */
export const READERS: Readonly<Record<string, (layer: KerasLayer, state: State) => void>> = {
  Dense: readDense,
  Flatten: readFlatten,
  Reshape: readReshape,
  Permute: readPermute,
  Rescaling: readRescaling,
  Normalization: readNormalization,
  BatchNormalization: readBatchNormalization,
};

/** What a rounded feature may be off by, counted in its deviations. */
const MAX_ROUNDED = 1e-3;

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
  const worst = each.findIndex(({ shift, scale }) => (rounding * Math.abs(shift)) / scale > MAX_ROUNDED);
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
