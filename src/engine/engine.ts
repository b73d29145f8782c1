/// <reference lib="esnext.disposable" preserve="true" />
/**
 * @file What an engine does. Training, evaluation and insight are written against this interface alone.
 *
 * A data set is attached once and then referred to by row numbers, so that an engine may keep it in a form of its
 * own. All counts are in examples; nothing here knows of epochs.
 *
 * Results may come later ({@link EngineNetwork}): those of an iteration that takes long and gives others a turn, as
 * L-BFGS's does, or those of a graphics card. Training waits for them once a span of steps, so an engine whose results
 * are there at once ({@link CompiledNetwork}) loses nothing by it.
 *
 * passes/ are the specification of all engines, and test/support/conformance.ts holds them to it.
 */

import type { AugmentationDefinition } from "../data/augmentation.js";
import type { Dataset } from "../data/dataset.js";
import { AkariError, invalidArgument } from "../error.js";
import { type LayerParameters, layerInputs, type ModelDefinition } from "../model/model.js";
import type {
  BatchOptimizerDefinition,
  LbfgsDefinition,
  MomentName,
  OptimizerDefinition,
} from "../model/optimizers.js";

/** All engines' names; the first is the default. */
export const ENGINE_NAMES = ["wasm", "reference", "webgpu"] as const;

/**
 * What computes.
 *
 * @useDeclaredType
 */
export type EngineName = (typeof ENGINE_NAMES)[number];

/** Which engine computes. */
export interface EngineOptions {
  /** `wasm`, float32, when left out; others are in `akari/engines`. */
  readonly engine?: Engine<CompiledNetwork>;
}

/** Float32 from the engines `wasm` and `webgpu`, float64 from the reference. */
export type Numbers = Float32Array | Float64Array;

/** A result that is there, or that comes later. */
export type Awaitable<Result> = Result | Promise<Result>;

/** Turns descriptions of networks into networks that compute. */
export interface Engine<
  Network extends EngineNetwork = EngineNetwork,
  Optimizer extends OptimizerDefinition = BatchOptimizerDefinition,
> {
  readonly name: EngineName;
  /** Bits of the numbers that it computes with. */
  readonly precision: 32 | 64;
  compile(definition: ModelDefinition, options?: CompileOptions<Optimizer>): Promise<Network>;
  /** What trains with optimizers whose steps learn from all examples at once; absent where nothing does. */
  readonly fullBatch?: Engine<EngineNetwork, LbfgsDefinition>;
}

export interface CompileOptions<Optimizer extends OptimizerDefinition = BatchOptimizerDefinition> {
  /** Needed for {@link EngineNetwork.train} only. */
  readonly optimizer?: Optimizer;
  /** The most examples in one training batch; 1 unless told otherwise. */
  readonly batch?: number;
  /**
   * How many threads train. `auto` lets others help where a step was measured to take long enough. They change no
   * bit of any result. One thread where memory cannot be shared, or where the engine has no threads. Default 1.
   */
  readonly threads?: number | "auto";
  /** Has training learn from distorted copies of the rows: see data/distort.ts. */
  readonly augmentation?: AugmentationDefinition | undefined;
  /** Decides every chance in training: what is dropped, and how copies are distorted. */
  readonly seed?: number;
  /** For each layer the share of its inputs that a training step drops; none when left out. */
  readonly dropout?: readonly number[];
  /** Times `sign(w)` it is added to the gradient of every weight. */
  readonly l1?: number;
  /** The greatest norm that all gradients of a step may have together. */
  readonly clip?: number;
  /** Whether hidden layers are trained with batch normalisation: see regularizers.ts. */
  readonly batchNorm?: boolean;
  /** How much of training's targets is shared out to all classes: see regularizers.ts. Default 0. */
  readonly labelSmoothing?: number;
  /** How each layer is trained; all alike, by the optimizer's constants, when left out. */
  readonly byLayer?: readonly LayerTraining[] | undefined;
  /** Has a step be done in parts too ({@link StepParts}), and lets examples have weights below 0. */
  readonly inParts?: boolean;
}

/** How a layer is trained. */
export interface LayerTraining {
  /** Its parameters stay as they are. It then has no gradients, no moments and no batch normalisation. */
  readonly frozen: boolean;
  /** Multiplies the learning rate of every step. */
  readonly rate: number;
  /** Takes the place of the optimizer's. */
  readonly weightDecay: number;
}

/**
 * A loss of one's own, of one example. It is the mean of them over the batch that is made smaller.
 *
 * @param outputs the network's for the example, `[units of the output layer]`: what is predicted, after its activation
 * @param derivative where to write `∂loss/∂outputs`, `[units]`; all zero before
 * @param example its place in the batch, counted from 0
 * @returns the loss, any number for which this is the derivative
 */
export type ExampleLoss = (outputs: Numbers, derivative: Float64Array, example: number) => number;

/** A layer's gradients. */
export interface LayerGradients extends LayerParameters {
  /** Of `γ`, `[units]`; absent without batch normalisation. */
  readonly scale?: Numbers;
}

