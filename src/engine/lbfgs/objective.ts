/**
 * @file What L-BFGS makes small: the mean loss over all training examples plus the penalty on the weights, as a
 * function of one vector with all parameters in it, layer by layer, each its weights, then its biases.
 *
 * A network of one layer (regression, logistic and softmax regression) has a loss of its own: two passes over each
 * example's inputs and nothing allocated, for these come with many rows; and in arithmetic that has the same bits in
 * every JavaScript engine. Deeper ones take the textbook's forward and backward pass.
 *
 * Its exponential and logarithm, for the arguments that cross-entropies have, use only `+ − × ÷` in a fixed order, where
 * the last bits of `Math.exp` and its kin are each engine's own affair. Both series are Taylor's, cut where the next term
 * falls below half a unit in the last place.
 */

import { HUBER_DELTA } from "../../model/losses.js";
import {
  countParameters,
  type LayerParameters,
  layerInputs,
  type ModelDefinition,
  outputUnits,
} from "../../model/model.js";
import { backward } from "../passes/backward.js";
import { createLayers, exampleLoss, forward, type Layer } from "../passes/forward.js";
import { encodeTarget } from "../targets.js";
import { examplesInPiece, readInputs, type TrainingExamples, weightOf } from "./examples.js";
import type { Pieces } from "./triangle.js";

export interface Objective {
  /**
   * Mean loss at `point`.
   *
   * @param gradient where to write the gradient of it
   */
  evaluate(point: Float64Array, gradient: Float64Array): Pieces<number>;
}

/** All numbers of the layers' shapes in one vector. */
export function flatten(layers: readonly LayerParameters[], into: Float64Array): void {
  let at = 0;
  for (const { weight, bias } of layers) {
    into.set(weight, at);
    into.set(bias, at + weight.length);
    at += weight.length + bias.length;
  }
}

/** The reverse of {@link flatten}; the arrays share the vector's numbers. */
export function layersOf(definition: ModelDefinition, vector: Float64Array): LayerParameters[] {
  let at = 0;
  return definition.layers.map(({ units }, i) => {
    const weights = units * layerInputs(definition, i);
    const weight = vector.subarray(at, at + weights);
    const bias = vector.subarray(at + weights, at + weights + units);
    at += weights + units;
    return { weight, bias };
  });
}

/**
 * `λ/2 · |w|²` over all weights, and its gradient added to another.
 *
 * @param point and `gradient` by layers
 */
export function addPenalty(
  weightDecay: number,
  point: readonly LayerParameters[],
  gradient: readonly LayerParameters[],
): number {
  if (weightDecay === 0) return 0;
  let squares = 0;
  point.forEach(({ weight }, layer) => {
    const into = gradient[layer].weight;
    for (let i = 0; i < weight.length; i++) {
      squares += weight[i] * weight[i];
      into[i] += weightDecay * weight[i];
    }
  });
  return (weightDecay / 2) * squares;
}

export class NetworkObjective implements Objective {
  readonly #definition: ModelDefinition;
  readonly #examples: TrainingExamples;
  readonly #layers: readonly Layer[];

  constructor(definition: ModelDefinition, examples: TrainingExamples) {
    this.#definition = definition;
    this.#examples = examples;
    this.#layers = createLayers(definition);
  }

