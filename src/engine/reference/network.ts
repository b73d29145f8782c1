/**
 * @file A network of the reference engine: the textbook's passes behind the interface that all engines share.
 */

import type { Dataset } from "../../data/dataset.js";
import { AkariError } from "../../error.js";
import { allocateNumbers } from "../../model/memory.js";
import { type LayerParameters, type ModelDefinition, requireShapes } from "../../model/model.js";
import { type BatchOptimizerDefinition, type MomentName, momentNames } from "../../model/optimizers.js";
import { foldBatchNorm, requireBatchNorm } from "../batch-norm.js";
import type {
  AttachedData,
  BatchNormState,
  CompiledNetwork,
  CompileOptions,
  LayerActivity,
  Numbers,
  OptimizerState,
  TrainedSpan,
  TrainSpan,
} from "../engine.js";
import { requireMoments } from "../moments.js";
import { requireExamples, requireOutputRoom } from "../targets.js";
import { backward } from "./backward.js";
import { exampleOf, passTogether, updateAverages } from "./batch-norm.js";
import { clipNorm } from "./clip.js";
import { Dropout, type Masks } from "./dropout.js";
import { ExampleReader } from "./example-reader.js";
import { exampleLoss, forward } from "./forward.js";
import { createLayers, type Layer } from "./layers.js";
import { update } from "./optimizers.js";
import { addL1 } from "./penalty.js";

/** The optimizer's moments of one layer, in the order of their names. */
interface LayerMoments {
  /** Each `[units, inputs]`. */
  readonly weight: readonly Float64Array[];
  /** Each `[units]`; of `γ`, none without batch normalisation. */
  readonly bias: readonly Float64Array[];
  readonly scale: readonly Float64Array[];
}

/** A layer's gradients. */
export interface LayerGradients extends LayerParameters {
  /** Of `γ`, `[units]`; absent without batch normalisation. */
  readonly scale?: Float32Array | Float64Array;
}

export class ReferenceNetwork implements CompiledNetwork {
  readonly definition: ModelDefinition;
  readonly #optimizer: BatchOptimizerDefinition | undefined;
  readonly #largestBatch: number;
  readonly #momentNames: readonly MomentName[];
  readonly #layers: Layer[];
  /** The layers outside training; the same where there is no batch normalisation. */
  readonly #finished: Layer[];
  readonly #output: Layer;
  readonly #moments: LayerMoments[];
  readonly #dropout: Dropout;
  readonly #l1: number;
  readonly #clip: number;
  readonly #example: ExampleReader;

