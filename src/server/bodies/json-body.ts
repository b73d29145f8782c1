/**
 * @file Reads a JSON body: rows of a table by their columns' names, or bare numbers for any model.
 */

import { counted } from "../../data/names.js";
import { RowError } from "../../data/table/problem.js";
import { rowEncoder } from "../../data/table/row-encoder.js";
import { AkariError } from "../../error.js";
import type { ModelDefinition } from "../../model/model.js";
import type { Preprocessing, TablePreprocessing } from "../../model/preprocessing.js";
import { FieldErrors, fieldProblem, pointer } from "../problem.js";
import { type RequestInputs, requireRows } from "./request-inputs.js";

/** The body's members, one of which it has: rows of a table and bare numbers, several or one. */
const ROW_MEMBERS = ["rows", "row"] as const;
const NUMBER_MEMBERS = ["inputs", "input"] as const;

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

/**
 * @param most the most rows
 * @param hold takes memory for its inputs
 * @throws Problem 400 where the body is no JSON, 413 where it has too many rows, 422 naming what is not as it should be
 */
export function readJsonBody(
  body: Uint8Array,
  definition: ModelDefinition,
  most: number,
  hold: (bytes: number) => void = () => {},
): RequestInputs & { readonly inputs: Float32Array<ArrayBuffer> } {
  const json = parse(body);
  const { table } = definition.preprocessing;
  const members = table === undefined ? NUMBER_MEMBERS : [...ROW_MEMBERS, ...NUMBER_MEMBERS];
  const wanted = `an object with one of ${members.join(", ")}`;
  if (!isObject(json)) throw fieldProblem(422, [], `The body is ${called(json)}; it should be ${wanted}.`);
  const given = Object.keys(json);
  const unknown = given.find((name) => !members.some((member) => member === name));
  if (unknown !== undefined) {
    const forTables = ROW_MEMBERS.some((member) => member === unknown);
    const why = forTables ? " The model did not learn from a table." : "";
    throw fieldProblem(422, [unknown], `The body has "${unknown}"; it should be ${wanted}.${why}`);
  }
  if (given.length !== 1) {
    throw fieldProblem(
      422,
      [],
      `The body has ${given.join(" and ") || "no members"}; it should be ${wanted}.`,
    );
  }
  const [member] = given;
  const value = json[member];
  const isMany = member === "rows" || member === "inputs";
  if (isMany && !Array.isArray(value)) {
    throw fieldProblem(422, [member], `"${member}" is ${called(value)}; it should be a list.`);
  }
  const list = isMany ? (value as readonly Json[]) : [value];
  if (list.length === 0)
    throw fieldProblem(422, [member], `"${member}" is empty: there is nothing to predict.`);
  requireRows(list.length, most, pointer([member]));
  hold(4 * list.length * definition.inputs);
  const place = (i: number): (string | number)[] => (isMany ? [member, i] : [member]);
  const isRows = member === "rows" || member === "row";
  const inputs =
    isRows && table !== undefined
      ? encodeRows(list, definition.preprocessing, table, place)
      : readNumbers(list, definition.inputs, place);
  return { inputs, names: list.map((_, i) => (isMany ? `${member}[${i}]` : member)) };
}

const TABLE = "The body";
const TODO = "Send it as a number rather than as a text.";
const UTF8 = new TextDecoder("utf-8", { fatal: true });

function parse(body: Uint8Array): Json {
  let text: string;
  try {
    text = UTF8.decode(body);
  } catch {
    throw fieldProblem(400, [], "The body is not UTF-8, as JSON has to be.");
  }
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const why = text.trim() === "" ? "it is empty" : (error as Error).message;
    throw fieldProblem(400, [], `The body is not JSON: ${why}.`);
  }
}

function encodeRows(
  rows: readonly Json[],
  preprocessing: Preprocessing,
  table: TablePreprocessing,
  place: (i: number) => (string | number)[],
): Float32Array<ArrayBuffer> {
  const encoder = rowEncoder(rows, preprocessing, table, { name: TABLE, todo: TODO });
  const out = new Float32Array(rows.length * encoder.inputs);
  const errors = new FieldErrors();
  rows.forEach((row, i) => {
    const problem = (column: string | undefined, detail: string): void =>
      errors.add({ detail, pointer: pointer(column === undefined ? place(i) : [...place(i), column]) });
    if (!isObject(row)) {
      problem(undefined, `Row ${i + 1} is ${called(row)}; it should be an object with a value a column.`);
      return;
    }
    let isSound = true;
    const values = table.columns.map(({ name }) => {
      const value = Object.hasOwn(row, name) ? row[name] : undefined;
      if (value !== undefined && (value === null || typeof value !== "object")) return value;
      isSound = false;
      problem(
        name,
        value === undefined
          ? `Row ${i + 1} lacks ${name}. Give null for what is not known.`
          : `Row ${i + 1}, column ${name}: ${called(value)} is no value; it should be a number, a text, true, false or null.`,
      );
      return null;
    });
    if (!isSound) return;
    try {
      encoder.encode(values, i + 1, out, i * encoder.inputs);
    } catch (error) {
      if (!(error instanceof AkariError)) throw error;
      problem(error instanceof RowError ? error.column : undefined, error.message);
    }
  });
  errors.throwAny();
  return out;
}

function readNumbers(
  list: readonly Json[],
  width: number,
  place: (i: number) => (string | number)[],
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(list.length * width);
  const errors = new FieldErrors();
  list.forEach((numbers, i) => {
    if (!Array.isArray(numbers)) {
      errors.add({
        detail: `This is ${called(numbers)}; it should be a list of ${width} numbers.`,
        pointer: pointer(place(i)),
      });
      return;
    }
    if (numbers.length !== width) {
      errors.add({
        detail: `The list has ${counted(numbers.length, "number")}; the model takes ${width}.`,
        pointer: pointer(place(i)),
      });
      return;
    }
    numbers.forEach((number: Json, k) => {
      out[i * width + k] = typeof number === "number" ? number : Number.NaN;
      if (Number.isFinite(out[i * width + k])) return;
      const detail =
        typeof number === "number"
          ? `${number} is too large for float32.`
          : `This is ${called(number)}; it should be a number.`;
      errors.add({ detail, pointer: pointer([...place(i), k]) });
    });
  });
  errors.throwAny();
  return out;
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function called(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return { string: "a text", number: "a number", boolean: `${value}` }[
    typeof value as "string" | "number" | "boolean"
  ];
}
