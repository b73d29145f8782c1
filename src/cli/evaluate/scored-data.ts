/**
 * @file Opens what is scored, and says where a score is of rows that the model has learned from, and so flatters it: what the
 * commands that print scores share.
 */

import { basename } from "node:path";
import { type ChunkedDataset, type Dataset, eachChunk } from "../../data/dataset.js";
import { DataHash, isOlder, KnownRowCounter, type KnownRows } from "../../data/fingerprint.js";
import { invalidArgument } from "../../error.js";
import type { StoredModel } from "../../formats/stored-model.js";
import { outputUnits } from "../../model/model.js";
import { outputTask } from "../../model/outputs.js";
import { openForModel } from "../input/data-for-model.js";
import { openModel } from "../input/open-model.js";
import type { OpenedData } from "../input/table-for-model.js";
import type { Io } from "../io.js";
import type { OptionValues } from "../options.js";
import { oneLine } from "../terminal/output.js";
import { readingProgress } from "../terminal/progress.js";
import { count, countOf } from "../terminal/text.js";
import { requireConfusionFile } from "./confusion.js";

/**
 * Opens the MODEL and the DATA of a command that scores.
 *
 * @param outputs what the command writes besides the confusion matrix
 * @throws AkariError as `openModel` and `openForModel` do, and where `--confusion` names a file that it must not, or
 * asks for a matrix that there will not be
 */
export async function openForScoring(
  path: string,
  dataName: string,
  options: OptionValues,
  io: Io,
  outputs: readonly string[] = [],
): Promise<{ stored: StoredModel; opened: OpenedData }> {
  const stored = await openModel(path, options, io);
  const kind = outputTask(stored.model.definition);
  await requireConfusionFile(options.confusion, kind, [path, dataName], outputs);
  const progress = readingProgress(io);
  const { part, "skip-bad": skipBad, encoding, decimal } = options;
  const opening = { skipBad, encoding, decimal, progress };
  const opened = await openForModel(dataName, stored, part, opening).finally(progress.end);
  requireClassOutputs(stored, opened.data, path);
  return { stored, opened };
}

/**
 * @param path the model's
 * @throws AkariError `invalid-argument` where nobody says what its outputs are to the classes that it is to be scored by
 */
function requireClassOutputs(
  { model, assumed = [] }: StoredModel,
  data: Dataset | ChunkedDataset,
  path: string,
): void {
  if (data.targets.kind !== "classes" || !assumed.some(({ about }) => about === "output")) return;
  throw invalidArgument(
    `${path} ends in ${outputUnits(model.definition)} numbers without an activation, and ${data.name} has classes. Where ` +
      "these are logits, say --output softmax, or --output sigmoid; --output linear scores them as they are.",
  );
}

/** What is to be said of data that a model is scored on: how many of their rows it knows, and a sentence each. */
interface KnownRowsCheck {
  /** Of rows of another file than the one that it learned from; absent where nobody knows. */
  readonly known?: KnownRows;
  readonly notes: readonly string[];
}

/**
 * Whether a model has learned from rows that it is scored on.
 *
 * @param path the model's
 * @param isAskedFor whether the rows that were learned from were asked for by name
 */
export async function checkKnownRows(
  { data, seen }: Pick<OpenedData, "data" | "seen">,
  { record }: StoredModel,
  path: string,
  isAskedFor: boolean,
): Promise<KnownRowsCheck> {
  const split = record?.split;
  const name = oneLine(basename(path));
  if (seen === "unknown") {
    if (split === undefined) return { notes: [] };
    if (split.learned === undefined) {
      return {
        notes: [
          `Whether ${name} learned from some of these rows cannot be told: its file is one of an older Akari, which ` +
            "does not remember them.",
        ],
      };
    }
    const rows = new KnownRowCounter(split.learned);
    for await (const chunk of eachChunk(data)) new DataHash().add(chunk, (hash) => rows.add(hash));
    const known = rows.finish();
    return { known, notes: knownRowsNotes(known, name) };
  }
  const older =
    split !== undefined && isOlder(split.examples)
      ? [
          `That these are the data which ${name} learned from is assumed: its file, of an older Akari, remembers their ` +
            "targets and the first and last row.",
        ]
      : [];
  const flattered =
    seen === "some" && !isAskedFor
      ? [`${name} has learned from these rows: how it does on them says little of how it does on others.`]
      : [];
  return { notes: [...older, ...flattered] };
}

/** A sentence where some of the rows are known. @param name the model's */
export function knownRowsNotes({ asked, known, comparedRows }: KnownRows, name: string): string[] {
  if (known === 0) return [];
  const share =
    comparedRows === undefined
      ? `${count(known)} of ${countOf(asked, "row")} ${known === 1 ? "is" : "are"}`
      : `About ${count(known)} of ${countOf(asked, "row")} (judged by ${count(comparedRows)} of them) are`;
  return [`${share} among those that ${name} learned from, as they stand: on these, a score flatters it.`];
}
