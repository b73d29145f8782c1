/**
 * @file What goes into a graph and what comes out: its inputs, in the graph's order, as the columns of a row, and which of
 * its outputs a model answers with.
 */

import type { Allowance } from "../../bounds.js";
import { AkariError, invalidArgument } from "../../error.js";
import type { ActivationName } from "../../model/activations.js";
import { elementCount } from "../bytes/numbers.js";
import { quote } from "../description/json.js";
import type { Assumption } from "../stored-model.js";
import { type AffineChain, finishedLayers, inputChain, type Sums } from "./affine-chain.js";
import type { OnnxFile, OnnxValue } from "./file-reader.js";
import { NotDenseError } from "./not-dense.js";
import { type NumberType, numberType } from "./schema.js";
import { nodeCalled, type Unread, type Value } from "./values.js";

/** More columns than this have no names of their own. */
const MAX_COLUMNS = 100_000;

/** A graph's inputs as a network takes them. */
export interface GraphInputs {
  readonly values: ReadonlyMap<string, Value>;
  /** What each number of a row is called, where there are several inputs: `age`, or `pixels 3` of one that has many. */
  readonly names?: readonly string[];
  /** The shape of an example, where there is one input and the graph says it. */
  readonly dims?: readonly number[];
}

export function readInputs({ inputs }: OnnxFile, allowance: Allowance): GraphInputs {
  const { most } = allowance;
  // What has no dimensions is one value for all examples, no column of theirs.
  const [rows, others] = [inputs.filter((input) => !isScalar(input)), inputs.filter(isScalar)];
  const values = new Map<string, Value>(
    others.map((input) => [input.name, unread(input, "is one value for all examples")]),
  );
  if (rows.length <= 1) {
    for (const input of rows) {
      const { dims, batch } = exampleOf(input);
      values.set(
        input.name,
        inputValue(input, (type) => inputChain(dims, type, most, { batch })),
      );
    }
    const dims = rows.map((input) => exampleOf(input).dims)[0];
    return { values, ...(dims === undefined || dims.some(Number.isNaN) ? {} : { dims }) };
  }
  const widths = rows.map((input) => elementCount(exampleOf(input).dims));
  const of = widths.reduce((sum, width) => sum + width, 0);
  let from = 0;
  rows.forEach((input, i) => {
    const { dims, batch } = exampleOf(input);
    const start = from;
    from += widths[i];
    values.set(
      input.name,
      inputValue(input, (type) => {
        if (!(of <= MAX_COLUMNS)) {
          throw new NotDenseError(
            Number.isNaN(of)
              ? "is one of several, of which the graph does not say how many numbers each has"
              : `is one of several, which have ${of} numbers together`,
          );
        }
        const at = Array.from({ length: widths[i] }, (_, k) => start + k);
        return inputChain(dims, type, most, { batch, columns: { at, of } });
      }),
    );
  });
  if (!(of <= MAX_COLUMNS)) return { values };
  allowance.take(rows.reduce((letters, { name }, i) => letters + name.length * widths[i], 0));
  return { values, names: columnNames(rows, widths) };
}

function inputValue(input: OnnxValue, make: (type: NumberType) => Value): Value {
  const type = input.element === undefined ? undefined : numberType(input.element);
  if (type !== "float" && type !== "integer") return unread(input, "is none of numbers");
  try {
    return make(type);
  } catch (error) {
    if (!(error instanceof NotDenseError)) throw error;
    return unread(input, error.message);
  }
}

const unread = ({ name }: OnnxValue, why: string): Unread => ({
  kind: "unread",
  reason: `the input ${quote(name)} ${why}`,
});

const isScalar = ({ dims }: OnnxValue): boolean => dims?.length === 0;

/** The first dimension of an input is that of the examples. Where nothing is said, they are rows of numbers. */
function exampleOf({ dims = [-1, -1] }: OnnxValue): { dims: readonly number[]; batch: number | undefined } {
  const [examples, ...example] = dims;
  return {
    dims: example.map((dim) => (dim < 0 ? Number.NaN : dim)),
    batch: examples < 0 ? undefined : examples,
  };
}

/** A name for each number, none of them twice. */
function columnNames(inputs: readonly OnnxValue[], widths: readonly number[]): readonly string[] {
  const names = new Set<string>();
  inputs.forEach(({ name }, i) => {
    for (let k = 1; k <= widths[i]; k++) {
      const called = widths[i] === 1 ? name : `${name} ${k}`;
      let free = called;
      for (let n = 2; names.has(free); n++) free = `${called} (${n})`;
      names.add(free);
    }
  });
  return [...names];
}

/** An output that is a network's. */
export interface ReadOutput extends Pick<Sums, "layers" | "divideBy" | "before" | "scaling"> {
  readonly name: string;
  readonly chain: AffineChain;
  /** What of the other outputs, where nobody has chosen. */
  readonly assumed: readonly Assumption[];
}

/**
 * @param wanted the output that was asked for, or any other value of the graph; left out, the probabilities, or else
 * the first that is a network's
 * @param called what to call the file in messages
 * @param allowance of the numbers that the layers of each output make
 * @throws AkariError `invalid-argument` where there is none of that name, `invalid-file` where it is no network's
 */
