/**
 * @file One step of training as it is shown: four phases, one after the other, or the one that somebody chose. Until the
 * last of them the network still has the weights from before the step.
 */

import { prefersStillness } from "../../kit/preferences.svelte";

export const PHASES = ["forward", "loss", "backward", "update"] as const;
export const [FORWARD, , BACKWARD, UPDATE] = PHASES.keys();

/** A phase that nobody hurries, in milliseconds. */
const PHASE_MS = 1100;

export class StepPlayback {
  /** Which of the {@link PHASES} is shown. */
  phase = $state(UPDATE);
  /** How far that phase has come, 0 to 1. */
  part = $state(1);
  #frame = 0;

  /**
   * Shows a step, phase by phase; at once its end to whoever wants no motion.
   *
   * @param phaseMs how long a phase takes
   */
  play(phaseMs = PHASE_MS): void {
    cancelAnimationFrame(this.#frame);
    if (prefersStillness()) {
      this.hold(UPDATE);
      return;
    }
    this.phase = FORWARD;
    this.part = 0;
    const begun = performance.now();
    const go = (now: number): void => {
      const way = Math.max(0, now - begun) / phaseMs;
      this.phase = Math.min(UPDATE, Math.floor(way));
      this.part = Math.min(1, way - this.phase);
      if (way < UPDATE + 1) this.#frame = requestAnimationFrame(go);
    };
    this.#frame = requestAnimationFrame(go);
  }

  /** Holds one phase, at its end. */
  hold(phase: number): void {
    cancelAnimationFrame(this.#frame);
    this.phase = phase;
    this.part = 1;
  }
}
