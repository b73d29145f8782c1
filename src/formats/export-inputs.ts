/**
 * @file What exported code takes in and gives: which part of the preprocessing it does itself, and a sentence that says
 * what is left to its caller.
 */

import type { ModelDefinition } from "../model/model.js";

/** A number of a table and how it becomes an input: `(value − shift) / scale`, with `fill` where it is missing. */
export interface ExportedColumn {
  readonly name: string;
  readonly shift: number;
  readonly scale: number;
  readonly fill: number;
}

/**
 * A table's columns, where all are plain numbers, which exported code scales itself; undefined for all else, and where
 * nothing stands in for a missing number.
 */
export function exportedColumns({ preprocessing }: ModelDefinition): readonly ExportedColumn[] | undefined {
  const { table } = preprocessing;
  if (table === undefined || (table.degree ?? 1) > 1) return undefined;
  const columns = table.columns.map((column) =>
    column.kind === "number" && !column.missing.indicator && !Number.isNaN(column.missing.fill)
      ? { name: column.name, shift: column.shift, scale: column.scale, fill: column.missing.fill }
      : undefined,
  );
  return columns.every((column) => column !== undefined) ? columns : undefined;
}

/** What the inputs are, for a reader of the code: `784 numbers: 28×28 pixels, row by row, from 0 to 255`. */
export function describeInputs(definition: ModelDefinition): string {
  const { inputs, preprocessing } = definition;
  const { divideBy, image, channels, table, sound } = preprocessing;
  const count = `${inputs} number${inputs === 1 ? "" : "s"}`;
  const columns = exportedColumns(definition);
  if (columns !== undefined) return `${count}: ${columns.map(({ name }) => oneLine(name)).join(", ")}`;
  if (table !== undefined)
    return `${count} that Akari's preprocessing makes of a row of the table, in its order`;
  if (sound !== undefined) return `${count} that Akari's preprocessing makes of a recording (${sound.form})`;
  const range = divideBy === 1 ? "" : `, from 0 to ${divideBy}`;
  if (image === undefined) return `${count}${range}`;
  const colours = channels === 3 ? ", red, green and blue of each" : "";
  return `${count}: ${image.join("×")} pixels, row by row${colours}${range}`;
}

/** Text of a model's file inside a comment: it must not end the line, nor the comment. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replaceAll("*/", "* /")
    .replaceAll('"""', "'''")
    .replaceAll("\\", "/");
