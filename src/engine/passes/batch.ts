/**
 * @file The passes over a batch of attached examples: each is loaded as float64, for training distorted and smoothed where
 * that is asked for; the batch's mean loss, and the gradients that a step of training follows.
 */

import { distortionKey, requireAugmentable } from "../../data/augmentation.js";
import type { Dataset } from "../../data/dataset.js";
import { Distorter } from "../../data/distort.js";
import { invalidArgument } from "../../error.js";
import { type ModelDefinition, outputUnits } from "../../model/model.js";
import { rowGenerator } from "../../model/random.js";
import type { AttachedData, CompileOptions, ExampleLoss } from "../engine.js";
import { normalizedLayers, smoothingShare } from "../regularizers.js";
import { encodeTarget, requireFit } from "../targets.js";
import { backwardFromDelta, type Judge, judgeBy, judgeWith } from "./backward.js";
import { createLayers, forward, type Layer } from "./forward.js";
import {
  addL1,
  type BatchNorm,
  clipNorm,
  createBatchNorms,
  Dropout,
  exampleOf,
  type Masks,
  regularizedPasses,
} from "./regularization.js";

/** Parameters that are learned, and their gradient, in the same order. */
export interface Trainable {
  readonly values: Float64Array;
  readonly gradient: Float64Array;
}

/** What is learned of a layer. */
export interface TrainableLayer {
  /** `W`, `[units, inputs]`. */
  readonly weight: Trainable;
  /** `b`, or `β` of batch normalisation, `[units]`. */
  readonly bias: Trainable;
  /** `γ`, `[units]`; absent without batch normalisation. */
  readonly scale?: Trainable;
}

/** A network in training, without an optimizer. */
export class BatchPasses {
  /** Where examples come from. */
  readonly examples: ExampleReader;
  readonly layers: readonly Layer[];
  /** Each layer's batch normalisation, where it has any. */
  readonly norms: readonly (BatchNorm | undefined)[];
  readonly trainable: readonly TrainableLayer[];
  readonly #definition: ModelDefinition;
  readonly #dropout: Dropout;
  /** Whether the textbook's passes are all there is to a batch. */
  readonly #isPlain: boolean;
  readonly #l1: number;
  readonly #clip: number;
  /** Of each layer. */
  readonly #frozen: readonly boolean[];

  /** @throws AkariError `out-of-memory` where there is no room for the network */
  constructor(definition: ModelDefinition, options: CompileOptions) {
    const { dropout = [], seed = 0, l1 = 0, clip = Number.POSITIVE_INFINITY, batchNorm = false } = options;
    this.#definition = definition;
    this.examples = new ExampleReader(definition, options);
    this.layers = createLayers(definition);
    this.norms = batchNorm ? createBatchNorms(definition, normalizedLayers(definition, options)) : [];
    this.trainable = this.layers.map((layer, l) => trainableOf(layer, this.norms[l]));
    this.#dropout = new Dropout(dropout, seed);
    this.#isPlain = !batchNorm && dropout.every((share) => share === 0);
    this.#l1 = l1;
    this.#clip = clip;
    this.#frozen = this.layers.map((_, l) => options.byLayer?.[l].frozen ?? false);
  }

  /**
   * Forward and backward over a batch: leaves the mean gradients in {@link trainable}, with those of the L1 penalty,
   * clipped. Changes no parameter.
   *
   * @param rows which examples, in the order in which their gradients are added up
   * @param at the step and its epoch, each counted from 1
   * @returns the mean loss
   */
  compute(
    data: AttachedData,
    rows: Uint32Array,
    at: { readonly step: number; readonly epoch: number },
  ): number {
    const loss = this.computeUnclipped(data, rows, at);
    this.clip();
    return loss;
  }

  /** The same without the clipping. @param own a loss in place of the network's */
  computeUnclipped(
    data: AttachedData,
    rows: Uint32Array,
    { step, epoch }: { readonly step: number; readonly epoch: number },
    own?: ExampleLoss,
  ): number {
    const judge = own === undefined ? judgeBy(this.#definition.loss) : judgeWith(own);
    this.examples.setEpoch(epoch);
    const gradients = this.#gradients();
    for (const gradient of gradients) gradient.fill(0);
    const loss = this.#isPlain
      ? this.#plainPasses(data, rows, judge)
      : this.#regularizedPasses(data, rows, step, judge);
    for (const gradient of gradients) divide(gradient, rows.length);
    for (const { weight } of this.trainable) addL1(this.#l1, weight.values, weight.gradient);
    this.clearFrozen();
    return loss / rows.length;
  }

  /** Frozen layers have gradients of 0, which have no part in the length of all. */
  clearFrozen(): void {
    this.trainable.forEach((layer, l) => {
      if (this.#frozen[l])
        for (const { gradient } of Object.values<Trainable>({ ...layer })) gradient.fill(0);
    });
  }

  /** Shortens the gradients, all of them as one vector, where they are too long. */
  clip(): void {
    if (this.#clip < Number.POSITIVE_INFINITY) clipNorm(this.#gradients(), this.#clip);
  }

  #gradients(): Float64Array[] {
    return this.trainable.flatMap((layer) =>
      Object.values<Trainable>({ ...layer }).map(({ gradient }) => gradient),
    );
  }

  /** The textbook's, example by example. @returns the sum of the losses */
  #plainPasses(data: AttachedData, rows: Uint32Array, judge: Judge): number {
    const { layers, examples } = this;
    const { x, y } = examples;
    const output = layers[layers.length - 1];
    let loss = 0;
    rows.forEach((row, n) => {
      examples.loadForTraining(data, row);
      forward(layers, x);
      loss += judge(output, y, examples.weight(data, row), n);
      backwardFromDelta(layers);
    });
    return loss;
  }

  #regularizedPasses(data: AttachedData, rows: Uint32Array, step: number, judge: Judge): number {
    const { layers, examples } = this;
    const inputs = layers.map((layer) => layer.inputs);
    const batch = Array.from(rows, (row, n) => {
      examples.loadForTraining(data, row);
      const masks: Masks = this.#dropout.masks(inputs, step, n);
      return exampleOf(layers, examples.x, examples.y, masks, examples.weight(data, row));
    });
    return regularizedPasses(batch, this.norms, judge);
  }
}

function trainableOf(layer: Layer, norm: BatchNorm | undefined): TrainableLayer {
  const weight = { values: layer.weight, gradient: layer.weightGradient };
  if (norm === undefined) return { weight, bias: { values: layer.bias, gradient: layer.biasGradient } };
  return {
    weight,
    bias: { values: norm.shift, gradient: norm.shiftGradient },
    scale: { values: norm.scale, gradient: norm.scaleGradient },
  };
}

function divide(vector: Float64Array, divisor: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] /= divisor;
}

