/**
 * @file The table of training's options. Which options there are, what each may be, whether it goes with every optimizer,
 * whether a resumed run may change it and how files hold it stands here alone: `fit`, resuming, gradients, checkpoints,
 * training records and the command derive from it. A new option that is off unless it is given is a line in one of the
 * interfaces, a row of {@link TRAINING_OPTIONS}, and the place that uses it.
 */

import {
  type AugmentationDefinition,
  type AugmentationSettings,
  defineAugmentation,
} from "../data/augmentation.js";
import {
  completeSchedule,
  type ScheduleDefinition,
  type ScheduleName,
  type ScheduleOptions,
} from "../model/schedules.js";
import {
  type ClassWeights,
  completeClassWeights,
  completeDropout,
  completeEarlyStopping,
  completeFreeze,
  type EarlyStopping,
  requireFlag,
  requireLength,
  requireList,
  requirePenalty,
  requireShare,
} from "./option-values.js";

/** Options of a run; what is left out is off. */
export interface RunOptions {
  /** How the learning rate changes during the run. */
  readonly schedule?: ScheduleDefinition;
  /**
   * From 0 to below 1: so much of every target is shared out to all classes, `y ← (1 − ε) y + ε / K`, for the two
   * cross-entropies (PyTorch's `label_smoothing`; of a sigmoid's two classes each has `ε / 2`). It changes the training
   * loss; validation and `evaluate` take the targets as they are.
   */
  readonly labelSmoothing?: number;
  /**
   * How much the examples of each class count in the loss. They multiply the data set's own weights. The training and
   * the validation loss are `Σ w l / Σ w`; example-weights.ts says how batches share that out.
   */
  readonly classWeights?: ClassWeights;
  /**
   * Ends the run when validation has not become better for some epochs. The result has the weights of the best epoch;
   * the earlier one of two that are as good.
   */
  readonly earlyStopping?: EarlyStopping;
}

/** Options that make a network do better on examples that it has not seen; what is left out is off. */
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

/** How layers are trained that are not to be trained like the others; what is left out is off. Layers are counted from 1. */
export interface LayerOptions {
  /**
   * Layers that stay as they are: a number is that of the first layers to freeze, a list names them, so `2` is `[1, 2]`.
   * Their weights and biases keep every bit: no update, no weight decay, no penalty of {@link Regularization.l1}; their
   * gradients are 0 and have no part in {@link Regularization.clip}, and the optimizer remembers nothing of them (as with
   * PyTorch's `requires_grad = False`). A frozen layer has no batch normalisation, for what it has learned from one is in
   * its weights (as Keras's `trainable = False`, which goes by the running averages). Dropout is as in every layer.
   */
  readonly freeze?: number | readonly number[];
  /**
   * A factor for each layer, 0 or more, by which the learning rate of every step is multiplied there (PyTorch's parameter
   * groups with an `lr` each; Howard and Ruder, 2018). That of a frozen layer means nothing.
   */
  readonly layerRates?: readonly number[];
  /** The optimizer's weight decay for each layer, 0 or more, in place of the one `weightDecay` for all. */
  readonly layerWeightDecay?: readonly number[];
}

/** What is off unless it is given, as a configuration, a checkpoint and a training record have it. */
export interface OptionalOptions extends RunOptions, Regularization, LayerOptions {
  /** Absent where the rows themselves are learned from. */
  readonly augmentation?: AugmentationDefinition;
}

/** The same as given, by somebody or by a file. */
export type GivenOptions = {
  readonly [K in keyof OptionalOptions]?:
    | OptionalOptions[K]
    | (K extends "schedule" ? ScheduleName | ScheduleOptions : never)
    | (K extends "augmentation" ? AugmentationSettings : never)
    | undefined;
};

/** How a file holds an option's value, as JSON. */
export type JsonForm =
  | "number"
  | "numberOrList"
  | "list"
  | "flag"
  | "classWeights"
  | "earlyStopping"
  | "schedule"
  | "augmentation";

/** Which interface an option that is off unless given belongs to. Files keep each part together. */
export type OptionPart = "run" | "augmentation" | "regularization" | "layers";

/** What there is to know of an option. */
export interface OptionRow {
  /** A run that goes on from a checkpoint has it as that run had it. */
  readonly fixed?: true;
  /** It changes the gradients of a batch. */
  readonly changesGradients?: true;
  /** What it is where nobody says; absent where the data, the optimizer or the machine decide. */
  readonly default?: number | boolean;
  /** Of an option that is off unless it is given. */
  readonly optional?: OptionalRow;
}

/** What of an option that is off unless it is given. */
export interface OptionalRow {
  readonly part: OptionPart;
  /** What the option is when it is left out, where that can be said as a value. */
  readonly default?: number;
  /** What messages call it where it is off. */
  readonly off: string;
  readonly json: JsonForm;
  /** Why it does not go with an optimizer that learns from all examples at once; absent where it does. */
  readonly notWithWholeData?: string;
  /**
   * Checks it.
   *
   * @param name what it is called
   * @returns the complete value; anything false where the option is off
   * @throws AkariError `invalid-argument`
   */
  complete(given: never, name: string): unknown;
}

