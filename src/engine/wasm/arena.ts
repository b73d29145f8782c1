/**
 * @file Lays a network out in memory: the sizes and places that kernels/plan.ts describes.
 */

import { ACTIVATIONS } from "../../model/activations.js";
import { LOSSES } from "../../model/losses.js";
import { layerInputs, type ModelDefinition } from "../../model/model.js";
import { type MomentName, momentNames } from "../../model/optimizers.js";
import type { CompileOptions } from "../engine.js";
import type { Kernels } from "./module.js";
import { type LayerPlace, PANEL, panelsFor, placeParameters, ROW_BYTES } from "./panels.js";

/** Rows of a panel that one tile of the matrix product takes. */
const TILE_ROWS = 4;
/** Addresses that are this far apart share a place in the first-level cache. */
const CACHE_ALIAS = 4096;
const CACHE_LINE = 64;
/** One input that is not zero, and how many inputs a block has: see kernels/sparse.ts. */
const ENTRY_BYTES = 8;
const SPARSE_BLOCK = 264;
/** By how many entries a row's list may be overrun: see kernels/inputs.ts. */
export const SPOILT_ENTRIES = 3;
/** Of dense gradients, a thread has at most so many at a time: see kernels/plan.ts. */
const SUMS_BYTES = 25600;
/** Panels of sparse gradients that a thread has at a time where a layer is narrow: see kernels/sparse-gradient.ts. */
const NARROW_PANELS = 2;

/** Where things are, as byte addresses unless stated otherwise. */
export interface Arena {
  readonly plan: number;
  /** Rows of a batch that there is room for. */
  readonly rows: number;
  /** Floats from one panel of activations to the next. */
  readonly panelFloats: number;
  readonly layers: readonly {
    readonly units: number;
    readonly inputs: number;
    readonly z: number;
    readonly a: number;
    /** 0 where the network is not trained. */
    readonly delta: number;
  }[];
  /** Where each layer finds its inputs. */
  readonly inputs: readonly number[];
  readonly places: readonly LayerPlace[];
  /** Floats in the array of all parameters, and in those of moments. */
  readonly parameterCount: number;
  readonly parameters: number;
  /** The optimizer's moments, each an array of the parameters' order. */
  readonly moments: readonly { readonly name: MomentName; readonly address: number }[];
  /** Each row's loss after a pass, `[rows]` of `f64`. */
  readonly rowLosses: number;
  /** Makes room for a batch of a layer's inputs or activations. */
  activations(units: number): number;
  /**
   * Describes the network once more, where it is another one in training.
   *
   * @param inputs where each layer finds them
   * @param numbers where all layers have their parameters
   */
  createPlan(inputs: readonly number[], numbers: number): number;
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
  { optimizer, batchNorm = false }: CompileOptions,
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
  const placed = shapes.map(({ units, inputs }) => ({
    units,
    inputs,
    z: activations(units),
    a: activations(units),
    delta: optimizer === undefined ? 0 : activations(units),
  }));
  const taken = placed.map((_, i) => (i === 0 ? input : placed[i - 1].a));

  const plans: number[] = [];
  const createPlan = (inputs: readonly number[], numbers: number): number => {
    const { call } = kernels;
    const plan = kernels.created(call.createPlan(layers.length, stride, LOSSES[loss].id));
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
    placed.forEach(({ units, inputs: width, z, a, delta }, i) => {
      const { weight, bias } = places[i];
      const activation = ACTIVATIONS[layers[i].activation].id;
      call.describeLayer(plan, i, panelsFor(width), panelsFor(units), units, activation);
      call.placeLayer(plan, i, numbers + weight * 4, numbers + bias * 4, inputs[i], z, a, delta);
    });
    plans.push(plan);
    return plan;
  };
  const plan = createPlan(taken, parameters);

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
    for (const each of plans) kernels.call.placeEntries(each, ...lists);
  };
  return {
    plan,
    rows: capacity,
    panelFloats: stride / 4,
    layers: placed,
    inputs: taken,
    places,
    parameterCount: length,
    parameters,
    rowLosses,
    moments,
    activations,
    createPlan,
    reserveEntries,
  };
}