/** A step of training in parts, for loops of one's own: training/trainer.ts is written against it. */
export interface StepParts {
  /**
   * Forward and backward over a batch. The mean gradients are kept, with those of the L1 penalty, not clipped; but nothing
   * is where the loss is not finite. Batch normalisation takes the batch into its averages.
   *
   * @param rows which of the attached examples
   * @param step decides what is dropped, counted from 1
   * @param loss in place of the network's; the data's targets are not read then
   * @returns the mean loss, of each example times its weight
   */
  computeGradients(data: AttachedData, rows: Uint32Array, step: number, loss?: ExampleLoss): number;
  /** A copy of those that are kept. */
  getGradients(): LayerGradients[];
  /** Keeps others. @throws AkariError `invalid-model` where a shape differs */
  setGradients(gradients: readonly LayerGradients[]): void;
  /** The optimizer's step by those that are kept, after clipping. */
  applyGradients(step: number, learningRate: number): void;
}

/** One layer's part in a forward pass over one example. */
export interface LayerActivity {
  /** Weighted sums `W a + b`, `[units]`. */
  readonly preActivations: Numbers;
  /** `σ` of them, `[units]`. */
  readonly activations: Numbers;
}

/** A neuron whose activation is given rather than computed: every layer behind it is computed from that. */
export interface HeldNeuron {
  /** 1 for the first layer with weights. */
  readonly layer: number;
  /** From 0. */
  readonly unit: number;
  readonly activation: number;
}

/** A data set that is attached to a network. */
export interface AttachedData {
  readonly rows: number;
}

/** Some steps of training. */
export interface TrainSpan {
  /** Row numbers in the order in which they are learned from: an epoch's. */
  readonly order: Uint32Array;
  /** Which time through the data this is, counted from 1: each has distorted copies of its own. Default 1. */
  readonly epoch?: number;
  /** Where in `order` the first batch begins. */
  readonly from: number;
  /** Examples in a batch; the last one of `order` may be smaller. */
  readonly batch: number;
  /** The number of the first of these steps in the whole run, counted from 1 (Adam's bias correction needs it). */
  readonly step: number;
  /** Go on for this many steps, or to the end of `order` if that comes first. */
  readonly steps: number;
  /** The learning rate of each of these steps; the optimizer's when left out. */
  readonly rates?: Float64Array;
  /** Asked on the way through a step that takes long: whether to leave it, as if it had not begun. */
  readonly stopped?: () => boolean;
}

/** What {@link EngineNetwork.train} did. */
export interface TrainedSpan {
  /** Mean loss of each step's batch, as it was before that step's update; for `lbfgs` as it is after it. */
  readonly losses: readonly number[];
  /**
   * True where the last of `losses` is NaN or infinite. The parameters are then as they were before that step:
   * it was not applied.
   */
  readonly diverged: boolean;
  /**
   * Present where further steps would gain nothing: an iteration has converged, or the best parameters were found
   * directly. Where that was so before, no step is taken and `losses` is empty.
   */
  readonly ended?: "converged" | "solved";
}

/** The state of an optimizer: for each layer, its moments in PyTorch's order and the parameters' own layout. */
export type OptimizerState = readonly { readonly [moment: string]: LayerParameters }[];

/** A layer with batch normalisation as it is trained: see regularizers.ts. */
export interface BatchNormState {
  /** `W`, `[units, inputs]`. */
  readonly weight: Numbers;
  /** `β`, `γ`, and the running averages of means and (unbiased) variances, each `[units]`. */
  readonly bias: Numbers;
  readonly scale: Numbers;
  readonly mean: Numbers;
  readonly variance: Numbers;
  /** The optimizer's moments of `γ`, by their names, each `[units]`. */
  readonly moments: { readonly [moment: string]: Numbers };
}

/** What a network makes of attached examples. */
export interface Evaluated {
  /** Each example's loss without its weight, `[rows]`. */
  readonly losses: Float64Array;
  /** `[rows, units of the output layer]`. */
  readonly outputs: Numbers;
}

/** A network ready to compute. Free it with `dispose()` or a `using` declaration. */
export interface EngineNetwork extends Disposable {
  readonly definition: ModelDefinition;
  /** Whether {@link getParameters} answers at once, so that a run under way can be looked at. */
  readonly isReadable: boolean;

  /** A copy of the parameters, `weight` as `[units, inputs]`: those of dense layers, with batch normalisation in them. */
  getParameters(): Awaitable<LayerParameters[]>;
  /**
   * Copies parameters in. Batch normalisation then begins anew, with the biases for its shifts.
   *
   * @throws AkariError `invalid-model` where a shape differs
   */
  setParameters(parameters: readonly LayerParameters[]): void;

  /** The optimizer's state, in the parameters' layout; empty before the first step of an optimizer without any. */
  getOptimizerState(): Awaitable<OptimizerState>;
  /** @throws AkariError `invalid-model` where that is another network's */
  setOptimizerState(state: OptimizerState): void;

