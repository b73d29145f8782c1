/**
 * @file A check of stored moments, which every engine makes, so that a checkpoint written by one can be taken up by another.
 */

import { AkariError } from "../error.js";
import { layerInputs, type ModelDefinition } from "../model/model.js";
import type { MomentName } from "../model/optimizers.js";
import type { OptimizerState } from "./engine.js";

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
