/**
 * @file The steps of a run by their number, and the data that they learn from in the network's engine. Which rows step `n`
 * learns from, and at which learning rate, depends on `n` alone, so a run can be taken up at any step.
 */

import { type ChunkedDataset, type Dataset, isChunked } from "../data/dataset.js";
import type { AttachedData, EngineNetwork, TrainedSpan } from "../engine/engine.js";
import { isBatchOptimizer } from "../model/optimizers.js";
import { scheduledRate } from "../model/schedules.js";
import type { StepOrder } from "./order.js";
import type { TrainingPlan } from "./plan.js";

/** What is in the engine now. */
interface AttachedChunk {
  readonly data: Dataset;
  readonly attached: AttachedData;
}

export class AttachedChunks {
  /** How many rows each chunk has; a single one where all are in memory. */
  readonly chunks: readonly number[];
  readonly #network: EngineNetwork;
  readonly #source: ChunkedDataset | undefined;
  readonly #weighted: (data: Dataset) => Dataset;
  #chunk = 0;
  #now: AttachedChunk | undefined;

  /**
   * @param weighted gives the rows the weights that they are to have
   * @throws AkariError `invalid-data` where data in memory do not fit the network
   */
  constructor(
    network: EngineNetwork,
    data: Dataset | ChunkedDataset,
    weighted: (data: Dataset) => Dataset = (same) => same,
  ) {
    this.#network = network;
    this.#weighted = weighted;
    if (isChunked(data)) {
      this.chunks = data.chunks;
      this.#source = data;
    } else {
      this.chunks = [data.features.rows];
      this.#now = this.#attach(data);
    }
  }

  /** Brings a chunk into the engine, in place of the one before. @param chunk counted from 0 */
  async chunk(chunk: number): Promise<AttachedChunk> {
    if (this.#now !== undefined && chunk === this.#chunk) return this.#now;
    if (this.#source === undefined) throw new Error(`Data in memory have no chunk ${chunk}.`);
    this.#now = this.#attach(await this.#source.load(chunk), this.#now?.attached);
    this.#chunk = chunk;
    return this.#now;
  }

  #attach(rows: Dataset, replaced?: AttachedData): AttachedChunk {
    const data = this.#weighted(rows);
    return { data, attached: this.#network.attach(data, replaced) };
  }
}

/** Some rows of the chunk that is in the engine. */
export interface StepRows extends AttachedChunk {
  readonly rows: Uint32Array;
}

export class Steps {
  readonly #network: EngineNetwork;
  readonly #data: AttachedChunks;
  readonly #plan: TrainingPlan;
  readonly #order: StepOrder;

  constructor(network: EngineNetwork, data: AttachedChunks, plan: TrainingPlan, order: StepOrder) {
    this.#network = network;
    this.#data = data;
    this.#plan = plan;
    this.#order = order;
  }

  /**
   * Trains on.
   *
   * @param done steps done so far
   * @param steps how many to do now; it does fewer where an epoch or a chunk of the data ends
   * @param stopped asked on the way through a step that takes long: whether to leave it, as if it had not begun
   */
  async run(done: number, steps: number, stopped: () => boolean = () => false): Promise<TrainedSpan> {
    const { chunk, order, from, epoch } = this.#order.place(done);
    const { attached } = await this.#data.chunk(chunk);
    const rates = Array.from({ length: steps }, (_, i) => this.rate(done + 1 + i) ?? []).flat();
    const { batch } = this.#plan;
    return this.#network.train(attached, {
      order,
      epoch,
      from,
      batch,
      step: done + 1,
      steps,
      stopped,
      ...(rates.length === 0 ? {} : { rates: Float64Array.from(rates) }),
    });
  }

  /** The learning rate of a step; undefined where it does not change. @param step counted from 1 */
  rate(step: number): number | undefined {
    const { optimizer, schedule } = this.#plan;
    if (schedule === undefined || !isBatchOptimizer(optimizer)) return undefined;
    return scheduledRate(schedule, optimizer.learningRate, step, this.#plan);
  }

  /** The rows that a step learns from; they stay the same when other steps are asked for. @param step counted from 1 */
  async rows(step: number): Promise<StepRows> {
    const { chunk, order, from } = this.#order.place(step - 1);
    return { ...(await this.#data.chunk(chunk)), rows: order.slice(from, from + this.#plan.batch) };
  }

  /** How many examples have been learned from after some steps, each as often as it was met. */
  examples(done: number): number {
    return this.#order.examples(done);
  }

  /** Mean loss of the network as it is now on the rows of a step. */
  async loss(step: number): Promise<number> {
    const { attached, rows } = await this.rows(step);
    const { losses } = await this.#network.evaluate(attached, rows);
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  }
}
