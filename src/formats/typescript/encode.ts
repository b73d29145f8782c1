/**
 * @file A model as one TypeScript file without dependencies: code that makes inputs of what is raw, a page that computes
 * the network in float64, and the weights as base64 text.
 */

import { isElementwise } from "../../model/activations.js";
import { type Model, type ModelDefinition, networkSize, requireShapes } from "../../model/model.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import { writeNumbers } from "../bytes/numbers.js";
import {
  DIGIT_FORM,
  type ExportedAnswer,
  type ExportedInput,
  exportedAnswer,
  exportedInput,
} from "../exported/interface.js";
import { rowCode, rowType } from "./row.js";
import { RECORDING, soundCode } from "./sound.js";
import { activationCode, lines, literal, neededFunctions, propertyName } from "./syntax.js";

/** Every runtime has `atob`, but not every project's types do. */
const ATOB = "declare function atob(base64: string): string;";

/**
 * A model as TypeScript that exports `predict`. It takes what is raw, as `akari predict` does: a row of a table as an
 * object with the columns' names, a picture's pixels, a recording's samples; or numbers, where the model's description
 * knows of no such thing. It gives `label` and `probabilities`, by the classes of `labels`, which it exports too (or
 * `outputs`, where they are no probabilities); `labels` with an answer each, where several may be true; or `values` by
 * their names, in their own units. What it cannot read it
 * refuses with a sentence.
 *
 * Beside the weights and names, a network has less than 2 KB. Float32 weights are kept as they are, float64 ones too.
 *
 * @throws AkariError `invalid-model` where the parameters do not fit the definition, or its parts each other
 * @example
 * ```ts
 * writeFileSync("net.ts", encodeTypescript(model));
 * // import { predict } from "./net.ts"; predict({ rooms: 3, city: "Kyoto" }).values.price
 * ```
 */
export function encodeTypescript(model: Model): string {
  const { definition, parameters } = model;
  requireShapes(definition, parameters);
  const size = parameters.some(({ weight }) => weight instanceof Float64Array) ? 8 : 4;
  const input = exportedInput(definition);
  const answer = exportedAnswer(definition);
  const parts = [
    `// A neural network, ${networkSize(definition)}, exported by Akari.`,
    ...typesCode(input, answer),
    predictCode(input, definition),
    ...encodeCode(input),
    answerCode(answer, hasUnseen(input)),
    forwardCode(definition, size),
    ...neededFunctions(definition.layers.map(({ activation }) => activation)),
    ATOB,
    "/** Each unit's bias and weights. */\n" +
      `const base64 = "${base64(weightBytes(model, size))}";\n` +
      "const weights = new DataView(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer);",
  ];
  return `${parts.join("\n\n")}\n`;
}

const endsInSoftmax = ({ layers }: ModelDefinition): boolean =>
  !isElementwise(layers[layers.length - 1].activation);

/** Whether a row can hold categories that training has not seen. */
const hasUnseen = (input: ExportedInput): boolean =>
  input.kind === "row" && input.columns.some(({ kind }) => kind === "category");

/** What is given, and what comes out. */
function typesCode(input: ExportedInput, answer: ExportedAnswer): string[] {
  const given = input.kind === "row" ? [rowType(input)] : input.kind === "recording" ? [RECORDING] : [];
  const unseen = hasUnseen(input)
    ? "\n  /** Columns whose category training has not seen: it counts as other. */\n  unseen: string[];"
    : "";
  if (answer.kind === "values") {
    const names = [...new Set(answer.outputs.map(({ name }) => name))];
    const members = names.map((name) => `${propertyName(name)}: number`).join("; ");
    return [
      ...given,
      `export interface Answer {\n  /** In their own units. */\n  values: { ${members} };${unseen}\n}`,
    ];
  }
  if (answer.kind === "labels") {
    const members = "{ label: string; answer: boolean; probability: number }[]";
    return [
      ...given,
      `export const labels: readonly string[] = ${literal(answer.labels)};`,
      `export interface Answer {\n  /** Each is true or not, whatever the others are. */\n  labels: ${members};${unseen}\n}`,
    ];
  }
  return [
    ...given,
    `export const labels: readonly string[] = ${literal(answer.labels)};`,
    `export interface Answer {\n  label: string;\n  ${scoresName(answer)}: number[];${unseen}\n}`,
  ];
}

function predictCode(input: ExportedInput, { inputs }: ModelDefinition): string {
  switch (input.kind) {
    case "row":
      return hasUnseen(input)
        ? `export function predict(row: Row): Answer {
  const unseen: string[] = [];
  return { ...answer(forward(encode(row, unseen))), unseen };
}`
        : "export const predict = (row: Row): Answer => answer(forward(encode(row)));";
    case "recording":
      return "export const predict = (recording: Recording): Answer => answer(forward(encode(recording)));";
    case "picture":
      return numbersCode(inputs, pixelsText(input), input.most === 255, input.isDigit ? DIGIT_FORM : []);
    case "numbers":
      return numbersCode(inputs, "", false, []);
  }
}

