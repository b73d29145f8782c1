/**
 * @file A network's description as a table for people.
 */

import { countParameters, layerInputs, type ModelDefinition } from "./model.js";

/**
 * A readable table of a network: each layer's weights as `[units, inputs]`, activation and number of parameters,
 * then their total and the loss. Lines end with `\n`, save the last.
 * @example
 * ```ts
 * console.log(summarize(model.definition));
 * ```
 */
export function summarize(definition: ModelDefinition): string {
  const { inputs, layers, loss, preprocessing } = definition;
  const { divideBy, image, channels } = preprocessing;
  const table = [
    ["Layer", "Weights", "Biases", "Activation", "Parameters"],
    ...layers.map(({ units, activation }, i) => {
      const kind = i === layers.length - 1 ? "output" : "hidden";
      const shape = `[${units}, ${layerInputs(definition, i)}]`;
      return [
        `${i + 1} ${kind}`,
        shape,
        `[${units}]`,
        activation,
        grouped(units * (layerInputs(definition, i) + 1)),
      ];
    }),
  ];
  const picture =
    image === undefined ? "" : ` (${image.join("×")} pixels${channels === 3 ? " in colour" : ""})`;
  const scale = divideBy === 1 ? "" : `, divided by ${divideBy}`;
  return [
    `Inputs      ${grouped(inputs)}${picture}${scale}`,
    ...alignColumns(table),
    `Parameters  ${grouped(countParameters(definition))}`,
    `Loss        ${loss}`,
  ].join("\n");
}

/** Columns as wide as their widest cell; the last one, of numbers, ends at the right. */
function alignColumns(table: readonly (readonly string[])[]): string[] {
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  return table.map((row) =>
    row
      .map((cell, column) =>
        column === row.length - 1 ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
      )
      .join("  "),
  );
}

const grouped = (count: number): string => count.toLocaleString("en-US");
