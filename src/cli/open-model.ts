/**
 * @file Opens the MODEL of a command, whichever program wrote it, and says what its file does not.
 */

import type { StoredModel } from "../formats/index.js";
import type { Io } from "./io.js";
import type { OptionName, OptionValues } from "./options.js";

/** The options of every command that opens a model. */
export const OPENING_OPTIONS = ["activations", "divide-by"] as const satisfies readonly OptionName[];

/**
 * Reads a model and writes what was assumed of it to standard error.
 *
 * @throws AkariError `not-found` or `invalid-file` where there is none, `invalid-argument` where the options say what
 * its file says
 */
export async function openModel(path: string, options: OptionValues, io: Io): Promise<StoredModel> {
  const { loadModel } = await import("../formats/model-file.node.js");
  const { activations, "divide-by": divideBy } = options;
  const stored = await loadModel(path, { activations, divideBy });
  const { assumed = [] } = stored;
  if (assumed.length > 0) {
    const options = OPENING_OPTIONS.map((name) => `--${name}`).join(" and ");
    io.stderr.write(
      `${path}: ${assumed.map(({ sentence }) => sentence).join(" ")} Say otherwise with ${options}.\n`,
    );
  }
  return stored;
}
