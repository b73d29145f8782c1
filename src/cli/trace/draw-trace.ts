/**
 * @file The picture of a network at work: the input as it arrives, every layer's neurons by their brightness, the
 * outputs with their probabilities or as numbers.
 */

import type { Numbers } from "../../engine/engine.js";
import { brightness, isUnitRange } from "../../insight/brightness.js";
import {
  type ClassPrediction,
  interpretOutputs,
  type LabelsPrediction,
  labelTruth,
  type ValuesPrediction,
} from "../../insight/predictions.js";
import type { ModelDefinition } from "../../model/model.js";
import { classLabels, outputsAreProbabilities } from "../../model/outputs.js";
import { ownUnit } from "../predict/prediction-lines.js";
import type { Style } from "../terminal/color.js";
import { drawBar, drawNeurons } from "../terminal/picture.js";
import {
  count,
  countOf,
  displayWidth,
  padAfter,
  padBefore,
  percent,
  safeText,
  short,
} from "../terminal/text.js";
import { comparedWith, drawInput } from "./draw-input.js";

/** An input, and what every layer made of it. */
export interface TracedInput extends ActualOutputs {
  readonly name: string;
  /** Of a row of a table: what stands in each column. */
  readonly cells?: ReadonlyMap<string, string> | undefined;
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
    const isUnit = isUnitRange(activation);
    const { levels, largest } = brightness(activations, isUnit);
    const scale = isUnit ? "brightness a, from 0 to 1" : comparedWith(largest);
    const kind = `${countOf(activations.length, "neuron")}, ${activation}`;
    return [
      heading(`Hidden layer ${i + 1}`, [kind, `${scale}${colorOfNegative(levels, style)}`], style),
      ...indent(drawNeurons(activations, levels, style, columns - INDENT.length)),
      "",
    ];
  });
  const input = drawInput(definition, traced.inputs, traced.cells, style, columns - INDENT.length);
  const { activation, units } = definition.layers[last];
  const outputs = drawOutputs(definition, traced.layers[last].activations, traced, style);
  return [
    heading("Input layer", [input.what, safeText(traced.name), input.scale], style),
    ...indent(input.lines),
    "",
    ...hidden,
    heading("Output layer", [`${countOf(units, "neuron")}, ${activation}`, outputs.scale], style),
    ...indent(outputs.lines),
  ];
}

const colorOfNegative = (levels: Float64Array, { depth }: Style): string =>
  depth >= 8 && levels.some((level) => level < 0) ? ", blue if a < 0" : "";

const heading = (title: string, parts: readonly (string | undefined)[], { text }: Style): string =>
  text.bold(title) +
  text.dim(
    parts
      .filter((part) => part !== undefined)
      .map((part) => ` · ${part}`)
      .join(""),
  );

const INDENT = "  ";

const indent = (lines: readonly string[]): string[] =>
  lines.map((line) => (line === "" ? "" : INDENT + line));

/** More classes than this are drawn as the likeliest ones only. */
const MOST_OUTPUTS = 30;
const BAR_WIDTH = 32;

/** What is true of the input, where it is known. */
interface ActualOutputs {
  /** The class's label. */
  readonly label?: string | undefined;
  /** The numbers, in their own units. */
  readonly values?: readonly number[] | undefined;
}

/** What is drawn of the output layer. */
interface DrawnOutputs {
  /** How they are drawn; absent where they say it themselves. */
  readonly scale?: string;
  readonly lines: readonly string[];
}

/** @param outputs activations of the output layer, `[units]` */
function drawOutputs(
  definition: ModelDefinition,
  outputs: ArrayLike<number>,
  actual: ActualOutputs,
  style: Style,
): DrawnOutputs {
  const [answer] = interpretOutputs(definition, outputs);
  if (answer.task === "labels") return { lines: drawLabels(answer, labelTruth(definition, actual), style) };
  return answer.task === "classes"
    ? drawClasses(definition, answer, actual.label, style)
    : { lines: drawValues(definition, answer, outputs, actual.values, style) };
}

