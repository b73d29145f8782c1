/**
 * @file From options that may differ by layer to a value for each layer of a network.
 */

import type { LayerTraining } from "../engine/engine.js";
import { invalidArgument } from "../error.js";
import type { ModelDefinition } from "../model/model.js";
import { OPTIMIZERS, type OptimizerDefinition } from "../model/optimizers.js";
import type { LayerOptions, Regularization } from "./options.js";

/** @param freeze as completed @param layer counted from 1 */
const isFrozen = (freeze: number | readonly number[], layer: number): boolean =>
  typeof freeze === "number" ? layer <= freeze : freeze.includes(layer);

/**
 * How each layer is trained; undefined where all are alike.
 *
 * @param options as completed
 * @throws AkariError `invalid-argument` where the network has other layers, or none would learn
 */
export function layerTraining(
  { layers }: ModelDefinition,
  { weightDecay }: OptimizerDefinition,
  { freeze = 0, layerRates, layerWeightDecay }: LayerOptions,
): readonly LayerTraining[] | undefined {
  if (freeze === 0 && layerRates === undefined && layerWeightDecay === undefined) return undefined;
  const beyond = [freeze].flat().find((layer) => layer > layers.length);
  if (beyond !== undefined) {
    throw invalidArgument(
      `The option freeze names layer ${beyond}, but the network has ${countOfLayers(layers.length)}.`,
    );
  }
  if (layers.every((_, i) => isFrozen(freeze, i + 1))) {
    throw invalidArgument("The option freeze leaves no layer to learn: the network has no others.");
  }
  for (const [name, list] of Object.entries({ layerRates, layerWeightDecay })) {
    if (list === undefined || list.length === layers.length) continue;
    throw invalidArgument(
      `The option ${name} has ${list.length} numbers, but the network has ${countOfLayers(layers.length)}: give one ` +
        "for each, the output layer's last.",
    );
  }
  return layers.map((_, i) => ({
    frozen: isFrozen(freeze, i + 1),
    rate: layerRates?.[i] ?? 1,
    weightDecay: layerWeightDecay?.[i] ?? weightDecay,
  }));
}

const countOfLayers = (count: number): string => (count === 1 ? "1 layer" : `${count} layers`);

/**
 * The optimizer of a run whose layers may have a weight decay each: then it has none for all.
 *
 * @throws AkariError `invalid-argument` where it was given one for all, too
 */
export function optimizerFor<Optimizer extends OptimizerDefinition>(
  optimizer: Optimizer,
  { layerWeightDecay }: LayerOptions,
): Optimizer {
  const { name, weightDecay } = optimizer;
  if (layerWeightDecay === undefined || weightDecay === 0) return optimizer;
  if (weightDecay === OPTIMIZERS[name].defaults.weightDecay) return { ...optimizer, weightDecay: 0 };
  throw invalidArgument(
    `The option layerWeightDecay has a weight decay for each layer, and the optimizer has one for all, ${weightDecay}: ` +
      "leave one of them out.",
  );
}

/**
 * Of each layer's inputs, the share that a step drops.
 *
 * @throws AkariError `invalid-argument` where the hidden layers are not as many as their shares
 */
export function dropoutShares(
  { layers }: ModelDefinition,
  { dropout = [], inputDropout = 0 }: Regularization,
): number[] {
  const hidden = layers.length - 1;
  const shares = typeof dropout === "object" ? dropout : Array<number>(hidden || 1).fill(dropout);
  if (shares.length > 0 && shares.length !== hidden) {
    throw invalidArgument(
      hidden === 0
        ? "The option dropout is for hidden layers, but the network has none; inputDropout is for its inputs."
        : `The option dropout has ${shares.length} shares, but the network has ${hidden} hidden layers: give one ` +
            "number for all, or one for each.",
    );
  }
  return layers.map((_, i) => (i === 0 ? inputDropout : (shares[i - 1] ?? 0)));
}

/**
 * Checks that batch normalisation, where it is asked for, has something to do, and a batch to do it with.
 *
 * @param batch examples in a step
 * @param examples in an epoch, whose last batch may be smaller
 * @throws AkariError `invalid-argument`
 */
export function requireBatches(
  { layers }: ModelDefinition,
  { batchNorm = false, freeze = 0 }: Regularization & LayerOptions,
  batch: number,
  examples: number,
): void {
  if (!batchNorm) return;
  if (layers.length === 1) {
    throw invalidArgument(
      "The option batchNorm is for hidden layers, but the network has none: leave it out.",
    );
  }
  if (layers.slice(0, -1).every((_, i) => isFrozen(freeze, i + 1))) {
    throw invalidArgument(
      "The option batchNorm is for hidden layers that learn, but all of them are frozen: leave it out.",
    );
  }
  if (batch === 1 || examples % batch === 1) {
    throw invalidArgument(
      `Batch normalisation needs two examples or more in every step, but of ${examples} examples in batches of ` +
        `${batch} one would be alone. Choose another batch.`,
    );
  }
}
