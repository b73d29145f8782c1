/**
 * @file A run's time, in which validation can be told from training.
 */

export class Clock {
  readonly #begun = performance.now();
  #elsewhere = 0;

  /** Since the run began. */
  get seconds(): number {
    return (performance.now() - this.#begun) / 1000;
  }

  /** Examples a second of training; 0 before any time has passed. */
  rate(examples: number): number {
    const seconds = this.seconds - this.#elsewhere;
    return seconds > 0 ? examples / seconds : 0;
  }

  /** Does something that is no training. */
  async leaveOut<T>(work: () => Promise<T>): Promise<T> {
    const before = this.seconds;
    const result = await work();
    this.#elsewhere += this.seconds - before;
    return result;
  }
}
