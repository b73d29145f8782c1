/**
 * @file Training for loops of one's own: a network and its optimizer, which take one step when they are told to. For learning
 * while data come in, for a policy that plays, for losses that no table has; `fit` is for all else.
 */

import { type Dataset, isChunked, type NumberList, requireTypedArrays } from "../data/dataset.js";
import { compileNetwork } from "../engine/compile-network.js";
import {
  type AttachedData,
  type CompiledNetwork,
  type ExampleLoss,
  type Numbers,
  requireMoments,
  type StepParts,
} from "../engine/engine.js";
import { requireBatchNorm } from "../engine/regularizers.js";
import { inOneList } from "../engine/targets.js";
import { wasm } from "../engine/wasm/engine.js";
import { WasmNetwork } from "../engine/wasm/network.js";
import { WasmParts } from "../engine/wasm/parts.js";
import { AkariError, invalidArgument, requireOptions, unawaited } from "../error.js";
import {
  initializeParameters,
  type Model,
  type ModelDefinition,
  outputUnits,
  requireDefinition,
  requireShapes,
} from "../model/model.js";
import { type BatchOptimizerDefinition, isBatchOptimizer, momentNames } from "../model/optimizers.js";
import { allRows, BATCH_SIZE, type Batch, type ExampleBatch, examplesOf, type RowBatch } from "./batches.js";
import { checkLoss, numberLoss } from "./check-loss.js";
import { CONSTANTS, optimizerOf, whole } from "./configuration.js";
import { definitionFor } from "./fit.js";
import { dropoutShares, layerTraining, optimizerFor, requireBatches } from "./layers.js";
import { asLabelled, requireInputsToGoOn } from "./model-units.js";
import { completeOptional, TRAINING_OPTIONS } from "./options.js";
import {
  type BatchGradients,
  OWN_OPTIONS,
  type StepOptions,
  type TrainerOptions,
  type TrainerState,
} from "./trainer-options.js";

/**
 * Makes a trainer. Once it is there, all that it does is done at once, without waiting.
 *
 * Its steps are those of `fit`: the same batches in the same order give the same parameters, bit for bit. But weights of
 * examples multiply their losses as they are, where `fit` divides them by their mean first.
 *
 * @param model a description, whose weights are then drawn from the seed, or a model to go on from
 * @param data rows to learn from by their numbers; the model takes over its preprocessing and its class names
 * @throws AkariError `invalid-argument` for an option that cannot be, `invalid-data` where the data do not fit the model,
 * `invalid-model` where it is none, `out-of-memory`
 * @example
 * ```ts
 * const agent = await trainer(network, { optimizer: "adam", learningRate: 0.001 });
 * for (const { state, action, advantage } of episode) {
 *   agent.step({ inputs: [state], targets: [action], weights: [advantage] });
 * }
 * const [left, right] = agent.predict(state);
 * ```
 */
export function trainer(model: ModelDefinition | Model, options?: TrainerOptions): Promise<Trainer>;
export function trainer(
  model: ModelDefinition | Model,
  data: Dataset,
  options?: TrainerOptions,
): Promise<Trainer>;
export async function trainer(
  model: ModelDefinition | Model,
  dataOrOptions: Dataset | TrainerOptions = {},
  more?: TrainerOptions,
): Promise<Trainer> {
  const data = "features" in dataOrOptions ? dataOrOptions : undefined;
  const options = more ?? (data === undefined ? (dataOrOptions as TrainerOptions) : {});
  const isNoOptions = "prepare" in dataOrOptions || unawaited(dataOrOptions) !== "";
  if (data === undefined && isNoOptions) requireTypedArrays(dataOrOptions as Dataset);
  requireOptions(options, [...OWN_OPTIONS, ...CONSTANTS], "A trainer");
  if (data !== undefined && isChunked(data)) {
    throw invalidArgument(
      "A trainer learns from data in memory; these come in chunks, which fit learns from.",
    );
  }
  const given = "definition" in model ? model.definition : model;
  requireDefinition(given);
  if (data !== undefined && "parameters" in model) requireInputsToGoOn(given, data);
  const definition = data === undefined ? given : definitionFor(given, data);
  const { engine = wasm, seed = TRAINING_OPTIONS.seed.default } = options;
  if (!Number.isSafeInteger(seed)) throw invalidArgument(`The seed must be a whole number, not ${seed}.`);
  const others = completeOptional(options, ["run", "regularization", "layers"]);
  const optimizer = optimizerFor(optimizerOf(options), others);
  if (!isBatchOptimizer(optimizer)) {
    throw invalidArgument(
      `The optimizer ${optimizer.name} learns from all examples at once, and a trainer from some at a time: take another.`,
    );
  }
  const batch = whole(options.batchSize, "batchSize") ?? BATCH_SIZE;
  const dropout = dropoutShares(definition, others);
  // How many examples each step has is seen when it comes.
  requireBatches(definition, others, Math.max(batch, 2), 0);
  const byLayer = layerTraining(definition, optimizer, others);
  const compiling = { ...others, optimizer, batch, seed, dropout, byLayer, inParts: true };
  const network = await compileNetwork(engine, definition, compiling);
  try {
    network.setParameters("parameters" in model ? model.parameters : initializeParameters(definition, seed));
    const parts = network instanceof WasmNetwork ? new WasmParts(network, compiling) : network.parts;
    if (parts === undefined) throw invalidArgument(`The engine ${engine.name} has no steps in parts.`);
    return new Trainer(
      network,
      parts,
      { optimizer, most: batch, least: others.batchNorm === true ? 2 : 1 },
      data && asLabelled(data, given.labels),
    );
  } catch (error) {
    network.dispose();
    throw error;
  }
}

