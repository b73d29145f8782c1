/**
 * @file The mean loss of a network of one layer: regression, logistic and softmax regression. Two passes over each
 * example's inputs and nothing allocated, for these come with many rows.
 */

import { type ModelDefinition, outputUnits } from "../../model/model.js";
import type { Pieces } from "../engine.js";
import { encodeTarget } from "../targets.js";
import { examplesInPiece, readInputs, type TrainingExamples, weightOf } from "./examples.js";
import type { Objective } from "./objective.js";
import type { SingleLayerLoss } from "./single-layer-loss.js";

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
