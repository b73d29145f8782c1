/**
 * @file What a batch asks of every parameter: the gradients that a step of training follows, by the chain rule in
 * float64. Training computes the same ones within a step and leaves nothing of them; this is for looking at them.
 */

import type { AugmentationSettings } from "../data/augmentation.js";
import type { Dataset } from "../data/dataset.js";
import type { LayerGradients } from "../engine/engine.js";
import { BatchPasses, type Trainable, type TrainableLayer } from "../engine/passes/batch.js";
import { requireFit } from "../engine/targets.js";
import { invalidArgument } from "../error.js";
import { type Model, type ModelDefinition, requireShapes } from "../model/model.js";
import type { OptimizerDefinition } from "../model/optimizers.js";
import { inputOf } from "../model/preprocessing.js";
import { constantsOf, optimizerOf } from "../training/configuration.js";
import { exampleWeights } from "../training/example-weights.js";
import { dropoutShares, layerTraining, optimizerFor, requireBatches } from "../training/layers.js";
import {
  completeOptional,
  type LayerOptions,
  type Regularization,
  type RunOptions,
  TRAINING_OPTIONS,
  TRAINING_ROWS,
} from "../training/options.js";
import type { OptimizerChoice } from "../training/run.js";

/** The loss of a batch and its gradients. */
export interface Gradients {
  /** Mean over the batch, of each example's loss times its weight; without the penalties of `l1` and weight decay. */
  readonly loss: number;
  /**
   * `∂L/∂W`, `[units, inputs]`, and `∂L/∂b`, `[units]`, of every layer; without options, `∂L/∂b` is the batch's mean of
   * `δ = ∂L/∂z`. With `batchNorm`, the bias of a hidden layer is `β`, and `scale` is `∂L/∂γ`, `[units]`.
   */
  readonly layers: readonly LayerGradients[];
}

/** The options of `fit` that change a step's gradients, and which step it is. */
export interface GradientOptions
  extends OptimizerChoice,
    Regularization,
    Pick<LayerOptions, "freeze" | "layerWeightDecay">,
    Pick<RunOptions, "labelSmoothing" | "classWeights"> {
  readonly augmentation?: AugmentationSettings;
  /** Decides what dropout drops and how copies are distorted; 1 when left out. */
  readonly seed?: number;
  /** The rows that are not learned from, `validationRows(data, options)`: the others' weights have a mean of 1. */
  readonly heldOut?: Uint32Array;
  /** The step and its epoch, each counted from 1 in the run: needed where something is drawn anew in each. */
  readonly step?: number;
  readonly epoch?: number;
}

const CHANGING = [
  ...TRAINING_ROWS.flatMap(([name, { changesGradients }]) => (changesGradients === true ? [name] : [])),
  "heldOut",
  "step",
  "epoch",
];

/**
 * The gradients by all of a model's parameters that a step of `fit` follows on these rows: a step of plain SGD is
 * `w ← w − η ∂L/∂w`, whatever else the options say. Without options they are those of the mean loss, by the rows'
 * weights where the data have some.
 *
 * - The rows' own weights and `classWeights` are as training has them: divided by their mean over all rows that are
 *   learned from.
 * - `labelSmoothing`, `augmentation`, `dropout`, `inputDropout`, `l1` and `clip` are in them; those of layers that
 *   `freeze` names are 0.
 * - The optimizer's `weightDecay` is in them where training adds it to the gradient, after clipping: `λ p` of every
 *   parameter for `sgd`, `rmsprop` and `adam`, `λ w` of the weights alone for `lbfgs`. `adamw` shrinks the parameters
 *   beside its gradient, so there it is not. `layerWeightDecay` takes its place.
 * - `batchNorm` is as in the first step of a run that begins with the model: with `γ = 1`, and `β` for the biases. (The
 *   model of a run under way has it folded into its weights, so that its later gradients cannot be told from that.)
 *
 * Options may be those of a run as they are: `epochs`, `schedule`, `engine` and others that only say which rows come
 * when, or how the run goes on, change nothing here.
 *
 * @param model its parameters before the step
 * @param rows which examples of the data set, in the batch's order: `stepRows(data, options, step)`
 * @throws AkariError `invalid-data` where the data do not fit the model, `invalid-argument` where there are no rows, or
 * one that the data set has not, for an option that `fit` would refuse or that is unknown, and where it is not said
 * which step it is, or which rows are held out, though that makes a difference
 * @example
 * ```ts
 * const options = { optimizer: "sgd", classWeights: "balanced", dropout: 0.2, validation: 0.1 };
 * const heldOut = validationRows(data, options);
 * const { layers } = gradients(model, data, stepRows(data, options, 7), { ...options, heldOut, step: 7 });
 * ```
 */
