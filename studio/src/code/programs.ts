/**
 * @file The same computation as a program, in three ways that people write it: with Akari in TypeScript, by hand with NumPy, with PyTorch. Each
 * prints what the page shows, which its comments say; tests run them and compare.
 */

import {
  ACTIVATION_FORMULAS,
  type ActivationName,
  type Argument,
  type OperationName,
  PRODUCT,
  SUM,
  type Syntax,
  simplified,
  WHOLE,
  written,
} from "akari/model";
import type { Computation, FromFile, SmallLayer, WrittenOut } from "./computation";

export const PROGRAM_LANGUAGES = ["typescript", "numpy", "pytorch"] as const;
export type ProgramLanguage = (typeof PROGRAM_LANGUAGES)[number];

/** Parts of a program; each becomes a cell of a notebook. */
export type Program = readonly string[];

export function programOf(language: ProgramLanguage, computation: Computation): Program {
  const write = { typescript, numpy, pytorch }[language];
  return write(computation).map((part) => `${part.trim()}\n`);
}

/** Numbers of a layer that are said in a comment; of a wide one no more than fit a screen. */
const SAID = 16;

/** What the program prints for a layer, as comments. */
function said({ outcomes, decimals }: Computation, layer: number, sign: string): string {
  const line = (name: string, values: ArrayLike<number>): string => {
    const texts = Array.from(values, (value) => value.toFixed(decimals));
    const shown = texts.slice(0, SAID).join(" ");
    return `${sign} ${name}${layer + 1}: ${shown}${texts.length > SAID ? " …" : ""}`;
  };
  const { z, a } = outcomes[layer];
  return `${line("z", z)}\n${line("a", a)}`;
}

const saidAll = (computation: Computation, sign: string): string =>
  computation.outcomes.map((_, layer) => said(computation, layer, sign)).join("\n");

const list = (values: readonly number[]): string => values.join(", ");
const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

function typescript(computation: Computation): Program {
  const show = `
function show(name: string, values: ArrayLike<number>): void {
  console.log(\`\${name}:\`, Array.from(values, (value) => value.toFixed(${computation.decimals})).join(" "));
}

for (const [i, { preActivations, activations }] of trace.layers.entries()) {
  show(\`z\${i + 1}\`, preActivations);
  show(\`a\${i + 1}\`, activations);
}
network.dispose();
${saidAll(computation, "//")}`;
  return computation.kind === "from file"
    ? [typescriptFromFile(computation), show]
    : [typescriptWrittenOut(computation), show];
}

const typescriptFromFile = ({ file, pixels }: FromFile): string => `
import { load } from "akari";

// The network, as it was saved from the page.
const network = await load("${file}");
// The picture: ${pixels.length} pixels, 0 dark to 255 full light.
const pixels = Uint8Array.from(atob(
  "${base64(pixels)}",
), (letter) => letter.charCodeAt(0));
const trace = network.trace(pixels);`;

const typescriptWrittenOut = ({ layers, inputs }: WrittenOut): string => `
import { compile, defineModel } from "akari";

const definition = defineModel({
  inputs: ${inputs.length},
  layers: [
${layers.map(({ bias, activation }) => `    { units: ${bias.length}, activation: "${activation}" },`).join("\n")}
  ],
});
// Row by row: each row is a neuron.
const parameters = [
${layers
  .map(
    ({ weight, bias }) =>
      `  { weight: Float32Array.of(${list(weight.flat())}), bias: Float32Array.of(${list(bias)}) },`,
  )
  .join("\n")}
];
const network = await compile({ definition, parameters });
const trace = network.trace(Float32Array.of(${list(inputs)}));`;

/** Reads a safetensors file in plain Python: a length, a description in JSON, then the numbers. */
const readFile = (file: string): string => `
# The network, as it was saved from the page.
data = open("${file}", "rb").read()
start = 8 + int.from_bytes(data[:8], "little")
header = json.loads(data[8:start])


def tensor(name):
    begin, end = header[name]["data_offsets"]
    values = np.frombuffer(data[start + begin : start + end], dtype="<f4")
    return values.reshape(header[name]["shape"])`;

const readPixels = ({ pixels, divideBy }: FromFile): string => `
# The picture: ${pixels.length} pixels, 0 dark to 255 full light.
pixels = np.frombuffer(base64.b64decode("${base64(pixels)}"), dtype=np.uint8)
a0 = (pixels / ${divideBy}).astype(np.float32)`;

/** How layers are named in files: as PyTorch's \`nn.Sequential\` has them, activations between them. */
const nameIn = (layer: number): string => String(2 * layer);

const show = (decimals: number): string => `
def show(name, values):
    print(f"{name}:", " ".join(f"{value:.${decimals}f}" for value in values))`;

