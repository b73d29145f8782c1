/**
 * @file The default engine: float32 kernels in WebAssembly with 128-bit SIMD, written in AssemblyScript. A network has
 * the engine's interface on one side, the kernels on the other.
 */

import { countThreads } from "#platform/system";
import type { Dataset } from "../../data/dataset.js";
import { AkariError, invalidArgument } from "../../error.js";
import { type LayerParameters, type ModelDefinition, outputUnits, requireShapes } from "../../model/model.js";
import { type BatchOptimizerDefinition, ruleId } from "../../model/optimizers.js";
import {
  type AttachedData,
  type BatchNormState,
  type CompiledNetwork,
  type CompileOptions,
  type Evaluated,
  type HeldNeuron,
  heldByLayer,
  type LayerActivity,
  type Numbers,
  type OptimizerState,
  requireMoments,
  type TrainedSpan,
  type TrainSpan,
} from "../engine.js";
import { requireExamples, requireFit, requireOutputRoom } from "../targets.js";
import { type Arena, layOut } from "./arena.js";
import { Batches, BLOCK_ROWS, BLOCKS_A_THREAD } from "./batches.js";
import { LAYER, PLAN } from "./layout.js";
import { Kernels, type TrainArguments } from "./module.js";
import { packParameters, RowReader, unpackParameters, writeUnit } from "./panels.js";
import type { Regularization } from "./regularization.js";
import { createSource, DataBlocks, type Source } from "./source.js";
import type { ThreadPool } from "./team.js";

/** Rows that one thread takes through the layers at a time. */
const EVALUATION_ROWS = 64;
/** Examples whose row numbers are handed to the kernels in one call. */
const ORDER_EXAMPLES = 16384;
/** A step that takes longer than this, in milliseconds, is worth sharing: threads meet within a few microseconds. */
const SHARED_STEP = 0.3;
/** So are rows that take longer than this: they are taken by whoever is there. */
const SHARED_ROWS = 0.1;
/** Of fewer, a thread that was asked for would get no block. */
const FEWEST_ROWS = 16;
/** Threads take some milliseconds to begin: they are called for when what is worth sharing has taken so many. */
const CALLED_AFTER = 50;

/** A data set in this network's arena. */
class ArenaData implements AttachedData {
  readonly rows: number;
  readonly weights: Dataset["weights"];
  readonly network: WasmNetwork;
  readonly source: Source;

  constructor(network: WasmNetwork, { features, weights }: Dataset, source: Source) {
    this.network = network;
    this.rows = features.rows;
    this.weights = weights;
    this.source = source;
  }
}

/** What parts.ts works on. */
export interface NetworkInsides {
  readonly kernels: Kernels;
  readonly arena: Arena;
  /** The network as it is trained. */
  readonly plan: number;
  readonly reader: RowReader;
  readonly regularization: Regularization | undefined;
}

export class WasmNetwork implements CompiledNetwork {
  readonly definition: ModelDefinition;
  readonly isReadable = true;
  readonly #optimizer: BatchOptimizerDefinition | undefined;
  readonly #batch: number;
  readonly #kernels: Kernels;
  readonly #arena: Arena;
  readonly #order: number;
  readonly #rates: number;
  readonly #losses: number;
  readonly #reader: RowReader;
  /** How rows go through the network in the calling thread; and in all threads, where there are others. */
  readonly #batches: Batches;
  #shared: Batches | undefined;
  #pool: ThreadPool | undefined;
  /** Threads to call for once it turns out to be worth it, with the calling one; 1 where that is done, or never to be. */
  #wanted: number;
  /** Milliseconds that a step and a row took in one thread at last. */
  #stepTime: number;
  #rowTime: number;
  /** Milliseconds that what is worth sharing has taken in one thread. */
  #spent = 0;
  readonly #regularization: Regularization | undefined;
  /** The network as it is trained, and as it is outside training; the same where nothing sets them apart. */
  readonly #trainingPlan: number;
  readonly #plan: number;
  readonly #signed: boolean;

