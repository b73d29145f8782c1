/**
 * @file A training run as its user holds it: the options that it is given, the events that it yields, its result, and what to
 * loop over, to await, or both.
 */

import type { AugmentationSettings } from "../data/augmentation.js";
import type { ChunkedDataset, Dataset } from "../data/dataset.js";
import type { EngineChoice, EngineChooser } from "../engine/choose-engine.js";
import { type Engine, type EngineNetwork, isReadable } from "../engine/engine.js";
import { yieldToEventLoop } from "../engine/event-loop.js";
import { AkariError } from "../error.js";
import type { Model } from "../model/model.js";
import type { OptimizerName, OptimizerOptions } from "../model/optimizers.js";
import type { ScheduleName, ScheduleOptions } from "../model/schedules.js";
import type { Checkpoint, CheckpointInterval } from "./checkpoint.js";
import type { EpochFigures } from "./figures.js";
import type { LayerOptions, Regularization, RunOptions } from "./options.js";

/**
 * The optimizer by its name, with any of its constants beside it, as in `{ optimizer: "adam", learningRate: 0.01 }`; or
 * with them in itself. Those that are left out have their defaults.
 */
export interface OptimizerChoice extends Omit<OptimizerOptions, "name"> {
  /** `adam` when left out. */
  readonly optimizer?: OptimizerName | OptimizerOptions;
}

/** How to train. Everything has a default. */
export interface FitOptions
  extends OptimizerChoice,
    Regularization,
    LayerOptions,
    Omit<RunOptions, "schedule"> {
  /** How the learning rate changes during the run; `constant` when left out. */
  readonly schedule?: ScheduleName | ScheduleOptions;
  /** How often every training example is learned from; when left out 20, and for `lbfgs` at most 1000. */
  readonly epochs?: number;
  /** Stop after this many steps, even in the middle of an epoch. */
  readonly steps?: number;
  /** Examples in a step; when left out 32, and for `lbfgs` all. The last batch of an epoch may be smaller. */
  readonly batchSize?: number;
  /** Decides initial weights, the validation part, every shuffle and what dropout drops; 1 when left out. */
  readonly seed?: number;
  /** Whether each epoch has a new order. Without it examples come as the data set has them. Default true. */
  readonly shuffle?: boolean;
  /**
   * Examples to validate on after every epoch: another data set, or a fraction of the training data that is then
   * not learned from (drawn by the seed; the last ones where `shuffle` is false). Default 0.
   */
  readonly validation?: number | Dataset | ChunkedDataset;
  /**
   * Learns from distorted copies of pictures of digits, new ones in every epoch: `{ rotation: 10, elastic: 2 }`. What
   * is left out is not done. Copies are a function of the seed, the epoch and the row. Left out: no copies.
   */
  readonly augmentation?: AugmentationSettings;
  /**
   * Whether the result is to have the weights of the epoch with the best validation accuracy, or, where the targets
   * are values, with the lowest validation loss; the earlier one of two that are as good. Default false: the last
   * weights. `earlyStopping` keeps the best ones by itself.
   */
  readonly keepBest?: boolean;
  /**
   * What computes: `wasm` (float32, fast) when left out. Of `akari/engines` `reference` is float64, and has `lbfgs`,
   * `webgpu` trains large networks on the graphics card, and `auto` takes the faster of `wasm` and `webgpu`.
   */
  readonly engine?: Engine | EngineChooser;
  /**
   * How many threads train; they change no bit of the result. `auto`, the default, lets others help where a step was
   * measured to take long enough. One where memory cannot be shared, and in the `reference` engine; `webgpu` has none.
   */
  readonly threads?: number | "auto";
  /**
   * At most so many steps from one event to the next, or a function that is asked for that number before each: 1 to
   * look at every step. Left out, as many as take some ten milliseconds. It changes no bit of the result.
   */
  readonly stepsPerEvent?: number | (() => number);
  /** Stops training before its next step; the run then ends with the weights it has. */
  readonly signal?: AbortSignal;
  /** Makes checkpoints on the way. */
  readonly checkpoint?: CheckpointOptions;
  /**
   * Goes on where this checkpoint was made, with its weights and its options; those that are given must be the same,
   * except for `epochs` and `steps`, which may let the run go on further than it was to. The result is the one that
   * the run would have had without a stop, bit for bit.
   */
  readonly resume?: Checkpoint;
}

export interface CheckpointOptions {
  /** A checkpoint after each so many steps or epochs. There is one at the run's end, too, however it ends. */
  readonly every: CheckpointInterval;
  /**
   * Takes a checkpoint, whose numbers the run does not change any more. Training goes on when this is done, and
   * fails where it fails.
   */
  save(checkpoint: Checkpoint): void | Promise<void>;
}

/** The run begins. */
export interface StartEvent {
  readonly type: "start";
  /** Examples learned from, and held out for validation. */
  readonly trainingExamples: number;
  readonly validationExamples: number;
  readonly epochs: number;
  /** Steps the whole run will take. */
  readonly steps: number;
  /** Steps that are behind it already: those of the checkpoint that it goes on from, else 0. */
  readonly step: number;
  /** The epochs that are over already, of a run that goes on from a checkpoint; absent where there are none. */
  readonly history?: readonly EpochEvent[];
  /** The engine that was taken where `auto` was to choose; absent where one was named, or goes on from a checkpoint. */
  readonly choice?: EngineChoice;
}

