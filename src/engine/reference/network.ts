/**
 * @file A network of the reference engine: the textbook's passes behind the interface that all engines share.
 */

import type { Dataset } from "../../data/dataset.js";
import { AkariError } from "../../error.js";
import { allocateNumbers } from "../../model/memory.js";
import { type LayerParameters, type ModelDefinition, outputUnits, requireShapes } from "../../model/model.js";
import type { OptimizerDefinition } from "../../model/optimizers.js";
import type {
  AttachedData,
  CompiledNetwork,
  CompileOptions,
  LayerActivity,
  Numbers,
  OptimizerState,
  TrainedSpan,
  TrainSpan,
} from "../engine.js";
import { type MomentName, momentNames, requireMoments } from "../moments.js";
import { encodeTarget, requireExamples, requireFit, requireOutputRoom } from "../targets.js";
import { backward } from "./backward.js";
import { Dropout } from "./dropout.js";
import { exampleLoss, forward } from "./forward.js";
import { createLayers, type Layer } from "./layers.js";
import { update } from "./optimizers.js";
import { addL1 } from "./penalty.js";

/** The optimizer's moments of one layer, in the order of their names. */
interface LayerMoments {
  /** Each `[units, inputs]`. */
  readonly weight: readonly Float64Array[];
  /** Each `[units]`. */
  readonly bias: readonly Float64Array[];
}

export class ReferenceNetwork implements CompiledNetwork {
  readonly definition: ModelDefinition;
  readonly #optimizer: OptimizerDefinition | undefined;
  readonly #largestBatch: number;
  readonly #momentNames: readonly MomentName[];
  readonly #layers: Layer[];
  readonly #output: Layer;
  readonly #moments: LayerMoments[];
  readonly #dropout: Dropout;
  readonly #l1: number;
  readonly #datasets = new WeakMap<AttachedData, Dataset>();
  /** The current example's inputs, `[inputs]`, and targets, `[units of the output layer]`. */
  readonly #x: Float64Array;
  readonly #y: Float64Array;

