/**
 * @file `akari trace`: what every neuron does for one input.
 */

import { AkariError } from "../error.js";
import type { StoredModel } from "../formats/index.js";
import type { ModelDefinition } from "../model/model.js";
import { answer, requireClassifier } from "./answer.js";
import { streamStyle } from "./color.js";
import { requireDigitInputs } from "./digit-model.js";
import { count } from "./format.js";
import { EXIT, type Io } from "./io.js";
import { loadForModel } from "./model-data.js";
import { openModel } from "./open-model.js";
import type { Arguments } from "./parse.js";
import { namesData } from "./sources.js";
import { drawTrace } from "./trace-picture.js";

/** Width of a picture that goes to no terminal. */
const PLAIN_WIDTH = 100;

export async function trace({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path, operand] = operands;
  const { trace: traceModel } = await import("../insight/trace.js");
  const stored = await openModel(path, options, io);
  const { model } = stored;
  const { definition } = model;
  requireClassifier(definition, path);
  const input = (await namesData(operand))
    ? await fromDataset(operand, options.index ?? 0, stored)
    : await fromFile(operand, options.index, definition, path);
  const { inputs, layers } = await traceModel(model, input.pixels, { engine: options.engine ?? "wasm" });
  if (options.json) {
    const { label: predicted } = answer(definition, layers[layers.length - 1].activations);
    const numbers = layers.map(({ preActivations, activations }) => ({
      preActivations: Array.from(preActivations),
      activations: Array.from(activations),
    }));
    const { name, label } = input;
    const line = { input: name, label, predicted, inputs: Array.from(inputs), layers: numbers };
    io.stdout.write(`${JSON.stringify(line)}\n`);
    return EXIT.done;
  }
  const style = streamStyle(io.stdout, io.env);
  const { name, label } = input;
  const lines = drawTrace(
    definition,
    { name, label, inputs, layers },
    style,
    io.stdout.columns ?? PLAIN_WIDTH,
  );
  io.stdout.write(lines.map((line) => `${line}\n`).join(""));
  return EXIT.done;
}

/** One input to look at. */
interface Input {
  readonly name: string;
  readonly label?: string | undefined;
  /** Raw, in the unit that the model was trained on, `[inputs]`. */
  readonly pixels: ArrayLike<number>;
}

async function fromDataset(operand: string, index: number, stored: StoredModel): Promise<Input> {
  const { requireFit } = await import("../engine/targets.js");
  const data = await loadForModel(operand, stored, undefined);
  requireFit(stored.model.definition, data);
  const { rows, columns, data: numbers } = data.features;
  const { targets, preprocessing } = data;
  const [one, several] = preprocessing.image === undefined ? ["example", "examples"] : ["image", "images"];
  if (index >= rows) throw noSuchIndex(index, data.name, rows, several);
  return {
    name: `${data.name}, ${one} ${index}`,
    label: targets.kind === "classes" ? targets.names[targets.classes[index]] : undefined,
    pixels: numbers.subarray(index * columns, (index + 1) * columns),
  };
}

async function fromFile(
  file: string,
  index: number | undefined,
  definition: ModelDefinition,
  model: string,
): Promise<Input> {
  requireDigitInputs(definition, model);
  const { readDigits } = await import("../data/digit-input.node.js");
  const digits = await readDigits(file);
  if (index !== undefined && !/\.jsonl(\.gz)?$/i.test(file)) {
    throw new AkariError(
      "invalid-argument",
      `--index would be ignored: ${file} is one picture. It is for a data set or a .jsonl of several.`,
    );
  }
  const place = index ?? 0;
  if (place >= digits.length) throw noSuchIndex(place, file, digits.length, "digits");
  return digits[place];
}

function noSuchIndex(index: number, where: string, there: number, what: string): AkariError {
  return new AkariError(
    "invalid-argument",
    `There is no --index ${index} in ${where}: its ${count(there)} ${what} are numbered from 0 to ${there - 1}.`,
  );
}
