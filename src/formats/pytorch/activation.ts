/**
 * @file Activation functions as PyTorch's modules: its own, or one defined from the formula.
 */

import type { ActivationName } from "../../model/activations.js";
import { sound, textSyntax, WHOLE, written } from "../../model/expressions.js";
import { ACTIVATION_FORMULAS } from "../../model/formulas.js";

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
