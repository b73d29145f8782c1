/**
 * @file A model as a Python program for PyTorch, beside a safetensors file: it makes inputs of what is raw, defines the
 * network, loads the weights and, when run, checks itself on examples with Akari's own answers.
 */

import type { Bytes } from "../../bytes.js";
import {
  layerInputs,
  type Model,
  type ModelDefinition,
  networkSize,
  requireShapes,
} from "../../model/model.js";
import type { Scaling } from "../../model/preprocessing.js";
import { sha256 } from "../bytes/hashes.js";
import { type CheckedExamples, checkedExamples } from "../exported/examples.js";
import {
  DIGIT_FORM,
  type ExportedAnswer,
  type ExportedInput,
  exportedAnswer,
  exportedInput,
  repeated,
} from "../exported/interface.js";
import { layerTensors, sequentialNames } from "../safetensors/layer-tensors.js";
import { encodeHashed } from "../safetensors/safetensors.js";
import { rowCode, rowImports } from "./row.js";
import { soundCode } from "./sound.js";
import { activationClasses, activationModule, lines, literal } from "./syntax.js";

export interface PytorchFiles {
  /** The Python program. */
  readonly program: string;
  /** The safetensors file that it loads. */
  readonly weights: Bytes;
}

/**
 * A model as a program for PyTorch. Its `predict` takes what is raw, as `akari predict` does: rows of a table as dicts
 * with the columns' names, pictures as arrays of pixels or PIL's, a recording's samples and their rate; or numbers, where
 * the model's description knows of no such thing. It gives dicts: `label` and `probabilities`, by the classes of
 * `LABELS` (or `outputs`, where they are no probabilities); `labels` with an answer each, where several may be true; or
 * `values` by their names, in their own units. What it
 * cannot read it refuses with a sentence. Its `outputs` gives what the layers alone do.
 *
 * The examples that it checks itself on are drawn from a seed; the answers to them are the reference engine's.
 *
 * @param weightsFile what the file of weights will be called; the program looks for it in its own folder
 * @throws AkariError `invalid-model` where the parameters do not fit the definition, or its parts each other
 */
export async function encodePytorch(model: Model, weightsFile: string): Promise<PytorchFiles> {
  const { definition, parameters } = model;
  requireShapes(definition, parameters);
  const input = exportedInput(definition);
  const examples = await checkedExamples(model);
  const units = definition.layers[definition.layers.length - 1].units;
  const count = examples.outputs.length / units;
  const tensors = layerTensors(definition, parameters, sequentialNames(definition));
  tensors.set("check.inputs", { shape: [count, definition.inputs], data: examples.inputs });
  tensors.set("check.outputs", { shape: [count, units], data: examples.outputs });
  if (examples.recording !== undefined) {
    const { samples, channels } = examples.recording;
    tensors.set("check.samples", { shape: [channels, samples.length / channels], data: samples });
  }
  const weights = encodeHashed(tensors);
  return { program: programOf(definition, input, examples, weightsFile, sha256(weights)), weights };
}

