/**
 * @file A training that is watched on the landscape: all its steps are computed first, then a lamp goes along them, slowly at first.
 */

import type { LayerParameters } from "akari/model";
import { prefersStillness } from "../kit/preferences.svelte";
import { type Run, type Trail, trailOf } from "./training";

/** Milliseconds that a step is looked at: the first ones longer. */
const pauseAt = (step: number): number => Math.max(30, 400 / (step + 1));

export class Descent {
  /** The whole way; `undefined` before any training. */
  trail: Trail | undefined = $state.raw();
  /** Up to which step it has gone. */
  step = $state(0);
  running = $state(false);

  /** The way up to now, from its start. */
  readonly path: readonly LayerParameters[] = $derived(this.trail?.path.slice(0, this.step + 1) ?? []);

  /** Counts trainings: one that was left for another ends in silence. */
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * Trains and shows the way.
   *
   * @returns the numbers at its end; `undefined` where it was left before
   */
  async go(run: Run, steps: number): Promise<LayerParameters | undefined> {
    this.leave();
    const count = this.#count;
    this.running = true;
    try {
      const trail = await trailOf(run, steps);
      if (count !== this.#count) return undefined;
      this.trail = trail;
      this.step = 0;
      const last = trail.path.length - 1;
      if (prefersStillness()) this.step = last;
      while (this.step < last) {
        await new Promise<void>((resolve) => {
          this.#timer = setTimeout(resolve, pauseAt(this.step));
        });
        if (count !== this.#count) return undefined;
        this.step++;
      }
      return trail.path[last];
    } finally {
      if (count === this.#count) this.running = false;
    }
  }

  /** Ends what is being shown, and takes the way away. */
  leave(): void {
    this.#count++;
    clearTimeout(this.#timer);
    this.running = false;
    this.trail = undefined;
    this.step = 0;
  }
}
