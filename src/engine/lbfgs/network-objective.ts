/**
 * @file The mean loss of a network of any depth, by the reference engine's forward and backward pass.
 */

import { countParameters, type ModelDefinition } from "../../model/model.js";
import type { Pieces } from "../engine.js";
import { backward } from "../reference/backward.js";
import { exampleLoss, forward } from "../reference/forward.js";
import { createLayers, type Layer } from "../reference/layers.js";
import { encodeTarget } from "../targets.js";
import { examplesInPiece, readInputs, type TrainingExamples, weightOf } from "./examples.js";
import { flatten, layersOf, type Objective } from "./objective.js";

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
      backward(layers, y, loss, [], weight);
      if ((n + 1) % piece === 0) yield;
    }
    const gradients = layers.map(({ weightGradient: weight, biasGradient: bias }) => ({ weight, bias }));
    flatten(gradients, gradient);
    for (let i = 0; i < gradient.length; i++) gradient[i] /= rows.length;
    return sum / rows.length;
  }
}
