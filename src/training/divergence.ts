/**
 * @file When numbers become NaN or infinite: which layer was the first, and what the last good weights were.
 *
 * From time to time a copy of the weights is kept. When a run diverges it is replayed from such a copy, step by
 * step, to the last weights that were finite and whose loss was finite.
 */

import type { BatchNormState, CompiledNetwork, OptimizerState } from "../engine/engine.js";
import type { LayerParameters, ModelDefinition } from "../model/model.js";
import type { OptimizerDefinition } from "../model/optimizers.js";
import type { StepRows, Steps } from "./steps.js";
import { turn } from "./turn.js";

/** How long training goes on between two copies, in milliseconds. A replay takes at most about twice as long. */
const SNAPSHOT_INTERVAL = 1000;
/** Copies of a large network take long themselves: the time between two is at least this many times what one took. */
const SNAPSHOT_COSTS = 30;
/** Replayed steps between two turns of the event loop. */
const REPLAY_STEPS = 64;

interface Snapshot {
  /** Steps done when it was taken. */
  readonly done: number;
  readonly parameters: readonly LayerParameters[];
  readonly optimizerState: OptimizerState;
  readonly batchNorm: readonly BatchNormState[];
}

/** How far the steps could be gone through again. */
interface Replay {
  /** The weights there, all finite, and the steps that made them. */
  readonly parameters: readonly LayerParameters[];
  readonly done: number;
  /** The first layer that the next step's update made infinite or NaN, counted from 1; 0 where it was none. */
  readonly unsoundLayer: number;
}

/** What went wrong, and what is left. */
export interface Divergence {
  /** The step whose loss, or whose update, was not finite; counted from 1. */
  readonly step: number;
  /** The first layer with a number that was not finite, counted from 1. */
  readonly layer: number;
  /** Where that number stood. */
  readonly what: "weighted sums" | "loss" | "weights";
  /** The last good weights, and the steps that made them. */
  readonly parameters: readonly LayerParameters[];
  readonly done: number;
}

export class DivergenceGuard {
  readonly #network: CompiledNetwork;
  readonly #steps: Steps;
  /** The older, and the newer one, whose own loss may not have been seen yet. All of finite weights. */
  #snapshots: readonly Snapshot[];
  /** When the next copy is to be taken. */
  #dueAt: number;

  /** @param done steps done already */
  constructor(network: CompiledNetwork, steps: Steps, done: number) {
    this.#network = network;
    this.#steps = steps;
    const begun = performance.now();
    this.#snapshots = [this.#snapshot(done, network.getParameters())];
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
    const parameters = this.#network.getParameters();
    if (firstUnsound(parameters) > 0) return unsoundWeights(await this.#replay(done));
    if (due) {
      this.#snapshots = [this.#snapshots[this.#snapshots.length - 1], this.#snapshot(done, parameters)];
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
    const { definition } = this.#network;
    const unsound = this.#firstUnsoundSums(examples);
    // The weights before that step gave it its loss. So the last good ones are those before the step before.
    const found = await this.#replay(Math.max(0, step - 2));
    if (found.unsoundLayer > 0) return unsoundWeights(found);
    const { parameters, done } = found;
    return unsound > 0
      ? { step, layer: unsound, what: "weighted sums", parameters, done }
      : { step, layer: definition.layers.length, what: "loss", parameters, done };
  }

  /** Goes through the steps again as far as weights stay finite, to `limit` steps at most. */
  async #replay(limit: number): Promise<Replay> {
    const network = this.#network;
    const snapshot = this.#snapshots.findLast((taken) => taken.done <= limit) ?? this.#snapshots[0];
    network.setParameters(snapshot.parameters);
    network.setOptimizerState(snapshot.optimizerState);
    if (snapshot.batchNorm.length > 0) network.setBatchNorm(snapshot.batchNorm);
    let { parameters, done } = snapshot;
    while (done < limit) {
      await this.#steps.run(done, 1);
      const next = network.getParameters();
      const unsoundLayer = firstUnsound(next);
      if (unsoundLayer > 0) return { parameters, done, unsoundLayer };
      parameters = next;
      done++;
      if (done % REPLAY_STEPS === 0) await turn();
    }
    return { parameters, done, unsoundLayer: 0 };
  }

  /** The first layer whose weighted sums are not finite for one of the rows, counted from 1; 0 for none. */
  #firstUnsoundSums({ data: { features }, rows }: StepRows): number {
    const { data, columns } = features;
    let first = 0;
    for (const row of rows) {
      const layers = this.#network.trace(data.subarray(row * columns, (row + 1) * columns));
      const layer = 1 + layers.findIndex(({ preActivations }) => !allFinite(preActivations));
      if (layer > 0 && (first === 0 || layer < first)) first = layer;
    }
    return first;
  }

  #snapshot(done: number, parameters: readonly LayerParameters[]): Snapshot {
    const network = this.#network;
    return {
      done,
      parameters,
      optimizerState: network.getOptimizerState(),
      batchNorm: network.getBatchNorm(),
    };
  }
}

/** @param begun when the last copy, which is now there, was begun */
function nextSnapshot(begun: number): number {
  const now = performance.now();
  return now + Math.max(SNAPSHOT_INTERVAL, SNAPSHOT_COSTS * (now - begun));
}

const unsoundWeights = ({ parameters, done, unsoundLayer }: Replay): Divergence => ({
  step: done + 1,
  layer: unsoundLayer,
  what: "weights",
  parameters,
  done,
});

/** The sentence for a person. */
export function describeDivergence(
  { step, layer, what, done }: Divergence,
  definition: ModelDefinition,
  optimizer: OptimizerDefinition,
): string {
  const place = layer === definition.layers.length ? `layer ${layer} (the output layer)` : `layer ${layer}`;
  const where = what === "loss" ? `the loss after ${place} is` : `the ${what} of ${place} are`;
  const diverged = `Training diverged at step ${step}: ${where} infinite or NaN.`;
  // Without a learning rate no step leads to a loss that is not finite.
  if (optimizer.name === "lbfgs" || (done === 0 && step === 1 && what !== "weights")) {
    return `${diverged} The weights that it began with already lead there: make them or the inputs smaller.`;
  }
  const { learningRate } = optimizer;
  const smaller = Number((learningRate / 10).toPrecision(2));
  return `${diverged} The learning rate ${learningRate} is too large; try a smaller one, such as ${smaller}.`;
}

/** The first layer with a weight or bias that is not finite, counted from 1; 0 for none. */
function firstUnsound(parameters: readonly LayerParameters[]): number {
  return 1 + parameters.findIndex(({ weight, bias }) => !allFinite(weight) || !allFinite(bias));
}

function allFinite(numbers: Float32Array | Float64Array): boolean {
  // Some ten million of them: a loop takes a fraction of the time that calls of a function for each would.
  for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return false;
  return true;
}
