/**
 * @file Optimizers as data: which rule moves the parameters, and with what constants. The rules themselves are
 * arithmetic and live in the engines; the readable ones are in `engine/reference/optimizers.ts`.
 *
 * Names, definitions and defaults are PyTorch's (torch.optim, version 2), but for L-BFGS, whose step is another there.
 */

import { invalidArgument } from "../error.js";

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

/**
 * Limited-memory BFGS (Nocedal, 1980; Nocedal and Wright, Numerical Optimization, 2nd edition, algorithms 7.4 and 7.5)
 * with a line search for the strong Wolfe conditions (algorithms 3.5 and 3.6). Every step learns from the whole
 * training part, in float64, so a step is an epoch and called an iteration; there is no learning rate.
 *
 * A network of one linear layer with mean squared error is not iterated but solved directly, as a least-squares
 * problem, where it is not too large for that.
 */
export interface LbfgsDefinition {
  readonly name: "lbfgs";
  /** How many of the last steps are remembered, each with the change of the gradient that it made. */
  readonly memory: number;
  /**
   * It has converged when no entry of the gradient is larger, as the gradient is for inputs that are standardised
   * (mean 0, standard deviation 1 over the training part), whatever unit they come in.
   */
  readonly tolerance: number;
  /**
   * `λ` of the penalty `λ/2 · |w|²` that is added to the mean loss over the training part; `w` are all weights and no
   * biases, as they are for the inputs that the network takes in. `1 / (C n)` with `n` training examples is
   * scikit-learn's `C` of logistic regression.
   */
  readonly weightDecay: number;
}

/** An optimizer whose steps learn from a batch each. */
export type BatchOptimizerDefinition = SgdDefinition | RmspropDefinition | AdamDefinition;

export type OptimizerDefinition = BatchOptimizerDefinition | LbfgsDefinition;

/** The name of a moment: a number for every parameter, which an optimizer remembers of past gradients. */
export type MomentName =
  | "momentum"
  | "squareAverage"
  | "mean"
  | "variance"
  // Of L-BFGS: a past step and the change of the gradient that it made, counted from the oldest.
  | `step${number}`
  | `change${number}`;

/** An optimizer's name, its defaults, and what engines have to know of it. */
interface OptimizerRow<Definition extends OptimizerDefinition = never> {
  /**
   * The number by which the kernels know its rule: it never changes. An optimizer whose step learns from all examples
   * has none, and an engine of its own.
   */
  readonly id?: number;
  readonly defaults: OptimizerDefinition;
  /** Its moments, in PyTorch's order where it has them. */
  moments(optimizer: Definition): readonly MomentName[];
}

const VELOCITY = ({ momentum }: SgdDefinition): readonly MomentName[] => (momentum > 0 ? ["momentum"] : []);
const MEAN_AND_VARIANCE = (): readonly MomentName[] => ["mean", "variance"];

