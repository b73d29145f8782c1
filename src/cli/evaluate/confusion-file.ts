/**
 * @file `--confusion FILE`: all of a confusion matrix, as a CSV table.
 */

import { AkariError } from "../../error.js";
import type { Answer } from "../../insight/outputs.js";
import type { LabelsScore } from "../../model/label-scores.js";
import { csvLine, defused } from "../csv.js";
import { requireOutputs } from "../output-files.js";
import type { Confusion } from "./confusion.js";

/** What there is to be written. */
interface Told {
  readonly confusion?: Confusion | undefined;
  readonly labels?: LabelsScore | undefined;
}

/**
 * Asked before a model is judged.
 *
 * @param path nothing is asked where it is undefined
 * @param what the model predicts
 * @param inputs the files and folders that the command reads
 * @param outputs the other files that it writes
 * @throws AkariError as {@link requireOutputs} does, and `invalid-argument` where there will be no such matrix
 */
export async function requireConfusionFile(
  path: string | undefined,
  what: Answer["kind"],
  inputs: readonly (string | undefined)[],
  outputs: readonly string[] = [],
): Promise<void> {
  if (path === undefined) return;
  if (what === "values") {
    throw new AkariError(
      "invalid-argument",
      "--confusion would be ignored: the model predicts numbers, which have no confusion matrix.",
    );
  }
  await requireOutputs([path], inputs, { option: "--confusion", others: outputs });
}

/**
 * Writes a row an actual class and a column a predicted one; of labels that are each true or not by themselves, a row a
 * label with its four counts.
 *
 * @param path nothing is written where it is undefined
 * @param names the classes' or labels'
 */
export async function writeConfusion(
  path: string | undefined,
  { confusion = [], labels }: Told,
  names: readonly string[],
): Promise<void> {
  if (path === undefined) return;
  const table =
    labels === undefined
      ? [["actual", ...names], ...confusion.map((row, actual) => [names[actual], ...row.map(String)])]
      : [
          ["label", "true_positives", "false_positives", "false_negatives", "true_negatives"],
          ...labels.counts.map(({ truePositives, falsePositives, falseNegatives, trueNegatives }, k) => [
            names[k],
            ...[truePositives, falsePositives, falseNegatives, trueNegatives].map(String),
          ]),
        ];
  const { writeAtomically } = await import("../../formats/bytes/atomic-write.node.js");
  // People open it in a spreadsheet, and a label is text.
  const text = table.map((cells) => `${csvLine(cells.map(defused))}\n`).join("");
  await writeAtomically(path, new TextEncoder().encode(text));
}
