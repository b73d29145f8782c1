/**
 * @file What neurons and edges are called, with their numbers: for the tag beside them, for their card and for screen
 * readers.
 */

import type { Model, ModelDefinition, Trace } from "akari";
import { bandCentre } from "akari/data";
import { type LayerParameters, unitLabels } from "akari/model";
import { dictionary } from "../i18n/dictionary";
import type { Speech } from "../i18n/language.svelte";
import type { Selection } from "../studio.svelte";
import { type Change, type Changeable, isSame } from "../what-if";
import { columnName } from "./columns";
import { cellOf, inputGrid } from "./grid";
import { readNeuron } from "./light";

const { card, network, neuron, whatIf } = dictionary;

/** What is known when a neuron or an edge is named. */
export interface Known {
  readonly model: Model;
  readonly trace: Trace | undefined;
  readonly light: number;
  /** In a step of training, what comes back: see `Backward`. */
  readonly gradients: readonly LayerParameters[] | undefined;
  /** What somebody changed by hand. */
  readonly changes: readonly Change[];
}

export type Words = Pick<Speech, "say" | "number">;

/** "Hidden layer 1", from layer 0, the input layer, on. */
function layerName({ say }: Words, { layers }: ModelDefinition, layer: number): string {
  if (layer === 0) return say(network.inputLayer);
  return layer === layers.length ? say(network.outputLayer) : say(network.hiddenLayer, layer);
}

/** The same where there is little room. */
export function shortLayerName({ say }: Words, { layers }: ModelDefinition, layer: number): string {
  if (layer === 0) return say(network.inputShort);
  return layer === layers.length ? say(network.outputShort) : say(network.hiddenShort, layer);
}

/** What each output stands for, where something is known: a class, or the number that was learned. */
export const outputNames = (definition: ModelDefinition): readonly (string | undefined)[] =>
  unitLabels(definition).map((label, unit) => label ?? definition.preprocessing.outputs?.[unit]?.name);

/** A neuron's name with its layer and how many there are, and what an output stands for. Units are from 0. */
function neuronName(words: Words, definition: ModelDefinition, layer: number, unit: number): string {
  const { say, number } = words;
  const part = layer === 0 ? partOf(definition, unit) : undefined;
  if (part?.kind === "pixel") return say(network.pixel, number(part.row), number(part.column));
  if (part?.kind === "cell") return say(network.cell, number(part.frame), number(part.hertz));
  const { table } = definition.preprocessing;
  if (layer === 0 && table !== undefined) return say(network.column.input, columnName(words, table, unit));
  const count = layer === 0 ? definition.inputs : definition.layers[layer - 1].units;
  const name = say(network.neuron, layerName(words, definition, layer), number(unit + 1), number(count));
  const label = layer === definition.layers.length ? outputNames(definition)[unit] : undefined;
  return label === undefined ? name : `${name} ${say(network.meaning, label)}`;
}

/**
 * What an input is of the picture that they make, counted from 1: a pixel, or of a spectrogram a frame and the middle of a
 * band; `undefined` where they make none.
 */
function partOf(
  definition: ModelDefinition,
  unit: number,
):
  | { readonly kind: "pixel"; readonly row: number; readonly column: number }
  | { readonly kind: "cell"; readonly frame: number; readonly hertz: number }
  | undefined {
  const grid = inputGrid(definition);
  if (grid === undefined) return undefined;
  const [row, column] = cellOf(grid, unit);
  const { sound } = definition.preprocessing;
  if (sound?.form !== "log-mel") return { kind: "pixel", row: row + 1, column: column + 1 };
  const hertz = bandCentre(sound, grid.rows - 1 - row);
  return { kind: "cell", frame: column + 1, hertz: Math.round(hertz / TENS) * TENS };
}

/** Nobody hears a difference of less, in Hz. */
const TENS = 10;

/** A neuron's name where it stands alone, as over its card. Layer 0 is the input layer, units are from 0. */
export const neuronTitle = (words: Words, definition: ModelDefinition, layer: number, unit: number): string =>
  nameBy(card.names, words, definition, layer, unit);