export function chooseOutput(
  file: OnnxFile,
  values: ReadonlyMap<string, Value>,
  wanted: string | undefined,
  called: string,
  allowance: Allowance,
): ReadOutput {
  const outputs = file.outputs.map(({ name }) => name);
  if (wanted !== undefined) {
    if (!values.has(wanted)) throw unknownOutput(wanted, outputs, called);
    const read = readOutput(file, values, wanted);
    if (typeof read === "object") return { ...read, assumed: [] };
    const isLabel = values.get(wanted)?.kind === "label";
    const why = isLabel
      ? "is the number of a class that was chosen"
      : "does not come from the graph's inputs";
    throw refused(called, read ?? `${quote(wanted)} ${why}`);
  }
  const reasons: string[] = [];
  const found = outputs.flatMap((name) => {
    const read = readOutput(file, values, name);
    if (typeof read === "string") reasons.push(read);
    const last = typeof read === "object" ? read.layers[read.layers.length - 1] : undefined;
    if (last !== undefined) allowance.take(last.weight.length);
    return typeof read === "object" ? [read] : [];
  });
  const isProbable = ({ layers }: Pick<Sums, "layers">): boolean =>
    PROBABLE.has(layers[layers.length - 1].activation);
  const best = found.find(isProbable) ?? found[0];
  if (best === undefined)
    throw reasons.length > 0 ? refused(called, reasons[0]) : noScores(file, values, called);
  const others = outputs.filter((name) => name !== best.name && values.get(name)?.kind !== "label");
  return { ...best, assumed: others.length === 0 ? [] : [leftOut(best.name, others)] };
}

const leftOut = (name: string, others: readonly string[]): Assumption => ({
  about: "outputs",
  sentence:
    `Of the graph's outputs it answers with ${quote(name)}; ${others.map(quote).join(", ")} ` +
    `${others.length === 1 ? "is" : "are"} left out.`,
});

const PROBABLE: ReadonlySet<ActivationName> = new Set(["softmax", "sigmoid"]);

/** @returns why it is none of a network's, in a sentence; undefined where it does not come from the inputs at all */
function readOutput(
  file: OnnxFile,
  values: ReadonlyMap<string, Value>,
  name: string,
): Omit<ReadOutput, "assumed"> | string | undefined {
  const value = values.get(name);
  if (value?.kind === "unread") return value.reason;
  if (value?.kind === "total") return `the output ${quote(name)} is the sum of an example's numbers`;
  if (value?.kind !== "chain") return undefined;
  try {
    return { name, chain: value, ...finishedLayers(value) };
  } catch (error) {
    if (!(error instanceof NotDenseError)) throw error;
    const maker = file.nodes.find(({ outputs }) => outputs.includes(name));
    return `${error.node ?? (maker === undefined ? "its output" : nodeCalled(maker))} ${error.message}`;
  }
}

/** Where only a class's number is given. */
function noScores(file: OnnxFile, values: ReadonlyMap<string, Value>, called: string): AkariError {
  const label = file.outputs.find(({ name }) => values.get(name)?.kind === "label")?.name;
  const chooser = label === undefined ? undefined : scoresBefore(file, values, label);
  if (label === undefined || chooser === undefined) {
    return refused(called, "none of its outputs comes from its inputs");
  }
  const { operator, scores, isRead } = chooser;
  return new AkariError(
    "invalid-file",
    `${called} gives the number of a class alone: its output ${quote(label)} is what ${operator} chose, and Akari needs ` +
      `the scores that it chose from, ${quote(scores)}. Export the model so that it returns those (in PyTorch, leave ` +
      `argmax out of forward)` +
      (isRead
        ? `, or take them out of this file with --graph-output ${scores}, in code { graphOutput: ${quote(scores)} }.`
        : "."),
  );
}

/** Follows a class back to what it was chosen from. */
function scoresBefore(
  file: OnnxFile,
  values: ReadonlyMap<string, Value>,
  label: string,
): { operator: string; scores: string; isRead: boolean } | undefined {
  let at: string | undefined = label;
  for (let steps = 0; at !== undefined && steps < file.nodes.length; steps++) {
    const name: string = at;
    const node = file.nodes.find(({ outputs }) => outputs.includes(name));
    if (node === undefined) return undefined;
    at = node.inputs.find((input) => values.get(input)?.kind === "label");
    if (at !== undefined) continue;
    const [scores = ""] = node.inputs;
    return { operator: node.operator, scores, isRead: typeof readOutput(file, values, scores) === "object" };
  }
  return undefined;
}

/** @throws AkariError `invalid-argument` where a graph has no output of that name */
export function requireOutput(file: OnnxFile, wanted: string, called: string): void {
  const outputs = file.outputs.map(({ name }) => name);
  if (!outputs.includes(wanted)) throw unknownOutput(wanted, outputs, called);
}

function unknownOutput(wanted: string, outputs: readonly string[], called: string): AkariError {
  return invalidArgument(
    `${called} has no output ${quote(wanted)}. Its outputs are ${outputs.map(quote).join(", ")}.`,
  );
}

export const refused = (name: string, why: string): AkariError =>
  new AkariError("invalid-file", `${name} is not a network of dense layers: ${why}.`);
