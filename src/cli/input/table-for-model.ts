/**
 * @file Tables as a model takes them. One that the model learned from is read as it was then, so that its parts are
 * found again; any other by the model's own columns alone.
 */

import { basename } from "node:path";
import { alignClasses } from "../../data/align-classes.js";
import type { ChunkedDataset, Dataset, DatasetShape } from "../../data/dataset.js";
import type { Examples } from "../../data/examples.js";
import { sameFingerprint } from "../../data/fingerprint.js";
import type { Preview } from "../../data/preview.js";
import type { SplitOptions } from "../../data/split.js";
import type { LargeParts, LargeTable } from "../../data/table/large-table.node.js";
import type { Decimal } from "../../data/table/number-text.js";
import { unseenWarnings } from "../../data/table/unseen.js";
import { AkariError } from "../../error.js";
import type { StoredModel } from "../../formats/stored-model.js";
import type { ReadingProgress } from "../terminal/progress.js";
import {
  emptyPart,
  learnedPart,
  type Part,
  type PartOfExamples,
  requireNoPart,
  type Seen,
  wantedPart,
} from "./part-of-data.js";
import { parseReading, type Reading } from "./reading.js";
import { type LargeSource, loadSourceOfAnySize, type Source } from "./sources.js";

/** What else reading goes by. */
export interface OpeningOptions {
  /** Whether pictures and recordings that cannot be read are left out. */
  readonly skipBad?: true | undefined;
  /** A table's, where its user says so. */
  readonly encoding?: string | undefined;
  /** What stands before decimals in a table's numbers, where its user says so. */
  readonly decimal?: Decimal | undefined;
  readonly progress?: ReadingProgress | undefined;
}

/** How its user says that a table is written. */
type TableWritten = Pick<OpeningOptions, "encoding" | "decimal">;

/** Data of any size, and what frees what they take up on the disk. */
export interface OpenedData {
  readonly data: Dataset | ChunkedDataset;
  readonly seen: Seen;
  /** Where the rows of `data` come from; absent where nothing but their inputs is kept. */
  readonly origin?: DataOrigin;
  /** What was assumed of a file, or to bring data and model together, a sentence each. */
  readonly notes?: readonly string[];
  close(): Promise<void>;
}

interface DataOrigin {
  /** `iris.csv, row 7`, or a file's path. */
  rowName(row: number): string;
  /** What a row was before it was prepared. */
  preview?(row: number): Promise<Preview>;
}

/** A part of examples, in memory. @param labels the model's */
export function openPart(
  examples: Examples,
  { data, rows, seen }: PartOfExamples,
  labels: readonly string[] | undefined,
): OpenedData & { readonly data: Dataset } {
  const preview = examples.preview?.bind(examples);
  return {
    data: alignClasses(data, labels),
    seen,
    origin: {
      rowName: (row) => examples.rowName(rows[row]),
      ...(preview === undefined ? {} : { preview: (row) => preview(rows[row]) }),
    },
    close: async () => {},
  };
}

/** @throws AkariError `invalid-data` naming the columns that the model lacks, or the row and the cell that is wrong */
export async function openTable(
  operand: string,
  stored: StoredModel,
  part: Part | undefined,
  { encoding, decimal, progress }: OpeningOptions,
): Promise<OpenedData> {
  const { labels } = stored.model.definition;
  const writing = { encoding, decimal };
  const source = await readAsLearned(operand, stored, writing, progress);
  if (source !== undefined && "examples" in source) {
    const found = learnedPart(source.examples, stored, part);
    if (found !== undefined) {
      const notes = source.kind === "table" ? source.examples.table.fileNotes : [];
      return { ...openPart(source.examples, found, labels), notes };
    }
  }
  if (source !== undefined && "large" in source) {
    const { large } = source;
    try {
      const { data, seen } = await partOfLarge(large, stored, part, operand, progress);
      if (seen !== "unknown" || stored.record?.split?.reading?.encoding === undefined) {
        const { fileNotes: notes } = large;
        return { data: alignChunks(data, labels), seen, notes, close: () => large.close() };
      }
      // Another table may be in another encoding.
      await large.close();
    } catch (error) {
      await large.close();
      throw error;
    }
  }
  requireNoPart(part, operand);
  return readForModel(operand, stored, writing);
}

