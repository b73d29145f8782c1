/**
 * @file How values stand in the text of a Python program. All text of a model's file, names and labels, comes in by
 * here, as literals: never in comments or docstrings, and never as names.
 */

/** What JSON leaves as it is and what a reader cannot see, or sees turned around: escaped, as `\u202e`. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Plain data as an expression: lists, dicts, texts, numbers, True, False and None. */
export function literal(value: unknown): string {
  if (value === undefined || value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  // JSON has no NaN.
  if (Number.isNaN(value)) return "math.nan";
  if (typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, item]) => `${text(name)}: ${literal(item)}`);
  return `{${entries.join(", ")}}`;
}

/** JSON's escapes are Python's. */
const text = (value: string): string =>
  JSON.stringify(value).replace(UNSEEN, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    return code > 0xffff
      ? `\\U${code.toString(16).padStart(8, "0")}`
      : `\\u${code.toString(16).padStart(4, "0")}`;
  });

/** A list of values, one a line. */
export const lines = (values: readonly unknown[]): string =>
  `[\n${values.map((value) => `    ${literal(value)},\n`).join("")}]`;
