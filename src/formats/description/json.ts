/**
 * @file JSON out of a file, which may be anything: read so that no object may have the same key twice (`JSON.parse` silently
 * keeps the last one, so that two readers could see two different files in the same bytes; safetensors forbids it),
 * checked value by value, and shown in messages short, on one line, without walking into a value whose depth the file
 * decides. A check returns the value as what it was asked to be, or throws an AkariError `invalid-model` that names it.
 */

import { AkariError } from "../../error.js";

/** @param what the value's name, at the beginning of a sentence: "The training record's seed" */
export function requireObject(value: unknown, what: string): JsonObject {
  if (!isObject(value)) throw unsuitable(what, "an object", value);
  return value;
}

export function requireList(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw unsuitable(what, "a list", value);
  return value;
}

export function requireText(value: unknown, what: string): string {
  if (typeof value !== "string") throw unsuitable(what, "text", value);
  return value;
}

export function requireFlag(value: unknown, what: string): boolean {
  if (typeof value !== "boolean") throw unsuitable(what, "true or false", value);
  return value;
}

/** A finite number from `least` to `most`. */
export function requireNumber(
  value: unknown,
  what: string,
  least: number = -Number.MAX_VALUE,
  most: number = Number.MAX_VALUE,
): number {
  if (typeof value === "number" && value >= least && value <= most) return value;
  const range = most < Number.MAX_VALUE ? ` from ${least} to ${most}` : "";
  throw unsuitable(what, `a number${range}`, value);
}

/** Any number at all; those that JSON lacks come as text, as {@link writeNumber} writes them. */
export function requireAnyNumber(value: unknown, what: string): number {
  if (typeof value === "number") return value;
  const notInJson = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
  const other = notInJson.find((number) => String(number) === value);
  if (other === undefined) throw unsuitable(what, "a number", value);
  return other;
}

/** A number as JSON can carry it: infinite ones and NaN as text. */
export const writeNumber = (value: number): number | string =>
  Number.isFinite(value) ? value : String(value);

/** A whole number of at least `least`, small enough to be exact. */
export function requireWhole(value: unknown, what: string, least: number): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
  throw unsuitable(what, least < 0 ? "a whole number" : `a whole number of ${least} or more`, value);
}

export function requireOneOf<T extends string>(value: unknown, known: readonly T[], what: string): T {
  const found = known.find((name) => name === value);
  if (found === undefined) throw unsuitable(what, `one of ${known.join(", ")}`, value);
  return found;
}

/** Reads entries of a JSON object. */
export const requiredIn =
  (stored: JsonObject, what: (key: string) => string) =>
  <T, Bounds extends unknown[]>(
    key: string,
    read: (value: unknown, what: string, ...bounds: Bounds) => T,
    ...bounds: Bounds
  ): T =>
    read(stored[key], what(key), ...bounds);

/** Reads entries of a JSON object that may be absent, and then are in what is read. */
export const optionalIn =
  (stored: JsonObject, what: (key: string) => string) =>
  <K extends string, T>(key: K, read: (value: unknown, what: string) => T): { readonly [P in K]?: T } =>
    (stored[key] === undefined ? {} : { [key]: read(stored[key], what(key)) }) as { readonly [P in K]?: T };

/**
 * Does some reading, and lets an error in it say in which file something is wrong.
 *
 * @param what what the file should be: "model of Akari's"
 * @throws AkariError `invalid-file`
 */
export function inFile<T>(name: string, what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AkariError)) throw error;
    throw new AkariError("invalid-file", `${name} is not a sound ${what}. ${error.message}`, {
      cause: error,
    });
  }
}

const unsuitable = (what: string, wanted: string, value: unknown): AkariError =>
  new AkariError("invalid-model", `${what} must be ${wanted}, but is ${describe(value)}.`);

/** An object out of JSON, whose entries may be anything. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Parses a JSON object.
 *
 * @param what the text's name in messages, such as "The description of the model in net.safetensors"
 * @throws AkariError `invalid-file` where it is not JSON, not an object, or has a key twice at any depth
 */
export function parseJsonObject(text: string, what: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AkariError("invalid-file", `${what} is not JSON.`, { cause });
  }
  if (!isObject(value)) throw new AkariError("invalid-file", `${what} is not a JSON object.`);
  const twice = duplicateKey(text);
  if (twice !== undefined) {
    throw new AkariError("invalid-file", `${what} has the key ${quote(twice)} twice.`);
  }
  return value;
}

/**
 * The first key that an object of a valid JSON text repeats. In valid JSON the strings before a colon are the keys,
 * and each belongs to the innermost open brace.
 */
function duplicateKey(text: string): string | undefined {
  const open: Set<string>[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === "{") open.push(new Set());
    else if (character === "}") open.pop();
    else if (character === '"') {
      const end = closingQuote(text, i);
      if (text[skipSpace(text, end + 1)] === ":") {
        const key = String(JSON.parse(text.slice(i, end + 1)));
        const keys = open[open.length - 1];
        if (keys.has(key)) return key;
        keys.add(key);
      }
      i = end;
    }
  }
  return undefined;
}

function closingQuote(text: string, from: number): number {
  let i = from + 1;
  while (text[i] !== '"') i += text[i] === "\\" ? 2 : 1;
  return i;
}

function skipSpace(text: string, from: number): number {
  let i = from;
  while (text[i] === " " || text[i] === "\n" || text[i] === "\r" || text[i] === "\t") i++;
  return i;
}

const LONGEST = 60;

/** Text in quotation marks, control characters escaped, cut where it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}

/** A value of JSON as a message names it: `"text"`, `1.5`, `null`, `a list`, `an object`, `missing`. */
export function describe(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return value === undefined ? "missing" : String(value);
}

/** A shape as `[16, 784]`, cut where it has many dimensions. */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.slice(0, 8).join(", ")}${shape.length > 8 ? ", …" : ""}]`;
}
