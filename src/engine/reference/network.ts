/**
 * @file The reference engine: plain TypeScript in float64, written to be read. It is the specification that the other
 * engines are held to, and it is fast enough to train a small network in a minute. Its passes are the textbook's
 * (../passes/); here they stand behind the interface that all engines share.
 */

import type { Dataset } from "../../data/dataset.js";
import { AkariError, invalidArgument } from "../../error.js";
import { allocateNumbers } from "../../model/memory.js";
import { type LayerParameters, type ModelDefinition, requireShapes } from "../../model/model.js";
import { type BatchOptimizerDefinition, type MomentName, momentNames } from "../../model/optimizers.js";
import {
  type AttachedData,
  type BatchNormState,
  type CompiledNetwork,
  type CompileOptions,
  type Evaluated,
  type HeldNeuron,
  heldByLayer,
  type LayerActivity,
  type LayerTraining,
  type Numbers,
  type OptimizerState,
  requireMoments,
  type StepParts,
  type TrainedSpan,
  type TrainSpan,
} from "../engine.js";
import { BatchPasses, type TrainableLayer } from "../passes/batch.js";
import { createLayers, exampleLoss, forward, type Layer } from "../passes/forward.js";
import { updateAverages } from "../passes/regularization.js";
import {
  foldBatchNorm,
  normalizedLayers,
  plainState,
  requireBatchNorm,
  requireGradients,
} from "../regularizers.js";
import { requireExamples, requireOutputRoom } from "../targets.js";
import { update } from "./optimizers.js";

/** The optimizer's moments of what is learned of a layer, in the order of their names, each in its parameters' order. */
type LayerMoments = { readonly [Part in keyof TrainableLayer]: readonly Float64Array[] };

const PARTS = ["weight", "bias", "scale"] as const satisfies readonly (keyof TrainableLayer)[];

export class ReferenceNetwork implements CompiledNetwork {
  readonly definition: ModelDefinition;
  readonly isReadable = true;
  readonly #optimizer: BatchOptimizerDefinition | undefined;
  readonly #largestBatch: number;
  readonly #momentNames: readonly MomentName[];
  /** How each layer is trained; all alike where absent. */
  readonly #byLayer: readonly LayerTraining[] | undefined;
  readonly #passes: BatchPasses;
  readonly #moments: readonly LayerMoments[];
  /** The layers outside training; the same where there is no batch normalisation. */
  readonly #finished: readonly Layer[];
  readonly #output: Layer;
  readonly parts?: StepParts;

