/**
 * @file What a batch asks of every parameter: the gradients that a step of training follows, by the chain rule in
 * float64. Training computes the same ones within a step and leaves nothing of them; this is for looking at them.
 */

import type { Dataset } from "../data/dataset.js";
import { type LayerGradients, ReferenceNetwork } from "../engine/reference/network.js";
import { dropoutShares, requireBatches } from "../engine/regularization.js";
import { requireFit } from "../engine/targets.js";
import { AkariError } from "../error.js";
import { type Model, requireShapes } from "../model/model.js";
import type { OptimizerDefinition } from "../model/optimizers.js";
import type { FitOptions } from "./events.js";
import { definitionFor } from "./fit.js";
import { planTraining } from "./plan.js";
import { exampleWeights } from "./weights.js";

/** The loss of a batch and its gradients. */
export interface Gradients {
  /** Mean over the batch, of each example's loss times its weight; without the penalty of `l1` or weight decay. */
  readonly loss: number;
  /**
   * `∂L/∂W`, `[units, inputs]`, and `∂L/∂b`, `[units]`, of every layer; where there is nothing but the loss, `∂L/∂b` is
   * the batch's mean of `δ = ∂L/∂z`. With the option `batchNorm`, the bias of a hidden layer is `β`, and `scale` is
   * `∂L/∂γ`, `[units]`.
   */
  readonly layers: readonly LayerGradients[];
}

/**
 * The gradients by all of a model's parameters that a step of `fit` with these options follows on these rows: a step of
 * plain SGD is `w ← w − η ∂L/∂w`, whatever else the options say.
 *
 * - The rows' own weights and `classWeights` are as training has them: divided by their mean over all rows that the
 *   options leave to learn from (`validation` holds some of them out).
 * - `labelSmoothing`, `augmentation`, `dropout`, `inputDropout`, `l1` and `clip` are in them. What is dropped, and how
 *   rows are distorted, is drawn anew in every step: then `step` must be said.
 * - The optimizer's `weightDecay` is in them where training adds it to the gradient, after clipping: `λ p` of every
 *   parameter for `sgd`, `rmsprop` and `adam`, `λ w` of the weights alone for `lbfgs`. `adamw` shrinks the parameters
 *   beside its gradient, so there it is not.
 * - `batchNorm` is as in the first step of a run that begins with the model: with `γ = 1`, and `β` for the biases. A
 *   model of a run under way has it folded into its weights; with `resume`, it is as that checkpoint has it.
 * - Options that only say how a run goes on (`epochs`, `schedule`, `engine`, `keepBest` and their like) change nothing.
 *
 * Without options they are those of the mean loss, by the rows' weights where the data have some.
 *
 * @param model its parameters before the step
 * @param rows which examples of the data set, in the batch's order: `stepRows(data, options, step)`
 * @param options those of `fit`
 * @param step the step's number in its run, counted from 1
 * @throws AkariError `invalid-data` where the data do not fit the model, `invalid-argument` where there are no rows, or
 * one that the data set has not, and for an option that `fit` would refuse
 * @example
 * const options = { optimizer: "sgd", dropout: 0.2, batch: 16 };
 * const { layers } = gradients(model, data, stepRows(data, options, 1), options, 1);
 */
export function gradients(
  model: Model,
  data: Dataset,
  rows: Uint32Array,
  options: FitOptions = {},
  step?: number,
): Gradients {
  requireFit(model.definition, data);
  requireShapes(model.definition, model.parameters);
  requireRows(data, rows);
  const plan = planTraining(data, options);
  const { configuration, optimizer } = plan;
  const { l1, clip, batchNorm, labelSmoothing, augmentation, classWeights } = configuration;
  const dropout = dropoutShares(model.definition, configuration);
  if (step === undefined && (augmentation !== undefined || dropout.some((share) => share > 0))) {
    throw invalid("What dropout and augmentation draw is another in every step: say which step it is.");
  }
  if (step !== undefined && !(Number.isSafeInteger(step) && step >= 1)) {
    throw invalid(`A step's number is a whole number of 1 or more, not ${step}.`);
  }
  requireBatches(model.definition, configuration, rows.length, rows.length);
  const network = new ReferenceNetwork(definitionFor(model.definition, data), {
    dropout,
    seed: plan.seed,
    ...(l1 === undefined ? {} : { l1 }),
    ...(clip === undefined ? {} : { clip }),
    ...(batchNorm === undefined ? {} : { batchNorm }),
    ...(labelSmoothing === undefined ? {} : { labelSmoothing }),
    augmentation,
  });
  network.setParameters(model.parameters);
  if (options.resume?.batchNorm !== undefined) network.setBatchNorm(options.resume.batchNorm);
  const weighted = exampleWeights(data, plan.trainingRows, classWeights)(data);
  const at = { step: step ?? 1, epoch: Math.ceil((step ?? 1) / plan.stepsPerEpoch) };
  const { loss, layers } = network.gradients(network.attach(weighted), rows, at);
  const parameters = network.getBatchNorm();
  layers.forEach((layer, l) => {
    addWeightDecay(optimizer, layer, parameters[l] ?? model.parameters[l]);
  });
  return { loss, layers };
}

/** Adds `λ p` to the gradients of a layer where the optimizer does so. */
function addWeightDecay(
  { name, weightDecay }: OptimizerDefinition,
  gradient: LayerGradients,
  parameters: LayerGradients,
): void {
  if (name === "adamw" || weightDecay === 0) return;
  const decayed = name === "lbfgs" ? (["weight"] as const) : (["weight", "bias", "scale"] as const);
  for (const part of decayed) {
    const values = parameters[part];
    gradient[part]?.forEach((g, i, into) => {
      into[i] = g + weightDecay * (values?.[i] ?? 0);
    });
  }
}

function requireRows({ name, features }: Dataset, rows: Uint32Array): void {
  const bad = rows.find((row) => row >= features.rows);
  if (rows.length > 0 && bad === undefined) return;
  throw invalid(
    bad === undefined
      ? "Gradients are those of at least one row."
      : `${name} has ${features.rows} rows: there is no row ${bad}.`,
  );
}

const invalid = (message: string): AkariError => new AkariError("invalid-argument", message);
