/**
 * @file Losses of a single layer by its weighted sums `z`, with their derivatives, for one example: the same functions
 * as the reference engine's, in arithmetic that has the same bits in every JavaScript engine.
 */

import { HUBER_DELTA } from "../../model/losses.js";
import type { ModelDefinition } from "../../model/model.js";
import { expOfNegative, logFromOne, logOnePlus } from "./elementary.js";

export interface SingleLayerLoss {
  /**
   * An upper bound of the second derivative by `z`, which it reaches where all classes are as probable; absent for a
   * loss without curvature, and for the squared error, whose minimum is found without it.
   *
   * @param units of the layer
   */
  curvature?(units: number): number;
  /**
   * The loss of one example. `z`, `y` and `delta` are `[units]`.
   *
   * @param delta where to write `∂L/∂z`
   */
  evaluate(z: Float64Array, y: Float64Array, delta: Float64Array): number;
}

const LOSSES: Partial<Record<string, SingleLayerLoss>> = {
  "linear mean_squared_error": {
    evaluate(z, y, delta) {
      let sum = 0;
      for (let i = 0; i < z.length; i++) {
        const error = z[i] - y[i];
        sum += error * error;
        delta[i] = (2 * error) / z.length;
      }
      return sum / z.length;
    },
  },
  "linear huber": {
    curvature: (units) => 1 / units,
    evaluate(z, y, delta) {
      let sum = 0;
      for (let i = 0; i < z.length; i++) {
        const error = z[i] - y[i];
        const size = Math.abs(error);
        sum += size <= HUBER_DELTA ? 0.5 * error * error : HUBER_DELTA * (size - 0.5 * HUBER_DELTA);
        delta[i] = Math.max(-HUBER_DELTA, Math.min(HUBER_DELTA, error)) / z.length;
      }
      return sum / z.length;
    },
  },
  "linear mean_absolute_error": {
    evaluate(z, y, delta) {
      let sum = 0;
      for (let i = 0; i < z.length; i++) {
        sum += Math.abs(z[i] - y[i]);
        delta[i] = Math.sign(z[i] - y[i]) / z.length;
      }
      return sum / z.length;
    },
  },
  "sigmoid binary_cross_entropy": {
    curvature: (units) => 1 / (4 * units),
    evaluate(z, y, delta) {
      let sum = 0;
      for (let i = 0; i < z.length; i++) {
        const e = expOfNegative(-Math.abs(z[i]));
        sum += Math.max(z[i], 0) - z[i] * y[i] + logOnePlus(e);
        delta[i] = ((z[i] >= 0 ? 1 : e) / (1 + e) - y[i]) / z.length;
      }
      return sum / z.length;
    },
  },
  "softmax cross_entropy": {
    curvature: (units) => 1 / units,
    evaluate(z, y, delta) {
      let largest = z[0];
      for (let i = 1; i < z.length; i++) largest = Math.max(largest, z[i]);
      let sum = 0;
      for (let i = 0; i < z.length; i++) sum += delta[i] = expOfNegative(z[i] - largest);
      const logSum = largest + logFromOne(sum);
      let loss = 0;
      for (let i = 0; i < z.length; i++) {
        if (y[i] !== 0) loss += y[i] * (logSum - z[i]);
        delta[i] = delta[i] / sum - y[i];
      }
      return loss;
    },
  },
};

/** Undefined where the network has hidden layers, or an output layer that goes with its loss in another way. */
export function singleLayerLoss({ layers, loss }: ModelDefinition): SingleLayerLoss | undefined {
  return layers.length === 1 ? LOSSES[`${layers[0].activation} ${loss}`] : undefined;
}
