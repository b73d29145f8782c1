/**
 * @file Lays a network out in memory: the sizes and places that layout.ts describes.
 */

import { ACTIVATIONS } from "../../model/activations.js";
import { LOSSES } from "../../model/losses.js";
import { layerInputs, type ModelDefinition } from "../../model/model.js";
import { type MomentName, momentNames } from "../../model/optimizers.js";
import type { CompileOptions } from "../engine.js";
import {
  BARRIER_BYTES,
  CONSTANTS_BYTES,
  ENTRY_BYTES,
  LAYER,
  LISTED_PANELS,
  LISTS,
  NARROW_PANELS,
  PANEL,
  PLAN,
  ROW_BYTES,
  SPARSE_BLOCK,
  SUMS_BYTES,
  TILE_ROWS,
} from "./layout.js";
import type { Kernels } from "./module.js";
import { type LayerPlace, panelsFor, placeParameters } from "./panels.js";

/** Addresses that are this far apart share a place in the first-level cache. */
const CACHE_ALIAS = 4096;
const CACHE_LINE = 64;

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
  /** The address of a plan's layer `i`. */
  layerAt(plan: number, i: number): number;
  /** Gives the lists of sparse inputs room for `count` a row. */
  reserveEntries(count: number): void;
}

/**
 * Allocates and describes a network. Without an optimizer it cannot be trained.
 *
 * @param rows the most that go through it at a time
 * @param options how it is to be trained
 * @param threads the most that work on it at a time
 * @param known where its parameters are already, laid out as those of such a network
 */
export function layOut(
  kernels: Kernels,
  definition: ModelDefinition,
  rows: number,
  { optimizer, batchNorm = false }: CompileOptions,
  threads: number,
  known?: number,
): Arena {
  const capacity = Math.ceil(rows / TILE_ROWS) * TILE_ROWS;
  const stride = capacity * ROW_BYTES + ((capacity * ROW_BYTES) % CACHE_ALIAS === 0 ? CACHE_LINE : 0);
  const { layers, loss } = definition;
  const shapes = layers.map(({ units }, i) => ({ units, inputs: layerInputs(definition, i) }));
  const { places, length } = placeParameters(shapes, batchNorm);

  const parameters = known ?? kernels.allocate(length * 4);
  const moments = (optimizer === undefined ? [] : momentNames(optimizer)).map((name) => ({
    name,
    address: kernels.allocate(length * 4),
  }));
  const momentAt = (...names: MomentName[]): number =>
    moments.find(({ name }) => names.includes(name))?.address ?? 0;
  const trained = (bytes: number): number => (optimizer === undefined ? 0 : kernels.allocate(bytes));
  const activations = (units: number): number => kernels.allocate(panelsFor(units) * stride);
  const input = activations(definition.inputs);
  const target = activations(layers[layers.length - 1].units);
  // Both rounded up to whole panels.
  const inputWidth = panelsFor(definition.inputs) * PANEL;
  const widest = panelsFor(Math.max(...layers.map(({ units }) => units))) * PANEL;
  const tileInputs = Math.max(inputWidth, widest);
  const tiles = kernels.allocate(tileInputs * capacity * 4);
  const sumsBytes = Math.max(SUMS_BYTES, widest * ROW_BYTES, NARROW_PANELS * inputWidth * ROW_BYTES);
  const sums = kernels.allocate(sumsBytes * threads);
  const logSums = kernels.allocate(capacity * 4);
  const rowLosses = kernels.allocate(capacity * 8);
  const placed = shapes.map(({ units, inputs }) => ({
    units,
    inputs,
    z: activations(units),
    a: activations(units),
    delta: trained(panelsFor(units) * stride),
  }));
  const taken = placed.map((_, i) => (i === 0 ? input : placed[i - 1].a));

  /** Lists of so many inputs, of at most `count` of a row's. @returns the address of their record */
  const createLists = (width: number, count = width): number => {
    const entryBytes = capacity * count * ENTRY_BYTES;
    return kernels.record(LISTS, {
      entries: kernels.allocate(entryBytes),
      entryStride: count * ENTRY_BYTES,
      entryEnds: kernels.allocate(capacity * 4),
      blockEnds: kernels.allocate((Math.ceil(width / SPARSE_BLOCK) + 1) * capacity * 4),
      blockEndStride: capacity * 4,
      inputEntries: trained(entryBytes),
      inputEnds: trained((width + 1) * 4),
      places: trained(width * 4 * threads),
    });
  };
  const hidden = layers.slice(0, -1);
  const hiddenLists =
    widest >= LISTED_PANELS * PANEL && hidden.some(({ activation }) => activation === "relu")
      ? createLists(panelsFor(Math.max(...hidden.map(({ units }) => units))) * PANEL)
      : 0;

  const plans: number[] = [];
  const createPlan = (inputs: readonly number[], numbers: number): number => {
    const described = kernels.allocate(layers.length * LAYER.bytes);
    placed.forEach(({ units, inputs: width, z, a, delta }, i) => {
      kernels.write(described + i * LAYER.bytes, LAYER, {
        inputPanels: panelsFor(width),
        panels: panelsFor(units),
        units,
        activation: ACTIVATIONS[layers[i].activation].id,
        weight: numbers + places[i].weight * 4,
        bias: numbers + places[i].bias * 4,
        input: inputs[i],
        z,
        a,
        delta,
        constants: kernels.allocate(CONSTANTS_BYTES),
      });
    });
    const plan = kernels.record(PLAN, {
      layers: described,
      layerCount: layers.length,
      stride,
      loss: LOSSES[loss].id,
      input,
      target,
      hiddenLists,
      tiles,
      tileBytes: tileInputs * TILE_ROWS * 4,
      sums,
      sumsBytes,
      logSums,
      rowLosses,
      parameters: numbers,
      firstMoments: momentAt("momentum", "mean"),
      secondMoments: momentAt("squareAverage", "variance"),
      barrier: kernels.allocate(BARRIER_BYTES),
      barrierIndex: kernels.call.barrierIndex(),
    });
    plans.push(plan);
    return plan;
  };
  const layerAt = (plan: number, i: number): number =>
    kernels.words[(plan + PLAN.fields.layers.at) / 4] + i * LAYER.bytes;
  const plan = createPlan(taken, parameters);

  let rowRoom = -1;
  const reserveEntries = (count: number): void => {
    if (count <= rowRoom) return;
    rowRoom = count;
    const lists = createLists(inputWidth, count);
    for (const each of plans) kernels.write(each, PLAN, { lists });
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
    layerAt,
    reserveEntries,
  };
}