export function gradients(
  { definition: given, parameters }: Model,
  data: Dataset,
  rows: Uint32Array,
  options: GradientOptions = {},
): Gradients {
  requireFit(given, data);
  requireShapes(given, parameters);
  requireRows(data, rows);
  requireKnown(options);
  const complete = completeOptional(options);
  const dropout = dropoutShares(given, complete);
  const { augmentation } = complete;
  const { step, epoch, seed = 1 } = options;
  if (dropout.some((share) => share > 0)) requireNumber(step, "step", "dropout drops others in every step");
  if (augmentation !== undefined) requireNumber(epoch, "epoch", "every epoch has copies of its own");
  requireBatches(given, complete, rows.length, rows.length);
  const { classWeights, labelSmoothing, l1, clip, batchNorm } = complete;
  const optimizer = optimizerFor(optimizerOf(options), complete);
  const byLayer = layerTraining(given, optimizer, complete);
  const examples = asTaken(given, data);
  // As training has it: data bring their own preprocessing.
  const definition = { ...given, preprocessing: examples.preprocessing };
  const passes = new BatchPasses(definition, {
    dropout,
    seed,
    ...(l1 === undefined ? {} : { l1 }),
    ...(clip === undefined ? {} : { clip }),
    ...(batchNorm === undefined ? {} : { batchNorm }),
    ...(labelSmoothing === undefined ? {} : { labelSmoothing }),
    augmentation,
    byLayer,
  });
  passes.trainable.forEach(({ weight, bias }, l) => {
    weight.values.set(parameters[l].weight);
    bias.values.set(parameters[l].bias);
  });
  const weighted = exampleWeights(examples, learnedFrom(examples, options), classWeights)(examples);
  const at = { step: step ?? 1, epoch: epoch ?? 1 };
  const loss = passes.compute(passes.examples.attach(weighted), rows, at);
  const decays = choosesOptimizer(options);
  const layers = passes.trainable.map((trainable, l): LayerGradients => {
    const { frozen, weightDecay } = byLayer?.[l] ?? { frozen: false, ...optimizer };
    if (decays && !frozen) addWeightDecay({ ...optimizer, weightDecay }, trainable);
    const { weight, bias, scale } = trainable;
    return { weight: weight.gradient, bias: bias.gradient, ...(scale && { scale: scale.gradient }) };
  });
  return { loss, layers };
}

/** Data as the first layer takes them in, where a model of another program's normalises its inputs before that. */
function asTaken({ preprocessing }: ModelDefinition, data: Dataset): Dataset {
  if (preprocessing.scaling === undefined) return data;
  const { features } = data;
  const inputs = Float64Array.from(features.data, (raw, n) =>
    inputOf(preprocessing, raw, n % features.columns),
  );
  const { scaling, ...others } = data.preprocessing;
  return { ...data, features: { ...features, data: inputs }, preprocessing: { ...others, divideBy: 1 } };
}

/** Adds `λ p` to the gradients of a layer where the optimizer does so. */
function addWeightDecay({ name, weightDecay }: OptimizerDefinition, layer: TrainableLayer): void {
  if (name === "adamw" || weightDecay === 0) return;
  const decayed = name === "lbfgs" ? [layer.weight] : Object.values<Trainable>({ ...layer });
  for (const { values, gradient } of decayed) {
    for (let i = 0; i < values.length; i++) gradient[i] += weightDecay * values[i];
  }
}

/** @throws AkariError `invalid-argument` where rows are held out, nobody says which, and it makes a difference */
function learnedFrom(
  data: Dataset,
  options: GradientOptions & { readonly validation?: unknown },
): Uint32Array {
  const { heldOut, validation, classWeights } = options;
  const { rows } = data.features;
  const counts = data.weights !== undefined || classWeights !== undefined;
  if (heldOut === undefined && typeof validation === "number" && validation > 0 && counts) {
    throw invalidArgument(
      "Weights are divided by their mean over the rows that are learned from, and the option validation holds some " +
        "out: say which as heldOut, validationRows(data, options).",
    );
  }
  const held = new Set(heldOut);
  return Uint32Array.from({ length: rows }, (_, row) => row).filter((row) => !held.has(row));
}

/** Without one, no weight decay is part of the gradients. */
const choosesOptimizer = (options: GradientOptions): boolean =>
  options.optimizer !== undefined ||
  options.layerWeightDecay !== undefined ||
  Object.keys(constantsOf(options)).length > 0;

/** An option that would do nothing is a mistake that its author wants to hear of. */
function requireKnown(options: object): void {
  const constants = Object.keys(constantsOf(options));
  const known = [...CHANGING, ...Object.keys(TRAINING_OPTIONS), ...constants].filter(
    (name) => name !== "resume",
  );
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw invalidArgument(
    unknown === "resume"
      ? "What a checkpoint's next step follows is asked for with its model and its options, not with the option resume."
      : `Gradients have no option "${unknown}"; they have ${CHANGING.join(", ")}, and a run's others change nothing.`,
  );
}

function requireNumber(value: number | undefined, name: string, why: string): void {
  if (value !== undefined && Number.isSafeInteger(value) && value >= 1) return;
  throw invalidArgument(
    value === undefined
      ? `The option ${name} is needed, for ${why}.`
      : `The option ${name} must be a whole number of 1 or more, not ${value}.`,
  );
}

function requireRows({ name, features }: Dataset, rows: Uint32Array): void {
  const bad = rows.find((row) => row >= features.rows);
  if (rows.length > 0 && bad === undefined) return;
  throw invalidArgument(
    bad === undefined
      ? "Gradients are those of at least one row."
      : `${name} has ${features.rows} rows: there is no row ${bad}.`,
  );
}
