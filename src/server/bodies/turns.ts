/**
 * @file Lets others be answered between bodies that take long to read. After such a one reading rests for a moment, not
 * for one turn of the event loop only: a turn takes in a single new connection.
 */

const MOST_MILLISECONDS = 20;
const REST_MILLISECONDS = 5;

export class Turns {
  readonly #waiting: (() => void)[] = [];
  #began: number | undefined;

  /** Waits until there is time to read; those that wait go on in their order. */
  async take(): Promise<void> {
    if (this.#waiting.length === 0) {
      if (this.#began === undefined) return this.#begin();
      if (!this.#isSpent(this.#began)) return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #isSpent(began: number): boolean {
    return performance.now() - began > MOST_MILLISECONDS;
  }

  #begin(): void {
    const began = performance.now();
    this.#began = began;
    setImmediate(() => {
      if (this.#isSpent(began)) setTimeout(() => this.#end(), REST_MILLISECONDS);
      else this.#end();
    });
  }

  #end(): void {
    this.#began = undefined;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#begin();
    next();
  }
}
