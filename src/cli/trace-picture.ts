/**
 * @file The picture of a network at work: the input as it arrives, every layer's neurons by their brightness, the
 * outputs with their probabilities.
 */

import type { Numbers } from "../engine/engine.js";
import type { ActivationName } from "../model/activations.js";
import type { ModelDefinition } from "../model/model.js";
import { answer, classLabels, outputsAreProbabilities } from "./answer.js";
import type { Style } from "./color.js";
import { count, countOf, percent, short } from "./format.js";
import { drawBar, drawImage, drawNeurons } from "./picture.js";

/** More classes than this are drawn as the likeliest ones only. */
const MOST_OUTPUTS = 30;
const BAR_WIDTH = 32;

export interface TracedInput {
  readonly name: string;
  /** The true class's label, where it is known. */
  readonly label?: string | undefined;
  /** The input layer's activations, `[inputs]`. */
  readonly inputs: ArrayLike<number>;
  /** The other layers' activations, first hidden layer to output layer. */
  readonly layers: readonly { readonly activations: Numbers }[];
}

/**
 * @param columns width to draw in
 * @returns lines of text
 */
export function drawTrace(
  definition: ModelDefinition,
  traced: TracedInput,
  style: Style,
  columns: number,
): string[] {
  const last = traced.layers.length - 1;
  const hidden = traced.layers.slice(0, last).flatMap(({ activations }, i) => {
    const { activation } = definition.layers[i];
    const { levels, scale } = brightness(activations, activation);
    const kind = `${countOf(activations.length, "neuron")}, ${activation}`;
    return [
      heading(`Hidden layer ${i + 1}`, `${kind} · ${scale}${colorOfNegative(levels, style)}`, style),
      ...indent(drawNeurons(activations, levels, style, columns - 2)),
      "",
    ];
  });
  return [
    ...drawInput(definition, traced, style, columns),
    "",
    ...hidden,
    ...drawOutputs(definition, traced, style),
  ];
}

function drawInput(
  { inputs, preprocessing }: ModelDefinition,
  traced: TracedInput,
  style: Style,
  columns: number,
): string[] {
  const { image } = preprocessing;
  const what = image === undefined ? countOf(inputs, "input") : `${count(inputs)} pixels, ${image.join("×")}`;
  const { levels, scale } = brightness(traced.inputs, image === undefined ? "linear" : "sigmoid");
  const title = heading(
    "Input layer",
    `${what} · ${traced.name}${image === undefined ? ` · ${scale}` : ""}`,
    style,
  );
  const picture =
    image === undefined
      ? drawNeurons(traced.inputs, levels, style, columns - 2)
      : drawImage(levels, image[0], image[1], style);
  return [title, ...indent(picture)];
}

function drawOutputs(definition: ModelDefinition, traced: TracedInput, style: Style): string[] {
  const { text } = style;
  const { activation } = definition.layers[definition.layers.length - 1];
  const outputs = traced.layers[traced.layers.length - 1].activations;
  const { predicted, scores } = answer(definition, outputs);
  const labels = classLabels(definition);
  const { levels, scale } = brightness(scores, activation);
  const probable = outputsAreProbabilities(definition);
  const kind = `${countOf(outputs.length, "neuron")}, ${activation}`;
  const shown = likeliest(scores, predicted, labels.indexOf(traced.label ?? ""));
  const width = Math.max(...shown.map((i) => labels[i].length));
  const lines = shown.map((i) => {
    const number = (probable ? percent(scores[i]) : short(scores[i])).padStart(8);
    const line = `${labels[i].padStart(width)}  ${drawBar(levels[i], BAR_WIDTH, style)}${number}`;
    const mark = remark(i === predicted, labels[i] === traced.label, traced.label !== undefined);
    return mark === ""
      ? line
      : `${text.bold(line)}  ${mark.includes("wrong") ? text.red(mark) : text.bold(mark)}`;
  });
  const left = scores.length - shown.length;
  return [
    heading("Output layer", probable ? kind : `${kind} · ${scale}`, style),
    ...indent(lines),
    ...(left > 0 ? indent([text.dim(`the other ${count(left)} are less likely`)]) : []),
  ];
}

function remark(isAnswer: boolean, isTrue: boolean, known: boolean): string {
  if (isAnswer && isTrue) return "<- answer, right";
  if (isAnswer) return known ? "<- answer, wrong" : "<- answer";
  return isTrue ? "<- true label" : "";
}

/** Indices of the classes to draw, in the classes' order. */
function likeliest(scores: readonly number[], predicted: number, actual: number): number[] {
  const order = scores.map((_, i) => i);
  if (order.length <= MOST_OUTPUTS) return order;
  order.sort((a, b) => scores[b] - scores[a]);
  const kept = new Set([...order.slice(0, 10), predicted, ...(actual === -1 ? [] : [actual])]);
  return [...kept].sort((a, b) => a - b);
}

/**
 * How bright each neuron is drawn, and the words that say so. Activations that lie between 0 and 1 are shown as
 * they are; others are compared with the layer's largest, and negative ones are a different colour.
 */
export function brightness(
  activations: ArrayLike<number>,
  activation: ActivationName,
): { levels: number[]; scale: string } {
  const values = Array.from(activations);
  if (activation === "sigmoid" || activation === "softmax") {
    return { levels: values, scale: "brightness a, from 0 to 1" };
  }
  const largest = values.reduce((most, a) => Math.max(most, Math.abs(a)), 0);
  const levels = values.map((a) => (largest === 0 ? 0 : a / largest));
  return { levels, scale: `brightness |a| / ${short(largest)}, the largest` };
}

const colorOfNegative = (levels: readonly number[], { depth }: Style): string =>
  depth >= 8 && levels.some((level) => level < 0) ? ", blue if a < 0" : "";

const heading = (title: string, rest: string, { text }: Style): string =>
  `${text.bold(title)}${text.dim(` · ${rest}`)}`;

const indent = (lines: readonly string[]): string[] => lines.map((line) => (line === "" ? "" : `  ${line}`));
