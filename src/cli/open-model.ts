/**
 * @file Opens the MODEL of a command, whichever program wrote it, and says what its file does not.
 */

import type { StoredModel } from "../formats/index.js";
import type { Io } from "./io.js";
import type { OptionName, OptionValues } from "./options.js";

/** The options of every command that opens a model. */
export const OPENING_OPTIONS = [
  "activations",
  "divide-by",
  "order",
  "prefix",
] as const satisfies readonly OptionName[];

/**
 * Reads a model and writes what was assumed of it to standard error.
 *
 * @throws AkariError `not-found` or `invalid-file` where there is none, `invalid-argument` where the options say what
 * its file says
 */
export async function openModel(path: string, options: OptionValues, io: Io): Promise<StoredModel> {
  const { loadModel } = await import("../formats/model-file.node.js");
  const { activations, "divide-by": divideBy, order, prefix } = options;
  const stored = await loadModel(path, { activations, divideBy, order, prefix });
  const assumed = stored.assumed ?? [];
  const sentences = assumed.map(({ sentence }) => sentence);
  // Where an order was assumed, no other fits.
  const isOpen = assumed.some(({ about }) => about === "activations" || about === "scaling");
  const names = isOpen ? (["activations", "divide-by"] as const) : [];
  io.stderr.write(assumedText(path, sentences, names, options));
  return stored;
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
