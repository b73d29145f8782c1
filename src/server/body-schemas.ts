/**
 * @file JSON Schemas of the bodies that a model's server takes, which say no more and no less than that server checks:
 * a client that is made of them refuses what the server would refuse. But for numbers given as texts with marks or a
 * unit, `1,234.5` or `5 kg`: no pattern tells which of them can be read in one way only, so they fit none.
 *
 * Source: JSON Schema 2020-12, which OpenAPI 3.1 takes its schemas from.
 */

import { DATE_PATTERN, MissingTexts } from "../data/table/cells.js";
import { areDigits } from "../data/table/values.js";
import type { ModelDefinition } from "../model/model.js";
import type { ColumnPreprocessing, TablePreprocessing } from "../model/preprocessing.js";

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
  const row = table === undefined ? undefined : rowSchema(table);
  return {
    oneOf: [
      ...(row === undefined ? [] : [member("rows", many(row)), member("row", row)]),
      member("inputs", many(numbers)),
      member("input", numbers),
    ],
  };
}

/** Columns that the model does not know are passed over, the target's among them. */
function rowSchema(table: TablePreprocessing): object {
  const { columns } = table;
  const missingTexts = new MissingTexts(table.missing);
  return {
    type: "object",
    properties: Object.fromEntries(columns.map((column) => [column.name, cellSchema(column, missingTexts)])),
    required: columns.map(({ name }) => name),
    additionalProperties: true,
  };
}

const NUMBER = String.raw`[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?`;

/** Null is a missing value; texts are read as they are in a table's file, where some mean that the value is missing. */
function cellSchema(column: ColumnPreprocessing, { texts, dashes, isGiven }: MissingTexts): object {
  const missing = [...texts].map(escaped);
  const missingNumbers = [...missing, ...[...dashes].map(escaped)];
  // Where a person named numbers that stand for missing values, they may be given as numbers.
  const told = isGiven ? numbersAmong([...texts]) : [];
  switch (column.kind) {
    case "number": {
      const { shift, scale } = column;
      const range = { minimum: finite(shift - scale * LARGEST), maximum: finite(shift + scale * LARGEST) };
      return { type: ["number", "string", "null"], ...range, pattern: text(NUMBER, ...missingNumbers) };
    }
    case "date":
      return {
        anyOf: [
          { type: ["string", "null"], pattern: text(DATE_PATTERN, ...missingNumbers) },
          ...(told.length === 0 ? [] : [{ enum: told }]),
        ],
        description: "A date, such as 2024-01-31.",
      };
    case "yes-no": {
      const { values } = column;
      const numbers = [...numbersAmong(values), ...told];
      return {
        anyOf: [
          { type: ["boolean", "null"] },
          {
            type: "string",
            pattern: text(...values.map(escaped), ...(areDigits(values) ? missingNumbers : missing)),
            examples: [values[1]],
          },
          ...(numbers.length === 0 ? [] : [{ enum: numbers }]),
        ],
      };
    }
    case "category":
      // A whole number beyond these may have lost digits, and is refused.
      return {
        type: ["string", "number", "boolean", "null"],
        minimum: Number.MIN_SAFE_INTEGER,
        maximum: Number.MAX_SAFE_INTEGER,
        examples: column.values.slice(0, 5),
      };
  }
}

/** Texts that are a number's own. */
const numbersAmong = (texts: readonly string[]): number[] =>
  texts.filter((text) => text !== "" && String(Number(text)) === text).map(Number);

const finite = (limit: number): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, limit));

/** A pattern of texts, with spaces around them or not. */
const text = (...alternatives: readonly string[]): string => String.raw`^\s*(${alternatives.join("|")})\s*$`;

const escaped = (literal: string): string => literal.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
