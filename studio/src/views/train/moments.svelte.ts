/**
 * @file The moments of a run that one can go back to, and which of them is looked at.
 */

import type { Snapshot } from "./messages";
import { Timeline } from "./timeline";

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
