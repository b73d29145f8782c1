/**
 * @file Lays a network out in memory: the sizes and places that kernels/plan.ts describes.
 */

import { ACTIVATION_NAMES } from "../../model/activations.js";
import { LOSS_NAMES } from "../../model/losses.js";
import { layerInputs, type ModelDefinition } from "../../model/model.js";
import { dropoutKey, dropoutThreshold } from "../dropout.js";
import type { CompileOptions } from "../engine.js";
import { type MomentName, momentNames } from "../moments.js";
import { smoothingShare } from "../smoothing.js";
import type { Kernels } from "./module.js";
import { type LayerPlace, PANEL, panelsFor, placeParameters } from "./panels.js";

/** Rows of a panel that one tile of the matrix product takes. */
const TILE_ROWS = 4;
const ROW_BYTES = PANEL * 4;
/** Addresses that are this far apart share a place in the first-level cache. */
const CACHE_ALIAS = 4096;
const CACHE_LINE = 64;
/** One input that is not zero, and how many inputs a block has: see kernels/sparse.ts. */
const ENTRY_BYTES = 8;
const SPARSE_BLOCK = 264;
/** Of dense gradients, a thread has at most so many at a time: see kernels/plan.ts. */
const SUMS_BYTES = 25600;
/** Panels of sparse gradients that a thread has at a time where a layer is narrow: see kernels/sparse-gradient.ts. */
const NARROW_PANELS = 2;

/** Arrays of a layer with batch normalisation, and which of them are what: see kernels/batch-norm.ts. */
const NORM_ARRAYS = 7;
const RUNNING_MEAN = 5;
const RUNNING_VARIANCE = 6;
/** Of parameters, in a run: see kernels/clip.ts. */
const RUN_BYTES = 4096;

/** Where things are, as byte addresses unless stated otherwise. */
export interface Arena {
  /** The network as it is trained, and as it is outside training; the same where nothing sets them apart. */
  readonly trainingPlan: number;
  readonly plan: number;
  /** Rows of a batch that there is room for. */
  readonly rows: number;
  /** Floats from one panel of activations to the next. */
  readonly panelFloats: number;
  readonly layers: readonly {
    readonly units: number;
    readonly z: number;
    readonly a: number;
  }[];
  readonly places: readonly LayerPlace[];
  /** Floats in the array of all parameters, and in those of moments. */
  readonly parameterCount: number;
  readonly parameters: number;
  /** An array of the same order, of dense layers, for use outside training; the same one without batch normalisation. */
  readonly finished: number;
  /** For each layer with batch normalisation, where its running means and variances are. */
  readonly averages: readonly { readonly mean: number; readonly variance: number }[];
  /** The optimizer's moments, each an array of the parameters' order. */
  readonly moments: readonly { readonly name: MomentName; readonly address: number }[];
  /** Each row's loss after a pass, `[rows]` of `f64`. */
  readonly rowLosses: number;
  /** Gives the lists of sparse inputs room for `count` a row. */
  reserveEntries(count: number): void;
}

/**
 * Allocates and describes a network. Without an optimizer it cannot be trained.
 *
 * @param rows the most that go through it at a time
 * @param options how it is to be trained
 * @param threads the most that work on it at a time
 */
