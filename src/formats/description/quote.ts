/**
 * @file How messages show what a file said: short, on one line, and never by walking into a value whose depth the
 * file decides.
 */

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
