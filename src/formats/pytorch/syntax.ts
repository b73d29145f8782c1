/**
 * @file How values and activation functions stand in the text of a Python program. All text of a model's file, names and
 * labels, comes in by here, as literals: never in comments or docstrings, and never as names.
 */

import type { ActivationName } from "../../model/activations.js";
import { sound, textSyntax, WHOLE, written } from "../../model/expressions.js";
import { ACTIVATION_FORMULAS } from "../../model/formulas.js";

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

const PYTHON = textSyntax(
  { add: " + ", subtract: " - ", multiply: " * ", divide: " / " },
  (name, args) => {
    const [x, y] = args;
    switch (name) {
      case "above":
        return `torch.where(${x()} > ${y()}, ${args[2]()}, ${args[3]()})`;
      case "negate":
        return `-${x(WHOLE)}`;
      case "square":
        return `${x(WHOLE)} ** 2`;
      case "sqrt":
        return `${x(WHOLE)} ** 0.5`;
      case "max": {
        const [limit, other] = Number.isFinite(Number(x())) ? [x, y] : [y, x];
        return `torch.clamp(${other()}, min=${limit()})`;
      }
      case "erf":
        return `torch.special.erf(${x()})`;
      case "sum":
        return `torch.sum(${x()}, dim=-1, keepdim=True)`;
      default:
        return `torch.${name}(${args.map((arg) => arg()).join(", ")})`;
    }
  },
  () => "z",
);

/** What a class is called: `LeakyRelu`. */
const className = (name: ActivationName): string =>
  name.replace(/(?:^|_)(.)/g, (_, first: string) => first.toUpperCase());

/** A layer's activation, as it stands in `nn.Sequential`. */
export const activationModule = (name: ActivationName): string =>
  ACTIVATION_FORMULAS[name].pytorch ?? `${className(name)}()`;

/** The modules among these activations that PyTorch has not, defined; each with two empty lines before it. */
export const activationClasses = (names: readonly ActivationName[]): string =>
  [...new Set(names)]
    .filter((name) => ACTIVATION_FORMULAS[name].pytorch === undefined)
    .map(
      (name) => `

class ${className(name)}(nn.Module):
    def forward(self, z):
        return ${written(sound(ACTIVATION_FORMULAS[name].formula), PYTHON)}
`,
    )
    .join("");