/** Every optimizer, in the order in which help texts list them. */
export const OPTIMIZERS = {
  sgd: {
    id: 0,
    defaults: { name: "sgd", learningRate: 1e-3, momentum: 0, nesterov: false, weightDecay: 0 },
    moments: VELOCITY,
  },
  momentum: {
    id: 0,
    defaults: { name: "sgd", learningRate: 1e-3, momentum: 0.9, nesterov: false, weightDecay: 0 },
    moments: VELOCITY,
  },
  nesterov: {
    id: 1,
    defaults: { name: "sgd", learningRate: 1e-3, momentum: 0.9, nesterov: true, weightDecay: 0 },
    moments: VELOCITY,
  },
  rmsprop: {
    id: 2,
    defaults: {
      name: "rmsprop",
      learningRate: 1e-2,
      smoothing: 0.99,
      epsilon: 1e-8,
      momentum: 0,
      weightDecay: 0,
    },
    moments: ({ momentum }: RmspropDefinition) =>
      momentum > 0 ? ["squareAverage", "momentum"] : ["squareAverage"],
  },
  adam: {
    id: 3,
    defaults: { name: "adam", learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
    moments: MEAN_AND_VARIANCE,
  },
  adamw: {
    id: 4,
    defaults: {
      name: "adamw",
      learningRate: 1e-3,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
      weightDecay: 1e-2,
    },
    moments: MEAN_AND_VARIANCE,
  },
  lbfgs: {
    defaults: { name: "lbfgs", memory: 10, tolerance: 1e-8, weightDecay: 0 },
    moments: ({ memory }: LbfgsDefinition) =>
      Array.from({ length: memory }, (_, i) => [`step${i}`, `change${i}`] as const).flat(),
  },
} as const satisfies Record<string, OptimizerRow>;

/**
 * A name that stands for an optimizer with its defaults. `momentum` and `nesterov` are `sgd` with momentum 0.9.
 *
 * @useDeclaredType
 */
export type OptimizerName = keyof typeof OPTIMIZERS;

export const OPTIMIZER_NAMES = Object.keys(OPTIMIZERS) as readonly OptimizerName[];

/**
 * Those whose steps learn from a batch each; the others learn from all examples at once.
 *
 * @useDeclaredType
 */
export type BatchOptimizerName = {
  [Name in OptimizerName]: (typeof OPTIMIZERS)[Name] extends { id: number } ? Name : never;
}[OptimizerName];

export const BATCH_OPTIMIZER_NAMES: readonly BatchOptimizerName[] = /* @__PURE__ */ OPTIMIZER_NAMES.filter(
  (name): name is BatchOptimizerName => "id" in OPTIMIZERS[name],
);

/** The moments of an optimizer, in PyTorch's order where it has them. Plain SGD has none. */
export const momentNames = (optimizer: OptimizerDefinition): readonly MomentName[] =>
  OPTIMIZERS[optimizer.name].moments(optimizer as never);

/** The number by which the kernels know an optimizer's rule. */
export const ruleId = (optimizer: BatchOptimizerDefinition): number =>
  OPTIMIZERS[optimizer.name === "sgd" && optimizer.nesterov ? "nesterov" : optimizer.name].id;

/** Whether each step learns from a batch, and not from all examples at once. */
export const isBatchOptimizer = (optimizer: OptimizerDefinition): optimizer is BatchOptimizerDefinition =>
  "id" in OPTIMIZERS[optimizer.name];

/** Any of the constants of an optimizer, to be set over its defaults. */
export interface OptimizerSettings {
  readonly learningRate?: number | undefined;
  readonly momentum?: number | undefined;
  readonly smoothing?: number | undefined;
  readonly beta1?: number | undefined;
  readonly beta2?: number | undefined;
  readonly epsilon?: number | undefined;
  readonly weightDecay?: number | undefined;
  readonly memory?: number | undefined;
  readonly tolerance?: number | undefined;
}

/** An optimizer with any of its constants, such as `{ name: "adam", learningRate: 0.01 }`. The others have their defaults. */
export interface OptimizerOptions extends OptimizerSettings {
  readonly name: OptimizerName;
  /** Of `sgd`: Nesterov's variant, with momentum 0.9 where none is given. */
  readonly nesterov?: boolean | undefined;
}

/**
 * An optimizer with its defaults (PyTorch's, but for `lbfgs`) and the given settings over them.
 *
 * @throws AkariError `invalid-argument` for a setting that this optimizer does not have or that is out of range
 * @example
 * ```ts
 * defineOptimizer("adam", { learningRate: 0.01 });
 * ```
 */
export function defineOptimizer(name: "lbfgs", settings?: OptimizerSettings): LbfgsDefinition;
export function defineOptimizer(
  name: BatchOptimizerName,
  settings?: OptimizerSettings,
): BatchOptimizerDefinition;
export function defineOptimizer(name: OptimizerName, settings?: OptimizerSettings): OptimizerDefinition;
export function defineOptimizer(name: OptimizerName, settings: OptimizerSettings = {}): OptimizerDefinition {
  if (!OPTIMIZER_NAMES.includes(name)) {
    throw invalidArgument(`There is no optimizer "${name}". Choose one of ${OPTIMIZER_NAMES.join(", ")}.`);
  }
  const { defaults } = OPTIMIZERS[name];
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  for (const [key, value] of given) {
    if (!(key in defaults)) {
      throw invalidArgument(`The optimizer ${name} has no ${key}, so it cannot be set.`);
    }
    checkRange(name, key, value);
  }
  const definition: OptimizerDefinition = { ...defaults, ...Object.fromEntries(given) };
  if (definition.name === "sgd" && definition.nesterov && definition.momentum === 0) {
    throw invalidArgument("Nesterov's optimizer needs a momentum above 0.");
  }
  return definition;
}

/**
 * An optimizer from its name, or from what somebody wrote by hand or a file holds: its constants are checked like a
 * user's.
 *
 * @throws AkariError `invalid-argument` as {@link defineOptimizer}
 */
export function completeOptimizer(optimizer: OptimizerName | OptimizerOptions): OptimizerDefinition {
  const { name, nesterov, ...settings }: OptimizerOptions =
    typeof optimizer === "string" ? { name: optimizer } : optimizer;
  if (typeof nesterov !== "boolean" || OPTIMIZERS[name]?.defaults.name !== "sgd") {
    return defineOptimizer(name, { ...settings, ...(nesterov === undefined ? {} : { nesterov }) });
  }
  if (nesterov) return defineOptimizer("nesterov", settings);
  return defineOptimizer(name === "nesterov" ? "momentum" : name, settings);
}

/** Below 1, since at 1 the past would never be forgotten. */
const DECAY_RATES = new Set(["momentum", "smoothing", "beta1", "beta2"]);

function checkRange(name: string, key: string, value: unknown): void {
  if (key === "memory" && !(Number.isSafeInteger(value) && Number(value) >= 1)) {
    throw invalidArgument(`The memory of ${name} must be a whole number of 1 or more, not ${String(value)}.`);
  }
  if (key === "nesterov") {
    throw invalidArgument(`The nesterov of ${name} must be true or false, not ${String(value)}.`);
  }
  const limit = DECAY_RATES.has(key) ? 1 : Number.POSITIVE_INFINITY;
  if (typeof value !== "number" || !(value >= 0 && value < limit)) {
    const range = limit === 1 ? "a number from 0 to below 1" : "a number of 0 or more";
    throw invalidArgument(`The ${key} of ${name} must be ${range}, not ${String(value)}.`);
  }
}