const pixelsText = ({ pixels, most }: ExportedInput & { readonly kind: "picture" }): string =>
  `${pixels}${most === undefined ? "" : `, whole, 0 to ${most}`}`;

function numbersCode(count: number, what: string, areBytes: boolean, notes: readonly string[]): string {
  const comment = notes.length === 0 ? "" : `/**\n${notes.map((line) => ` * ${line}\n`).join("")} */\n`;
  const takes = `predict takes ${count} number${count === 1 ? "" : "s"}${what === "" ? "" : `: ${what}`}`;
  return `${comment}export function predict(input: ArrayLike<number>): Answer {
  const x = Array.from(input);
  if (x.length !== ${count} || !x.every(${areBytes ? "(p) => (p & 255) === p" : "Number.isFinite"})) {
    throw new RangeError(${literal(takes)});
  }
  return answer(forward(x));
}`;
}

/** From what is raw to the first layer's inputs. */
function encodeCode(input: ExportedInput): string[] {
  if (input.kind === "row") return rowCode(input);
  return input.kind === "recording" ? soundCode(input.sound) : [];
}

const scoresName = ({ areProbabilities }: ExportedAnswer & { readonly kind: "classes" }): string =>
  areProbabilities ? "probabilities" : "outputs";

/** From the output layer's activations to an answer. */
function answerCode(answer: ExportedAnswer, hasUnseen: boolean): string {
  const returned = hasUnseen ? 'Omit<Answer, "unseen">' : "Answer";
  if (answer.kind === "values") {
    return `/** What is predicted: its name, scale and shift. */
const targets: [string, number, number][] = ${lines(
      answer.outputs.map(({ name, scale, shift }) => [name, scale, shift]),
    )};

function answer(outputs: number[]): ${returned} {
  const values = targets.map(([name, scale, shift], i) => [name, scale * (outputs[i] ?? 0) + shift]);
  return { values: Object.fromEntries(values) };
}`;
  }
  if (answer.kind === "labels") {
    return `function answer(outputs: number[]): ${returned} {
  return { labels: outputs.map((y, i) => ({ label: labels[i] ?? "", answer: y > 0.5, probability: y })) };
}`;
  }
  const scores = scoresName(answer);
  return `function answer(${answer.isSingle ? "[y = 0]" : scores}: number[]): ${returned} {
${answer.isSingle ? `  const ${scores} = [1 - y, y];\n` : ""}  return { label: labels[${scores}.indexOf(Math.max(...${scores}))] ?? "", ${scores} };
}`;
}

function forwardCode(definition: ModelDefinition, size: 4 | 8): string {
  const { layers, preprocessing } = definition;
  const rows = layers.map(({ units, activation }) => `  [${units}, ${activationCode(activation)}],\n`);
  return `${scalingsCode(preprocessing)}const layers: [units: number, activation: (z: number) => number][] = [
${rows.join("")}];

function forward(inputs: number[]): number[] {
  let a = ${scaledCode(preprocessing)};
  let at = 0;
  const next = () => weights.getFloat${8 * size}((at += ${size}) - ${size}, true);
  for (const [units, activation] of layers) {
    a = Array.from({ length: units }, () => activation(a.reduce((sum, x) => sum + x * next(), next())));
  }
  return ${endsInSoftmax(definition) ? "softmax(a)" : "a"};
}`;
}

function scalingsCode({ scaling }: Preprocessing): string {
  if (scaling === undefined) return "";
  const rows = scaling.each.map(({ shift, scale }) => [shift, scale]);
  return `/** What is taken from each input, and what the rest is divided by; they repeat. */
const scalings: [shift: number, scale: number][] = ${literal(rows)};

`;
}

/** What the first layer takes in, of what it is given. */
function scaledCode({ divideBy, scaling }: Preprocessing): string {
  const divided = divideBy === 1 ? "" : ` / ${divideBy}`;
  if (scaling === undefined) return divideBy === 1 ? "inputs" : `inputs.map((x) => x${divided})`;
  const raw = scaling.precision === "float32" ? "Math.fround(x)" : "x";
  return `inputs.map((x, i) => {
    const [shift, scale] = scalings[i % scalings.length] ?? [0, 1];
    return (${raw}${divided} - shift) / scale;
  })`;
}

function weightBytes({ definition, parameters }: Model, size: 4 | 8): Uint8Array {
  const count = parameters.reduce((sum, { weight, bias }) => sum + weight.length + bias.length, 0);
  const bytes = new Uint8Array(count * size);
  const Numbers = size === 4 ? Float32Array : Float64Array;
  let at = 0;
  parameters.forEach(({ weight, bias }, layer) => {
    const { units } = definition.layers[layer];
    const inputs = weight.length / units;
    for (let i = 0; i < units; i++) {
      at = writeNumbers(bytes, at, Numbers.of(bias[i]));
      at = writeNumbers(bytes, at, Numbers.from(weight.subarray(i * inputs, (i + 1) * inputs)));
    }
  });
  return bytes;
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]);
  return btoa(text);
}
