/**
 * @file Says where a score is of rows that the model has learned from, and so flatters it.
 */

import { basename } from "node:path";
import { eachChunk } from "../../data/dataset.js";
import { DataHash, isOlder, KnownRowCounter, type KnownRows } from "../../data/fingerprint.js";
import type { StoredModel } from "../../formats/stored-model.js";
import type { OpenedData } from "../input/table-for-model.js";
import { oneLine } from "../terminal/output.js";
import { count, countOf } from "../terminal/text.js";

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
    for await (const chunk of eachChunk(data)) new DataHash().add(chunk, (hash) => rows.see(hash));
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