function numpy(computation: Computation): Program {
  const { decimals } = computation;
  const names = computation.kind === "from file" ? computation.activations : computation.layers.map(one);
  const imports = [
    ...(computation.kind === "from file" ? ["import base64", "import json"] : []),
    ...(names.includes("gelu") ? ["import math"] : []),
  ];
  const head = `${imports.join("\n")}\n\nimport numpy as np\n\n${show(decimals)}`.trimStart();
  const steps = names.map((activation, i) => {
    const [layer, before] = [i + 1, i];
    const values =
      computation.kind === "from file"
        ? `W${layer}, b${layer} = tensor("${nameIn(i)}.weight"), tensor("${nameIn(i)}.bias")`
        : matrices(computation.layers[i], layer, "np.array");
    return `
${values}
z${layer} = W${layer} @ a${before} + b${layer}
a${layer} = ${inNumpy(activation, `z${layer}`)}
show("z${layer}", z${layer})
show("a${layer}", a${layer})
${said(computation, i, "#")}`;
  });
  const given =
    computation.kind === "from file"
      ? [readFile(computation.file), readPixels(computation)]
      : [`a0 = np.array([${list(computation.inputs)}])`];
  return [head, ...given, ...steps];
}

const one = ({ activation }: SmallLayer): ActivationName => activation;

const matrices = ({ weight, bias }: SmallLayer, layer: number, array: string): string =>
  `W${layer} = ${array}([${weight.map((row) => `[${list(row)}]`).join(", ")}])\nb${layer} = ${array}([${list(bias)}])`;

function pytorch(computation: Computation): Program {
  const { decimals } = computation;
  const names = computation.kind === "from file" ? computation.activations : computation.layers.map(one);
  const head =
    computation.kind === "from file"
      ? "import base64\nimport json\n\nimport numpy as np\nimport torch\nfrom torch import nn"
      : "import torch\nfrom torch import nn";
  const steps = names.map((activation, i) => {
    const [layer, before] = [i + 1, i];
    const values =
      computation.kind === "from file"
        ? `W${layer}, b${layer} = (torch.tensor(tensor(f"${nameIn(i)}.{part}")) for part in ("weight", "bias"))`
        : matrices(computation.layers[i], layer, "torch.tensor");
    return `
${values}
z${layer} = nn.functional.linear(a${before}, W${layer}, b${layer})
a${layer} = ${inPytorch(activation, `z${layer}`)}
show("z${layer}", z${layer})
show("a${layer}", a${layer})
${said(computation, i, "#")}`;
  });
  const given =
    computation.kind === "from file"
      ? [readFile(computation.file), `${readPixels(computation)}\na0 = torch.tensor(a0)`]
      : [`a0 = torch.tensor([${list(computation.inputs)}])`];
  return [`${head}\n\n${show(decimals)}`, ...given, ...steps];
}

/** σ of a name in NumPy. Of softmax the largest is taken off first: the same shares, and nothing overflows. */
function inNumpy(activation: ActivationName, name: string): string {
  if (activation === "softmax") {
    const powers = `np.exp(${name} - np.max(${name}))`;
    return `${powers} / np.sum(${powers})`;
  }
  return written(simplified(ACTIVATION_FORMULAS[activation].formula), python("np", name));
}

function inPytorch(activation: ActivationName, name: string): string {
  const { pytorch: module, formula } = ACTIVATION_FORMULAS[activation];
  return module === undefined ? written(simplified(formula), python("torch", name)) : `${module}(${name})`;
}

/** Formulas of an array in Python. */
function python(library: "np" | "torch", name: string): Syntax {
  const signs: Partial<Record<OperationName, [sign: string, left: number, right: number]>> = {
    add: [" + ", SUM, SUM],
    subtract: [" - ", SUM, SUM + 1],
    multiply: [" * ", PRODUCT + 1, PRODUCT + 1],
    divide: [" / ", PRODUCT + 1, PRODUCT + 1],
  };
  const call = (operation: OperationName, args: readonly Argument<string>[]): string => {
    const [x, y] = args;
    switch (operation) {
      case "above":
        return `${library}.where(${x()} > ${y()}, ${args[2]()}, ${args[3]()})`;
      case "negate":
        return `-${x(WHOLE)}`;
      case "square":
        return `${x(WHOLE)} ** 2`;
      case "max":
        return library === "np" ? `np.maximum(${x()}, ${y()})` : `torch.clamp(${y()}, min=${x()})`;
      case "erf":
        return library === "np" ? `np.vectorize(math.erf)(${x()})` : `torch.special.erf(${x()})`;
      default:
        return `${library}.${operation}(${args.map((arg) => arg()).join(", ")})`;
    }
  };
  return {
    number: String,
    variable: () => name,
    enclosed: (text) => `(${text})`,
    operation: (operation, args) => {
      const found = signs[operation];
      return found === undefined ? call(operation, args) : args[0](found[1]) + found[0] + args[1](found[2]);
    },
  };
}

/** A program in Python as a notebook, a cell for each of its parts (nbformat 4.5). */
export function notebookOf(program: Program): string {
  const cells = program.map((part, i) => ({
    cell_type: "code",
    id: `part-${i + 1}`,
    execution_count: null,
    metadata: {},
    outputs: [],
    source: part.trimEnd().split(/(?<=\n)/),
  }));
  const metadata = {
    kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
    language_info: { name: "python" },
  };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}
