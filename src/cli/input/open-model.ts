/**
 * @file Opens the MODEL of a command, whichever program wrote it, and says what its file does not.
 */

import { invalidArgument } from "../../error.js";
import {
  DECLARED_OUTPUTS,
  type DeclaredOutput,
  type ImportHints,
} from "../../formats/foreign/import-hints.js";
import type { Assumption, StoredModel } from "../../formats/stored-model.js";
import { outputUnits } from "../../model/model.js";
import { isMultiLabel } from "../../model/outputs.js";
import type { Io } from "../io.js";
import type { OptionName, OptionValues } from "../options.js";
import { countOf } from "../terminal/text.js";

/** By which option each thing is said that a file does not say. An order is assumed only where no other fits. */
const SAID_BY: { readonly [about in Assumption["about"]]?: OptionName } = {
  activations: "activations",
  scaling: "divide-by",
  pixels: "divide-by",
  outputs: "graph-output",
  output: "output",
};

/** The options that would have said what was assumed. */
const openOptions = (assumed: readonly Assumption[]): OptionName[] => [
  ...new Set(assumed.flatMap(({ about }) => SAID_BY[about] ?? [])),
];

/**
 * Reads a model and writes what was assumed of it to standard error.
 *
 * @param shown what it is to be shown: `files`, of which pictures hold bytes, or bare `numbers` too, which have to mean
 * what they mean to the program that the model comes from
 * @throws AkariError `not-found` or `invalid-file` where there is none, `invalid-argument` where the options say what
 * its file says
 */
export async function openModel(
  path: string,
  options: OptionValues,
  io: Io,
  shown: Shown = "files",
): Promise<StoredModel> {
  const { loadModel } = await import("../../formats/files.node.js");
  return sayAssumed(await loadModel(path, hintsOf(options, shown)), path, options, io);
}

/**
 * The same of a model whose file has been read.
 *
 * @param name what to call it in messages
 * @throws AkariError `invalid-file` where it is no sound model, `invalid-argument` as {@link openModel}
 */
export async function decodeOpened(
  bytes: Uint8Array,
  name: string,
  options: OptionValues,
  io: Io,
  shown: Shown,
): Promise<StoredModel> {
  const { decodeModel } = await import("../../formats/codecs.packages.js");
  return sayAssumed(await decodeModel(bytes, { ...hintsOf(options, shown), name }), name, options, io);
}

type Shown = "files" | "numbers";

function hintsOf(options: OptionValues, shown: Shown): ImportHints {
  const { activations, "divide-by": divideBy, "graph-output": graphOutput, order, prefix } = options;
  const output = declaredOutput(options.output);
  return { activations, divideBy, graphOutput, order, prefix, output, pictures: shown === "files" };
}

function sayAssumed(stored: StoredModel, name: string, options: OptionValues, io: Io): StoredModel {
  const assumed = stored.assumed ?? [];
  const { definition } = stored.model;
  const sentences = assumed.map(({ sentence }) => sentence);
  io.stderr.write(assumedText(name, sentences, openOptions(assumed), options));
  if (stored.record === undefined && isMultiLabel(definition)) {
    const outputs = countOf(outputUnits(definition), "sigmoid output");
    const sentence = `Its ${outputs} are taken for labels, each true or not by itself.`;
    io.stderr.write(assumedText(name, [sentence], [], options));
  }
  return stored;
}

/** @throws AkariError `invalid-argument` for an activation that cannot be said of outputs */
function declaredOutput(output: OptionValues["output"]): DeclaredOutput | undefined {
  const known = DECLARED_OUTPUTS.find((name) => name === output);
  if (known !== undefined || output === undefined) return known;
  throw invalidArgument(
    `--output ${output} is for akari train. Of a model, it says what its linear outputs are: ${DECLARED_OUTPUTS.join(", ")}.`,
  );
}

/**
 * What was assumed of a file as a line to show; nothing where nothing was.
 *
 * @param assumed sentences
 * @param names the options that would have said it; those that were given are not proposed again
 */
export function assumedText(
  path: string,
  assumed: readonly string[],
  names: readonly OptionName[],
  options: OptionValues,
): string {
  if (assumed.length === 0) return "";
  const open = names.filter((name) => options[name] === undefined).map((name) => `--${name}`);
  const otherwise = open.length === 0 ? "" : ` Say otherwise with ${open.join(" and ")}.`;
  return `${path}: ${assumed.join(" ")}${otherwise}\n`;
}
