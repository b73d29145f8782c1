/**
 * @file One step of training as it is shown: four phases, one after the other, or the one that somebody chose. Until the
 * last of them the network still has the weights from before the step.
 */

import { prefersStillness } from "../../kit/preferences.svelte";
import type { Backward } from "../../network/light";
import type { Snapshot, StepInsight } from "./messages";

export const PHASES = ["forward", "loss", "backward", "update"] as const;
const [FORWARD, , BACKWARD, UPDATE] = PHASES.keys();

const PHASE_MS = 1100;

export class StepPlayback {
  insight: StepInsight | undefined = $state.raw();
  /** Which of the {@link PHASES} is shown. */
  phase = $state(UPDATE);
  /** How far that phase has come, 0 to 1. */
  #part = $state(1);
  #before: Snapshot | undefined = $state.raw();
  #frame = 0;

  /** The weights to show instead of the newest ones; `undefined` from the update on. */
  readonly weights: Snapshot | undefined = $derived(this.phase < UPDATE ? this.#before : undefined);
  /** How far the light has come: it goes through the network in the first phase. */
  readonly light: number = $derived(
    this.#part < 1 && this.phase === FORWARD ? this.#part * 2 * this.#layers : Number.POSITIVE_INFINITY,
  );
  /** What comes back through the network in the third phase. */
  readonly backward: Backward | undefined = $derived(
    this.phase === BACKWARD && this.insight !== undefined
      ? { gradients: this.insight.gradients, reached: this.#part * this.#layers }
      : undefined,
  );

  get #layers(): number {
    return this.insight?.gradients.length ?? 0;
  }

  /** Shows a step, phase by phase; at once its end to whoever wants no motion. */
  play(insight: StepInsight, before: Snapshot | undefined): void {
    cancelAnimationFrame(this.#frame);
    this.insight = insight;
    this.#before = before;
    if (prefersStillness()) {
      this.pauseAt(UPDATE);
      return;
    }
    this.phase = FORWARD;
    this.#part = 0;
    const begun = performance.now();
    const go = (now: number): void => {
      const way = Math.max(0, now - begun) / PHASE_MS;
      this.phase = Math.min(UPDATE, Math.floor(way));
      this.#part = Math.min(1, way - this.phase);
      if (way < UPDATE) this.#frame = requestAnimationFrame(go);
    };
    this.#frame = requestAnimationFrame(go);
  }

  /** Holds one phase, at its end. */
  pauseAt(phase: number): void {
    cancelAnimationFrame(this.#frame);
    this.phase = phase;
    this.#part = 1;
  }

  /** There is no step to show any more. */
  clear(): void {
    this.pauseAt(UPDATE);
    this.insight = undefined;
    this.#before = undefined;
  }
}
