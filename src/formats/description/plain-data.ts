/**
 * @file Checks for values that came out of JSON and may be anything. Each returns the value as what it was asked to
 * be, or throws an AkariError `invalid-model` that names it.
 */

import { AkariError } from "../../error.js";
import { describe } from "./quote.js";
import { isObject, type JsonObject } from "./strict-json.js";

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
  const other = NOT_IN_JSON.find((number) => String(number) === value);
  if (other === undefined) throw unsuitable(what, "a number", value);
  return other;
}

/** A number as JSON can carry it: infinite ones and NaN as text. */
export const writeNumber = (value: number): number | string =>
  Number.isFinite(value) ? value : String(value);

const NOT_IN_JSON = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];

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
