/**
 * @file Layers of Keras's that only scale and shift: folded into the dense layer before or the one to come, or kept before
 * the first.
 */

import { elementCount } from "../bytes/numbers.js";
import { describe, isObject, shapeText } from "../description/json.js";
import { type Affine, composeAffine, foldIntoOutputs } from "../foreign/affine.js";
import { type KerasLayer, refuse, titled } from "./chain.js";
import { isCoarse, policyOf } from "./settings.js";
import { along, broadcast, type Numbers, placed, readVector, type State } from "./state.js";

export function readRescaling(layer: KerasLayer, state: State): void {
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
export function readNormalization(layer: KerasLayer, state: State): void {
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
export function readBatchNormalization(layer: KerasLayer, state: State): void {
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
