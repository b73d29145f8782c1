/**
 * @file What a batch asks of every parameter: the gradients of its mean loss, by the chain rule in float64. Training
 * computes the same ones within a step and leaves nothing of them; this is for looking at them.
 */

import type { Dataset } from "../data/dataset.js";
import { backward } from "../engine/reference/backward.js";
import { exampleLoss, forward } from "../engine/reference/forward.js";
import { createLayers } from "../engine/reference/layers.js";
import { encodeTarget, requireFit } from "../engine/targets.js";
import { AkariError } from "../error.js";
import { type LayerParameters, type Model, outputUnits, requireShapes } from "../model/model.js";
import { inputOf } from "../model/preprocessing.js";

/** The loss of a batch and its gradients. */
export interface Gradients {
  /** Mean over the batch. */
  readonly loss: number;
  /** `∂L/∂W`, `[units, inputs]`, and `∂L/∂b`, `[units]`, of every layer. `∂L/∂b` is the batch's mean of `δ = ∂L/∂z`. */
  readonly layers: readonly LayerParameters[];
}

/**
 * The gradients of a model's mean loss over some examples, by all its parameters. Weight decay is no part of them.
 *
 * @param rows which examples of the data set
 * @throws AkariError `invalid-data` where the data do not fit the model, `invalid-argument` where there are no rows, or
 * one that the data set has not
 */
export function gradients({ definition, parameters }: Model, data: Dataset, rows: Uint32Array): Gradients {
  requireFit(definition, data);
  requireShapes(definition, parameters);
  const layers = createLayers(definition);
  layers.forEach(({ weight, bias }, i) => {
    weight.set(parameters[i].weight);
    bias.set(parameters[i].bias);
  });
  const x = new Float64Array(definition.inputs);
  const y = new Float64Array(outputUnits(definition));
  let loss = 0;
  requireRows(data, rows);
  for (const row of rows) {
    for (let j = 0; j < x.length; j++) {
      x[j] = inputOf(definition.preprocessing, data.features.data[row * x.length + j], j);
    }
    encodeTarget(data.targets, row, y);
    forward(layers, x);
    loss += exampleLoss(definition.loss, layers[layers.length - 1], y);
    backward(layers, y, definition.loss);
  }
  const mean = (sum: Float64Array): Float64Array => sum.map((value) => value / rows.length);
  return {
    loss: loss / rows.length,
    layers: layers.map(({ weightGradient, biasGradient }) => ({
      weight: mean(weightGradient),
      bias: mean(biasGradient),
    })),
  };
}

function requireRows({ name, features }: Dataset, rows: Uint32Array): void {
  const bad = rows.find((row) => row >= features.rows);
  if (rows.length > 0 && bad === undefined) return;
  throw new AkariError(
    "invalid-argument",
    bad === undefined
      ? "Gradients are those of at least one row."
      : `${name} has ${features.rows} rows: there is no row ${bad}.`,
  );
}
