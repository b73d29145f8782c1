/**
 * @file How values stand in the text of a TypeScript program. All text of a model's file, names and labels, comes in
 * by here, as literals: never in comments, and never as names.
 */

/** What JSON leaves as it is and what a reader cannot see, or sees turned around: escaped, as `\u{202e}`. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;
/** What would end, or hide, the program where it stands inside a page: `</script>`, `<!--`. */
const MARKUP = /<(?=[/!])/g;

/** Plain data as an expression. */
export function literal(value: unknown): string {
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  // JSON has no NaN.
  if (Number.isNaN(value)) return "Number.NaN";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, item]) => `${propertyName(name)}: ${literal(item)}`);
  return `{ ${members.join(", ")} }`;
}

const text = (value: string): string =>
  JSON.stringify(value)
    .replace(UNSEEN, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(MARKUP, "\\x3c");

/** As the name of a property, in an object or a type: bare where it can be. */
export function propertyName(name: string): string {
  // In an object, a property that is called so without brackets would be its prototype.
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : text(name);
}

/** A list of values, one a line. */
export const lines = (values: readonly unknown[]): string =>
  `[\n${values.map((value) => `  ${literal(value)},\n`).join("")}]`;