  *evaluate(point: Float64Array, gradient: Float64Array): Pieces<number> {
    const { dataset, rows } = this.#examples;
    const { inputs, loss } = this.#definition;
    const layers = this.#layers;
    const output = layers[layers.length - 1];
    const x = new Float64Array(inputs);
    const y = new Float64Array(output.units);
    layersOf(this.#definition, point).forEach(({ weight, bias }, i) => {
      layers[i].weight.set(weight);
      layers[i].bias.set(bias);
      layers[i].weightGradient.fill(0);
      layers[i].biasGradient.fill(0);
    });
    const piece = examplesInPiece(2 * countParameters(this.#definition));
    let sum = 0;
    for (let n = 0; n < rows.length; n++) {
      readInputs(this.#examples, rows[n], x);
      encodeTarget(dataset.targets, rows[n], y);
      forward(layers, x);
      const weight = weightOf(this.#examples, rows[n]);
      sum += weight * exampleLoss(loss, output, y);
      backward(layers, y, loss, weight);
      if ((n + 1) % piece === 0) yield;
    }
    const gradients = layers.map(({ weightGradient: weight, biasGradient: bias }) => ({ weight, bias }));
    flatten(gradients, gradient);
    for (let i = 0; i < gradient.length; i++) gradient[i] /= rows.length;
    return sum / rows.length;
  }
}

export class SingleLayerObjective implements Objective {
  readonly #examples: TrainingExamples;
  readonly #loss: SingleLayerLoss;
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #z: Float64Array;
  readonly #delta: Float64Array;

  constructor(definition: ModelDefinition, examples: TrainingExamples, loss: SingleLayerLoss) {
    const units = outputUnits(definition);
    this.#examples = examples;
    this.#loss = loss;
    this.#x = new Float64Array(definition.inputs);
    this.#y = new Float64Array(units);
    this.#z = new Float64Array(units);
    this.#delta = new Float64Array(units);
  }

  *evaluate(point: Float64Array, gradient: Float64Array): Pieces<number> {
    const { dataset, rows } = this.#examples;
    const [x, y, z, delta] = [this.#x, this.#y, this.#z, this.#delta];
    const [inputs, units] = [x.length, z.length];
    const biases = units * inputs;
    const piece = examplesInPiece(2 * biases);
    let sum = 0;
    gradient.fill(0);
    for (let n = 0; n < rows.length; n++) {
      readInputs(this.#examples, rows[n], x);
      encodeTarget(dataset.targets, rows[n], y);
      weightedSums(point, x, z);
      const weight = weightOf(this.#examples, rows[n]);
      sum += weight * this.#loss.evaluate(z, y, delta);
      for (let i = 0; i < units; i++) {
        const d = weight * delta[i];
        const from = i * inputs;
        for (let j = 0; j < inputs; j++) gradient[from + j] += d * x[j];
        gradient[biases + i] += d;
      }
      if ((n + 1) % piece === 0) yield;
    }
    for (let i = 0; i < gradient.length; i++) gradient[i] /= rows.length;
    return sum / rows.length;
  }

  /**
   * Whether every example's class is told from all others: the weights, made ever larger, then fit ever better, and no
   * finite ones are best.
   */
  separates(point: Float64Array): boolean {
    const { dataset, rows } = this.#examples;
    const { targets } = dataset;
    if (targets.kind !== "classes") return false;
    const z = this.#z;
    for (const row of rows) {
      readInputs(this.#examples, row, this.#x);
      weightedSums(point, this.#x, z);
      const actual = targets.classes[row];
      if (z.length === 1) {
        if (!(actual === 1 ? z[0] > 0 : z[0] < 0)) return false;
      } else {
        for (let i = 0; i < z.length; i++) if (i !== actual && !(z[actual] > z[i])) return false;
      }
    }
    return true;
  }
}

/** `z = W x + b`. */
function weightedSums(point: Float64Array, x: Float64Array, z: Float64Array): void {
  const [inputs, units] = [x.length, z.length];
  for (let i = 0; i < units; i++) {
    const from = i * inputs;
    let sum = point[units * inputs + i];
    for (let j = 0; j < inputs; j++) sum += point[from + j] * x[j];
    z[i] = sum;
  }
}

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

/** `ln 2` in two parts, of which the first ends in zeros, so that its product with a small integer is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** Below it `e^x` is less than half the smallest float64. */
const EXP_LOWEST = -745.2;

/** `1 / n!` for `n` from 13 down to 0. */
const EXP_TERMS = reciprocalFactorials(13).reverse();
/** `2^−n`; the last is 0. */
const POWERS = halvings(1076);
/** The last odd power of the logarithm's series, whose argument is at most a third. */
const LOG_LAST = 35;

/** `e^x` for `x ≤ 0`, within two units in the last place. */
export function expOfNegative(x: number): number {
  if (x < EXP_LOWEST) return 0;
  const n = Math.floor(x * Math.LOG2E + 0.5);
  const r = x - n * LN2_HIGH - n * LN2_LOW;
  let sum = EXP_TERMS[0];
  for (let i = 1; i < EXP_TERMS.length; i++) sum = sum * r + EXP_TERMS[i];
  return sum * POWERS[-n];
}

/** `log(1 + y) = 2 artanh(y / (2 + y))` for `y` from 0 to 1, within four units in the last place. */
export function logOnePlus(y: number): number {
  const t = y / (2 + y);
  const square = t * t;
  let sum = 1 / LOG_LAST;
  for (let power = LOG_LAST - 2; power >= 1; power -= 2) sum = sum * square + 1 / power;
  return 2 * t * sum;
}

/** `log(x)` for `x ≥ 1`. */
export function logFromOne(x: number): number {
  let halved = x;
  let n = 0;
  while (halved >= 2) {
    halved /= 2;
    n++;
  }
  return n * LN2_HIGH + (n * LN2_LOW + logOnePlus(halved - 1));
}

function reciprocalFactorials(last: number): number[] {
  const terms = [1];
  for (let n = 1, factorial = 1; n <= last; n++) {
    factorial *= n;
    terms.push(1 / factorial);
  }
  return terms;
}

function halvings(count: number): Float64Array {
  const powers = new Float64Array(count);
  for (let n = 0, power = 1; n < count; n++, power /= 2) powers[n] = power;
  return powers;
}
