/**
 * @file What a run measures of itself: the figures of an epoch, which epoch is the best, and the time it takes.
 */

/** What a finished epoch has to show. */
export interface EpochFigures {
  /** Counted from 1. */
  readonly epoch: number;
  /** Steps done since the run began. */
  readonly step: number;
  /** Mean training loss over the epoch's examples, each as it was when it was learned from; of `lbfgs` after it. */
  readonly loss: number;
  /** Absent without validation data. */
  readonly validationLoss?: number;
  /** The share of validation examples classified rightly; absent for regression. */
  readonly validationAccuracy?: number;
  /** Time spent since the run began, validation included. */
  readonly seconds: number;
  /** Examples learned from per second of training, validation not counted. */
  readonly samplesPerSecond: number;
}

/**
 * Whether an epoch is better than the best one before it: more accurate or, where the targets are values, with a
 * lower loss. As good is not better.
 *
 * @param byLoss whether the loss decides wherever there is one
 */
export function isBetter(epoch: EpochFigures, best: EpochFigures | undefined, byLoss = false): boolean {
  if (best === undefined) return true;
  const { validationAccuracy: accuracy, validationLoss: loss = Number.NaN } = epoch;
  const { validationAccuracy: bestAccuracy, validationLoss: bestLoss = Number.NaN } = best;
  if (!byLoss && accuracy !== undefined && bestAccuracy !== undefined) return accuracy > bestAccuracy;
  return loss < bestLoss || (Number.isNaN(bestLoss) && !Number.isNaN(loss));
}

export class Clock {
  readonly #begun = performance.now();
  readonly #before: number;
  /** Time in which nothing was learned. */
  #otherSeconds: number;

  /**
   * @param seconds what the run took before it was stopped and resumed
   * @param trainingSeconds the part of it that was training
   */
  constructor(seconds = 0, trainingSeconds = 0) {
    this.#before = seconds;
    this.#otherSeconds = seconds - trainingSeconds;
  }

  /** Since the run began, a pause between stopping and resuming left out. */
  get seconds(): number {
    return this.#before + (performance.now() - this.#begun) / 1000;
  }

  get trainingSeconds(): number {
    return this.seconds - this.#otherSeconds;
  }

  /** Examples a second of training; 0 before any time has passed. */
  rate(examples: number): number {
    const seconds = this.trainingSeconds;
    return seconds > 0 ? examples / seconds : 0;
  }

  /** Does something that is no training. */
  async leaveOut<T>(work: () => T | Promise<T>): Promise<T> {
    const before = this.seconds;
    const result = await work();
    this.#otherSeconds += this.seconds - before;
    return result;
  }
}