  private constructor(
    kernels: Kernels,
    definition: ModelDefinition,
    options: CompileOptions,
    threads: number,
    regularize: typeof Regularization | undefined,
  ) {
    this.definition = definition;
    this.#signed = options.inParts === true;
    this.#optimizer = options.optimizer;
    this.#batch = options.batch ?? 1;
    this.#kernels = kernels;
    this.#wanted = threads;
    // Of a number of threads nobody asks whether it pays.
    this.#stepTime = this.#rowTime = options.threads === "auto" ? 0 : Number.POSITIVE_INFINITY;
    const rows = Math.max(this.#batch, EVALUATION_ROWS);
    this.#arena = layOut(kernels, definition, rows, options, threads);
    this.#order = kernels.allocate(Math.max(ORDER_EXAMPLES, rows) * 4);
    this.#rates = kernels.allocate(ORDER_EXAMPLES * 8);
    this.#losses = kernels.allocate(ORDER_EXAMPLES * 8);
    const largest = Math.max(...definition.layers.map(({ units }) => units));
    const numbers = Math.max(rows * outputUnits(definition), largest);
    this.#reader = new RowReader(kernels, this.#arena.panelFloats * 4, numbers);
    if (regularize !== undefined) {
      this.#regularization = new regularize(kernels, definition, this.#arena, options, threads);
    }
    this.#trainingPlan = this.#regularization?.trainingPlan ?? this.#arena.plan;
    this.#plan = this.#regularization?.batchNorm?.plan ?? this.#arena.plan;
    this.#batches = new Batches(kernels, definition, this.#arena, this.#plan, EVALUATION_ROWS, this.#reader);
    if (options.optimizer !== undefined) this.#setOptimizer(options.optimizer, options.byLayer);
  }

  static async compile(definition: ModelDefinition, options: CompileOptions): Promise<WasmNetwork> {
    const { threads = 1 } = options;
    const size = largestTeam(threads);
    const regularize = regularizes(options)
      ? (await import("./regularization.js")).Regularization
      : undefined;
    const kernels = await Kernels.create(size > 1 && threads !== "auto");
    try {
      const network = new WasmNetwork(kernels, definition, options, size, regularize);
      if (threads !== "auto") await (await network.#callOthers())?.untilReady();
      return network;
    } catch (error) {
      kernels.release();
      throw error;
    }
  }

  getParameters(): LayerParameters[] {
    const batchNorm = this.#regularization?.batchNorm;
    batchNorm?.fold();
    const { parameters, places } = this.#arena;
    return unpackParameters(this.#parameterArray(batchNorm?.parameters ?? parameters), places);
  }

  setParameters(parameters: readonly LayerParameters[]): void {
    requireShapes(this.definition, parameters);
    packParameters(parameters, this.#arena.places, this.#parameterArray(this.#arena.parameters));
    this.#regularization?.batchNorm?.begin();
  }

  getBatchNorm(): BatchNormState[] {
    return this.#regularization?.batchNorm?.states() ?? [];
  }

  setBatchNorm(states: readonly BatchNormState[]): void {
    const batchNorm = this.#regularization?.batchNorm;
    if (batchNorm === undefined) {
      throw new AkariError(
        "invalid-model",
        "The network was not compiled for training with batch normalisation.",
      );
    }
    batchNorm.restore(states);
  }

  getOptimizerState(): OptimizerState {
    const moments = this.#arena.moments.map(({ name, address }) => ({
      name,
      layers: unpackParameters(this.#parameterArray(address), this.#arena.places),
    }));
    return this.definition.layers.map((_, i) =>
      Object.fromEntries(moments.map(({ name, layers }) => [name, layers[i]])),
    );
  }

  setOptimizerState(state: OptimizerState): void {
    const { moments, places } = this.#arena;
    const names = moments.map(({ name }) => name);
    requireMoments(this.definition, names, state);
    for (const { name, address } of moments) {
      const layers = state.map((layer) => layer[name]);
      packParameters(layers, places, this.#parameterArray(address));
    }
  }

  attach(data: Dataset, replaced?: AttachedData): AttachedData {
    requireFit(this.definition, data, this.#signed);
    const entries = this.#regularization?.rowRoom(data) ?? 0;
    const { divideBy } = this.definition.preprocessing;
    const blocks = replaced === undefined ? new DataBlocks(this.#kernels) : this.own(replaced).source.blocks;
    const source = createSource(this.#kernels, blocks, data, outputUnits(this.definition), divideBy);
    this.#arena.reserveEntries(Math.max(source.largestRow, entries));
    return new ArenaData(this, data, source);
  }

  train(data: AttachedData, span: TrainSpan): TrainedSpan {
    const optimizer = this.#optimizer;
    if (optimizer === undefined || span.batch > this.#batch) {
      throw invalidArgument("The network was not compiled for training with this batch size.");
    }
    const { address } = this.own(data).source;
    this.#regularization?.prepare(span.epoch ?? 1);
    const { order, batch, rates } = span;
    const losses: number[] = [];
    let { from, step } = span;
    let left = span.steps;
    while (left > 0 && from < order.length) {
      const steps = Math.min(left, Math.max(1, Math.floor(ORDER_EXAMPLES / batch)));
      const rows = order.subarray(from, from + steps * batch);
      this.#kernels.words.set(rows, this.#order / 4);
      const first = this.#rates / 8;
      if (rates === undefined) this.#kernels.doubles.fill(optimizer.learningRate, first, first + steps);
      else this.#kernels.doubles.set(rates.subarray(losses.length, losses.length + steps), first);
      const call: TrainArguments = [
        this.#trainingPlan,
        address,
        this.#order,
        rows.length,
        batch,
        step,
        steps,
        this.#rates,
        this.#losses,
      ];
      const begun = performance.now();
      const pool = this.#stepTime >= SHARED_STEP && this.#pool?.isReady ? this.#pool : undefined;
      const done = pool?.train(call) ?? this.#kernels.call.train(...call, 0, 1);
      if (pool === undefined) this.#stepTime = this.#measure(begun, done, SHARED_STEP);
      for (let i = 0; i < done; i++) losses.push(this.#kernels.doubles[this.#losses / 8 + i]);
      if (!Number.isFinite(losses[losses.length - 1])) return { losses, diverged: true };
      from += rows.length;
      step += done;
      left -= done;
    }
    return { losses, diverged: false };
  }

  evaluate(data: AttachedData, rows: Uint32Array): Evaluated {
    const { source } = this.own(data);
    const losses = new Float64Array(rows.length);
    const outputs = new Float32Array(rows.length * outputUnits(this.definition));
    this.#take(rows.length, (batches) => batches.evaluate(source, rows, losses, outputs));
    return { losses, outputs };
  }

  predict(inputs: ArrayLike<number>, outputs?: Numbers): Numbers {
    const rows = requireExamples(this.definition, inputs);
    const results = outputs ?? new Float32Array(rows * outputUnits(this.definition));
    requireOutputRoom(this.definition, rows, results);
    if (rows > 1) this.#take(rows, (batches) => batches.predict(inputs, rows, results));
    else this.#takeOne(inputs, results);
    return results;
  }

  trace(input: ArrayLike<number>, held: readonly HeldNeuron[] = []): LayerActivity[] {
    const examples = requireExamples(this.definition, input);
    if (examples !== 1)
      throw new AkariError("invalid-data", `One example can be traced at a time, not ${examples}.`);
    this.#takeOne(input, new Float32Array(outputUnits(this.definition)));
    for (const [i, neurons] of heldByLayer(this.definition, held)) {
      const { a } = this.#arena.layers[i];
      const stride = this.#arena.panelFloats * 4;
      for (const { unit, activation } of neurons) writeUnit(this.#kernels, a, stride, unit, activation);
      this.#kernels.call.forwardFrom(this.#plan, i + 1, 1);
    }
    return this.#arena.layers.map(({ units, z, a }) => {
      const preActivations = new Float32Array(units);
      const activations = new Float32Array(units);
      this.#reader.read(z, 1, units, preActivations, 0);
      this.#reader.read(a, 1, units, activations, 0);
      return { preActivations, activations };
    });
  }

  dispose(): void {
    this.#wanted = 1;
    this.#kernels.release(this.#pool?.stop());
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #takeOne(input: ArrayLike<number>, outputs: Numbers): void {
    this.#regularization?.batchNorm?.fold();
    this.#batches.predict(input, 1, outputs);
  }

  /** Takes rows through the network, in all threads where that was measured to pay. */
  #take(rows: number, by: (batches: Batches) => void): void {
    this.#regularization?.batchNorm?.fold();
    const isMany = rows >= FEWEST_ROWS;
    const shared = isMany && rows * this.#rowTime >= SHARED_ROWS ? this.#shared : undefined;
    const begun = performance.now();
    by(shared ?? this.#batches);
    if (isMany && shared === undefined) this.#rowTime = this.#measure(begun, rows, SHARED_ROWS / rows);
  }

  /** How long each of some steps or rows took; others are called for when what was worth it has taken long enough. */
  #measure(begun: number, count: number, least: number): number {
    const spent = performance.now() - begun;
    if (spent / count >= least) this.#spent += spent;
    if (this.#spent >= CALLED_AFTER) void this.#callOthers();
    return spent / count;
  }

  /**
   * Calls for other threads, once; nothing comes of it where they cannot be had after all, as on a page whose security policy
   * forbids them: one does the same work.
   */
  async #callOthers(): Promise<ThreadPool | undefined> {
    const size = this.#wanted;
    this.#wanted = 1;
    const kernels = this.#kernels;
    try {
      if (size === 1) return this.#pool;
      const { ThreadPool } = await import("./team.js");
      await kernels.share();
      const batchNorm = this.#regularization?.batchNorm;
      const parameters = batchNorm?.parameters ?? this.#arena.parameters;
      const normalizes = { batchNorm: batchNorm !== undefined };
      const places = size * BLOCK_ROWS;
      const arena = layOut(kernels, this.definition, places, normalizes, size, parameters);
      const rows = places * BLOCKS_A_THREAD;
      const reader = new RowReader(kernels, 0, rows * outputUnits(this.definition));
      this.#pool = new ThreadPool(kernels, size - 1);
      this.#shared = new Batches(kernels, this.definition, arena, arena.plan, rows, reader, this.#pool);
    } catch {
      // The network is gone, there is no room, or no such file: nothing was begun that would have to be ended.
    }
    return this.#pool;
  }

  #parameterArray(address: number): Float32Array {
    return this.#kernels.floatsAt(address, this.#arena.parameterCount);
  }

  #setOptimizer(optimizer: BatchOptimizerDefinition, training: CompileOptions["byLayer"] = []): void {
    const { weightDecay } = optimizer;
    const layers = this.definition.layers.map(
      (_, i) => training[i] ?? { frozen: false, rate: 1, weightDecay },
    );
    layers.forEach(({ frozen, ...layer }, i) => {
      const at = this.#arena.layerAt(this.#trainingPlan, i);
      this.#kernels.write(at, LAYER, { ...layer, frozen: Number(frozen) });
    });
    this.#kernels.write(this.#trainingPlan, PLAN, {
      ...optimizer,
      optimizer: ruleId(optimizer),
      firstTrained: layers.findIndex(({ frozen }) => !frozen),
    });
  }

  /** What a step in parts needs besides. */
  get insides(): NetworkInsides {
    return {
      ...{ kernels: this.#kernels, arena: this.#arena, plan: this.#trainingPlan, reader: this.#reader },
      regularization: this.#regularization,
    };
  }

  /** Attached data as they lie here. @throws AkariError `invalid-argument` where they are another network's */
  own(data: AttachedData): ArenaData {
    if (!(data instanceof ArenaData) || data.network !== this) {
      throw invalidArgument("These data were attached to another network; attach them to this one.");
    }
    return data;
  }
}

/** How many threads may come to work on a network: a number as it is, `auto` as many as the machine runs at a time. */
function largestTeam(threads: number | "auto"): number {
  if (threads === 1) return 1;
  const most = countThreads();
  if (most === undefined) return 1;
  return threads === "auto" ? most : threads;
}

/** Whether a network is to be trained with anything but its loss and its optimizer. */
function regularizes(options: CompileOptions): boolean {
  const { augmentation, dropout = [], l1 = 0, clip, batchNorm = false, labelSmoothing = 0 } = options;
  const isRegular = l1 > 0 || labelSmoothing > 0 || dropout.some((share) => share > 0);
  return isRegular || batchNorm || clip !== undefined || augmentation !== undefined;
}
