/**
 * @file What a neuron is called, in the page's language.
 */

import type { ModelDefinition } from "akari";
import { card } from "../i18n/card";
import type { Speech } from "../i18n/language.svelte";
import { greyImage } from "../network/layout";

const { names } = card;

/** Row and column of an input, counted from 1; `undefined` where the inputs are no picture. */
function pixelOf(definition: ModelDefinition, unit: number): [row: number, column: number] | undefined {
  const width = greyImage(definition)?.[1];
  return width === undefined ? undefined : [Math.floor(unit / width) + 1, (unit % width) + 1];
}

/** A neuron's name where it stands alone. Layer 0 is the input layer, units are from 0. */
export function neuronName(
  { say }: Speech,
  definition: ModelDefinition,
  layer: number,
  unit: number,
): string {
  const { layers, labels } = definition;
  if (layer === 0) {
    const pixel = pixelOf(definition, unit);
    return pixel === undefined ? say(names.input, unit + 1) : say(names.pixel, ...pixel);
  }
  if (layer < layers.length) return say(names.hidden, layer, unit + 1);
  const label = layers[layer - 1].units === labels?.length ? labels[unit] : undefined;
  return label === undefined ? say(names.outputUnit, unit + 1) : say(names.output, label);
}

/** A neuron's name where its layer is clear. */
export function shortName(speech: Speech, definition: ModelDefinition, layer: number, unit: number): string {
  const pixel = layer === 0 ? pixelOf(definition, unit) : undefined;
  if (pixel !== undefined) return speech.say(names.pixelShort, ...pixel);
  return layer > 0 && layer < definition.layers.length
    ? speech.say(names.hiddenShort, unit + 1)
    : neuronName(speech, definition, layer, unit);
}