function drawClasses(
  definition: ModelDefinition,
  { predicted, scores }: ClassPrediction,
  actual: string | undefined,
  style: Style,
): DrawnOutputs {
  const { text } = style;
  const { activation } = definition.layers[definition.layers.length - 1];
  const labels = classLabels(definition);
  const { levels, largest } = brightness(scores, isUnitRange(activation));
  const probable = outputsAreProbabilities(definition);
  const shown = likeliest(scores, predicted, labels.indexOf(actual ?? ""));
  const written = shown.map((i) => safeText(labels[i]));
  const width = Math.max(...written.map(displayWidth));
  const lines = shown.map((i, at) => {
    const number = (probable ? percent(scores[i]) : short(scores[i])).padStart(8);
    const line = `${padBefore(written[at], width)}  ${drawBar(levels[i], BAR_WIDTH, style)}${number}`;
    const mark = answerMark(i === predicted, labels[i] === actual, actual !== undefined);
    return mark === ""
      ? line
      : `${text.bold(line)}  ${mark.includes("wrong") ? text.red(mark) : text.bold(mark)}`;
  });
  const left = scores.length - shown.length;
  return {
    ...(probable ? {} : { scale: comparedWith(largest) }),
    lines: left > 0 ? [...lines, text.dim(`the other ${count(left)} are less likely`)] : lines,
  };
}

function answerMark(isAnswer: boolean, isTrue: boolean, known: boolean): string {
  if (isAnswer && isTrue) return "<- answer, right";
  if (isAnswer) return known ? "<- answer, wrong" : "<- answer";
  return isTrue ? "<- true label" : "";
}

/** Indices of the classes to draw, in the classes' order. */
function likeliest(scores: readonly number[], predicted: number, actual: number): number[] {
  const order = scores.map((_, i) => i);
  if (order.length <= MOST_OUTPUTS) return order;
  order.sort((a, b) => scores[b] - scores[a]);
  const kept = new Set([...order.slice(0, 10), predicted, actual]);
  return [...kept].filter((i) => i >= 0).sort((a, b) => a - b);
}

/** Each label with its probability, and whether it is true by that. */
function drawLabels(
  { labels }: LabelsPrediction,
  actual: readonly boolean[] | undefined,
  style: Style,
): string[] {
  const { text } = style;
  const shown = likeliest(
    labels.map(({ probability }) => probability),
    -1,
    -1,
  );
  const written = shown.map((k) => safeText(labels[k].label));
  const width = Math.max(...written.map(displayWidth));
  const lines = shown.map((k, at) => {
    const { answer, probability } = labels[k];
    const bar = drawBar(probability, BAR_WIDTH, style);
    const line = `${padBefore(written[at], width)}  ${bar}${percent(probability).padStart(8)}  ${answer ? "yes" : "no"}`;
    if (actual === undefined) return answer ? text.bold(line) : line;
    return answer === actual[k] ? `${line}, right` : text.red(`${line}, wrong`);
  });
  const left = labels.length - shown.length;
  return left > 0 ? [...lines, text.dim(`the other ${count(left)} are less likely`)] : lines;
}

/** `price  152.1 = 77.09 × a + 152.1, a = 0.00`, a line an output. */
function drawValues(
  { preprocessing }: ModelDefinition,
  { values }: ValuesPrediction,
  outputs: ArrayLike<number>,
  actual: readonly number[] | undefined,
  { text }: Style,
): string[] {
  const names = values.map(({ name }) => safeText(name));
  const width = Math.max(...names.map(displayWidth));
  const numbers = values.map(({ value }) => ownUnit(value));
  const numberWidth = Math.max(...numbers.map((number) => number.length));
  return names.map((name, k) => {
    const { scale, shift } = preprocessing.outputs?.[k] ?? { scale: 1, shift: 0 };
    const isScaled = scale !== 1 || shift !== 0;
    const sign = shift < 0 ? "−" : "+";
    const how = isScaled
      ? ` = ${ownUnit(scale)} × a ${sign} ${ownUnit(Math.abs(shift))}, a = ${outputs[k].toFixed(4)}`
      : "";
    const trueValue = actual === undefined ? "" : `  <- true: ${ownUnit(actual[k])}`;
    return `${padAfter(name, width)}  ${text.bold(numbers[k].padStart(numberWidth))}${text.dim(how)}${text.bold(trueValue)}`;
  });
}
