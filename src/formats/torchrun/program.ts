/**
 * @file The exported program: `train.py`, with this experiment's network in the place of the one that stands there.
 */

import { layerInputs, type ModelDefinition } from "../../model/model.js";
import { activationClasses, activationModule, lossCode } from "../pytorch/syntax.js";

/** Between these lines of train.py stands the network. */
const BEGIN = "# The network: Akari writes this part anew for every experiment";
const END = "# The processes";

/**
 * @param template the text of train.py
 * @returns the program for a network
 */
export function trainingProgram(template: string, definition: ModelDefinition): string {
  const lines = template.split("\n");
  const [begin, end] = [BEGIN, END].map((mark) => lines.findIndex((line) => line.startsWith(`${mark} --`)));
  if (begin < 0 || end < begin) throw new Error("train.py has no place for the network.");
  return [...lines.slice(0, begin + 1), networkCode(definition), ...lines.slice(end)].join("\n");
}

function networkCode(definition: ModelDefinition): string {
  const { layers, loss } = definition;
  const made = layers.map(
    ({ units, activation }, i) =>
      `        (nn.Linear(${layerInputs(definition, i)}, ${units}), ${activationModule(activation)}),\n`,
  );
  return `${activationClasses(layers.map(({ activation }) => activation))}

def layers():
    """Each layer's weights and its activation function, from the inputs to the outputs."""
    return [
${made.join("")}    ]


def losses(z, a, y):
    """Each example's loss, [n], by the output layer's weighted sums, activations and targets, all [n, units]."""
    return ${lossCode(loss)}

`;
}
