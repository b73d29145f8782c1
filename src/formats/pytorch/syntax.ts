/**
 * @file How values and activation functions stand in the text of a Python program. All text of a model's file, names and
 * labels, comes in by here, as literals: never in comments or docstrings, and never as names.
 */

import type { ActivationName } from "../../model/activations.js";
import { type Syntax, sound, textSyntax, uses, WHOLE, written } from "../../model/expressions.js";
import { ACTIVATION_FORMULAS, LOSS_FORMULAS } from "../../model/formulas.js";
import { fusedActivation, type LossName } from "../../model/losses.js";

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

/** What is added up, and what a logarithm is where a better one than that of the number itself is known. */
interface Choices {
  readonly sum: (x: string) => string;
  readonly log?: ((x: string) => string | undefined) | undefined;
  readonly variable: (name: string) => string;
}

const python = ({ sum, log, variable }: Choices): Syntax =>
  textSyntax(
    { add: " + ", subtract: " - ", multiply: " * ", divide: " / " },
    (name, args) => {
      const [x, y] = args;
      switch (name) {
        case "log":
          return log?.(x()) ?? `torch.log(${x()})`;
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
          return sum(x());
        default:
          return `torch.${name}(${args.map((arg) => arg()).join(", ")})`;
      }
    },
    variable,
  );

const ACTIVATION_SYNTAX = python({
  sum: (x) => `torch.sum(${x}, dim=-1, keepdim=True)`,
  variable: () => "z",
});

/** The logarithms of an output activation's values, computed from its logits, so that they stay finite where the values round to 0. */
const FUSED_LOGS: Partial<Record<ActivationName, Readonly<Record<string, string>>>> = {
  sigmoid: { a: "nn.functional.logsigmoid(z)", "1 - a": "nn.functional.logsigmoid(-z)" },
  softmax: { a: "torch.log_softmax(z, dim=-1)" },
};

/** Each example's loss, `[n]`, as an expression of the tensors `z`, `a` and `y`, `[n, units]`. */
export function lossCode(loss: LossName): string {
  const formula = LOSS_FORMULAS[loss];
  const fused = fusedActivation(loss);
  const logs = fused === undefined ? undefined : FUSED_LOGS[fused];
  const syntax = python({
    sum: (x) => `torch.sum(${x}, dim=-1)`,
    log: (x) => logs?.[x],
    variable: (name) => name.replace("_j", ""),
  });
  const code = written(logs === undefined ? sound(formula) : formula, syntax);
  // Within an example a loss that is no sum over the outputs is the mean of them.
  return uses(formula, "sum") ? code : `torch.mean(${code}, dim=-1)`;
}

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
        return ${written(sound(ACTIVATION_FORMULAS[name].formula), ACTIVATION_SYNTAX)}
`,
    )
    .join("");
