/**
 * @file Optimizers as data: which rule moves the parameters, and with what constants. The rules themselves are
 * arithmetic and live in the engines; the readable ones are in `engine/reference/optimizers.ts`.
 *
 * Names, definitions and defaults are PyTorch's (torch.optim, version 2).
 */

import { AkariError } from "../error.js";

/**
 * SGD, with momentum and Nesterov's variant of it. `weightDecay` times the parameter is added to its gradient: L2
 * regularisation, `½ weightDecay Σp²` as a part of the loss, over weights and biases as in PyTorch.
 * The velocity is `v ← μ v + g` and the step `η v`, as PyTorch has it; the variant `v ← μ v + η g` of Sutskever
 * and others (2013) differs when the learning rate changes during a run.
 */
export interface SgdDefinition {
  readonly name: "sgd";
  readonly learningRate: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly weightDecay: number;
}

/**
 * RMSProp (Tieleman and Hinton, 2012). `epsilon` is added after the square root, as in PyTorch; TensorFlow adds
 * it before.
 */
export interface RmspropDefinition {
  readonly name: "rmsprop";
  readonly learningRate: number;
  /** How slowly the mean of squared gradients forgets: PyTorch's `alpha`. */
  readonly smoothing: number;
  readonly epsilon: number;
  readonly momentum: number;
  readonly weightDecay: number;
}

/**
 * Adam (Kingma and Ba, 2015), and AdamW (Loshchilov and Hutter, 2019), in which the weight decay does not pass
 * through the moments but shrinks the parameters directly, by `η · weightDecay`.
 */
export interface AdamDefinition {
  readonly name: "adam" | "adamw";
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

export type OptimizerDefinition = SgdDefinition | RmspropDefinition | AdamDefinition;

const DEFAULTS = {
  sgd: { name: "sgd", learningRate: 1e-3, momentum: 0, nesterov: false, weightDecay: 0 },
  momentum: { name: "sgd", learningRate: 1e-3, momentum: 0.9, nesterov: false, weightDecay: 0 },
  nesterov: { name: "sgd", learningRate: 1e-3, momentum: 0.9, nesterov: true, weightDecay: 0 },
  rmsprop: {
    name: "rmsprop",
    learningRate: 1e-2,
    smoothing: 0.99,
    epsilon: 1e-8,
    momentum: 0,
    weightDecay: 0,
  },
  adam: { name: "adam", learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
  adamw: { name: "adamw", learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 1e-2 },
} as const satisfies Record<string, OptimizerDefinition>;

/** A name that stands for an optimizer with its defaults. `momentum` and `nesterov` are `sgd` with momentum 0.9. */
export type OptimizerName = keyof typeof DEFAULTS;

export const OPTIMIZER_NAMES = Object.keys(DEFAULTS) as readonly OptimizerName[];

/** Any of the constants of an optimizer, to be set over its defaults. */
export interface OptimizerSettings {
  readonly learningRate?: number | undefined;
  readonly momentum?: number | undefined;
  readonly smoothing?: number | undefined;
  readonly beta1?: number | undefined;
  readonly beta2?: number | undefined;
  readonly epsilon?: number | undefined;
  readonly weightDecay?: number | undefined;
}

/**
 * An optimizer with PyTorch's defaults and the given settings over them.
 *
 * @throws AkariError `invalid-argument` for a setting that this optimizer does not have or that is out of range
 */
export function defineOptimizer(name: OptimizerName, settings: OptimizerSettings = {}): OptimizerDefinition {
  const defaults = DEFAULTS[name];
  if (defaults === undefined) {
    throw new AkariError(
      "invalid-argument",
      `There is no optimizer "${name}". Choose one of ${OPTIMIZER_NAMES.join(", ")}.`,
    );
  }
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  for (const [key, value] of given) {
    if (!(key in defaults)) {
      throw new AkariError("invalid-argument", `The optimizer ${name} has no ${key}, so it cannot be set.`);
    }
    checkRange(name, key, value);
  }
  const definition: OptimizerDefinition = { ...defaults, ...Object.fromEntries(given) };
  if (definition.name === "sgd" && definition.nesterov && definition.momentum === 0) {
    throw new AkariError("invalid-argument", "Nesterov's optimizer needs a momentum above 0.");
  }
  return definition;
}

/** Below 1, since at 1 the past would never be forgotten. */
const DECAY_RATES = new Set(["momentum", "smoothing", "beta1", "beta2"]);

function checkRange(name: string, key: string, value: unknown): void {
  const limit = DECAY_RATES.has(key) ? 1 : Number.POSITIVE_INFINITY;
  if (typeof value !== "number" || !(value >= 0 && value < limit)) {
    const range = limit === 1 ? "a number from 0 to below 1" : "a number of 0 or more";
    throw new AkariError("invalid-argument", `The ${key} of ${name} must be ${range}, not ${String(value)}.`);
  }
}
