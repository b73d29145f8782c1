/**
 * @file A model as one TypeScript file without dependencies: the weights as base64 text, and a page of code that
 * computes with them in float64.
 */

import type { ActivationName, ElementwiseActivationName } from "../model/activations.js";
import { type Model, type ModelDefinition, networkSize, requireShapes } from "../model/model.js";
import type { OutputScaling, Preprocessing } from "../model/preprocessing.js";
import { describeInputs, exportedColumns, oneLine } from "./export-inputs.js";
import { writeFloats } from "./little-endian.js";

/** What acts on one neuron, as code; softmax, which acts on the output layer, follows on its weighted sums. */
const ACTIVATION_CODE: Readonly<Record<ElementwiseActivationName, string>> = {
  linear: "z",
  sigmoid: "1 / (1 + Math.exp(-z))",
  tanh: "Math.tanh(z)",
  relu: "Math.max(0, z)",
  leaky_relu: "z > 0 ? z : 0.01 * z",
  elu: "z > 0 ? z : Math.expm1(z)",
  gelu: "(z / 2) * (1 + erf(z / Math.SQRT2))",
  silu: "z / (1 + Math.exp(-z))",
  softplus: "Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))",
};

const SOFTMAX = `function softmax(z: number[]): number[] {
  const top = z.reduce((a, b) => Math.max(a, b));
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

/** Every runtime has `atob`, but not every project's types do. */
const ATOB = "declare function atob(base64: string): string;";

/**
 * A model as TypeScript that exports `predict` and `labels`. Beside the weights, and the names of classes
 * and columns, it has less than 2 KB.
 * Float32 weights are kept as they are, float64 ones too.
 *
 * @throws AkariError `invalid-model` where the parameters do not fit the definition
 */
export function exportTypescript(model: Model): string {
  const { definition, parameters } = model;
  requireShapes(definition, parameters);
  const size = parameters.some(({ weight }) => weight instanceof Float64Array) ? 8 : 4;
  const used = new Set(definition.layers.map(({ activation }) => elementwise(activation)));
  const parts = [
    `// A neural network, ${networkSize(definition)}, exported by Akari.`,
    `/** A class an output. */\nexport const labels: readonly string[] = ${literal(definition.labels ?? [])};`,
    ...columnsCode(definition),
    ...scalingsCode(definition),
    predictCode(definition, size),
    [...used].map((name) => `const ${name} = (z: number) => ${ACTIVATION_CODE[name]};`).join("\n"),
    ...(endsInSoftmax(definition) ? [SOFTMAX] : []),
    ...(used.has("gelu") ? [ERF] : []),
    layersCode(definition),
    ATOB,
    "/** Each unit's bias and weights. */\n" +
      `const text = atob("${base64(weightBytes(model, size))}");\n` +
      "const numbers = new DataView(Uint8Array.from(text, (c) => c.charCodeAt(0)).buffer);",
  ];
  return `${parts.join("\n\n")}\n`;
}

const endsInSoftmax = ({ layers }: ModelDefinition): boolean =>
  layers[layers.length - 1].activation === "softmax";

const elementwise = (name: ActivationName): ElementwiseActivationName =>
  name === "softmax" ? "linear" : name;

function columnsCode(definition: ModelDefinition): string[] {
  const columns = exportedColumns(definition);
  if (columns === undefined) return [];
  const rows = columns.map(({ name, shift, scale, fill }) => [name, shift, scale, fill]);
  return [
    "/** Name, shift, scale, and what stands in for NaN. */\n" +
      `const columns: [string, number, number, number][] = ${literal(rows)};`,
  ];
}

function scalingsCode({ preprocessing: { scaling } }: ModelDefinition): string[] {
  if (scaling === undefined) return [];
  const rows = scaling.each.map(({ shift, scale }) => [shift, scale]);
  return [
    `/** What is taken from each input, and what the rest is divided by; they repeat. */\nconst scalings: [number, number][] = ${literal(rows)};`,
  ];
}

function layersCode({ layers }: ModelDefinition): string {
  const list = layers.map(({ units, activation }) => `[${units}, ${elementwise(activation)}]`).join(", ");
  return `const layers: [number, (z: number) => number][] = [${list}];`;
}

function predictCode(definition: ModelDefinition, size: 4 | 8): string {
  const { inputs, preprocessing } = definition;
  const { outputs } = preprocessing;
  const given =
    outputs === undefined
      ? "the output layer's activations"
      : `in their own unit: ${outputs.map(({ name }) => oneLine(name)).join(", ")}`;
  const answers = endsInSoftmax(definition) ? "softmax(a)" : "a";
  return `/**
 * @param input ${describeInputs(definition)}
 * @returns ${given}
 */
export function predict(input: ArrayLike<number>): number[] {
  if (input.length !== ${inputs}) throw new RangeError("predict takes ${inputs} numbers");
  let a = ${inputCode(exportedColumns(definition) !== undefined, preprocessing)};
  let at = 0;
  const next = () => numbers.getFloat${8 * size}((at += ${size}) - ${size}, true);
  for (const [units, activation] of layers) {
    a = Array.from({ length: units }, () => activation(a.reduce((sum, x) => sum + x * next(), next())));
  }
  return ${outputs === undefined ? answers : outputCode(answers, outputs)};
}`;
}

function inputCode(scaled: boolean, { divideBy, scaling }: Preprocessing): string {
  const divided = divideBy === 1 ? "" : ` / ${divideBy}`;
  if (scaling !== undefined) {
    const raw = scaling.precision === "float32" ? "Math.fround(x)" : "x";
    return `Array.from(input, (x, i) => {
    const [shift, scale] = scalings[i % scalings.length] ?? [0, 1];
    return (${raw}${divided} - shift) / scale;
  })`;
  }
  if (!scaled) return `Array.from(input, (x) => x${divided})`;
  return `Array.from(input, (x, i) => {
    const [, shift, scale, fill] = columns[i] ?? ["", 0, 1, 0];
    return ((Number.isNaN(x) ? fill : x) - shift) / scale${divided};
  })`;
}

function outputCode(answers: string, outputs: readonly OutputScaling[]): string {
  const [scales, shifts] = [outputs.map(({ scale }) => scale), outputs.map(({ shift }) => shift)];
  return `${answers}.map((y, i) => y * (${literal(scales)}[i] ?? 1) + (${literal(shifts)}[i] ?? 0))`;
}

/** As text of a program: JSON is TypeScript. */
const literal = (value: unknown): string => JSON.stringify(value);

function weightBytes({ definition, parameters }: Model, size: 4 | 8): Uint8Array {
  const count = parameters.reduce((sum, { weight, bias }) => sum + weight.length + bias.length, 0);
  const bytes = new Uint8Array(count * size);
  const Numbers = size === 4 ? Float32Array : Float64Array;
  let at = 0;
  parameters.forEach(({ weight, bias }, layer) => {
    const { units } = definition.layers[layer];
    const inputs = weight.length / units;
    for (let i = 0; i < units; i++) {
      at = writeFloats(bytes, at, Numbers.of(bias[i]));
      at = writeFloats(bytes, at, Numbers.from(weight.subarray(i * inputs, (i + 1) * inputs)));
    }
  });
  return bytes;
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]);
  return btoa(text);
}
