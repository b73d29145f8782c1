/**
 * @file One step of training as it is shown: four beats, one after the other, or the one that somebody chose. Until the
 * last of them the network still has the weights from before the step.
 */

import { prefersStillness } from "../../kit/preferences.svelte";
import type { Backward } from "../../network/light";
import type { Snapshot, StepInsight } from "./messages";

export const BEATS = ["forward", "loss", "backward", "update"] as const;
const [FORWARD, , BACKWARD, UPDATE] = BEATS.keys();

const BEAT_MS = 1100;

export class StepShow {
  insight: StepInsight | undefined = $state.raw();
  /** Which of the {@link BEATS} is shown. */
  beat = $state(UPDATE);
  /** How far that beat has come, 0 to 1. */
  #part = $state(1);
  #before: Snapshot | undefined = $state.raw();
  #frame = 0;

  /** The weights to show instead of the newest ones; `undefined` from the update on. */
  readonly weights: Snapshot | undefined = $derived(this.beat < UPDATE ? this.#before : undefined);
  /** How far the light has come: it goes through the network in the first beat. */
  readonly light: number = $derived(
    this.#part < 1 && this.beat === FORWARD ? this.#part * 2 * this.#layers : Number.POSITIVE_INFINITY,
  );
  /** What comes back through the network in the third beat. */
  readonly backward: Backward | undefined = $derived(
    this.beat === BACKWARD && this.insight !== undefined
      ? { gradients: this.insight.gradients, come: this.#part * this.#layers }
      : undefined,
  );

  get #layers(): number {
    return this.insight?.gradients.length ?? 0;
  }

  /** Shows a step, beat by beat; at once its end to whoever wants no motion. */
  play(insight: StepInsight, before: Snapshot | undefined): void {
    cancelAnimationFrame(this.#frame);
    this.insight = insight;
    this.#before = before;
    if (prefersStillness()) {
      this.hold(UPDATE);
      return;
    }
    this.beat = FORWARD;
    this.#part = 0;
    const begun = performance.now();
    const go = (now: number): void => {
      const way = Math.max(0, now - begun) / BEAT_MS;
      this.beat = Math.min(UPDATE, Math.floor(way));
      this.#part = Math.min(1, way - this.beat);
      if (way < UPDATE) this.#frame = requestAnimationFrame(go);
    };
    this.#frame = requestAnimationFrame(go);
  }

  /** Holds one beat, at its end. */
  hold(beat: number): void {
    cancelAnimationFrame(this.#frame);
    this.beat = beat;
    this.#part = 1;
  }

  /** There is no step to show any more. */
  clear(): void {
    this.hold(UPDATE);
    this.insight = undefined;
    this.#before = undefined;
  }
}
