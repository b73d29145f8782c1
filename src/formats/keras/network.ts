/**
 * @file From the layers of a Keras 3 model to a network of Akari's: what only scales and shifts is folded into the
 * dense layers, what does nothing once training is over is left out.
 */

import type { ActivationName } from "../../model/activations.js";
import { defineModel, type LayerParameters, type Model } from "../../model/model.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import { type Affine, batchNormAffine, composeAffine, foldIntoInputs, foldIntoOutputs } from "../affine.js";
import { asScaling, spansBytes } from "../pixel-scale.js";
import { inFile } from "../plain-data.js";
import { describe, shapeText } from "../quote.js";
import type { Tensor } from "../safetensors.js";
import { elementCount } from "../shape.js";
import { transposed } from "../transposed.js";
import { activationNamed, activationOfLayer } from "./activations.js";
import { type KerasChain, type KerasLayer, refuse, titled } from "./chain.js";

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
  /** The dimensions of what comes out of the layers so far. */
  shape: readonly number[];
  readonly parameters: LayerParameters[];
  readonly activations: ActivationName[];
  /** Scaling since the last activation, for the next dense layer. */
  pending?: Affine | undefined;
  /** What inputs are divided by before all else. */
  divideBy?: number;
  /** What is done to inputs after that, before the first dense layer. */
  before?: Affine | undefined;
}

/** Layers that do nothing once training is over. */
const IDLE = new Set([
  "Dropout",
  "GaussianDropout",
  "GaussianNoise",
  "AlphaDropout",
  "ActivityRegularization",
]);

const READERS: Readonly<Record<string, (layer: KerasLayer, state: State) => void>> = {
  Dense: readDense,
  Flatten: (_layer, state) => {
    state.shape = [elementCount(state.shape)];
  },
  Rescaling: readRescaling,
  Normalization: readNormalization,
  BatchNormalization: readBatchNormalization,
};

/**
 * @param file what to call the file in messages
 * @throws AkariError `invalid-file` naming the first layer that a network of Akari's cannot have, and its class
 */
export function readNetwork({ inputShape, layers }: KerasChain, read: ReadVariable, file: string): Model {
  const state: State = { file, read, shape: inputShape, parameters: [], activations: [] };
  let last: KerasLayer | undefined;
  for (const layer of layers) {
    if (IDLE.has(layer.className)) continue;
    const activation = activationOfLayer(layer, file);
    if (activation !== undefined) applyActivation(activation, layer, state);
    else if (Object.hasOwn(READERS, layer.className)) READERS[layer.className](layer, state);
    else throw refuse(file, `${titled(layer)} is none that Akari has`);
    last = layer;
  }
  if (state.parameters.length === 0) throw refuse(file, "it has no dense layer");
  if (state.pending !== undefined && last !== undefined) {
    throw refuse(file, `no dense layer follows ${titled(last)} to take it in`);
  }
  const { parameters, activations } = state;
  const definition = inFile(file, "network of dense layers", () =>
    defineModel({
      inputs: elementCount(inputShape),
      layers: parameters.map(({ bias }, i) => ({ units: bias.length, activation: activations[i] })),
      preprocessing: { divideBy: state.divideBy ?? 1, ...bytesOf(state), ...pictureOf(inputShape) },
    }),
  );
  return { definition, parameters };
}

/** Whether a model scales what has the range of pixels' bytes. */
const bytesOf = ({ divideBy = 1, before }: State): Partial<Preprocessing> =>
  divideBy === 1 && before !== undefined && spansBytes(asScaling(before)) ? { takesBytes: true } : {};

/** `[28, 28]` and `[28, 28, 1]` are grey pictures, `[32, 32, 3]` are coloured ones. */
function pictureOf([height, width, channels = 1, ...more]: readonly number[]): Partial<Preprocessing> {
  if (width === undefined || more.length > 0 || (channels !== 1 && channels !== 3)) return {};
  return { image: [height, width], ...(channels === 3 ? { channels } : {}) };
}