export class ExampleReader {
  /** The current example's inputs, `[inputs]`, and targets, `[units of the output layer]`. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly #definition: ModelDefinition;
  readonly #labelSmoothing: number;
  /** `ε / K`. */
  readonly #labelShare: number;
  readonly #distorter: Distorter | undefined;
  readonly #seed: number;
  readonly #datasets = new WeakMap<AttachedData, Dataset>();
  /** Whether weights may be below 0. */
  readonly #signed: boolean;
  #epoch = 0;
  /** The epoch's random words for distorted copies. */
  #key: Uint32Array = new Uint32Array();

  constructor(
    definition: ModelDefinition,
    {
      labelSmoothing = 0,
      augmentation,
      seed = 0,
      inParts = false,
    }: Pick<CompileOptions, "labelSmoothing" | "augmentation" | "seed" | "inParts">,
  ) {
    this.#signed = inParts;
    this.x = new Float64Array(definition.inputs);
    this.y = new Float64Array(outputUnits(definition));
    this.#definition = definition;
    this.#labelSmoothing = labelSmoothing;
    this.#labelShare = smoothingShare(definition, labelSmoothing);
    this.#distorter = augmentation === undefined ? undefined : new Distorter(augmentation);
    this.#seed = seed;
  }

  /** As {@link EngineNetwork.attach} has it. */
  attach(dataset: Dataset, replaced?: AttachedData): AttachedData {
    requireFit(this.#definition, dataset, this.#signed);
    if (this.#distorter !== undefined) requireAugmentable(dataset);
    const attached: AttachedData = { rows: dataset.features.rows };
    if (replaced !== undefined) this.#datasets.delete(replaced);
    this.#datasets.set(attached, dataset);
    return attached;
  }

  /** The data set that was attached. @throws AkariError `invalid-argument` where it is another network's */
  datasetOf(data: AttachedData): Dataset {
    const dataset = this.#datasets.get(data);
    if (dataset === undefined) throw invalidArgument("These data were not attached to this network.");
    return dataset;
  }

  /** How much an example counts in training. */
  weight(data: AttachedData, row: number): number {
    return this.datasetOf(data).weights?.[row] ?? 1;
  }

  /** Distorted copies are another epoch's from here on. @param epoch counted from 1 */
  setEpoch(epoch: number): void {
    if (this.#distorter === undefined || epoch === this.#epoch) return;
    this.#key = distortionKey(this.#seed, epoch);
    this.#epoch = epoch;
  }

  /** Loads a row as evaluation takes it. @throws AkariError `invalid-argument` where there is no such row */
  load(data: AttachedData, row: number): void {
    const dataset = this.datasetOf(data);
    if (row >= data.rows)
      throw invalidArgument(`${dataset.name} has ${data.rows} rows: there is no row ${row}.`);
    this.loadInputs(dataset.features.data, row);
    encodeTarget(dataset.targets, row, this.y);
  }

  /** As training takes it: a copy where it distorts, with smoothed targets. */
  loadForTraining(data: AttachedData, row: number): void {
    this.load(data, row);
    if (this.#distorter !== undefined) {
      const inputs = this.datasetOf(data).features.data.subarray(row * this.x.length);
      this.x.set(this.#distorter.distort(inputs, rowGenerator(this.#key, row)));
    }
    this.#smoothTargets();
  }

  /** `x = raw / divideBy`, for the example of that number in `inputs`, `[n, inputs]`. */
  loadInputs(inputs: ArrayLike<number>, example: number): void {
    const { divideBy } = this.#definition.preprocessing;
    const { x } = this;
    for (let j = 0; j < x.length; j++) x[j] = inputs[example * x.length + j] / divideBy;
  }

  /** `y ← (1 − ε) y + ε / K`. */
  #smoothTargets(): void {
    if (this.#labelShare === 0) return;
    const { y } = this;
    for (let j = 0; j < y.length; j++) y[j] = (1 - this.#labelSmoothing) * y[j] + this.#labelShare;
  }
}
