/**
 * @file The moments that an optimizer remembers of past gradients: their names, and a check of stored ones. Every
 * engine uses these, so that a checkpoint written by one can be taken up by another.
 */

import { AkariError } from "../error.js";
import { layerInputs, type ModelDefinition } from "../model/model.js";
import type { OptimizerDefinition } from "../model/optimizers.js";
import type { OptimizerState } from "./engine.js";

/** The name of a moment: a number for every parameter. */
export type MomentName =
  | "momentum"
  | "squareAverage"
  | "mean"
  | "variance"
  // Of L-BFGS: a past step and the change of the gradient that it made, counted from the oldest.
  | `step${number}`
  | `change${number}`;

/** The moments of an optimizer, in PyTorch's order where it has them. Plain SGD has none. */
export function momentNames(optimizer: OptimizerDefinition): readonly MomentName[] {
  switch (optimizer.name) {
    case "sgd":
      return optimizer.momentum > 0 ? ["momentum"] : [];
    case "rmsprop":
      return optimizer.momentum > 0 ? ["squareAverage", "momentum"] : ["squareAverage"];
    case "adam":
    case "adamw":
      return ["mean", "variance"];
    case "lbfgs":
      return Array.from({ length: optimizer.memory }, (_, i) => [`step${i}`, `change${i}`] as const).flat();
  }
}

/**
 * Checks that a stored state belongs to this network and these moments.
 *
 * @throws AkariError `invalid-model` naming the layer and the moment
 */
export function requireMoments(
  definition: ModelDefinition,
  names: readonly MomentName[],
  state: OptimizerState,
): void {
  const layers = definition.layers.length;
  if (state.length !== layers) {
    throw invalid(`The model has ${layers} layers, the optimizer's state has ${state.length}.`);
  }
  state.forEach((moments, i) => {
    const { units } = definition.layers[i];
    for (const name of names) {
      const moment = moments[name];
      const weights = units * layerInputs(definition, i);
      if (moment?.weight.length !== weights || moment.bias.length !== units) {
        throw invalid(
          `The optimizer's state of layer ${i + 1} needs a ${name} of ${weights} weights and ${units} biases.`,
        );
      }
    }
  });
}

const invalid = (message: string): AkariError => new AkariError("invalid-model", message);