  constructor(definition: ModelDefinition, options: CompileOptions = {}) {
    const { optimizer, batch = 1, batchNorm = false } = options;
    this.definition = definition;
    this.#optimizer = optimizer;
    this.#byLayer = options.byLayer;
    this.#largestBatch = batch;
    this.#momentNames = optimizer === undefined ? [] : momentNames(optimizer);
    this.#passes = new BatchPasses(definition, options);
    const zeros = ({ values }: { values: Float64Array }): Float64Array[] =>
      this.#momentNames.map(() => allocateNumbers(values.length));
    this.#moments = this.#passes.trainable.map(({ weight, bias, scale }) => ({
      weight: zeros(weight),
      bias: zeros(bias),
      ...(scale === undefined ? {} : { scale: zeros(scale) }),
    }));
    this.#finished = batchNorm ? createLayers(definition) : this.#passes.layers;
    this.#output = this.#finished[this.#finished.length - 1];
    if (options.inParts === true) this.parts = this.#createParts(normalizedLayers(definition, options));
  }

  getParameters(): LayerParameters[] {
    return this.#finish().map(({ weight, bias }) => ({ weight: weight.slice(), bias: bias.slice() }));
  }

  setParameters(parameters: readonly LayerParameters[]): void {
    requireShapes(this.definition, parameters);
    this.#passes.trainable.forEach(({ weight, bias, scale }, i) => {
      weight.values.set(parameters[i].weight);
      bias.values.set(parameters[i].bias);
      scale?.values.fill(1);
    });
    for (const norm of this.#passes.norms) {
      norm?.mean.fill(0);
      norm?.variance.fill(1);
    }
  }

  getBatchNorm(): BatchNormState[] {
    const { layers, norms } = this.#passes;
    return norms.slice(0, -1).map((norm, i) => {
      const weight = layers[i].weight.slice();
      const moments = this.#moments[i].scale;
      if (norm === undefined || moments === undefined) {
        return plainState({ weight, bias: layers[i].bias.slice() }, this.#momentNames);
      }
      return {
        weight,
        bias: norm.shift.slice(),
        scale: norm.scale.slice(),
        mean: norm.mean.slice(),
        variance: norm.variance.slice(),
        moments: Object.fromEntries(this.#momentNames.map((name, n) => [name, moments[n].slice()])),
      };
    });
  }

  setBatchNorm(states: readonly BatchNormState[]): void {
    const { layers, norms, trainable } = this.#passes;
    if (norms.length === 0) {
      throw new AkariError(
        "invalid-model",
        "The network was not compiled for training with batch normalisation.",
      );
    }
    requireBatchNorm(this.definition, this.#momentNames, states);
    states.forEach(({ weight, bias, scale, mean, variance, moments }, i) => {
      layers[i].weight.set(weight);
      trainable[i].bias.values.set(bias);
      norms[i]?.scale.set(scale);
      norms[i]?.mean.set(mean);
      norms[i]?.variance.set(variance);
      this.#momentNames.forEach((name, n) => {
        this.#moments[i].scale?.[n].set(moments[name]);
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

  attach(dataset: Dataset, replaced?: AttachedData): AttachedData {
    return this.#passes.examples.attach(dataset, replaced);
  }

  /** The data set that was attached. @throws AkariError `invalid-argument` where it is another network's */
  datasetOf(data: AttachedData): Dataset {
    return this.#passes.examples.datasetOf(data);
  }

  train(data: AttachedData, span: TrainSpan): TrainedSpan {
    const { order, batch, steps } = span;
    const optimizer = this.#trainer();
    if (batch > this.#largestBatch) {
      throw invalidArgument(
        `This network was compiled for batches of ${this.#largestBatch} examples, not ${batch}.`,
      );
    }
    const { norms } = this.#passes;
    const losses: number[] = [];
    for (let from = span.from; from < order.length && losses.length < steps; from += batch) {
      const at = { step: span.step + losses.length, epoch: span.epoch ?? 1 };
      const rows = order.subarray(from, from + batch);
      const loss = this.#passes.compute(data, rows, at);
      losses.push(loss);
      if (!Number.isFinite(loss)) return { losses, diverged: true };
      const learningRate = span.rates?.[losses.length - 1] ?? optimizer.learningRate;
      this.#update({ ...optimizer, learningRate }, at.step);
      for (const norm of norms) if (norm !== undefined) updateAverages(norm, rows.length);
    }
    return { losses, diverged: false };
  }

  evaluate(data: AttachedData, rows: Uint32Array): Evaluated {
    const units = this.#output.units;
    const losses = new Float64Array(rows.length);
    const outputs = new Float64Array(rows.length * units);
    const layers = this.#finish();
    const { examples } = this.#passes;
    rows.forEach((row, n) => {
      examples.load(data, row);
      outputs.set(forward(layers, examples.x), n * units);
      losses[n] = exampleLoss(this.definition.loss, this.#output, examples.y);
    });
    return { losses, outputs };
  }

  predict(inputs: ArrayLike<number>, outputs?: Numbers): Numbers {
    const count = requireExamples(this.definition, inputs);
    const units = this.#output.units;
    const result = outputs ?? new Float64Array(count * units);
    requireOutputRoom(this.definition, count, result);
    const layers = this.#finish();
    const { examples } = this.#passes;
    for (let n = 0; n < count; n++) {
      examples.loadInputs(inputs, n);
      result.set(forward(layers, examples.x), n * units);
    }
    return result;
  }

  trace(input: ArrayLike<number>, held: readonly HeldNeuron[] = []): LayerActivity[] {
    if (requireExamples(this.definition, input) !== 1) {
      throw invalidArgument(`Only one example can be traced at a time: ${this.definition.inputs} numbers.`);
    }
    const { examples } = this.#passes;
    examples.loadInputs(input, 0);
    const layers = this.#finish();
    forward(layers, examples.x);
    for (const [i, neurons] of heldByLayer(this.definition, held)) {
      const { a } = layers[i];
      for (const { unit, activation } of neurons) a[unit] = activation;
      forward(layers.slice(i + 1), a);
    }
    return layers.map(({ z, a }) => ({ preActivations: z.slice(), activations: a.slice() }));
  }

  dispose(): void {
    // Its arrays are the garbage collector's.
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** @param normalized which layers have batch normalisation */
  #createParts(normalized: readonly boolean[]): StepParts {
    const { trainable, norms } = this.#passes;
    return {
      computeGradients: (data, rows, step, loss) => {
        const mean = this.#passes.computeUnclipped(data, rows, { step, epoch: 1 }, loss);
        if (!Number.isFinite(mean)) return mean;
        for (const norm of norms) if (norm !== undefined) updateAverages(norm, rows.length);
        return mean;
      },
      getGradients: () =>
        trainable.map(({ weight, bias, scale }) => ({
          weight: weight.gradient.slice(),
          bias: bias.gradient.slice(),
          ...(scale === undefined ? {} : { scale: scale.gradient.slice() }),
        })),
      setGradients: (gradients) => {
        requireGradients(this.definition, gradients, normalized);
        trainable.forEach(({ weight, bias, scale }, i) => {
          weight.gradient.set(gradients[i].weight);
          bias.gradient.set(gradients[i].bias);
          scale?.gradient.set(gradients[i].scale ?? []);
        });
        this.#passes.clearFrozen();
      },
      applyGradients: (step, learningRate) => {
        this.#passes.clip();
        this.#update({ ...this.#trainer(), learningRate }, step);
      },
    };
  }

  #trainer(): BatchOptimizerDefinition {
    if (this.#optimizer !== undefined) return this.#optimizer;
    throw invalidArgument("This network was compiled without an optimizer to train with.");
  }

  /** The layers outside training, with the parameters as they are now. */
  #finish(): readonly Layer[] {
    const { layers, norms } = this.#passes;
    if (this.#finished === layers) return layers;
    layers.forEach(({ weight, bias }, i) => {
      const norm = norms[i];
      const dense =
        norm === undefined ? { weight, bias } : foldBatchNorm({ ...norm, weight, bias: norm.shift });
      this.#finished[i].weight.set(dense.weight);
      this.#finished[i].bias.set(dense.bias);
    });
    return this.#finished;
  }

  #update(optimizer: BatchOptimizerDefinition, step: number): void {
    this.#passes.trainable.forEach((layer, i) => {
      const { frozen, rate, weightDecay } = this.#byLayer?.[i] ?? { frozen: false, rate: 1, ...optimizer };
      if (frozen) return;
      const own = { ...optimizer, learningRate: rate * optimizer.learningRate, weightDecay };
      for (const part of PARTS) {
        const [trainable, moments] = [layer[part], this.#moments[i][part]];
        if (trainable !== undefined && moments !== undefined) {
          update(own, trainable.values, trainable.gradient, moments, step);
        }
      }
    });
  }
}