function programOf(
  definition: ModelDefinition,
  input: ExportedInput,
  examples: CheckedExamples,
  weightsFile: string,
  hash: string,
): string {
  const { layers } = definition;
  const answer = exportedAnswer(definition);
  const modules = layers.flatMap(({ units, activation }, i) => [
    `    nn.Linear(${layerInputs(definition, i)}, ${units}),`,
    `    ${activationModule(activation)},`,
  ]);
  const classes = activationClasses(layers.map(({ activation }) => activation));
  const imports = [
    ...(input.kind === "row" ? rowImports(input) : input.kind === "recording" ? ["import math"] : []),
    "import hashlib",
    "from pathlib import Path",
  ];
  const inOrder = ["import", "from"].flatMap((word) => imports.filter((one) => one.startsWith(word)).sort());
  const parts = ["inputs", "outputs", ...(input.kind === "recording" ? ["samples"] : [])];
  return `"""A neural network, ${networkSize(definition)}, exported by Akari.

Needs torch and safetensors. Run by itself, it checks its answers against Akari's.
"""

${inOrder.join("\n")}

import torch
from safetensors.torch import load_file
from torch import nn
${classes}${classes === "" ? "" : "\n"}
model = nn.Sequential(
${modules.join("\n")}
)

weights_file = Path(__file__).with_name(${literal(weightsFile)})
# Where the weights were changed on purpose, take this check away.
if hashlib.sha256(weights_file.read_bytes()).hexdigest() != "${hash}":
    raise ValueError(f"{weights_file} is damaged, or was changed after Akari wrote it. Export it again.")
tensors = load_file(weights_file)
check = {part: tensors.pop(f"check.{part}") for part in ${literal(parts).replace("[", "(").replace("]", ")")}}
model.load_state_dict(tensors)
model.eval()


def outputs(inputs):
    """The output layer's activations, [n, ${layers[layers.length - 1].units}], for the first layer's inputs, [n, ${definition.inputs}]."""
    with torch.no_grad():
        return model(${scaledCode(definition)})

${answerCode(answer)}
${inputCode(input, definition)}

${input.kind === "row" ? `# Rows to check the program with.\nEXAMPLES = ${lines([...(examples.rows ?? [])])}\n\n` : ""}
if __name__ == "__main__":
    model.double()
    expected = check["outputs"]
    error = ((outputs(check["inputs"]) - expected).abs() / expected.abs().clamp(min=1)).max().item()
${selfCheck(input, examples)}    if not error <= 1e-6:
        raise SystemExit(f"It differs from Akari by {error:.1e} on its {len(expected)} examples.")
    print(f"It agrees with Akari to 1e-6 on its {len(expected)} examples.")
`;
}

/** What the first layer takes in: where inputs are scaled, that is done in float64, as the engines do it. */
function scaledCode({ inputs, preprocessing: { divideBy, scaling } }: ModelDefinition): string {
  const divided = divideBy === 1 ? "" : ` / ${divideBy}`;
  if (scaling === undefined) return `inputs${divided}`;
  const numbers = (of: keyof Scaling) =>
    `torch.tensor(${JSON.stringify(repeated(scaling.each, inputs).map((each) => each[of]))}, dtype=torch.float64)`;
  const raw = `inputs.to(torch.${scaling.precision}).double()${divided}`;
  return `((${raw} - ${numbers("shift")}) / ${numbers("scale")}).to(model[0].weight.dtype)`;
}

/** From outputs to answers. */
function answerCode(answer: ExportedAnswer): string {
  if (answer.kind === "values") {
    return `
# What is predicted: its name, scale and shift.
TARGETS = ${lines(answer.outputs.map(({ name, scale, shift }) => [name, scale, shift]))}


def answers(outputs):
    """Values by their names, in their own units."""
    return [
        {"values": {name: scale * y + shift for (name, scale, shift), y in zip(TARGETS, row)}}
        for row in outputs.tolist()
    ]
`;
  }
  if (answer.kind === "labels") {
    return `
LABELS = ${literal(answer.labels)}


def answers(outputs):
    """Of each of LABELS whether it is true, whatever the others are, and its probability."""
    return [
        {"labels": [{"label": name, "answer": y > 0.5, "probability": y} for name, y in zip(LABELS, row)]}
        for row in outputs.tolist()
    ]
`;
  }
  const { labels, areProbabilities, isSingle } = answer;
  const what = areProbabilities ? "probabilities" : "outputs";
  return `
LABELS = ${literal(labels)}


def answers(outputs):
    """The best label, and ${what} by the order of LABELS."""
${isSingle ? "    outputs = torch.cat([1 - outputs, outputs], dim=1)\n" : ""}    return [{"label": LABELS[row.index(max(row))], "${what}": row} for row in outputs.tolist()]
`;
}

/** From what is given to answers. */
function inputCode(input: ExportedInput, { inputs, preprocessing }: ModelDefinition): string {
  switch (input.kind) {
    case "row": {
      const hasUnseen = input.columns.some(({ kind }) => kind === "category");
      const told = hasUnseen
        ? ` An answer's "unseen" names the columns whose
    category training has not seen: it counts as other.`
        : "";
      const answered = "answers(outputs(torch.stack(encoded)))";
      return `${rowCode(input)}

def predict(rows):
    """Answers to rows: dicts with the columns' names, such as pandas' to_dict("records") gives. One dict gets one answer.

    None, NaN, ${input.missingTexts.isGiven ? "and MISSING_TEXTS" : 'and texts such as "" and "NA",'} say that a cell is missing.${told}
    """
    if isinstance(rows, dict):
        return predict([rows])[0]
    if len(rows) == 0:
        return []
    encoded, unseen = zip(*map(encode, rows))
    return ${hasUnseen ? `[{**answer, "unseen": names} for answer, names in zip(${answered}, unseen)]` : answered}
`;
    }
    case "recording":
      return `${soundCode(input.sound)}

def predict(samples, rate):
    """The answer to a recording.

    Its samples, from -1 to 1, are [n], or [channels, n], of which the mean is taken; its rate is that of samples a second.
    """
    return answers(outputs(encode(samples, rate)[None]))[0]
`;
    case "picture": {
      const [height, width] = preprocessing.image ?? [28, 28];
      const shape = [height, width, ...(preprocessing.channels === 3 ? [3] : [])];
      return pixelCode(input, shape, inputs);
    }
    case "numbers":
      return `
def predict(inputs):
    """Answers to examples of ${inputs} numbers each, [n, ${inputs}]; to one, [${inputs}], one answer."""
    inputs = torch.as_tensor(inputs, dtype=torch.${preprocessing.scaling?.precision ?? "float32"})
    if inputs.shape[-1:] != (${inputs},) or inputs.ndim > 2 or not inputs.isfinite().all():
        raise ValueError("predict takes finite numbers, [${inputs}] or [n, ${inputs}].")
    found = answers(outputs(inputs.reshape(-1, ${inputs})))
    return found[0] if inputs.ndim == 1 else found
`;
  }
}

function pixelCode(
  { pixels, most, isDigit }: ExportedInput & { readonly kind: "picture" },
  shape: readonly number[],
  count: number,
): string {
  const [height, width] = shape;
  const shown = `[${shape.join(", ")}]`;
  const isBad =
    most === undefined
      ? "not pixels.isfinite().all()"
      : `not ((pixels >= 0) & (pixels <= ${most}) & (pixels == pixels.floor())).all()`;
  const range = most === undefined ? "finite numbers" : `whole numbers from 0 to ${most}`;
  return `
def predict(pictures):
    """Answers to pictures: ${pixels}, ${range}.

    They come as an array or tensor, [n, ${shape.join(", ")}] or [n, ${count}], which gets a list of answers; one, ${shown}, [${count}] or
    an image of PIL, gets one.
${isDigit ? `\n${DIGIT_FORM.map((line) => `    ${line}\n`).join("")}` : ""}    """
    if hasattr(pictures, "convert"):
        if pictures.size != (${width}, ${height}):
            raise ValueError(f"The picture is {pictures.size[0]} pixels wide and {pictures.size[1]} high: resize it to (${width}, ${height}).")
        pictures = torch.tensor(list(pictures.convert("${shape.length === 3 ? "RGB" : "L"}").tobytes()))
    pixels = torch.as_tensor(pictures, dtype=torch.float32)
    shape = tuple(pixels.shape)
    is_one = shape in ((${shape.join(", ")}), (${count},))
    if not is_one and shape[1:] not in ((${shape.join(", ")}), (${count},)):
        raise ValueError(f"Pictures come as ${shown} or [${count}], or n of them, not as {list(shape)}.")
    if ${isBad}:
        raise ValueError("Pixels are ${range}.")
    found = answers(outputs(pixels.reshape(-1, ${count})))
    return found[0] if is_one else found
`;
}

/** Checks that what is made of raw examples is what Akari makes of them. */
function selfCheck(input: ExportedInput, { recording }: CheckedExamples): string {
  if (input.kind === "row") {
    return `    encoded = torch.stack([encode(row)[0] for row in EXAMPLES]).double() - check["inputs"]
    error = max(error, (encoded.abs() / check["inputs"].abs().clamp(min=1)).max().item())
`;
  }
  if (recording === undefined) return "";
  return `    # Inputs are rounded to steps, and another machine may round a few the other way.
    encoded = encode(check["samples"], ${recording.rate}).double() - check["inputs"][0]
    steps = (encoded.reshape(-1, len(SCALES)) * SCALES).abs() * ${input.kind === "recording" && input.sound.form === "waveform" ? 32767 : 256}
    if steps.max() > 1.5 or (steps > 0.5).double().mean() > 0.01:
        raise SystemExit(f"It makes other inputs of a recording than Akari: {steps.max():.1f} steps away.")
`;
}
