/**
 * @file The steps of a run by their number. Which rows step `n` learns from, and at which learning rate, depends on `n`
 * alone, so a run can be taken up at any step.
 */

import type { AttachedData, CompiledNetwork, TrainedSpan } from "../engine/engine.js";
import { scheduledRate } from "../model/schedules.js";
import { shuffleRows } from "./order.js";
import type { TrainingPlan } from "./plan.js";

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
   */
  run(done: number, steps: number): TrainedSpan {
    const { order, from, epoch } = this.#place(done);
    const { batch, optimizer, schedule } = this.#plan;
    const span = { order, epoch, from, batch, step: done + 1, steps };
    if (schedule === undefined) return this.#network.train(this.#data, span);
    const rates = Float64Array.from({ length: steps }, (_, i) =>
      scheduledRate(schedule, optimizer.learningRate, done + 1 + i, this.#plan),
    );
    return this.#network.train(this.#data, { ...span, rates });
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
