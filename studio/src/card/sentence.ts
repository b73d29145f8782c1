/**
 * @file What a neuron does, in a sentence in everyday words: made of what comes in, of its activation function and, for an
 * output, of what it stands for.
 */

import type { ModelDefinition } from "akari";
import { isUnitRange } from "akari/insight";
import { outputsAreProbabilities, unitLabels } from "akari/model";
import { dictionary } from "../i18n/dictionary";
import { greyImage } from "../network/grid";
import type { Words } from "../network/names";

const { neuron } = dictionary;

/** @param layer 1 for the first layer with weights, @param unit from 0 */
export function neuronSentence(
  words: Words,
  definition: ModelDefinition,
  layer: number,
  unit: number,
): string {
  const { say, number } = words;
  const { inputs, layers } = definition;
  const count = layer === 1 ? inputs : layers[layer - 2].units;
  const one = count === 1;
  const kind =
    layer === 1
      ? greyImage(definition) === undefined
        ? neuron.comesIn.inputs
        : neuron.comesIn.pixels
      : isUnitRange(layers[layer - 2].activation)
        ? neuron.comesIn.lamps
        : neuron.comesIn.values;
  return say(neuron.sentence, say(kind, number(count), one), one, made(words, definition, layer, unit));
}

/** What becomes of the weighted sum. */
function made({ say, number }: Words, definition: ModelDefinition, layer: number, unit: number): string {
  const { layers } = definition;
  const { activation, units } = layers[layer - 1];
  if (layer < layers.length) return say(neuron.makes[activation]);
  const label = outputsAreProbabilities(definition) ? unitLabels(definition)[unit] : undefined;
  if (activation === "softmax" && label !== undefined) {
    return say(neuron.share, label, number(units - 1), units === 2);
  }
  if (activation === "sigmoid" && label !== undefined) return say(neuron.probability, label);
  return activation === "linear" ? say(neuron.answer) : say(neuron.makes[activation]);
}
