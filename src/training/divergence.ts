/**
 * @file Notices when weights become NaN or infinite, and keeps the copies of them from which explain-divergence.ts finds
 * out where that began.
 */

import type { EngineNetwork } from "../engine/engine.js";
import type { LayerParameters } from "../model/model.js";
import { type Divergence, firstUnsound, type Snapshot } from "./snapshot.js";
import type { StepRows, Steps } from "./steps.js";

/** How long training goes on between two copies, in milliseconds. A replay takes at most about twice as long. */
const SNAPSHOT_INTERVAL = 1000;
/** Copies of a large network take long themselves: the time between two is at least this many times what one took. */
const SNAPSHOT_COSTS = 30;

export class DivergenceGuard {
  readonly #network: EngineNetwork;
  readonly #steps: Steps;
  /** The older, and the newer one, whose own loss may not have been seen yet. All of finite weights. */
  #snapshots: readonly Snapshot[] = [];
  /** When the next copy is to be taken. */
  #dueAt = 0;

  constructor(network: EngineNetwork, steps: Steps) {
    this.#network = network;
    this.#steps = steps;
  }

  /** Keeps a copy of the weights as they are now, before anything else is asked. @param done steps done already */
  async begin(done: number): Promise<void> {
    const begun = performance.now();
    this.#snapshots = [await this.#snapshot(done, await this.#network.getParameters())];
    this.#dueAt = nextSnapshot(begun);
  }

  /**
   * Checks the weights, and keeps a copy of them, where it is time for one.
   *
   * @param done steps done
   * @param always check them in any case
   */
  async inspect(done: number, always: boolean): Promise<Divergence | undefined> {
    const begun = performance.now();
    const due = begun >= this.#dueAt;
    if (!due && !always) return undefined;
    const parameters = await this.#network.getParameters();
    if (firstUnsound(parameters) > 0) {
      const { explainWeights } = await import("./explain-divergence.js");
      return explainWeights(this.#network, this.#steps, this.#snapshots, done);
    }
    if (due) {
      this.#snapshots = [this.#snapshots[this.#snapshots.length - 1], await this.#snapshot(done, parameters)];
      this.#dueAt = nextSnapshot(begun);
    }
    return undefined;
  }

  /**
   * Looks into a step whose loss was not finite, and that was not applied.
   *
   * @param step counted from 1
   * @param examples those for which the loss is not finite
   */
  async explain(step: number, examples: StepRows): Promise<Divergence> {
    const { explainLoss } = await import("./explain-divergence.js");
    return explainLoss(this.#network, this.#steps, this.#snapshots, step, examples);
  }

  async #snapshot(done: number, parameters: readonly LayerParameters[]): Promise<Snapshot> {
    const network = this.#network;
    return {
      done,
      parameters,
      optimizerState: await network.getOptimizerState(),
      batchNorm: await network.getBatchNorm(),
    };
  }
}

/** @param begun when the last copy, which is now there, was begun */
function nextSnapshot(begun: number): number {
  const now = performance.now();
  return now + Math.max(SNAPSHOT_INTERVAL, SNAPSHOT_COSTS * (now - begun));
}