const OWN_STEPS = "which finds the length of each step itself.";
const AS_THEY_ARE = "which learns from the examples as they are. Take its weightDecay, or another optimizer.";
const SMOOTH =
  "which needs a smooth loss that is the same in every step. Take its weightDecay, or another optimizer.";

const ALL_ALIKE = "which moves all layers as one.";

export const TRAINING_OPTIONS = {
  optimizer: { fixed: true, changesGradients: true },
  schedule: {
    fixed: true,
    optional: {
      part: "run",
      off: "constant",
      json: "schedule",
      notWithWholeData: OWN_STEPS,
      complete: (given: ScheduleName | ScheduleOptions) => completeSchedule(given),
    },
  },
  epochs: { default: 20 },
  steps: {},
  batchSize: { fixed: true, default: 32 },
  seed: { fixed: true, changesGradients: true, default: 1 },
  shuffle: { fixed: true, default: true },
  validation: { fixed: true, default: 0 },
  augmentation: {
    fixed: true,
    changesGradients: true,
    optional: {
      part: "augmentation",
      off: "none",
      json: "augmentation",
      notWithWholeData: AS_THEY_ARE,
      complete: (given: AugmentationSettings) => defineAugmentation(given),
    },
  },
  keepBest: { fixed: true, default: false },
  labelSmoothing: {
    fixed: true,
    changesGradients: true,
    optional: {
      part: "run",
      default: 0,
      off: "off",
      json: "number",
      notWithWholeData: AS_THEY_ARE,
      complete: requireShare,
    },
  },
  classWeights: {
    fixed: true,
    changesGradients: true,
    optional: { part: "run", off: "none", json: "classWeights", complete: completeClassWeights },
  },
  earlyStopping: {
    fixed: true,
    optional: { part: "run", off: "none", json: "earlyStopping", complete: completeEarlyStopping },
  },
  dropout: {
    fixed: true,
    changesGradients: true,
    optional: {
      part: "regularization",
      default: 0,
      off: "off",
      json: "numberOrList",
      notWithWholeData: SMOOTH,
      complete: completeDropout,
    },
  },
  inputDropout: {
    fixed: true,
    changesGradients: true,
    optional: {
      part: "regularization",
      default: 0,
      off: "off",
      json: "number",
      notWithWholeData: SMOOTH,
      complete: requireShare,
    },
  },
  l1: {
    fixed: true,
    changesGradients: true,
    optional: {
      part: "regularization",
      default: 0,
      off: "off",
      json: "number",
      notWithWholeData: SMOOTH,
      complete: requirePenalty,
    },
  },
  clip: {
    fixed: true,
    changesGradients: true,
    optional: {
      part: "regularization",
      off: "off",
      json: "number",
      notWithWholeData: SMOOTH,
      complete: requireLength,
    },
  },
  batchNorm: {
    fixed: true,
    changesGradients: true,
    optional: {
      part: "regularization",
      off: "off",
      json: "flag",
      notWithWholeData: SMOOTH,
      complete: requireFlag,
    },
  },
  freeze: {
    fixed: true,
    changesGradients: true,
    optional: {
      part: "layers",
      default: 0,
      off: "off",
      json: "numberOrList",
      notWithWholeData: ALL_ALIKE,
      complete: completeFreeze,
    },
  },
  layerRates: {
    fixed: true,
    optional: {
      part: "layers",
      off: "off",
      json: "list",
      notWithWholeData: OWN_STEPS,
      complete: requireList,
    },
  },
  layerWeightDecay: {
    fixed: true,
    changesGradients: true,
    optional: {
      part: "layers",
      off: "off",
      json: "list",
      notWithWholeData: ALL_ALIKE,
      complete: requireList,
    },
  },
  engine: { fixed: true },
  threads: {},
  stepsPerEvent: {},
  signal: {},
  checkpoint: {},
  resume: {},
} as const satisfies Readonly<Record<string, OptionRow>> & Readonly<Record<keyof OptionalOptions, OptionRow>>;

export type TrainingOptionName = keyof typeof TRAINING_OPTIONS;

/** All rows with their names, in the table's order. */
export const TRAINING_ROWS = /* @__PURE__ */ Object.entries(TRAINING_OPTIONS) as readonly (readonly [
  TrainingOptionName,
  OptionRow,
])[];

/** Those of a run's options that are off unless they are given, with their names. */
export const OPTIONAL_ROWS = /* @__PURE__ */ TRAINING_ROWS.flatMap(([name, { optional }]) =>
  optional === undefined ? [] : [[name as keyof OptionalOptions, optional] as const],
);

/**
 * Those options that are on, complete and checked.
 *
 * @param parts which, in the order in which they come out
 * @throws AkariError `invalid-argument` naming the one that cannot be
 */
export function completeOptional(
  given: GivenOptions,
  parts: readonly OptionPart[] = ["run", "augmentation", "regularization", "layers"],
): OptionalOptions {
  const entries = parts.flatMap((part) =>
    OPTIONAL_ROWS.flatMap(([name, row]) => {
      const value = given[name];
      if (row.part !== part || value === undefined) return [];
      const complete = row.complete(value as never, name);
      // A number of 0 and `false` are off.
      return complete ? [[name, complete]] : [];
    }),
  );
  return Object.fromEntries(entries);
}
