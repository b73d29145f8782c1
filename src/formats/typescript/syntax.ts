/**
 * @file How values and activation functions stand in the text of a TypeScript program. All text of a model's file, names and
 * labels, comes in by here, as literals: never in comments, and never as names.
 */

import { type ActivationName, isElementwise } from "../../model/activations.js";
import { type Expression, sound, textSyntax, uses, WHOLE, written } from "../../model/expressions.js";
import { ACTIVATION_FORMULAS } from "../../model/formulas.js";

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

const TYPESCRIPT = textSyntax(
  { add: " + ", subtract: " - ", multiply: " * ", divide: " / " },
  (name, args) => {
    const [x] = args;
    switch (name) {
      case "above":
        return `${x()} > ${args[1]()} ? ${args[2]()} : ${args[3]()}`;
      case "negate":
        return `-${x(WHOLE)}`;
      case "square":
        return `${x(WHOLE)} ** 2`;
      case "sqrt":
        return x() === "2" ? "Math.SQRT2" : `Math.sqrt(${x()})`;
      case "erf":
        return `erf(${x()})`;
      default:
        return `Math.${name}(${args.map((arg) => arg()).join(", ")})`;
    }
  },
);

/** A function of one neuron's weighted sum, such as `(z) => Math.max(0, z)`. */
function functionCode(formula: Expression): string {
  const code = written(sound(formula), TYPESCRIPT);
  if (code.endsWith("(z)") && /^[\w.]+\(z\)$/.test(code)) return code.slice(0, -3);
  return `(z) => ${code.includes(" ? ") ? `(${code})` : code}`;
}

const SOFTMAX = `function softmax(z: number[]): number[] {
  const top = Math.max(...z);
  const e = z.map((x) => Math.exp(x - top));
  const sum = e.reduce((a, b) => a + b);
  return e.map((x) => x / sum);
}`;

/** The series whose terms are all of one sign: NIST Digital Library of Mathematical Functions, 7.6.2. */
const ERF = `function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let sum = x;
  for (let n = 1, term = x; n < 200; n++) sum += term *= (2 * x * x) / (2 * n + 1);
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}`;

/** What acts on one neuron; softmax, which acts on the output layer, follows on its weighted sums. */
export const activationCode = (name: ActivationName): string =>
  functionCode(isElementwise(name) ? ACTIVATION_FORMULAS[name].formula : "z");

/** The functions that these activations' code needs besides. */
export const neededFunctions = (names: readonly ActivationName[]): string[] => [
  ...(names.every(isElementwise) ? [] : [SOFTMAX]),
  ...(names.some((name) => uses(ACTIVATION_FORMULAS[name].formula, "erf")) ? [ERF] : []),
];
