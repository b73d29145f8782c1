/**
 * @file The plainest examples that are not prepared yet: a number each, to be standardised, with a class or a value.
 */

import type { Examples } from "../../src/data/examples.js";

/**
 * @param inputs a number a row
 * @param targets a class's name or a number a row; the inputs themselves when left out
 */
export function numberExamples(
  inputs: readonly number[],
  targets: readonly (string | number)[] = inputs,
): Examples {
  const names = [...new Set(targets)].map(String).sort();
  const task: Examples["task"] =
    typeof targets[0] === "string"
      ? { kind: "classes", classes: Uint32Array.from(targets, (name) => names.indexOf(String(name))), names }
      : { kind: "values", values: Float64Array.from(targets, Number), names: ["y"] };
  return {
    name: "numbers",
    rows: inputs.length,
    task,
    notes: [],
    rowName: (row) => `numbers, row ${row + 1}`,
    prepare(rows) {
      const chosen = [...rows].map((row) => inputs[row]);
      const shift = chosen.reduce((sum, x) => sum + x, 0) / chosen.length;
      const scale = Math.sqrt(chosen.reduce((sum, x) => sum + (x - shift) ** 2, 0) / chosen.length) || 1;
      const missing = { fill: shift, indicator: false };
      return {
        divideBy: 1,
        table: { columns: [{ name: "x", kind: "number", shift, scale, missing }], targets: ["y"] },
      };
    },
    encode(rows, preprocessing, name) {
      const column = preprocessing.table?.columns[0];
      if (column?.kind !== "number") throw new Error("Not the preprocessing of these examples.");
      const data = Float32Array.from(rows, (row) => (inputs[row] - column.shift) / column.scale);
      return {
        name,
        features: { data, rows: rows.length, columns: 1 },
        targets:
          task.kind === "classes"
            ? { kind: "classes", classes: rows.map((row) => task.classes[row]), names }
            : { kind: "values", data: Float64Array.from(rows, (row) => task.values[row]), columns: 1 },
        preprocessing,
      };
    },
  };
}