/** The same within a sentence. */
export const inlineName = (words: Words, definition: ModelDefinition, layer: number, unit: number): string =>
  nameBy(neuron.inline, words, definition, layer, unit);

function nameBy(
  names: typeof neuron.inline,
  words: Words,
  definition: ModelDefinition,
  layer: number,
  unit: number,
): string {
  const { say } = words;
  const { layers, labels, preprocessing } = definition;
  if (layer === 0) {
    if (preprocessing.table !== undefined) return columnName(words, preprocessing.table, unit);
    const part = partOf(definition, unit);
    if (part?.kind === "cell") return say(names.cell, part.frame, part.hertz);
    return part === undefined ? say(names.input, unit + 1) : say(names.pixel, part.row, part.column);
  }
  if (layer < layers.length) return say(names.hidden, layer, unit + 1);
  const label =
    layers[layer - 1].units === labels?.length ? labels[unit] : preprocessing.outputs?.[unit]?.name;
  return label === undefined ? say(names.outputUnit, unit + 1) : say(names.output, label);
}

/** A neuron's name where its layer is clear. */
export function shortNeuronName(
  words: Words,
  definition: ModelDefinition,
  layer: number,
  unit: number,
): string {
  const part = layer === 0 ? partOf(definition, unit) : undefined;
  if (part?.kind === "pixel") return words.say(card.names.pixelShort, part.row, part.column);
  if (part?.kind === "cell") return words.say(card.names.cellShort, part.frame, part.hertz);
  return layer > 0 && layer < definition.layers.length
    ? words.say(card.names.hiddenShort, unit + 1)
    : neuronTitle(words, definition, layer, unit);
}

/** The name and the numbers, as a line each. */
export function describe(words: Words, known: Known, target: Selection): { name: string; numbers: string } {
  const { say } = words;
  const { definition, parameters } = known.model;
  const { layer, unit } = target;
  const name = (l: number, u: number) => neuronName(words, definition, l, u);
  const isChanged = (place: Changeable): boolean => known.changes.some((each) => isSame(each, place));
  const gradients = layer > 0 ? known.gradients?.[layer - 1] : undefined;
  if (target.kind === "neuron") {
    if (gradients !== undefined) {
      return {
        name: name(layer, unit),
        numbers: say(network.delta, words.number(gradients.bias[unit], FINE)),
      };
    }
    const { sum, activation } = readNeuron(known.trace, known.light, layer, unit);
    const reached =
      activation !== undefined
        ? say(network.activation, words.number(activation, DECIMALS))
        : sum !== undefined
          ? say(network.weightedSum, words.number(sum, DECIMALS))
          : say(network.unlit);
    const marks = [
      isChanged({ kind: "bias", layer, unit }) ? [say(whatIf.changedMark)] : [],
      isChanged({ kind: "hold", layer, unit }) ? [say(whatIf.heldMark)] : [],
    ].flat();
    return { name: name(layer, unit), numbers: [reached, ...marks].join(say(network.separator)) };
  }
  const { weight, bias } = parameters[layer - 1];
  const w = weight[unit * (weight.length / bias.length) + target.from];
  const a = readNeuron(known.trace, known.light, layer - 1, target.from).activation;
  const parts = [say(network.weight, words.number(w, DECIMALS))];
  if (gradients !== undefined) {
    const gradient = gradients.weight[unit * (weight.length / bias.length) + target.from];
    parts.push(say(network.gradient, words.number(gradient, FINE)));
  } else if (a !== undefined) parts.push(say(network.contribution, words.number(w * a, DECIMALS)));
  if (isChanged({ kind: "weight", layer, from: target.from, unit })) parts.push(say(whatIf.changedMark));
  return {
    name: say(network.edge, name(layer - 1, target.from), name(layer, unit)),
    numbers: parts.join(say(network.separator)),
  };
}

/** Decimals of weights, weighted sums and activations. */
export const DECIMALS = 2;
/** Decimals of gradients, which are small. */
const FINE = 5;
