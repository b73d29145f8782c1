/**
 * @file The moments of a run that one can go back to, weights evenly by steps in a bounded memory, and which of them is looked
 * at.
 */

import type { Snapshot } from "./messages";

/** The most moments, and the most bytes that all of them take together. */
const MOST = 200;
const BYTES = 128 * 2 ** 20;
const LEAST = 8;

export class Timeline {
  #moments: Snapshot[] = [];
  /** Steps from one kept moment to the next, at least. */
  #stride = 1;
  readonly #most: number;

  /** @param bytes that one moment's weights take */
  constructor(bytes: number, most = MOST) {
    this.#most = Math.max(LEAST, Math.min(most, Math.floor(BYTES / bytes)));
  }

  /** In their order; the last one is the newest, whatever its distance from the one before. */
  get moments(): readonly Snapshot[] {
    return this.#moments;
  }

  /** Keeps a moment, which is not before the last one. */
  add(moment: Snapshot): void {
    const moments = this.#moments;
    const [before, last] = [moments.at(-2), moments.at(-1)];
    // The newest one is there for being the newest. It stays only where it is far enough from the one before.
    const passing = before !== undefined && last !== undefined && last.step - before.step < this.#stride;
    if (passing || last?.step === moment.step) moments.pop();
    this.#moments = [...moments, moment];
    while (this.#moments.length > this.#most) this.#thin();
  }

  #thin(): void {
    this.#stride *= 2;
    const kept: Snapshot[] = [];
    for (const [i, moment] of this.#moments.entries()) {
      const last = kept.at(-1);
      const newest = i === this.#moments.length - 1;
      if (newest || last === undefined || moment.step - last.step >= this.#stride) kept.push(moment);
    }
    this.#moments = kept;
  }
}

export class Moments {
  all: readonly Snapshot[] = $state.raw([]);
  /** Which of them is looked at; `undefined` for the newest. */
  chosen: number | undefined = $state();
  readonly current: Snapshot | undefined = $derived(this.all[this.chosen ?? this.all.length - 1]);
  #timeline = new Timeline(1);

  /** Forgets all, and begins with this one. */
  begin(moment: Snapshot): void {
    this.#timeline = new Timeline(moment.parameters.reduce((sum, { weight }) => sum + weight.byteLength, 0));
    this.chosen = undefined;
    this.add(moment);
  }

  /** Keeps the newest moment. Who looks at an earlier one goes on looking at it, where it is still kept. */
  add(moment: Snapshot): void {
    const shown = this.chosen === undefined ? undefined : this.current;
    this.#timeline.add(moment);
    this.all = this.#timeline.moments;
    if (shown !== undefined) this.choose(this.all.findIndex(({ step }) => step >= shown.step));
  }

  choose(index: number | undefined): void {
    this.chosen = index === this.all.length - 1 ? undefined : index;
  }
}
