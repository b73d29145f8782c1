/**
 * @file A network on the graphics card: the engine's interface on one side, buffers and submissions on the other. Steps are
 * encoded many at a time, and all that comes back of them is their losses.
 */

import type { Dataset } from "../../data/dataset.js";
import { AkariError, invalidArgument } from "../../error.js";
import { type LayerParameters, type ModelDefinition, outputUnits, requireShapes } from "../../model/model.js";
import { type BatchOptimizerDefinition, type MomentName, momentNames } from "../../model/optimizers.js";
import {
  type AttachedData,
  type BatchNormState,
  type CompileOptions,
  type EngineNetwork,
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
import { foldBatchNorm, plainState, requireBatchNorm } from "../regularizers.js";
import { requireExamples, requireFit, requireOutputRoom } from "../targets.js";
import { CardData } from "./data.js";
import { borrowCard, type Card, returnCard } from "./device.js";
import { type LayerPlan, layOut, ORDER, type Plan, STEPS, type StepRecord } from "./layout.js";
import { Memory } from "./memory.js";
import { encode, Passes } from "./passes.js";

/** Rows that evaluation and prediction take through the layers at a time. */
const EVALUATION_ROWS = 256;
/** The most numbers that are read back at a time. */
const READ_NUMBERS = 2 ** 24;

export class WebgpuNetwork implements EngineNetwork {
  readonly definition: ModelDefinition;
  readonly isReadable = false;
  readonly #card: Card;
  readonly #plan: Plan;
  readonly #passes: Passes;
  readonly #memory: Memory;
  readonly #optimizer: BatchOptimizerDefinition | undefined;
  readonly #batch: number;
  readonly #batchNorm: boolean;
  readonly #moments: readonly MomentName[];
  /** What is attached, and what resolves when the card has it. */
  readonly #attached = new Map<CardData, Promise<void>>();
  #isDisposed = false;

  private constructor(card: Card, definition: ModelDefinition, options: CompileOptions) {
    const { optimizer, batch = 1, clip, batchNorm = false } = options;
    this.definition = definition;
    this.#card = card;
    this.#optimizer = optimizer;
    this.#batch = batch;
    this.#batchNorm = batchNorm;
    this.#moments = optimizer === undefined ? [] : momentNames(optimizer);
    this.#plan = layOut(definition, options, Math.max(batch, EVALUATION_ROWS));
    this.#passes = new Passes(card, this.#plan, definition, options);
    this.#memory = new Memory(card, this.#plan, this.#moments.length, clip);
  }

  /** @throws AkariError as {@link webgpu} has it */
  static async compile(definition: ModelDefinition, options: CompileOptions): Promise<WebgpuNetwork> {
    if (options.augmentation !== undefined) throw refused("distorts no pictures: leave out augmentation, or");
    if (options.inParts === true)
      throw refused("does no steps in parts, which trainer and losses of your own need:");
    const card = await borrowCard();
    let network: WebgpuNetwork | undefined;
    try {
      network = new WebgpuNetwork(card, definition, options);
      await network.#memory.taken;
      return network;
    } catch (error) {
      if (network === undefined) returnCard(card);
      else network.dispose();
      throw error;
    }
  }

  async getParameters(): Promise<LayerParameters[]> {
    const numbers = await this.#memory.read(this.#memory.parameters, this.#plan.parameters);
    return this.#plan.layers.map((layer) => {
      const state = stateOf(layer, numbers);
      if (!layer.normalized) return { weight: state.weight, bias: state.bias };
      return foldBatchNorm(state);
    });
  }

  setParameters(parameters: readonly LayerParameters[]): void {
    requireShapes(this.definition, parameters);
    const numbers = new Float32Array(this.#plan.parameters);
    this.#plan.layers.forEach(({ normalized, training }, l) => {
      const { weight, bias, scale, variance, units } = training;
      numbers.set(parameters[l].weight, weight);
      numbers.set(parameters[l].bias, bias);
      if (!normalized) return;
      numbers.fill(1, scale, scale + units);
      numbers.fill(1, variance, variance + units);
    });
    this.#memory.write(this.#memory.parameters, 0, numbers);
  }

  async getOptimizerState(): Promise<OptimizerState> {
    const moments = await this.#memory.readMoments();
    return this.#plan.layers.map(({ training: { weight, bias, units } }) =>
      Object.fromEntries(
        this.#moments.map((name, n) => [
          name,
          { weight: moments[n].slice(weight, bias), bias: moments[n].slice(bias, bias + units) },
        ]),
      ),
    );
  }

  setOptimizerState(state: OptimizerState): void {
    requireMoments(this.definition, this.#moments, state);
    this.#moments.forEach((name, n) => {
      // Layer by layer: what is between them are the moments of batch normalisation.
      this.#plan.layers.forEach(({ training: { weight, bias } }, l) => {
        this.#memory.write(this.#memory.moments[n], weight, Float32Array.from(state[l][name].weight));
        this.#memory.write(this.#memory.moments[n], bias, Float32Array.from(state[l][name].bias));
      });
    });
  }

  async getBatchNorm(): Promise<BatchNormState[]> {
    if (!this.#batchNorm) return [];
    const numbers = await this.#memory.read(this.#memory.parameters, this.#plan.parameters);
    const moments = await this.#memory.readMoments();
    return this.#plan.layers.slice(0, -1).map((layer) => {
      const state = stateOf(layer, numbers);
      if (!layer.normalized) return plainState(state, this.#moments);
      const { scale, units } = layer.training;
      const ofScale = this.#moments.map((name, n) => [name, moments[n].slice(scale, scale + units)]);
      return { ...state, moments: Object.fromEntries(ofScale) };
    });
  }

  setBatchNorm(states: readonly BatchNormState[]): void {
    if (!this.#batchNorm) {
      throw new AkariError(
        "invalid-model",
        "The network was not compiled for training with batch normalisation.",
      );
    }
    requireBatchNorm(this.definition, this.#moments, states);
    const { parameters } = this.#memory;
    states.forEach((state, l) => {
      const { normalized, training } = this.#plan.layers[l];
      this.#memory.write(parameters, training.weight, Float32Array.from(state.weight));
      this.#memory.write(parameters, training.bias, Float32Array.from(state.bias));
      if (!normalized) return;
      for (const name of ["scale", "mean", "variance"] as const) {
        this.#memory.write(parameters, training[name], Float32Array.from(state[name]));
      }
      this.#moments.forEach((name, n) => {
        this.#memory.write(this.#memory.moments[n], training.scale, Float32Array.from(state.moments[name]));
      });
    });
  }

  attach(data: Dataset, replaced?: AttachedData): AttachedData {
    requireFit(this.definition, data);
    if (replaced !== undefined) this.#detach(this.#own(replaced));
    return this.#take(data);
  }

  async train(data: AttachedData, span: TrainSpan): Promise<TrainedSpan> {
    const optimizer = this.#optimizer;
    const { order, batch, rates } = span;
    if (optimizer === undefined || batch > this.#batch) {
      throw invalidArgument("The network was not compiled for training with this batch size.");
    }
    const own = this.#own(data);
    await this.#attached.get(own);
    const dispatches = await this.#passes.training(own.kind);
    const losses: number[] = [];
    let { from } = span;
    while (losses.length < span.steps && from < order.length) {
      const most = Math.min(STEPS, Math.max(1, Math.floor(this.#plan.order / batch)));
      const steps = Math.min(span.steps - losses.length, most);
      const rows = order.subarray(from, from + steps * batch);
      const records = Array.from({ length: Math.ceil(rows.length / batch) }, (_, index): StepRecord => {
        const step = span.step + losses.length + index;
        const count = Math.min(batch, rows.length - index * batch);
        return {
          ...{ rows: count, first: index * batch, step, index, examples: own.rows },
          rate: rates?.[losses.length + index] ?? optimizer.learningRate,
          ...corrections(optimizer, step),
          unbiased: count / (count - 1),
        };
      });
      this.#memory.write(this.#memory.control, 0, Uint32Array.of(0));
      this.#memory.write(this.#memory.control, ORDER, rows);
      this.#memory.writeSteps(records);
      const encoder = this.#card.device.createCommandEncoder();
      records.forEach((record, index) => {
        encode(encoder, dispatches, own.bindings, index, record.rows);
      });
      const read = this.#memory.copy(encoder, this.#memory.control, this.#plan.stepLosses, records.length);
      this.#card.device.queue.submit([encoder.finish()]);
      for (const loss of new Float32Array(await this.#card.read(read))) {
        losses.push(loss);
        if (!Number.isFinite(loss)) return { losses, diverged: true };
      }
      from += rows.length;
    }
    return { losses, diverged: false };
  }

  warning(): string | undefined {
    if (!this.#card.isSoftware) return undefined;
    return "No graphics card computed this, but a program that stands in for one: the engine wasm is faster here.";
  }

  async evaluate(data: AttachedData, rows: Uint32Array): Promise<Evaluated> {
    const losses = new Float64Array(rows.length);
    const outputs = new Float32Array(rows.length * outputUnits(this.definition));
    await this.#infer(this.#own(data), rows, outputs, losses);
    return { losses, outputs };
  }

  async predict(inputs: ArrayLike<number>, outputs?: Numbers): Promise<Numbers> {
    const count = requireExamples(this.definition, inputs);
    const results = outputs ?? new Float32Array(count * outputUnits(this.definition));
    requireOutputRoom(this.definition, count, results);
    const data = this.#takeInputs(inputs, count);
    try {
      await this.#infer(
        data,
        Uint32Array.from({ length: count }, (_, i) => i),
        results,
      );
    } finally {
      this.#detach(data);
    }
    return results;
  }

  async trace(input: ArrayLike<number>, held: readonly HeldNeuron[] = []): Promise<LayerActivity[]> {
    const examples = requireExamples(this.definition, input);
    if (examples !== 1) {
      throw new AkariError("invalid-data", `One example can be traced at a time, not ${examples}.`);
    }
    const holds = heldByLayer(this.definition, held);
    const data = this.#takeInputs(input, 1);
    const { layers, work } = this.#plan;
    try {
      await this.#infer(data, Uint32Array.of(0), new Float32Array(outputUnits(this.definition)));
      for (const [l, neurons] of holds) {
        const { a } = layers[l].inference;
        for (const { unit, activation } of neurons) {
          this.#memory.write(this.#memory.work, a + unit, Float32Array.of(activation));
        }
        const dispatches = await this.#passes.inferenceFrom(l + 1);
        const encoder = this.#card.device.createCommandEncoder();
        encode(encoder, dispatches, data.bindings, 0, 1);
        this.#card.device.queue.submit([encoder.finish()]);
      }
      const numbers = await this.#memory.read(this.#memory.work, work);
      return layers.map(({ inference: { z, a, units } }) => ({
        preActivations: numbers.slice(z, z + units),
        activations: numbers.slice(a, a + units),
      }));
    } finally {
      this.#detach(data);
    }
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    for (const data of [...this.#attached.keys()]) this.#detach(data);
    this.#memory.dispose();
    returnCard(this.#card);
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** Examples through the network outside training. @param losses where they have targets */
  async #infer(data: CardData, rows: Uint32Array, outputs: Numbers, losses?: Float64Array): Promise<void> {
    await this.#attached.get(data);
    const dispatches = await this.#passes.inference(data.kind, losses !== undefined);
    const { layers, rows: most, losses: rowLosses, order } = this.#plan;
    const { a, units } = layers[layers.length - 1].inference;
    const chunks = Math.min(STEPS, Math.floor(order / most), Math.floor(READ_NUMBERS / (most * units)));
    const atOnce = Math.max(1, chunks) * most;
    for (let from = 0; from < rows.length; from += atOnce) {
      const part = rows.subarray(from, from + atOnce);
      const records = Array.from({ length: Math.ceil(part.length / most) }, (_, index): StepRecord => {
        const count = Math.min(most, part.length - index * most);
        return { ...EVALUATION, rows: count, first: index * most, index, examples: data.rows };
      });
      this.#memory.write(this.#memory.control, ORDER, part);
      this.#memory.writeSteps(records);
      const read = this.#memory.staging(part.length * (units + 1));
      const encoder = this.#card.device.createCommandEncoder();
      for (const { index, first, rows: count } of records) {
        encode(encoder, dispatches, data.bindings, index, count);
        const { work } = this.#memory;
        encoder.copyBufferToBuffer(work, a * 4, read, first * units * 4, count * units * 4);
        encoder.copyBufferToBuffer(work, rowLosses * 4, read, (part.length * units + first) * 4, count * 4);
      }
      this.#card.device.queue.submit([encoder.finish()]);
      const numbers = new Float32Array(await this.#card.read(read));
      outputs.set(numbers.subarray(0, part.length * units), from * units);
      losses?.set(numbers.subarray(part.length * units), from);
    }
  }

  /** Raw inputs as a data set without targets. */
  #takeInputs(inputs: ArrayLike<number>, rows: number): CardData {
    const data = inputs instanceof Uint8Array ? inputs : Float32Array.from(inputs);
    return this.#take({
      name: "the inputs",
      features: { data, rows, columns: this.definition.inputs },
      targets: { kind: "values", data: new Float32Array(0), columns: 0 },
      preprocessing: this.definition.preprocessing,
    });
  }

  #take(dataset: Dataset): CardData {
    const { result, done } = this.#card.taking(
      dataset.name,
      () => new CardData(this.#card, dataset, (own) => this.#memory.bind(own)),
    );
    this.#attached.set(result, done);
    return result;
  }

  #detach(data: CardData): void {
    this.#attached.delete(data);
    data.dispose();
  }

  /** @throws AkariError `invalid-argument` where they are another network's */
  #own(data: AttachedData): CardData {
    if (data instanceof CardData && this.#attached.has(data)) return data;
    throw invalidArgument("These data were attached to another network; attach them to this one.");
  }
}

/** What a step's record says outside training. */
const EVALUATION = { step: 0, rate: 0, meanCorrection: 1, varianceCorrection: 1, unbiased: 1 } as const;

/** Adam's divisions that make up for moments that start at zero. */
function corrections(
  optimizer: BatchOptimizerDefinition,
  step: number,
): Pick<StepRecord, "meanCorrection" | "varianceCorrection"> {
  if (!("beta1" in optimizer)) return { meanCorrection: 1, varianceCorrection: 1 };
  const { beta1, beta2 } = optimizer;
  return { meanCorrection: 1 / (1 - beta1 ** step), varianceCorrection: Math.sqrt(1 - beta2 ** step) };
}

/** A layer's numbers among all. */
function stateOf({ training }: LayerPlan, numbers: Float32Array): Omit<BatchNormState, "moments"> {
  const { weight, bias, scale, mean, variance, units } = training;
  const vector = (at: number): Float32Array => numbers.slice(at, at + units);
  return {
    weight: numbers.slice(weight, bias),
    bias: vector(bias),
    scale: vector(scale),
    mean: vector(mean),
    variance: vector(variance),
  };
}

const refused = (what: string): AkariError =>
  new AkariError("unsupported", `The engine webgpu ${what} take the engine wasm, which does.`);
