/**
 * @file Inputs that the columns of a table became: what each is called, and what it is in its column's own unit.
 */

import { type TableInput, tableInputs } from "akari/data";
import type { TablePreprocessing } from "akari/model";
import type { Speech } from "../i18n/language.svelte";
import { network } from "../i18n/network";

const { column: words } = network;
const known = new WeakMap<TablePreprocessing, readonly TableInput[]>();

function inputsOf(table: TablePreprocessing): readonly TableInput[] {
  const inputs = known.get(table) ?? tableInputs(table);
  known.set(table, inputs);
  return inputs;
}

/** An input's name: its column, and what it says of it: `area`, `district = hill`, `age is missing`. Inputs are from 0. */
export function columnName({ say }: Pick<Speech, "say">, table: TablePreprocessing, input: number): string {
  const { name, column = name, is } = inputsOf(table)[input];
  if (is === undefined) return name;
  if (is === "missing") return say(words.missing, column);
  return say(words.is, column, is === "other" ? say(words.other) : is.text);
}

/** An activation in its column's own unit; nothing where the input is no number. */
export function columnValue(
  table: TablePreprocessing,
  input: number,
  activation: number,
): number | undefined {
  const { name, kind, is } = inputsOf(table)[input];
  const column =
    kind === "value" && is === undefined ? table.columns.find((one) => one.name === name) : undefined;
  return column?.kind === "number" ? activation * column.scale + column.shift : undefined;
}
