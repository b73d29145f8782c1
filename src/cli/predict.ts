/**
 * @file `akari predict`: which digit each picture shows.
 */

import type { DigitInput } from "../data/digit-input.node.js";
import { AkariError } from "../error.js";
import { type Answer, answer, outputsAreProbabilities, requireClassifier } from "./answer.js";
import { requireDigitInputs } from "./digit-model.js";
import { count, percent } from "./format.js";
import { EXIT, type Io } from "./io.js";
import { openModel } from "./open-model.js";
import type { Arguments } from "./parse.js";

export async function predict({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path, ...inputs] = operands;
  const { predict: predictAll } = await import("../insight/predict.js");
  const { model } = await openModel(path, options, io);
  const { definition } = model;
  requireDigitInputs(definition, path);
  requireClassifier(definition, path);

  const { digits, unreadable } = await readAll(inputs, io);
  if (digits.length > 0) {
    const pixels = new Float64Array(digits.length * definition.inputs);
    digits.forEach((digit, i) => {
      pixels.set(digit.pixels, i * definition.inputs);
    });
    const outputs = await predictAll(model, pixels, { engine: options.engine ?? "wasm" });
    const units = outputs.length / digits.length;
    const answers = digits.map((_, i) => answer(definition, outputs.subarray(i * units, (i + 1) * units)));
    const probable = outputsAreProbabilities(definition);
    const write = options.json ? jsonLine : textLine;
    io.stdout.write(digits.map((digit, i) => `${write(digit, answers[i], probable)}\n`).join(""));
    io.stderr.write(score(digits, answers));
  }
  return unreadable > 0 ? EXIT.mistake : EXIT.done;
}

/** All digits that can be read; one bad file does not hide the others. */
async function readAll(
  paths: readonly string[],
  io: Io,
): Promise<{ digits: DigitInput[]; unreadable: number }> {
  const { readDigits } = await import("../data/digit-input.node.js");
  const digits: DigitInput[] = [];
  let unreadable = 0;
  for (const path of paths) {
    try {
      digits.push(...(await readDigits(path)));
    } catch (error) {
      if (!(error instanceof AkariError)) throw error;
      io.stderr.write(`akari: ${error.message}\n`);
      unreadable++;
    }
  }
  return { digits, unreadable };
}

function textLine({ name }: DigitInput, { label, predicted, scores }: Answer): string {
  return `${name}\t${label}\t${scores[predicted].toFixed(4)}`;
}

function jsonLine({ name, label: actual }: DigitInput, found: Answer, probable: boolean): string {
  const { label, predicted, scores } = found;
  const known = actual === undefined ? {} : { actual };
  return JSON.stringify(
    probable
      ? { input: name, label, probability: scores[predicted], probabilities: scores, ...known }
      : { input: name, label, output: scores[predicted], outputs: scores, ...known },
  );
}

/** How many of the inputs that carry a label were predicted rightly; nothing where none does. */
function score(digits: readonly DigitInput[], answers: readonly Answer[]): string {
  let labelled = 0;
  let right = 0;
  digits.forEach(({ label }, i) => {
    if (label === undefined) return;
    labelled++;
    if (label === answers[i].label) right++;
  });
  if (labelled === 0) return "";
  return `${count(right)} of ${count(labelled)} labelled inputs are right: ${percent(right / labelled)}\n`;
}