  /** What batch normalisation has in training, a hidden layer each; empty without it. */
  getBatchNorm(): Awaitable<BatchNormState[]>;
  /** @throws AkariError `invalid-model` where that is another network's */
  setBatchNorm(states: readonly BatchNormState[]): void;

  /**
   * Attaches a data set.
   *
   * @param replaced attached data that are not needed any more and cannot be used after this: their room is taken, so
   * that one data set after another needs no more memory than the largest
   * @throws AkariError `invalid-data` where its width or its targets do not fit the network, or where it cannot be
   * augmented as the network was told to
   */
  attach(data: Dataset, replaced?: AttachedData): AttachedData;

  /**
   * Trains on batches of attached examples: forward, loss, backward, update. Each example's loss is multiplied by its
   * weight, where the data have weights; divided by the number of examples, not by the sum of weights. Nothing else is
   * asked of the network until the result has come.
   */
  train(data: AttachedData, span: TrainSpan): Awaitable<TrainedSpan>;

  /** What a person should know of where training has come to, in a sentence; nothing where all is as expected. */
  warning?(): string | undefined;

  /** Runs attached examples through the network. @param rows which examples, in which order */
  evaluate(data: AttachedData, rows: Uint32Array): Awaitable<Evaluated>;

  /**
   * Outputs for raw inputs that belong to no data set.
   *
   * @param inputs `[n, inputs]`, in the unit that the network was trained on
   * @param outputs where to write them, at least `[n, units of the output layer]`; made anew when left out
   */
  predict(inputs: ArrayLike<number>, outputs?: Numbers): Awaitable<Numbers>;

  /**
   * Everything that lights up for one raw input, `[inputs]`: first hidden layer to output layer.
   *
   * @param held none when left out. A held neuron has its weighted sum all the same; of two for one neuron the last holds
   * @throws AkariError `invalid-argument` where there is no such neuron, or where it is held at what is no number
   */
  trace(input: ArrayLike<number>, held?: readonly HeldNeuron[]): Awaitable<LayerActivity[]>;

  dispose(): void;
}

/** A network that shows its parameters at any time. */
export interface ReadableNetwork extends EngineNetwork {
  readonly isReadable: true;
  getParameters(): LayerParameters[];
}

/** Narrows a network to one that can be looked at while it trains. */
export const isReadable = (network: EngineNetwork): network is ReadableNetwork => network.isReadable;

/** A network whose results are there at once. */
export interface CompiledNetwork extends ReadableNetwork {
  /** Where it was compiled with {@link CompileOptions.inParts}; of `wasm` they are a class of their own, wasm/parts.ts. */
  readonly parts?: StepParts;
  getOptimizerState(): OptimizerState;
  getBatchNorm(): BatchNormState[];
  train(data: AttachedData, span: TrainSpan): TrainedSpan;
  evaluate(data: AttachedData, rows: Uint32Array): Evaluated;
  predict(inputs: ArrayLike<number>, outputs?: Numbers): Numbers;
  trace(input: ArrayLike<number>, held?: readonly HeldNeuron[]): LayerActivity[];
}

/**
 * Held neurons by the index of their layer, from 0, those of the first layers first: each layer's are set before the next
 * layer is computed.
 *
 * @throws AkariError `invalid-argument` where there is no such neuron, or where it is held at what is no number
 */
export function heldByLayer(
  { layers }: ModelDefinition,
  held: readonly HeldNeuron[],
): [index: number, neurons: HeldNeuron[]][] {
  const found = layers.map((): HeldNeuron[] => []);
  for (const neuron of held) {
    const { layer, unit, activation } = neuron;
    if (!(Number.isInteger(unit) && unit >= 0 && unit < (layers[layer - 1]?.units ?? 0))) {
      throw invalidArgument(
        `The model has no neuron ${unit} in a layer ${layer} with weights, so it cannot be held.`,
      );
    }
    if (!Number.isFinite(activation)) {
      throw invalidArgument(
        `Neuron ${unit} of layer ${layer} cannot be held at ${activation}: give it a finite number.`,
      );
    }
    found[layer - 1].push(neuron);
  }
  return [...found.entries()].filter(([, neurons]) => neurons.length > 0);
}

/**
 * Checks that a stored state belongs to this network and these moments.
 *
 * @throws AkariError `invalid-model` naming the layer and the moment
 */
export function requireMoments(
  definition: ModelDefinition,
  names: readonly MomentName[],
  state: OptimizerState,
): void {
  const layers = definition.layers.length;
  if (state.length !== layers) {
    throw invalid(`The model has ${layers} layers, the optimizer's state has ${state.length}.`);
  }
  state.forEach((moments, i) => {
    const { units } = definition.layers[i];
    for (const name of names) {
      const moment = moments[name];
      const weights = units * layerInputs(definition, i);
      if (moment?.weight.length !== weights || moment.bias.length !== units) {
        throw invalid(
          `The optimizer's state of layer ${i + 1} needs a ${name} of ${weights} weights and ${units} biases.`,
        );
      }
    }
  });
}

const invalid = (message: string): AkariError => new AkariError("invalid-model", message);