/** What reading says of a table that has other columns, or other things in them. */
const NOT_SO = ["invalid-data", "invalid-argument"];

/** Nothing where it cannot be read in that way: then it is another table. */
async function readAsLearned(
  operand: string,
  { model, record }: StoredModel,
  { encoding, decimal }: TableWritten,
  progress: ReadingProgress | undefined,
): Promise<Source | LargeSource | undefined> {
  const { preprocessing } = model.definition;
  const { table } = preprocessing;
  if (table === undefined) return undefined;
  const column = Object.fromEntries(table.columns.map(({ name, kind }) => [name, kind]));
  const learned = record?.split?.reading ?? {};
  const reading: Reading = {
    ...parseReading(learned),
    target: table.targets,
    column,
    ...(table.missing === undefined ? {} : { missing: [...table.missing] }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(decimal === undefined ? {} : { decimal }),
  };
  try {
    return await loadSourceOfAnySize(operand, reading, { preprocessing, progress });
  } catch (error) {
    const isOther = error instanceof AkariError && NOT_SO.includes(error.code);
    if (isOther || (isOtherEncoding(error) && encoding === undefined && "encoding" in learned))
      return undefined;
    throw error;
  }
}

/** Another table may be in another encoding than the one that was learned from. */
const isOtherEncoding = (error: unknown): boolean =>
  error instanceof AkariError && error.code === "invalid-file";

async function readForModel(
  operand: string,
  { model }: StoredModel,
  { encoding, decimal }: TableWritten,
): Promise<OpenedData> {
  const { preprocessing, labels } = model.definition;
  const { readTableFor } = await import("../../data/table/read-table-for.node.js");
  const options = { targets: true, labels, decimal, ...(encoding === undefined ? {} : { encoding }) };
  const { name, features, targets, rowName, unseen, fileNotes } = await readTableFor(
    operand,
    preprocessing,
    options,
  );
  if (targets === undefined) throw new Error("A table was read without the targets that were asked for.");
  const data = alignClasses({ name, features, targets, preprocessing, unseen }, labels);
  return { data, seen: "unknown", origin: { rowName }, notes: fileNotes ?? [], close: async () => {} };
}

const UNDIVIDED = { test: 0, validation: 0, seed: 1 };

async function partOfLarge(
  large: LargeTable,
  { model, record }: StoredModel,
  part: Part | undefined,
  operand: string,
  progress: ReadingProgress | undefined,
): Promise<{ data: ChunkedDataset; seen: Seen }> {
  const { preprocessing } = model.definition;
  const divide = (split: SplitOptions): Promise<LargeParts> =>
    large.encode(preprocessing, split, (rows) =>
      progress?.show(`Preparing ${basename(operand)}`, rows, rows / large.rows),
    );
  const split = record?.split;
  const parts = await divide(split ?? UNDIVIDED);
  const isKnown = split !== undefined && sameFingerprint(split.examples, parts.fingerprint);
  if (!isKnown) requireNoPart(part, operand);
  const wanted = isKnown ? wantedPart(part, split) : "all";
  const isWhole = parts.validation === undefined && parts.test === undefined;
  const found =
    wanted !== "all"
      ? parts[wanted === "train" ? "training" : wanted]
      : (isWhole ? parts : await divide(UNDIVIDED)).training;
  if (found === undefined) throw emptyPart(wanted);
  return {
    data: wanted === "all" ? { ...found, name: large.name } : found,
    seen: !isKnown ? "unknown" : wanted === "all" || wanted === "train" ? "some" : "none",
  };
}

/** As alignClasses does it, chunk by chunk. */
function alignChunks(data: ChunkedDataset, labels: readonly string[] | undefined): ChunkedDataset {
  const { targets } = data;
  if (targets.kind !== "classes" || labels === undefined) return data;
  return {
    ...data,
    targets: { ...targets, names: labels },
    load: async (chunk) => alignClasses(await data.load(chunk), labels),
  };
}

/** What of a table's categories training never saw, a line a column. */
export function unseenText({ name, unseen = [], preprocessing: { table } }: DatasetShape): string {
  const sentences = table === undefined ? [] : unseenWarnings(unseen, table, name);
  return sentences.map((sentence) => `${sentence}\n`).join("");
}
