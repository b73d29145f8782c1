/**
 * @file The steps of a run by their number. Which rows step `n` learns from, and at which learning rate, depends on `n`
 * alone, so a run can be taken up at any step.
 */

import type { AttachedData, CompiledNetwork, TrainedSpan } from "../engine/engine.js";
import { scheduledRate } from "../model/schedules.js";
import { shuffleRows } from "./order.js";
import type { TrainingPlan } from "./plan.js";
import { turn } from "./turn.js";

/** How long a step in pieces goes on between two turns of the event loop, in milliseconds. */
const PIECE_TIME = 10;

export class Steps {
  readonly #network: CompiledNetwork;
  readonly #data: AttachedData;
  readonly #plan: TrainingPlan;
  /** The order of the epoch that was asked for last. */
  #epoch = 0;
  readonly #order: Uint32Array;

  constructor(network: CompiledNetwork, data: AttachedData, plan: TrainingPlan) {
    this.#network = network;
    this.#data = data;
    this.#plan = plan;
    this.#order = plan.shuffle ? plan.trainingRows.slice() : plan.trainingRows;
  }

  /**
   * Trains on.
   *
   * @param done steps done so far
   * @param steps how many to do now; it does fewer where an epoch ends
   * @param stopped asked on the way through a step that is done in pieces: whether to leave it, as if it had not begun
   */
  async run(done: number, steps: number, stopped: () => boolean = () => false): Promise<TrainedSpan> {
    const { order, from, epoch } = this.#place(done);
    const rates = Array.from({ length: steps }, (_, i) => this.rate(done + 1 + i) ?? []).flat();
    const { batch } = this.#plan;
    const span = {
      order,
      epoch,
      from,
      batch,
      step: done + 1,
      steps,
      ...(rates.length === 0 ? {} : { rates: Float64Array.from(rates) }),
    };
    const pieces = this.#network.trainInPieces?.(this.#data, span);
    if (pieces === undefined) return this.#network.train(this.#data, span);
    for (let begun = performance.now(); ; ) {
      const piece = pieces.next();
      if (piece.done) return piece.value;
      if (performance.now() - begun < PIECE_TIME) continue;
      await turn();
      if (stopped()) return { losses: [], diverged: false };
      begun = performance.now();
    }
  }

  /** The learning rate of a step; undefined where it does not change. @param step counted from 1 */
  rate(step: number): number | undefined {
    const { optimizer, schedule } = this.#plan;
    if (schedule === undefined || optimizer.name === "lbfgs") return undefined;
    return scheduledRate(schedule, optimizer.learningRate, step, this.#plan);
  }

  /** The rows that a step learns from; they stay the same when other steps are asked for. @param step counted from 1 */
  rows(step: number): Uint32Array {
    const { order, from } = this.#place(step - 1);
    return order.slice(from, from + this.#plan.batch);
  }

  /** How many examples have been learned from after some steps, each as often as it was met. */
  examples(done: number): number {
    const { batch, stepsPerEpoch, trainingRows } = this.#plan;
    const epochs = Math.floor(done / stepsPerEpoch);
    return epochs * trainingRows.length + (done % stepsPerEpoch) * batch;
  }

  /** Mean loss of the network as it is now on the rows of a step. */
  loss(step: number): number {
    const { losses } = this.#network.evaluate(this.#data, this.rows(step));
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  }

  #place(done: number): { order: Uint32Array; from: number; epoch: number } {
    const { batch, stepsPerEpoch, trainingRows, seed, shuffle } = this.#plan;
    const epoch = Math.floor(done / stepsPerEpoch) + 1;
    if (shuffle && epoch !== this.#epoch) {
      shuffleRows(trainingRows, seed, epoch, this.#order);
      this.#epoch = epoch;
    }
    return { order: this.#order, from: (done % stepsPerEpoch) * batch, epoch };
  }
}
