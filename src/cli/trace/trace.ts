/**
 * @file `akari trace`: what every neuron does for one input.
 */

import { stat } from "node:fs/promises";
import { UnseenTally, unseenColumns, unseenWarnings } from "../../data/table/unseen.js";
import { askedEngine } from "../../engine/engines.js";
import { type AkariError, invalidArgument } from "../../error.js";
import type { StoredModel } from "../../formats/stored-model.js";
import type { ModelDefinition } from "../../model/model.js";
import { loadForModel } from "../input/data-for-model.js";
import { type InputVisitor, type ModelInput, readInputs } from "../input/inputs.js";
import { openModel } from "../input/open-model.js";
import { holdsDigits } from "../input/sources.js";
import { EXIT, type Io } from "../io.js";
import type { OptionValues } from "../options.js";
import type { Arguments } from "../parse.js";
import { streamStyle } from "../terminal/color.js";
import { oneLine } from "../terminal/output.js";
import { countOf } from "../terminal/text.js";
import { drawTrace } from "./draw-trace.js";

/** Width of a picture that goes to no terminal. */
const PLAIN_WIDTH = 100;

/** One input to look at. */
interface ChosenInput extends Omit<ModelInput, "cells"> {
  /** Of a row of a table: what stands in each column. */
  readonly cells?: ReadonlyMap<string, string>;
}

/** @returns the exit code */
export async function trace({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path, operand] = operands;
  const { trace: traceModel } = await import("../../insight/compile.js");
  const stored = await openModel(path, options, io);
  const { model } = stored;
  const { definition } = model;
  const input = (await holdsDigits(operand))
    ? await fromDataset(operand, options, stored)
    : await fromFiles(operand, stored, path, options, io);
  warnUnseen(input, definition, io);
  const { inputs, layers } = await traceModel(model, input.inputs, { engine: askedEngine(options.engine) });
  if (options.json) {
    const { traceJson } = await import("../../insight/predictions.js");
    const { name, label, values } = input;
    const line = { input: name, ...traceJson(definition, { inputs, layers }, { label, values }) };
    io.stdout.write(`${JSON.stringify(line)}\n`);
    return EXIT.done;
  }
  const style = streamStyle(io.stdout, io.env);
  const { name, label, values, cells } = input;
  const traced = { name, label, values, cells, inputs, layers };
  const lines = drawTrace(definition, traced, style, io.stdout.columns ?? PLAIN_WIDTH);
  io.stdout.write(lines.map((line) => `${line}\n`).join(""));
  return EXIT.done;
}

/** An image of the test part of MNIST, or of IDX files. */
async function fromDataset(
  operand: string,
  { index = 0, encoding }: OptionValues,
  stored: StoredModel,
): Promise<ChosenInput> {
  const { requireFit } = await import("../../engine/targets.js");
  const data = await loadForModel(operand, stored, undefined, { encoding });
  requireFit(stored.model.definition, data);
  const { rows, columns, data: numbers } = data.features;
  const { targets } = data;
  if (index >= rows) throw noSuchIndex(index, data.name, rows, "image");
  return {
    name: `${data.name}, image ${index}`,
    label: targets.kind === "classes" ? targets.names[targets.classes[index]] : undefined,
    inputs: numbers.subarray(index * columns, (index + 1) * columns),
  };
}

/** A row of a table, a file of a folder, a line of strokes, or the file itself. */
async function fromFiles(
  operand: string,
  stored: StoredModel,
  path: string,
  { index, encoding, decimal }: OptionValues,
  io: Io,
): Promise<ChosenInput> {
  const several = await severalIn(operand);
  if (index !== undefined && several === undefined) {
    throw invalidArgument(
      `--index would be ignored: ${operand} is one input. It is for a table, a folder, or a .jsonl of several.`,
    );
  }
  const place = index ?? 0;
  let found: ChosenInput | undefined;
  let problem: AkariError | undefined;
  let seen = 0;
  let header: readonly string[] = [];
  const visitor: InputVisitor = {
    header({ names }) {
      header = names;
    },
    input(input) {
      if (seen++ < place) return true;
      const { cells, ...rest } = input;
      found = {
        ...rest,
        ...(cells === undefined
          ? {}
          : { cells: new Map(header.map((name, i) => [name, cells[i].trim()] as const)) }),
      };
      return false;
    },
    bad(error) {
      if (seen++ < place) return true;
      problem = error;
      return false;
    },
    failed(error) {
      problem = error;
    },
    note: (sentence) => io.stderr.write(`${oneLine(sentence)}\n`),
    // It is of all rows that were read; what is true of the one is said below.
    warn: () => undefined,
  };
  await readInputs([operand], stored, path, visitor, { encoding, decimal });
  if (problem !== undefined) throw problem;
  if (found === undefined) throw noSuchIndex(place, operand, seen, several ?? "input");
  return found;
}

/** Says which of a row's categories training never saw. */
function warnUnseen(
  { name, inputs, cells }: ChosenInput,
  { preprocessing: { table } }: ModelDefinition,
  io: Io,
): void {
  if (table === undefined) return;
  const tally = new UnseenTally();
  for (const column of unseenColumns(table, inputs)) tally.add(column, cells?.get(column) ?? "");
  for (const sentence of unseenWarnings(tally.found, table, name)) io.stderr.write(`${oneLine(sentence)}\n`);
}

/** What there are several of at a path; undefined where it is a file of one input. */
async function severalIn(operand: string): Promise<string | undefined> {
  if (/\.jsonl(\.gz)?$/i.test(operand)) return "digit";
  if ((await stat(operand).catch(() => undefined))?.isDirectory()) return "file";
  return /\.(png|jpe?g|wave?)$/i.test(operand) ? undefined : "row";
}

function noSuchIndex(index: number, where: string, there: number, what: string): AkariError {
  return invalidArgument(
    `There is no --index ${index} in ${where}: its ${countOf(there, what)} are numbered from 0 to ${there - 1}.`,
  );
}