/** What a step is taken by, and of how many examples: at most, and at least. */
interface StepLimits {
  readonly optimizer: BatchOptimizerDefinition;
  readonly most: number;
  readonly least: number;
}

/** A network in training, and where its training has come to. Free it with `dispose()` or a `using` declaration. */
export class Trainer implements Disposable {
  /** Of the steps from here on. */
  learningRate: number;
  readonly #network: CompiledNetwork;
  readonly #parts: StepParts;
  readonly #limits: StepLimits;
  readonly #rate = new Float64Array(1);
  readonly #data: AttachedData | undefined;
  /** The examples of the last step: those of the next one take their room. */
  #examples: AttachedData | undefined;
  #steps = 0;

  /** @internal {@link trainer} makes one */
  constructor(network: CompiledNetwork, parts: StepParts, limits: StepLimits, data: Dataset | undefined) {
    this.#network = network;
    this.#parts = parts;
    this.#limits = limits;
    this.#data = data && network.attach(data);
    this.learningRate = limits.optimizer.learningRate;
  }

  /** The description of the network. */
  get definition(): ModelDefinition {
    return this.#network.definition;
  }

  /** Steps done so far. */
  get steps(): number {
    return this.#steps;
  }

  /**
   * Learns from a batch: forward, loss, backward, update.
   *
   * @returns the batch's mean loss, as it was before the update
   * @throws AkariError `diverged` where that is not finite: the weights are then as they were; `invalid-data` and
   * `invalid-argument` for a batch or an option that cannot be
   */
  step(batch: Batch, options: StepOptions = {}): number {
    requireOptions(options, ["loss", "checkLoss", "learningRate"], "A step");
    const rate = rateOf(options.learningRate ?? this.learningRate);
    const { data, rows, ownLoss } = this.#take(batch, options);
    let loss: number;
    if (ownLoss === undefined) {
      this.#rate[0] = rate;
      const at = {
        order: rows,
        from: 0,
        batch: rows.length,
        step: this.#steps + 1,
        steps: 1,
        rates: this.#rate,
      };
      [loss] = this.#network.train(data, at).losses;
    } else {
      loss = this.#parts.computeGradients(data, rows, this.#steps + 1, ownLoss);
      if (Number.isFinite(loss)) this.#parts.applyGradients(this.#steps + 1, rate);
    }
    this.#requireFinite(loss);
    this.#steps++;
    return loss;
  }