function readDense(layer: KerasLayer, state: State): void {
  const { file, shape } = state;
  const { units, use_bias: hasBias, activation } = layer.config;
  if (shape.length !== 1) {
    throw refuse(file, `${titled(layer)} takes in ${shapeText(shape)} numbers without a Flatten before it`);
  }
  const [inputs] = shape;
  const kernel = readVariable(layer, 0, state);
  const [rows, columns] = kernel.shape;
  if (kernel.shape.length !== 2 || rows !== inputs || columns !== units || columns === 0) {
    throw refuse(
      file,
      `${titled(layer)} should have a kernel of the shape ${shapeText([inputs, Number(units)])}, but has ` +
        shapeText(kernel.shape),
    );
  }
  const weight = transposed(kernel.data, inputs, columns, kernel.data.slice());
  const bias = hasBias === false ? weight.slice(0, columns).fill(0) : readVector(layer, 1, columns, state);
  const dense = { weight, bias };
  if (state.parameters.length === 0) state.before = state.pending;
  state.parameters.push(state.pending === undefined ? dense : foldIntoInputs(dense, state.pending));
  state.activations.push(activationNamed(activation, layer, file));
  state.pending = undefined;
  state.shape = [columns];
}

function applyActivation(activation: ActivationName, layer: KerasLayer, state: State): void {
  const { activations, pending, file } = state;
  if (activation === "linear") return;
  if (activations.at(-1) !== "linear" || pending !== undefined) {
    throw refuse(file, `no dense layer stands right before ${titled(layer)}`);
  }
  activations[activations.length - 1] = activation;
}

function readRescaling(layer: KerasLayer, state: State): void {
  const { scale, offset } = layer.config;
  const isFirst =
    state.parameters.length === 0 && state.pending === undefined && state.divideBy === undefined;
  if (isFirst && typeof scale === "number" && scale > 0 && offset === 0 && Number.isFinite(1 / scale)) {
    state.divideBy = 1 / scale;
    return;
  }
  applyAffine({ scale: spread(scale, layer, state), shift: spread(offset, layer, state) }, state);
}

/** `(x − mean) / max(√variance, 1e-7)`, along the last dimension. */
function readNormalization(layer: KerasLayer, state: State): void {
  const { axis, invert, mean, variance } = layer.config;
  const { shape, file } = state;
  const axes: unknown[] = Array.isArray(axis) ? axis : axis === null ? [] : [axis];
  const along = axes.length === 0 || (axes.length === 1 && isLastAxis(axes[0], shape));
  if (!along || invert === true) {
    throw refuse(file, `${titled(layer)} does not normalise along the last axis, or inverts`);
  }
  const length = axes.length === 0 ? 1 : shape[shape.length - 1];
  const given = mean !== null && mean !== undefined;
  const means = given ? spread(mean, layer, state) : readVector(layer, 0, length, state);
  const variances = given ? spread(variance, layer, state) : readVector(layer, 1, length, state);
  const scale = Float64Array.from(variances, (v) => 1 / Math.max(Math.sqrt(v), 1e-7));
  applyAffine({ scale, shift: scale.map((s, i) => -s * means[i]) }, state);
}

function readBatchNormalization(layer: KerasLayer, state: State): void {
  const { axis, epsilon, center, scale } = layer.config;
  const { shape, file } = state;
  if (!isLastAxis(axis, shape) || typeof epsilon !== "number" || !(epsilon >= 0)) {
    throw refuse(file, `${titled(layer)} does not normalise along the last axis`);
  }
  const units = shape[shape.length - 1];
  let next = 0;
  const vector = () => readVector(layer, next++, units, state);
  const gamma = scale === false ? undefined : vector();
  const beta = center === false ? undefined : vector();
  applyAffine(batchNormAffine({ gamma, beta, mean: vector(), variance: vector(), epsilon }), state);
}

/** Axes are counted from the batch's, or backwards from the last. */
const isLastAxis = (axis: unknown, shape: readonly number[]): boolean => axis === -1 || axis === shape.length;

/** Numbers along the last dimension, repeated over the others, into the dense layer before or the one to come. */
function applyAffine({ scale, shift }: Affine, state: State): void {
  const { parameters, activations, pending } = state;
  const size = elementCount(state.shape);
  const whole = {
    scale: Float64Array.from({ length: size }, (_, i) => scale[i % scale.length]),
    shift: Float64Array.from({ length: size }, (_, i) => shift[i % shift.length]),
  };
  if (activations.at(-1) === "linear") {
    parameters.push(foldIntoOutputs(parameters.splice(-1)[0], whole));
  } else {
    state.pending = pending === undefined ? whole : composeAffine(pending, whole);
  }
}

/** A number, or one for each place of the last dimension, in lists within lists or not. */
function spread(value: unknown, layer: KerasLayer, { shape, file }: State): number[] {
  const numbers = (Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value]) as unknown[];
  const fits = numbers.length === 1 || numbers.length === shape[shape.length - 1];
  if (fits && numbers.every((number): number is number => Number.isFinite(number))) return numbers;
  throw refuse(file, `${titled(layer)} scales by ${describe(value)}, which does not fit ${shapeText(shape)}`);
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
