/**
 * @file A model as a short Python program for PyTorch, beside a safetensors file: it defines the network, loads the
 * weights and, when run, checks itself on examples with Akari's own answers.
 */

import type { ActivationName } from "../model/activations.js";
import { layerInputs, type Model, type ModelDefinition, networkSize, requireShapes } from "../model/model.js";
import type { InputScaling, Scaling } from "../model/preprocessing.js";
import { checkedExamples } from "./export-examples.js";
import { describeInputs, exportedColumns, oneLine, repeated } from "./export-inputs.js";
import { layerTensors, sequentialNames } from "./layer-tensors.js";
import { encodeSafetensors } from "./safetensors.js";

export interface PytorchExport {
  /** The Python program. */
  readonly program: string;
  /** The safetensors file that it loads. */
  readonly weights: Uint8Array<ArrayBuffer>;
}

const MODULES: Readonly<Record<ActivationName, string>> = {
  linear: "nn.Identity()",
  sigmoid: "nn.Sigmoid()",
  tanh: "nn.Tanh()",
  relu: "nn.ReLU()",
  leaky_relu: "nn.LeakyReLU(0.01)",
  elu: "nn.ELU()",
  gelu: "nn.GELU()",
  silu: "nn.SiLU()",
  softplus: "nn.Softplus()",
  softmax: "nn.Softmax(dim=-1)",
};

/**
 * A model as a program for PyTorch. The examples that it checks itself on are drawn from a seed; the answers to them
 * are the reference engine's.
 *
 * @param weightsFile what the file of weights will be called; the program looks for it in its own folder
 * @throws AkariError `invalid-model` where the parameters do not fit the definition
 */
export async function exportPytorch(model: Model, weightsFile: string): Promise<PytorchExport> {
  const { definition, parameters } = model;
  requireShapes(definition, parameters);
  const examples = await checkedExamples(model);
  const units = definition.layers[definition.layers.length - 1].units;
  const count = examples.outputs.length / units;
  const tensors = layerTensors(definition, parameters, sequentialNames(definition));
  tensors.set("check.inputs", { shape: [count, definition.inputs], data: examples.inputs });
  tensors.set("check.outputs", { shape: [count, units], data: examples.outputs });
  return { program: programOf(definition, weightsFile), weights: encodeSafetensors(tensors) };
}

function programOf(definition: ModelDefinition, weightsFile: string): string {
  const { layers, labels, preprocessing } = definition;
  const { divideBy, scaling, outputs } = preprocessing;
  const columns = exportedColumns(definition);
  const modules = layers.flatMap(({ units, activation }, i) => [
    `    nn.Linear(${layerInputs(definition, i)}, ${units}),`,
    `    ${MODULES[activation]},`,
  ]);
  const steps = [
    ...(columns === undefined
      ? []
      : [
          `        inputs = torch.where(inputs.isnan(), ${row(columns.map(({ fill }) => fill))}, inputs)`,
          `        inputs = (inputs - ${row(columns.map(({ shift }) => shift))}) / ${row(columns.map(({ scale }) => scale))}`,
        ]),
    ...(scaling === undefined ? [] : scalingSteps(definition, scaling)),
    `        return model(inputs${divideBy === 1 || scaling !== undefined ? "" : ` / ${divideBy}`})${
      outputs === undefined
        ? ""
        : ` * ${row(outputs.map(({ scale }) => scale))} + ${row(outputs.map(({ shift }) => shift))}`
    }`,
  ];
  const answers =
    outputs === undefined
      ? "the output layer's activations"
      : `in their own unit: ${outputs.map(({ name }) => oneLine(name)).join(", ")}`;
  return `"""A neural network, ${networkSize(definition)}, exported by Akari.

Needs torch and safetensors. Run by itself, it checks its answers against Akari's.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
${labels === undefined ? "" : `\nLABELS = ${JSON.stringify(labels)}\n`}
model = nn.Sequential(
${modules.join("\n")}
)

tensors = load_file(Path(__file__).with_name(${JSON.stringify(weightsFile)}))
check = {part: tensors.pop(f"check.{part}") for part in ("inputs", "outputs")}
model.load_state_dict(tensors)
model.eval()


def predict(inputs):
    """Answers to examples, [n, units]: ${answers}.

    Each example is ${describeInputs(definition)}.
    """
    with torch.no_grad():
${steps.join("\n")}


if __name__ == "__main__":
    model.double()
    expected = check["outputs"]
    error = ((predict(check["inputs"]) - expected).abs() / expected.abs().clamp(min=1)).max().item()
    if not error <= 1e-6:
        raise SystemExit(f"It differs from Akari by {error:.1e} on its {len(expected)} examples.")
    print(f"It agrees with Akari to 1e-6 on its {len(expected)} examples.")
`;
}

/** In float64, as the engines do it. */
function scalingSteps(
  { inputs, preprocessing: { divideBy } }: ModelDefinition,
  { precision, each }: InputScaling,
): string[] {
  const numbers = (of: keyof Scaling) =>
    `torch.tensor(${JSON.stringify(repeated(each, inputs).map((scaling) => scaling[of]))}, dtype=torch.float64)`;
  const raw = `inputs.to(torch.${precision}).double()${divideBy === 1 ? "" : ` / ${divideBy}`}`;
  return [`        inputs = ((${raw} - ${numbers("shift")}) / ${numbers("scale")}).to(inputs.dtype)`];
}

/** Numbers as a row that each example is computed with. */
const row = (numbers: readonly number[]): string =>
  `torch.tensor(${JSON.stringify(numbers)}, dtype=inputs.dtype)`;