/** Some steps were done; comes many times a second. */
export interface ProgressEvent {
  readonly type: "progress";
  /** Counted from 1. */
  readonly epoch: number;
  /** Steps done since the run began, of {@link ProgressEvent.steps}. */
  readonly step: number;
  readonly steps: number;
  /** Mean training loss of this epoch so far; of `lbfgs` the loss after the step. */
  readonly loss: number;
  /** Of each step since the event before, the last one's last: the mean over its examples, before its update. */
  readonly losses: readonly number[];
  /** Of the last step; absent where it does not change. */
  readonly learningRate?: number;
  /** Examples learned from per second, since the run began. */
  readonly samplesPerSecond: number;
}

/** An epoch is over (or the run was ended by `steps` within it). */
export interface EpochEvent extends EpochFigures {
  readonly type: "epoch";
  /** Of its last step; absent where it does not change. */
  readonly learningRate?: number;
}

export type TrainingEvent = StartEvent | ProgressEvent | EpochEvent;

/** How a run ended. */
export interface TrainingResult {
  readonly model: Model;
  /** All epochs, those before the checkpoint that the run went on from included. */
  readonly history: readonly EpochEvent[];
  /** The epoch whose weights the model has; absent without `keepBest` or `earlyStopping`, and where no epoch came to its end. */
  readonly best?: EpochEvent;
  /** Steps done. */
  readonly steps: number;
  readonly seconds: number;
  readonly samplesPerSecond: number;
  /**
   * `early` where `earlyStopping` ended it; `aborted` where a signal, or leaving the loop over its events, did. Of
   * `lbfgs`: `converged` where an iteration could gain no more, `solved` where the best weights were computed directly,
   * without iterating.
   */
  readonly stopped: "finished" | "early" | "aborted" | "converged" | "solved";
  /**
   * What else there is to know of the end, as a sentence: of `lbfgs` such as that no weights are the best, of `webgpu` that no
   * graphics card computed.
   */
  readonly remark?: string;
  /** As {@link StartEvent.choice}. */
  readonly choice?: EngineChoice;
}

/** The loss became NaN or infinite. Carries the last weights with which it was finite, or the best epoch's. */
export class DivergedError extends AkariError {
  override readonly name = "DivergedError";
  /** The first layer whose weighted sums were not finite, counted from 1 (the output layer where only the loss was). */
  readonly layer: number;
  /** The step whose loss was not finite, counted from 1. */
  readonly step: number;
  /** The run up to the last good step. */
  readonly result: TrainingResult;

  constructor(message: string, layer: number, step: number, result: TrainingResult) {
    super("diverged", message);
    this.layer = layer;
    this.step = step;
    this.result = result;
  }
}

/**
 * A run of training. It begins when it is first looped over or awaited.
 *
 * - `await run` trains to the end and gives the result.
 * - `for await (const event of run)` gives every event; `await run` after the loop gives the result.
 * - Leaving the loop (`break`, `return`, an exception) stops the training; the result is then `"aborted"`.
 *
 * What goes wrong is thrown to whoever loops or awaits. To await a run within its own loop would be to wait for
 * oneself: while somebody loops, awaiting takes as long as the loop does.
 */
export interface TrainingRun extends AsyncIterable<TrainingEvent>, PromiseLike<TrainingResult> {
  /**
   * The network as it is after the last event, for a loop that shows how it learns: a copy, which the run does not
   * change any more. `undefined` before the first event and after the last, when the result has it, and with
   * an engine whose weights are not there at once.
   */
  model(): Model | undefined;
  /** The same with any engine. To be asked for, and waited for, between two events. */
  snapshot(): Promise<Model | undefined>;
}

/** Events to come, and at their end the result. */
export type TrainingEvents = AsyncGenerator<TrainingEvent, TrainingResult, void>;

/**
 * Makes a run of a generator.
 *
 * @param begin makes the generator, which must end by itself soon after the signal that it is given is aborted. While
 * there is a network in training, it holds it out to be looked at
 */
export function createRun(
  begin: (left: AbortSignal, hold: (network: EngineNetwork | undefined) => void) => TrainingEvents,
): TrainingRun {
  const left = new AbortController();
  let network: EngineNetwork | undefined;
  const events = begin(left.signal, (held) => {
    network = held;
  });
  let begun = false;
  let settle: (result: TrainingResult | PromiseLike<TrainingResult>) => void;
  const result = new Promise<TrainingResult>((resolve) => {
    settle = resolve;
  });
  // A failure that was thrown to a loop need not be awaited as well.
  result.catch(() => {});

  async function next(): Promise<IteratorResult<TrainingEvent, undefined>> {
    try {
      const { done, value } = await events.next();
      if (!done) return { done: false, value };
      // After its end a generator gives no more values; the promise keeps the first.
      settle(value);
      return { done: true, value: undefined };
    } catch (error) {
      settle(Promise.reject(error));
      throw error;
    }
  }

  async function drain(): Promise<void> {
    while (!(await next()).done);
  }

  return {
    model: () =>
      network && isReadable(network)
        ? { definition: network.definition, parameters: network.getParameters() }
        : undefined,
    snapshot: async () =>
      network && { definition: network.definition, parameters: await network.getParameters() },
    [Symbol.asyncIterator]() {
      begun = true;
      return {
        next,
        async return() {
          left.abort();
          await drain();
          return { done: true, value: undefined };
        },
      };
    },
    // biome-ignore lint/suspicious/noThenProperty: awaiting a run is what this is for.
    then(onFulfilled, onRejected) {
      // A loop that begins in this very turn of the event loop is to have all the events.
      if (!begun) {
        void yieldToEventLoop().then(() => {
          if (begun) return;
          begun = true;
          drain().catch(() => {});
        });
      }
      return result.then(onFulfilled, onRejected);
    },
  };
}