  /**
   * What a step with this batch would follow, without taking it. Batch normalisation takes the batch into its averages.
   *
   * @throws AkariError as {@link step} does
   */
  gradients(batch: Batch, options: Omit<StepOptions, "learningRate"> = {}): BatchGradients {
    requireOptions(options, ["loss", "checkLoss"], "A batch's gradients");
    const { data, rows, ownLoss } = this.#take(batch, options);
    const loss = this.#parts.computeGradients(data, rows, this.#steps + 1, ownLoss);
    this.#requireFinite(loss);
    return { loss, layers: this.#parts.getGradients() };
  }

  /**
   * Takes a step by gradients, such as those of `gradients` or the mean of several of them: clipping, weight decay
   * and the optimizer's rule.
   *
   * @throws AkariError `invalid-model` where a shape differs, `diverged` where a number is not finite
   */
  apply(gradients: Pick<BatchGradients, "layers">, options: Pick<StepOptions, "learningRate"> = {}): void {
    requireOptions(options, ["learningRate"], "A step by gradients");
    const rate = rateOf(options.learningRate ?? this.learningRate);
    this.#parts.setGradients(gradients.layers);
    gradients.layers.forEach(({ weight, bias, scale = [] }, i) => {
      if ([weight, bias, scale].every((numbers) => Array.prototype.every.call(numbers, Number.isFinite)))
        return;
      throw new AkariError(
        "diverged",
        `The gradients of layer ${i + 1} hold a number that is not finite: no step was taken.`,
      );
    });
    this.#parts.applyGradients(this.#steps + 1, rate);
    this.#steps++;
  }

  /**
   * The network's outputs as it is now.
   *
   * @param inputs raw, `[n, inputs]`: in one list, or in a list with a list an example
   * @param outputs where to write them, `[n, units of the output layer]`; made anew when left out
   * @throws AkariError `invalid-data` where the inputs are no whole examples
   */
  predict(inputs: NumberList, outputs?: Numbers): Numbers {
    return this.#network.predict(inOneList(this.definition, inputs), outputs);
  }

  /** The network as it is now: a copy. */
  model(): Model {
    return { definition: this.definition, parameters: this.#network.getParameters() };
  }

  /** All that the next step depends on: a copy. */
  state(): TrainerState {
    const network = this.#network;
    return {
      steps: this.#steps,
      parameters: network.getParameters(),
      optimizerState: network.getOptimizerState(),
      batchNorm: network.getBatchNorm(),
    };
  }

  /**
   * Goes back, or on, to where {@link state} was taken.
   *
   * @throws AkariError `invalid-model` where that is another network's or another optimizer's; then nothing is changed
   */
  setState({ steps, parameters, optimizerState, batchNorm }: TrainerState): void {
    const network = this.#network;
    const moments = momentNames(this.#limits.optimizer);
    requireShapes(this.definition, parameters);
    requireMoments(this.definition, moments, optimizerState);
    if (!(Number.isSafeInteger(steps) && steps >= 0))
      throw invalidArgument(`There cannot have been ${steps} steps.`);
    const normalizes = network.getBatchNorm().length > 0;
    if (normalizes) requireBatchNorm(this.definition, moments, batchNorm);
    network.setParameters(parameters);
    network.setOptimizerState(optimizerState);
    if (normalizes) network.setBatchNorm(batchNorm);
    this.#steps = steps;
  }

  /** Lets go of its memory. Afterwards it does nothing and throws AkariError `invalid-argument`. */
  dispose(): void {
    this.#network.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** Brings a batch into the engine. `ownLoss` is the option loss. */
  #take(
    batch: Batch,
    { loss: given, checkLoss: checks = false }: StepOptions,
  ): { data: AttachedData; rows: Uint32Array; ownLoss: ExampleLoss | undefined } {
    const loss = given && numberLoss(given);
    const taken = "rows" in batch ? this.#rowsOf(batch) : this.#examplesOf(batch, loss !== undefined);
    requireCount(taken.rows.length, this.#limits);
    if (checks && loss !== undefined) {
      const { outputs } = this.#network.evaluate(taken.data, taken.rows);
      checkLoss(loss, outputs, outputUnits(this.definition));
    } else if (checks)
      throw invalidArgument("The option checkLoss is for a loss of one's own: give it as loss.");
    return { ...taken, ownLoss: loss };
  }

  #rowsOf(batch: RowBatch): { data: AttachedData; rows: Uint32Array } {
    requireOptions(batch, ["rows"], "A batch of rows");
    const data = this.#data;
    if (data === undefined) {
      throw invalidArgument(
        "Rows are those of the trainer's data: make it with them, or give the batch as inputs and targets.",
      );
    }
    const rows = batch.rows instanceof Uint32Array ? batch.rows : Uint32Array.from(batch.rows);
    for (let n = 0; n < rows.length; n++) {
      if (rows[n] < data.rows && rows[n] === batch.rows[n]) continue;
      throw new AkariError(
        "invalid-data",
        `The trainer's data have ${data.rows} rows, counted from 0: there is no row ${batch.rows[n]}.`,
      );
    }
    return { data, rows };
  }

  #examplesOf(batch: ExampleBatch, ownLoss: boolean): { data: AttachedData; rows: Uint32Array } {
    const examples = examplesOf(this.definition, batch, ownLoss);
    this.#examples = this.#network.attach(examples, this.#examples);
    return { data: this.#examples, rows: allRows(examples.features.rows) };
  }

  #requireFinite(loss: number): void {
    if (Number.isFinite(loss)) return;
    throw new AkariError(
      "diverged",
      `The loss of step ${this.#steps + 1} is ${loss}: the step was not taken. Take a smaller learning rate or the option ` +
        "clip, look for targets that are far too large, and go on from an earlier state with setState.",
    );
  }
}

function requireCount(examples: number, { most, least }: StepLimits): void {
  if (examples >= least && examples <= most) return;
  const few =
    least === 1
      ? "A step learns from at least one example, and this batch has none."
      : `Batch normalisation needs two examples or more in every step, not ${examples}.`;
  throw new AkariError(
    "invalid-data",
    examples < least
      ? few
      : `A step of this trainer takes at most ${most} examples, not ${examples}: make it with the option batchSize.`,
  );
}

function rateOf(rate: number): number {
  if (rate >= 0 && rate < Number.POSITIVE_INFINITY) return rate;
  throw invalidArgument(`The learning rate must be a number of 0 or more, not ${rate}.`);
}
