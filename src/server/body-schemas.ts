/**
 * @file JSON Schemas of the bodies that a model's server takes, which say no more and no less than that server checks:
 * a client that is made of them refuses what the server would refuse.
 *
 * Source: JSON Schema 2020-12, which OpenAPI 3.1 takes its schemas from.
 */

import { DATE_PATTERN, MISSING_TEXTS } from "../data/table/cells.js";
import type { ModelDefinition } from "../model/model.js";
import type { ColumnPreprocessing } from "../model/preprocessing.js";

/** A form with files, as pages and `curl -F` send it. */
export const UPLOAD_SCHEMA = {
  type: "object",
  properties: { file: { type: "array", items: { type: "string", format: "binary" }, minItems: 1 } },
  required: ["file"],
};

/** What a float32 holds at the most. */
const LARGEST = 3.4028234663852886e38;

/** @param most the most rows */
export function jsonSchema({ inputs, preprocessing: { table } }: ModelDefinition, most: number): object {
  const number = { type: "number", minimum: -LARGEST, maximum: LARGEST };
  const numbers = { type: "array", items: number, minItems: inputs, maxItems: inputs };
  const member = (name: string, schema: object): object => ({
    type: "object",
    properties: { [name]: schema },
    required: [name],
    additionalProperties: false,
  });
  const many = (items: object): object => ({ type: "array", items, minItems: 1, maxItems: most });
  const row = table === undefined ? undefined : rowSchema(table.columns);
  return {
    oneOf: [
      ...(row === undefined ? [] : [member("rows", many(row)), member("row", row)]),
      member("inputs", many(numbers)),
      member("input", numbers),
    ],
  };
}

/** Columns that the model does not know are passed over, the target's among them. */
function rowSchema(columns: readonly ColumnPreprocessing[]): object {
  return {
    type: "object",
    properties: Object.fromEntries(columns.map((column) => [column.name, cellSchema(column)])),
    required: columns.map(({ name }) => name),
    additionalProperties: true,
  };
}

const NUMBER = String.raw`[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?`;

/** Null is a missing value; texts are read as they are in a table's file, where some mean that the value is missing. */
function cellSchema(column: ColumnPreprocessing): object {
  switch (column.kind) {
    case "number": {
      const { shift, scale } = column;
      const range = { minimum: finite(shift - scale * LARGEST), maximum: finite(shift + scale * LARGEST) };
      return { type: ["number", "string", "null"], ...range, pattern: text(NUMBER, ...MISSING, "-") };
    }
    case "date":
      return {
        type: ["string", "null"],
        pattern: text(DATE_PATTERN, ...MISSING, "-"),
        description: "A date, such as 2024-01-31.",
      };
    case "yes-no": {
      const { values } = column;
      const numbers = values.filter((value) => String(Number(value)) === value).map(Number);
      return {
        anyOf: [
          { type: ["boolean", "null"] },
          { type: "string", pattern: text(...values.map(escaped), ...MISSING), examples: [values[1]] },
          ...(numbers.length === 0 ? [] : [{ enum: numbers }]),
        ],
      };
    }
    case "category":
      return { type: ["string", "number", "boolean", "null"], examples: column.values.slice(0, 5) };
  }
}

const finite = (limit: number): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, limit));

/** A pattern of texts, with spaces around them or not. */
const text = (...alternatives: readonly string[]): string => String.raw`^\s*(${alternatives.join("|")})\s*$`;

const escaped = (literal: string): string => literal.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

const MISSING: readonly string[] = [...MISSING_TEXTS].map(escaped);
