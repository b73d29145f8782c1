/**
 * @file What there is to say of a run that diverged: which layer was the first, and what the last good weights were. It is
 * replayed from a copy of its weights, step by step, to the last ones that were finite and whose loss was finite.
 * Loaded only then.
 */

import type { EngineNetwork } from "../engine/engine.js";
import { yieldToEventLoop } from "../engine/event-loop.js";
import type { LayerParameters, ModelDefinition } from "../model/model.js";
import { isBatchOptimizer, type OptimizerDefinition } from "../model/optimizers.js";
import { allFinite, type Divergence, firstUnsound, type Snapshot } from "./snapshot.js";
import type { StepRows, Steps } from "./steps.js";

/** Replayed steps between two turns of the event loop. */
const REPLAY_STEPS = 64;

/** How far the steps could be gone through again. */
interface Replay {
  /** The weights there, all finite, and the steps that made them. */
  readonly parameters: readonly LayerParameters[];
  readonly done: number;
  /** The first layer that the next step's update made infinite or NaN, counted from 1; 0 where it was none. */
  readonly unsoundLayer: number;
}

/**
 * Looks into weights that are not finite.
 *
 * @param snapshots the copies of them, all finite, the oldest first
 * @param done steps that made them
 */
export async function explainWeights(
  network: EngineNetwork,
  steps: Steps,
  snapshots: readonly Snapshot[],
  done: number,
): Promise<Divergence> {
  return unsoundWeights(await replay(network, steps, snapshots, done));
}

/**
 * Looks into a step whose loss was not finite, and that was not applied.
 *
 * @param step counted from 1
 * @param examples those for which the loss is not finite
 */
export async function explainLoss(
  network: EngineNetwork,
  steps: Steps,
  snapshots: readonly Snapshot[],
  step: number,
  examples: StepRows,
): Promise<Divergence> {
  const unsound = await firstUnsoundSums(network, examples);
  // The weights before that step gave it its loss. So the last good ones are those before the step before.
  const found = await replay(network, steps, snapshots, Math.max(0, step - 2));
  if (found.unsoundLayer > 0) return unsoundWeights(found);
  const { parameters, done } = found;
  return unsound > 0
    ? { step, layer: unsound, what: "weighted sums", parameters, done }
    : { step, layer: network.definition.layers.length, what: "loss", parameters, done };
}

/** Goes through the steps again as far as weights stay finite, to `limit` steps at most. */
async function replay(
  network: EngineNetwork,
  steps: Steps,
  snapshots: readonly Snapshot[],
  limit: number,
): Promise<Replay> {
  const snapshot = snapshots.findLast((taken) => taken.done <= limit) ?? snapshots[0];
  network.setParameters(snapshot.parameters);
  network.setOptimizerState(snapshot.optimizerState);
  if (snapshot.batchNorm.length > 0) network.setBatchNorm(snapshot.batchNorm);
  let { parameters, done } = snapshot;
  while (done < limit) {
    await steps.run(done, 1);
    const next = await network.getParameters();
    const unsoundLayer = firstUnsound(next);
    if (unsoundLayer > 0) return { parameters, done, unsoundLayer };
    parameters = next;
    done++;
    if (done % REPLAY_STEPS === 0) await yieldToEventLoop();
  }
  return { parameters, done, unsoundLayer: 0 };
}

/** The first layer whose weighted sums are not finite for one of the rows, counted from 1; 0 for none. */
async function firstUnsoundSums(
  network: EngineNetwork,
  { data: { features }, rows }: StepRows,
): Promise<number> {
  const { data, columns } = features;
  let first = 0;
  for (const row of rows) {
    const layers = await network.trace(data.subarray(row * columns, (row + 1) * columns));
    const layer = 1 + layers.findIndex(({ preActivations }) => !allFinite(preActivations));
    if (layer > 0 && (first === 0 || layer < first)) first = layer;
  }
  return first;
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
  if (!isBatchOptimizer(optimizer) || (done === 0 && step === 1 && what !== "weights")) {
    return `${diverged} The weights that it began with already lead there: make them or the inputs smaller.`;
  }
  const { learningRate } = optimizer;
  const smaller = Number((learningRate / 10).toPrecision(2));
  return `${diverged} The learning rate ${learningRate} is too large; try a smaller one, such as ${smaller}.`;
}