export function layOut(
  kernels: Kernels,
  definition: ModelDefinition,
  rows: number,
  { optimizer, dropout = [], seed = 0, l1 = 0, clip, batchNorm = false, labelSmoothing = 0 }: CompileOptions,
  threads: number,
): Arena {
  const capacity = Math.ceil(rows / TILE_ROWS) * TILE_ROWS;
  const stride = capacity * ROW_BYTES + ((capacity * ROW_BYTES) % CACHE_ALIAS === 0 ? CACHE_LINE : 0);
  const { layers, loss } = definition;
  const shapes = layers.map(({ units }, i) => ({ units, inputs: layerInputs(definition, i) }));
  const { places, length } = placeParameters(shapes, batchNorm);

  const parameters = kernels.allocate(length * 4);
  const moments = (optimizer === undefined ? [] : momentNames(optimizer)).map((name) => ({
    name,
    address: kernels.allocate(length * 4),
  }));
  const momentAt = (...names: MomentName[]): number =>
    moments.find(({ name }) => names.includes(name))?.address ?? 0;
  const activations = (units: number): number => kernels.allocate(panelsFor(units) * stride);
  const input = activations(definition.inputs);
  const target = activations(layers[layers.length - 1].units);
  const tileInputs = panelsFor(Math.max(...shapes.flatMap(({ units, inputs }) => [units, inputs]))) * PANEL;
  const tiles = kernels.allocate(tileInputs * capacity * 4);
  const largestPanel = panelsFor(Math.max(...shapes.map(({ units }) => units))) * PANEL * ROW_BYTES;
  const narrow = NARROW_PANELS * panelsFor(definition.inputs) * PANEL * ROW_BYTES;
  const sumsBytes = Math.max(SUMS_BYTES, largestPanel, narrow);
  const sums = kernels.allocate(sumsBytes * threads);
  const logSums = kernels.allocate(capacity * 4);
  const rowLosses = kernels.allocate(capacity * 8);
  const placed = shapes.map(({ units }) => ({
    units,
    z: activations(units),
    a: activations(units),
    delta: optimizer === undefined ? 0 : activations(units),
  }));
  const taken = placed.map((_, i) => (i === 0 ? input : placed[i - 1].a));

  /** @param inputs where each layer finds them, and `numbers` all layers their parameters */
  const createPlan = (inputs: readonly number[], numbers: number): number => {
    const { call } = kernels;
    const plan = kernels.created(call.createPlan(layers.length, stride, LOSS_NAMES.indexOf(loss)));
    call.placePlan(
      plan,
      input,
      target,
      tiles,
      tileInputs * TILE_ROWS * 4,
      sums,
      sumsBytes,
      logSums,
      rowLosses,
      numbers,
      momentAt("momentum", "mean"),
      momentAt("squareAverage", "variance"),
    );
    placed.forEach(({ units, z, a, delta }, i) => {
      const { weight, bias } = places[i];
      const activation = ACTIVATION_NAMES.indexOf(layers[i].activation);
      call.describeLayer(plan, i, panelsFor(shapes[i].inputs), panelsFor(units), units, activation);
      call.placeLayer(plan, i, numbers + weight * 4, numbers + bias * 4, inputs[i], z, a, delta);
    });
    return plan;
  };

  const finished = batchNorm ? kernels.allocate(length * 4) : parameters;
  const plan = createPlan(taken, finished);
  let trainingPlan = plan;
  const averages: { mean: number; variance: number }[] = [];
  if (batchNorm || dropout.some((share) => share > 0)) {
    // What is left of the activations goes to a place of its own: their slopes are computed from all of them.
    const inputs = taken.map((from, i) =>
      i > 0 && (dropout[i] ?? 0) > 0 ? activations(shapes[i].inputs) : from,
    );
    trainingPlan = createPlan(inputs, parameters);
    dropout.forEach((share, i) => {
      const kept = 1 / (1 - share);
      kernels.call.setDropout(trainingPlan, i, dropoutThreshold(share), dropoutKey(seed, i), kept);
    });
    places.forEach(({ units, weight, bias, scale }, i) => {
      if (scale === 0) return;
      const bytes = panelsFor(units) * ROW_BYTES;
      const [norm, noBias] = [kernels.allocate(NORM_ARRAYS * bytes), kernels.allocate(bytes)];
      const at = (place: number): number => parameters + place * 4;
      const { z, a, delta } = placed[i];
      kernels.call.placeLayer(trainingPlan, i, at(weight), noBias, inputs[i], z, a, delta);
      kernels.call.setBatchNorm(trainingPlan, i, at(scale), at(bias), activations(units), norm);
      averages.push({ mean: norm + RUNNING_MEAN * bytes, variance: norm + RUNNING_VARIANCE * bytes });
    });
  }

  kernels.call.regularize(trainingPlan, l1);
  kernels.call.smoothLabels(trainingPlan, 1 - labelSmoothing, smoothingShare(definition, labelSmoothing));
  if (clip !== undefined) {
    const bytes = length * 4;
    const squares = kernels.allocate(Math.ceil(bytes / RUN_BYTES) * 8);
    kernels.call.clipGradients(trainingPlan, clip, kernels.allocate(bytes), squares, bytes);
  }

  let rowRoom = -1;
  const reserveEntries = (count: number): void => {
    if (count <= rowRoom) return;
    rowRoom = count;
    const width = panelsFor(definition.inputs) * PANEL;
    const blocks = Math.ceil(width / SPARSE_BLOCK);
    const entryBytes = capacity * count * ENTRY_BYTES;
    const trained = (bytes: number): number => (optimizer === undefined ? 0 : kernels.allocate(bytes));
    const lists = [
      kernels.allocate(entryBytes),
      count * ENTRY_BYTES,
      kernels.allocate(capacity * 4),
      kernels.allocate(blocks * capacity * 4),
      capacity * 4,
      trained(entryBytes),
      trained(width * 4),
      trained(width * 4 * threads),
    ] as const;
    for (const either of new Set([plan, trainingPlan])) kernels.call.placeEntries(either, ...lists);
  };
  return {
    trainingPlan,
    plan,
    rows: capacity,
    panelFloats: stride / 4,
    layers: placed,
    places,
    parameterCount: length,
    parameters,
    finished,
    averages,
    rowLosses,
    moments,
    reserveEntries,
  };
}
