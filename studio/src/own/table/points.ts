/**
 * @file The columns of a table that points can be made of: numbers, and classes that are few enough to be told apart in a plot.
 */

import { table } from "akari";
import type { TableExamples } from "akari/data";

/** NaN where a cell is missing. */
export interface NumberColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/** `[rows]`, each an index into `names`; from their count on where a cell is missing. */
export interface ClassColumn {
  readonly name: string;
  readonly names: readonly string[];
  readonly classes: Uint32Array;
}

export interface TablePoints {
  readonly name: string;
  readonly numbers: readonly NumberColumn[];
  readonly classes: readonly ClassColumn[];
}

/** A plot has so many marks. */
const MOST_CLASSES = 3;

/** @throws AkariError as `table` does */
export async function readPoints(file: File): Promise<TablePoints> {
  const examples = await table(file);
  const columns = columnsOf(examples);
  return {
    name: examples.name,
    numbers: columns.filter((column) => "values" in column),
    classes: columns.filter(
      (column) => "names" in column && column.names.length <= MOST_CLASSES,
    ) as ClassColumn[],
  };
}

/** The columns that become inputs, and the target, which is one of these for a plot. */
function columnsOf({ table, task }: TableExamples): (NumberColumn | ClassColumn)[] {
  const inputs = table.columns.flatMap(({ column, cells }): (NumberColumn | ClassColumn)[] => {
    if (column.kind === "number") return [{ name: column.name, values: Float64Array.from(cells) }];
    return "values" in column
      ? [{ name: column.name, names: column.values, classes: Uint32Array.from(cells) }]
      : [];
  });
  const [name] = table.targets;
  return [
    ...inputs,
    task.kind === "classes"
      ? { name, names: task.names, classes: task.classes }
      : { name, values: Float64Array.from(task.values) },
  ];
}