  constructor(definition: ModelDefinition, options: CompileOptions = {}) {
    const {
      optimizer,
      batch = 1,
      dropout = [],
      seed = 0,
      l1 = 0,
      clip = Number.POSITIVE_INFINITY,
      batchNorm = false,
    } = options;
    this.definition = definition;
    this.#optimizer = optimizer;
    this.#largestBatch = batch;
    this.#momentNames = optimizer === undefined ? [] : momentNames(optimizer);
    this.#layers = createLayers(definition, batchNorm);
    this.#finished = batchNorm ? createLayers(definition) : this.#layers;
    this.#output = this.#finished[this.#finished.length - 1];
    this.#moments = this.#layers.map(({ weight, bias, norm }) => ({
      weight: this.#momentNames.map(() => allocateNumbers(weight.length)),
      bias: this.#momentNames.map(() => new Float64Array(bias.length)),
      scale: this.#momentNames.map(() => new Float64Array(norm === undefined ? 0 : bias.length)),
    }));
    this.#dropout = new Dropout(dropout, seed);
    this.#l1 = l1;
    this.#clip = clip;
    this.#example = new ExampleReader(definition, options);
  }

  getParameters(): LayerParameters[] {
    return this.#finish().map(({ weight, bias }) => ({ weight: weight.slice(), bias: bias.slice() }));
  }

  setParameters(parameters: readonly LayerParameters[]): void {
    requireShapes(this.definition, parameters);
    this.#layers.forEach(({ weight, bias, norm }, i) => {
      weight.set(parameters[i].weight);
      bias.set(parameters[i].bias);
      norm?.scale.fill(1);
      norm?.mean.fill(0);
      norm?.variance.fill(1);
    });
  }

  getBatchNorm(): BatchNormState[] {
    return this.#layers.flatMap(({ weight, bias, norm }, i) =>
      norm === undefined
        ? []
        : [
            {
              weight: weight.slice(),
              bias: bias.slice(),
              scale: norm.scale.slice(),
              mean: norm.mean.slice(),
              variance: norm.variance.slice(),
              moments: Object.fromEntries(
                this.#momentNames.map((name, n) => [name, this.#moments[i].scale[n].slice()]),
              ),
            },
          ],
    );
  }

  setBatchNorm(states: readonly BatchNormState[]): void {
    if (this.#finished === this.#layers) {
      throw new AkariError(
        "invalid-model",
        "The network was not compiled for training with batch normalisation.",
      );
    }
    requireBatchNorm(this.definition, this.#momentNames, states);
    this.#layers.forEach(({ weight, bias, norm }, i) => {
      if (norm === undefined) return;
      weight.set(states[i].weight);
      bias.set(states[i].bias);
      norm.scale.set(states[i].scale);
      norm.mean.set(states[i].mean);
      norm.variance.set(states[i].variance);
      this.#momentNames.forEach((name, n) => {
        this.#moments[i].scale[n].set(states[i].moments[name]);
      });
    });
  }

  getOptimizerState(): OptimizerState {
    return this.#moments.map(({ weight, bias }) =>
      Object.fromEntries(
        this.#momentNames.map((name, n) => [name, { weight: weight[n].slice(), bias: bias[n].slice() }]),
      ),
    );
  }

  setOptimizerState(state: OptimizerState): void {
    requireMoments(this.definition, this.#momentNames, state);
    this.#moments.forEach(({ weight, bias }, i) => {
      this.#momentNames.forEach((name, n) => {
        weight[n].set(state[i][name].weight);
        bias[n].set(state[i][name].bias);
      });
    });
  }

  attach(dataset: Dataset, instead?: AttachedData): AttachedData {
    return this.#example.attach(dataset, instead);
  }

  /** @throws AkariError `invalid-argument` where the data are another network's */
  protected datasetOf(data: AttachedData): Dataset {
    return this.#example.datasetOf(data);
  }

  train(data: AttachedData, span: TrainSpan): TrainedSpan {
    const { order, batch, steps } = span;
    const optimizer = this.#optimizer;
    if (optimizer === undefined)
      throw invalid("This network was compiled without an optimizer to train with.");
    if (batch > this.#largestBatch) {
      throw invalid(`This network was compiled for batches of ${this.#largestBatch} examples, not ${batch}.`);
    }
    this.#example.turnTo(span.epoch ?? 1);
    const losses: number[] = [];
    for (let from = span.from; from < order.length && losses.length < steps; from += batch) {
      const step = span.step + losses.length;
      const loss = this.#computeGradients(data, order.subarray(from, from + batch), step);
      losses.push(loss);
      if (!Number.isFinite(loss)) return { losses, diverged: true };
      this.#clipGradients();
      const learningRate = span.rates?.[losses.length - 1] ?? optimizer.learningRate;
      this.#updateParameters({ ...optimizer, learningRate }, step);
      for (const { norm } of this.#layers) {
        if (norm !== undefined) updateAverages(norm, Math.min(batch, order.length - from));
      }
    }
    return { losses, diverged: false };
  }

  /**
   * What a step of training hands to the optimizer: the mean loss of a batch and its gradients, with those of the L1
   * penalty, clipped. Changes no parameter.
   */
  gradients(
    data: AttachedData,
    rows: Uint32Array,
    { step, epoch }: { readonly step: number; readonly epoch: number },
  ): { loss: number; layers: LayerGradients[] } {
    this.#example.turnTo(epoch);
    const loss = this.#computeGradients(data, rows, step);
    this.#clipGradients();
    const layers = this.#layers.map(({ weightGradient, biasGradient, norm }) => ({
      weight: weightGradient.slice(),
      bias: biasGradient.slice(),
      ...(norm === undefined ? {} : { scale: norm.scaleGradient.slice() }),
    }));
    return { loss, layers };
  }

  evaluate(data: AttachedData, rows: Uint32Array): { losses: Float64Array; outputs: Numbers } {
    const units = this.#output.units;
    const losses = new Float64Array(rows.length);
    const outputs = new Float64Array(rows.length * units);
    const layers = this.#finish();
    rows.forEach((row, n) => {
      this.#example.load(data, row);
      outputs.set(forward(layers, this.#example.x), n * units);
      losses[n] = exampleLoss(this.definition.loss, this.#output, this.#example.y);
    });
    return { losses, outputs };
  }

  predict(inputs: ArrayLike<number>, outputs?: Numbers): Numbers {
    const count = requireExamples(this.definition, inputs);
    const units = this.#output.units;
    const result = outputs ?? new Float64Array(count * units);
    requireOutputRoom(this.definition, count, result);
    const layers = this.#finish();
    for (let n = 0; n < count; n++) {
      this.#example.loadInputs(inputs, n);
      result.set(forward(layers, this.#example.x), n * units);
    }
    return result;
  }

  trace(input: ArrayLike<number>): LayerActivity[] {
    if (requireExamples(this.definition, input) !== 1) {
      throw invalid(`Only one example can be traced at a time: ${this.definition.inputs} numbers.`);
    }
    this.#example.loadInputs(input, 0);
    const layers = this.#finish();
    forward(layers, this.#example.x);
    return layers.map(({ z, a }) => ({ preActivations: z.slice(), activations: a.slice() }));
  }

  dispose(): void {
    // Its arrays are the garbage collector's.
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /**
   * Forward and backward over a batch: leaves the mean gradients, with those of the penalty, in the layers and returns
   * the mean loss.
   */
  #computeGradients(data: AttachedData, rows: Uint32Array, step: number): number {
    const layers = this.#layers;
    for (const { weightGradient, biasGradient, norm } of layers) {
      weightGradient.fill(0);
      biasGradient.fill(0);
      norm?.scaleGradient.fill(0);
    }
    const loss = layers.some(({ norm }) => norm !== undefined)
      ? this.#passTogether(data, rows, step)
      : this.#passOneByOne(data, rows, step);
    for (const { weight, weightGradient, biasGradient, norm } of layers) {
      divide(weightGradient, rows.length);
      divide(biasGradient, rows.length);
      if (norm !== undefined) divide(norm.scaleGradient, rows.length);
      addL1(this.#l1, weight, weightGradient);
    }
    return loss / rows.length;
  }

  /** Adds up gradients, and returns the sum of the losses. */
  #passOneByOne(data: AttachedData, rows: Uint32Array, step: number): number {
    const layers = this.#layers;
    const { loss: kind } = this.definition;
    const { x, y } = this.#example;
    let loss = 0;
    rows.forEach((row, n) => {
      this.#example.loadForTraining(data, row);
      const masks = this.#masks(step, n);
      const weight = this.#example.weight(data, row);
      forward(layers, x, masks);
      loss += weight * exampleLoss(kind, layers[layers.length - 1], y);
      backward(layers, y, kind, masks, weight);
    });
    return loss;
  }

  /** The same where batch normalisation has to see the whole batch. */
  #passTogether(data: AttachedData, rows: Uint32Array, step: number): number {
    const { x, y } = this.#example;
    const examples = Array.from(rows, (row, n) => {
      this.#example.loadForTraining(data, row);
      return exampleOf(this.#layers, x, y, this.#masks(step, n), this.#example.weight(data, row));
    });
    return passTogether(examples, this.definition.loss);
  }

  #masks(step: number, row: number): Masks {
    return this.#dropout.masks(
      this.#layers.map(({ inputs }) => inputs),
      step,
      row,
    );
  }

  /** The layers outside training, with the parameters as they are now. */
  #finish(): readonly Layer[] {
    if (this.#finished === this.#layers) return this.#finished;
    this.#layers.forEach(({ weight, bias, norm }, i) => {
      const dense = norm === undefined ? { weight, bias } : foldBatchNorm({ weight, bias, ...norm });
      this.#finished[i].weight.set(dense.weight);
      this.#finished[i].bias.set(dense.bias);
    });
    return this.#finished;
  }

  #updateParameters(optimizer: BatchOptimizerDefinition, step: number): void {
    this.#layers.forEach(({ weight, bias, weightGradient, biasGradient, norm }, i) => {
      update(optimizer, weight, weightGradient, this.#moments[i].weight, step);
      update(optimizer, bias, biasGradient, this.#moments[i].bias, step);
      if (norm !== undefined) update(optimizer, norm.scale, norm.scaleGradient, this.#moments[i].scale, step);
    });
  }

  #clipGradients(): void {
    if (this.#clip === Number.POSITIVE_INFINITY) return;
    const gradients = this.#layers.flatMap(({ weightGradient, biasGradient, norm }) => [
      weightGradient,
      biasGradient,
      ...(norm === undefined ? [] : [norm.scaleGradient]),
    ]);
    clipNorm(gradients, this.#clip);
  }
}

function divide(vector: Float64Array, divisor: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] /= divisor;
}

const invalid = (message: string): AkariError => new AkariError("invalid-argument", message);