  constructor(definition: ModelDefinition, options: CompileOptions = {}) {
    const { optimizer, batch = 1, dropout = [], seed = 0, l1 = 0 } = options;
    this.definition = definition;
    this.#optimizer = optimizer;
    this.#largestBatch = batch;
    this.#momentNames = optimizer === undefined ? [] : momentNames(optimizer);
    this.#layers = createLayers(definition);
    this.#output = this.#layers[this.#layers.length - 1];
    this.#moments = this.#layers.map(({ weight, bias }) => ({
      weight: this.#momentNames.map(() => allocateNumbers(weight.length)),
      bias: this.#momentNames.map(() => new Float64Array(bias.length)),
    }));
    this.#dropout = new Dropout(dropout, seed);
    this.#l1 = l1;
    this.#x = new Float64Array(definition.inputs);
    this.#y = new Float64Array(outputUnits(definition));
  }

  getParameters(): LayerParameters[] {
    return this.#layers.map(({ weight, bias }) => ({ weight: weight.slice(), bias: bias.slice() }));
  }

  setParameters(parameters: readonly LayerParameters[]): void {
    requireShapes(this.definition, parameters);
    this.#layers.forEach(({ weight, bias }, i) => {
      weight.set(parameters[i].weight);
      bias.set(parameters[i].bias);
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

  attach(dataset: Dataset): AttachedData {
    requireFit(this.definition, dataset);
    const attached: AttachedData = { rows: dataset.features.rows };
    this.#datasets.set(attached, dataset);
    return attached;
  }

  train(data: AttachedData, span: TrainSpan): TrainedSpan {
    const { order, batch, steps } = span;
    const optimizer = this.#optimizer;
    if (optimizer === undefined)
      throw invalid("This network was compiled without an optimizer to train with.");
    if (batch > this.#largestBatch) {
      throw invalid(`This network was compiled for batches of ${this.#largestBatch} examples, not ${batch}.`);
    }
    const losses: number[] = [];
    for (let from = span.from; from < order.length && losses.length < steps; from += batch) {
      const step = span.step + losses.length;
      const loss = this.#computeGradients(data, order.subarray(from, from + batch), step);
      losses.push(loss);
      if (!Number.isFinite(loss)) return { losses, diverged: true };
      this.#updateParameters(optimizer, step);
    }
    return { losses, diverged: false };
  }

  evaluate(data: AttachedData, rows: Uint32Array): { losses: Float64Array; outputs: Numbers } {
    const units = this.#output.units;
    const losses = new Float64Array(rows.length);
    const outputs = new Float64Array(rows.length * units);
    rows.forEach((row, n) => {
      this.#loadExample(data, row);
      outputs.set(forward(this.#layers, this.#x), n * units);
      losses[n] = exampleLoss(this.definition.loss, this.#output, this.#y);
    });
    return { losses, outputs };
  }

  predict(inputs: ArrayLike<number>, outputs?: Numbers): Numbers {
    const count = requireExamples(this.definition, inputs);
    const units = this.#output.units;
    const result = outputs ?? new Float64Array(count * units);
    requireOutputRoom(this.definition, count, result);
    for (let n = 0; n < count; n++) {
      this.#loadInputs(inputs, n);
      result.set(forward(this.#layers, this.#x), n * units);
    }
    return result;
  }

  trace(input: ArrayLike<number>): LayerActivity[] {
    if (requireExamples(this.definition, input) !== 1) {
      throw invalid(`Only one example can be traced at a time: ${this.definition.inputs} numbers.`);
    }
    this.#loadInputs(input, 0);
    forward(this.#layers, this.#x);
    return this.#layers.map(({ z, a }) => ({ preActivations: z.slice(), activations: a.slice() }));
  }

  dispose(): void {
    // Its arrays are the garbage collector's.
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** Forward and backward over a batch: leaves the mean gradients, with those of the penalty, in the layers and returns the mean loss. */
  #computeGradients(data: AttachedData, rows: Uint32Array, step: number): number {
    for (const { weightGradient, biasGradient } of this.#layers) {
      weightGradient.fill(0);
      biasGradient.fill(0);
    }
    const inputs = this.#layers.map((layer) => layer.inputs);
    let loss = 0;
    rows.forEach((row, n) => {
      this.#loadExample(data, row);
      const masks = this.#dropout.masks(inputs, step, n);
      forward(this.#layers, this.#x, masks);
      loss += exampleLoss(this.definition.loss, this.#output, this.#y);
      backward(this.#layers, this.#y, this.definition.loss, masks);
    });
    for (const { weight, weightGradient, biasGradient } of this.#layers) {
      divide(weightGradient, rows.length);
      divide(biasGradient, rows.length);
      addL1(this.#l1, weight, weightGradient);
    }
    return loss / rows.length;
  }

  #updateParameters(optimizer: OptimizerDefinition, step: number): void {
    this.#layers.forEach(({ weight, bias, weightGradient, biasGradient }, i) => {
      update(optimizer, weight, weightGradient, this.#moments[i].weight, step);
      update(optimizer, bias, biasGradient, this.#moments[i].bias, step);
    });
  }

  #loadExample(data: AttachedData, row: number): void {
    const dataset = this.#datasets.get(data);
    if (dataset === undefined) throw invalid("These data were not attached to this network.");
    if (row >= data.rows) throw invalid(`${dataset.name} has ${data.rows} rows: there is no row ${row}.`);
    this.#loadInputs(dataset.features.data, row);
    encodeTarget(dataset.targets, row, this.#y);
  }

  /** `x = raw / divideBy`, for the example of that number in `inputs`, `[n, inputs]`. */
  #loadInputs(inputs: ArrayLike<number>, example: number): void {
    const { divideBy } = this.definition.preprocessing;
    const x = this.#x;
    for (let j = 0; j < x.length; j++) x[j] = inputs[example * x.length + j] / divideBy;
  }
}

function divide(vector: Float64Array, divisor: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] /= divisor;
}

const invalid = (message: string): AkariError => new AkariError("invalid-argument", message);
