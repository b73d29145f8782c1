/**
 * @file What training does to a network so that it does better on examples that it has not seen. The network that comes
 * out has nothing of it, so it is no part of a model's description.
 */

import { AkariError } from "../error.js";
import type { ModelDefinition } from "../model/model.js";

/** Options of a run; what is left out is off. */
export interface Regularization {
  /**
   * Dropout (Srivastava and others, 2014): the share of a hidden layer's units, from 0 to below 1, that a step leaves
   * out, drawn anew for every example. Those that stay are divided by `1 − share`, so that outside training nothing is
   * to be done ("inverted" dropout, as in PyTorch). A list has a share for each hidden layer.
   */
  readonly dropout?: number | readonly number[];
  /** The same for the inputs. */
  readonly inputDropout?: number;
  /**
   * L1 regularisation (the lasso): `l1 Σ|w|` over all weights, without biases, is added to the loss that is learned
   * from, and so its subgradient `l1 · sign(w)`, 0 where a weight is 0, to each weight's gradient. The losses that
   * training tells of are without it. For L2 there is the optimizer's `weightDecay`.
   */
  readonly l1?: number;
  /**
   * Gradient clipping (Pascanu and others, 2013): where the gradients of a step, all of them as one vector, are longer
   * than this, they are shortened to it: multiplied by `clip / (norm + 1e-6)`, as PyTorch's `clip_grad_norm_` does. L1
   * is part of them, the optimizer's weight decay is not.
   */
  readonly clip?: number;
  /**
   * Batch normalisation (Ioffe and Szegedy, 2015) of every hidden layer, between its weighted sums and its activation,
   * with PyTorch's constants. The model that comes out has plain dense layers, into which it is multiplied. Every step
   * needs two examples or more.
   */
  readonly batchNorm?: boolean;
}

type Given = { readonly [K in keyof Regularization]: Regularization[K] | undefined };

/**
 * Those that are on.
 *
 * @throws AkariError `invalid-argument` naming the one that cannot be
 */
export function completeRegularization({
  dropout = 0,
  inputDropout = 0,
  l1 = 0,
  clip,
  batchNorm = false,
}: Given): Regularization {
  const shares = typeof dropout === "object" ? dropout : [dropout];
  for (const share of shares) requireShare(share, "dropout", ", or a list of one for each hidden layer");
  requireShare(inputDropout, "inputDropout");
  if (!(l1 >= 0 && Number.isFinite(l1)))
    throw invalid(`The option l1 must be a number of 0 or more, not ${l1}.`);
  if (clip !== undefined && !(clip > 0 && Number.isFinite(clip))) {
    throw invalid(`The option clip must be a number above 0, not ${clip}.`);
  }
  if (typeof batchNorm !== "boolean")
    throw invalid(`The option batchNorm must be true or false, not ${batchNorm}.`);
  const options = { dropout, inputDropout, l1, clip, batchNorm };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => Boolean(value)));
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
    throw invalid(
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
  { batchNorm = false }: Regularization,
  batch: number,
  examples: number,
): void {
  if (!batchNorm) return;
  if (layers.length === 1) {
    throw invalid("The option batchNorm is for hidden layers, but the network has none: leave it out.");
  }
  if (batch === 1 || examples % batch === 1) {
    throw invalid(
      `Batch normalisation needs two examples or more in every step, but of ${examples} examples in batches of ` +
        `${batch} one would be alone. Choose another batch.`,
    );
  }
}

function requireShare(share: number, name: string, other = ""): void {
  if (typeof share === "number" && share >= 0 && share < 1) return;
  throw invalid(`The option ${name} must be a number from 0 to below 1${other}, not ${share}.`);
}

const invalid = (message: string): AkariError => new AkariError("invalid-argument", message);
