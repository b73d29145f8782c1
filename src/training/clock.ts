/**
 * @file A run's time, in which validation can be told from training.
 */

export class Clock {
  readonly #begun = performance.now();
  readonly #before: number;
  /** Time in which nothing was learned. */
  #elsewhere: number;

  /**
   * @param seconds what the run took before it was stopped and resumed
   * @param trainingSeconds the part of it that was training
   */
  constructor(seconds = 0, trainingSeconds = 0) {
    this.#before = seconds;
    this.#elsewhere = seconds - trainingSeconds;
  }

  /** Since the run began, a pause between stopping and resuming left out. */
  get seconds(): number {
    return this.#before + (performance.now() - this.#begun) / 1000;
  }

  get trainingSeconds(): number {
    return this.seconds - this.#elsewhere;
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
    this.#elsewhere += this.seconds - before;
    return result;
  }
}
