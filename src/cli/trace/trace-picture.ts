/**
 * @file The picture of a network at work: the input as it arrives, every layer's neurons by their brightness, the
 * outputs with their probabilities or as numbers.
 */

import type { Numbers } from "../../engine/engine.js";
import { brightness, isUnitRange } from "../../insight/brightness.js";
import type { ModelDefinition } from "../../model/model.js";
import type { Style } from "../terminal/color.js";
import { drawNeurons } from "../terminal/picture.js";
import { countOf, safeText } from "../terminal/text.js";
import { comparedWith, drawInput } from "./trace-input.js";
import { drawOutputs, type Truth } from "./trace-outputs.js";

export interface TracedInput extends Truth {
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
