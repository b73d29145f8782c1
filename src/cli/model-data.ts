/**
 * @file Data as a model takes them: read in the way in which it learned, and only the part that was asked for.
 */

import { basename } from "node:path";
import type { ChunkedDataset } from "../data/chunked-dataset.js";
import type { Dataset } from "../data/dataset.js";
import type { Examples } from "../data/examples.js";
import { sameFingerprint } from "../data/fingerprint.js";
import { alignClasses } from "../data/prepare.js";
import { type SplitOptions, splitExamples } from "../data/split.js";
import type { LargeParts, LargeTable } from "../data/table/large-table.node.js";
import { AkariError } from "../error.js";
import type { StoredModel } from "../formats/index.js";
import type { ModelDefinition } from "../model/model.js";
import type { Preprocessing } from "../model/preprocessing.js";
import type { Reading, SourceKind } from "./reading.js";
import type { ReadingProgress } from "./reading-progress.js";
import { wholeFingerprint, wholly } from "./run-data.js";
import { loadSource, loadSourceOfAnySize, sourceKind } from "./sources.js";

/** Which of the examples. */
export type Part = "train" | "validation" | "test" | "all";

/**
 * Reads what DATA names for a model: `part` of it, or what the model has not learned from.
 *
 * @param options whether pictures and recordings that cannot be read are left out
 * @throws AkariError as `loadSource` does, and `invalid-data` where the data are not what the model takes
 */
export async function loadForModel(
  operand: string,
  stored: StoredModel,
  part: Part | undefined,
  options: ReadingWishes = {},
  progress?: ReadingProgress,
): Promise<Dataset> {
  const { definition } = stored.model;
  const { preprocessing } = definition;
  const kind = await sourceKind(operand);
  if (kind !== "digits") requireKind(kind, preprocessing, operand);
  const source = await loadSource(operand, readingWith(preprocessing, options), { preprocessing, progress });
  if (source.kind === "digits") {
    if (part === "validation" || part === "all") {
      throw new AkariError(
        "invalid-argument",
        `--part ${part} is not for ${operand}: it has train and test.`,
      );
    }
    return source[part ?? "test"];
  }
  return alignClasses(partOf(source.examples, stored, part, operand), definition.labels);
}

/** Data of any size, and what frees what they take up on the disk. */
export interface OpenedData {
  readonly data: Dataset | ChunkedDataset;
  close(): Promise<void>;
}

/** The same, but a table that is too large for memory is not read into it. */
export async function openForModel(
  operand: string,
  stored: StoredModel,
  part: Part | undefined,
  options: ReadingWishes = {},
  progress?: ReadingProgress,
): Promise<OpenedData> {
  const close = async (): Promise<void> => {};
  const { preprocessing, labels } = stored.model.definition;
  if ((await sourceKind(operand)) !== "table") {
    return { data: await loadForModel(operand, stored, part, options, progress), close };
  }
  requireKind("table", preprocessing, operand);
  const source = await loadSourceOfAnySize(operand, readingWith(preprocessing, options), { progress });
  if (source.kind === "digits") throw new Error("A table with digits.");
  if (!("large" in source)) {
    return { data: alignClasses(partOf(source.examples, stored, part, operand), labels), close };
  }
  const { large } = source;
  try {
    const data = alignChunks(await partOfLarge(large, stored, part, operand, progress), labels);
    return { data, close: () => large.close() };
  } catch (error) {
    await large.close();
    throw error;
  }
}

const UNDIVIDED = { test: 0, validation: 0, seed: 1 };

async function partOfLarge(
  large: LargeTable,
  { model, record }: StoredModel,
  part: Part | undefined,
  operand: string,
  progress: ReadingProgress | undefined,
): Promise<ChunkedDataset> {
  const { preprocessing } = model.definition;
  const divide = (split: SplitOptions): Promise<LargeParts> =>
    large.encode(preprocessing, split, (rows) =>
      progress?.show(`Preparing ${basename(operand)}`, rows, rows / large.rows),
    );
  const split = record?.split;
  const parts = await divide(split ?? UNDIVIDED);
  const seen = split !== undefined && sameFingerprint(split.examples, parts.fingerprint);
  if (!seen) requireNoPart(part, operand);
  const wanted = seen ? (part ?? (split.test > 0 ? "test" : "all")) : "all";
  const isWhole = parts.validation === undefined && parts.test === undefined;
  const found =
    wanted !== "all"
      ? parts[wanted === "train" ? "training" : wanted]
      : (isWhole ? parts : await divide(UNDIVIDED)).training;
  if (found === undefined) throw emptyPart(wanted);
  return wanted === "all" ? { ...found, name: large.name } : found;
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

/** What a command's own options say of reading. */
export type ReadingWishes = Pick<Reading, "skip-bad">;

function readingWith(preprocessing: Preprocessing, options: ReadingWishes): Reading {
  return { ...readingFor(preprocessing), ...(options["skip-bad"] ? { "skip-bad": true as const } : {}) };
}

/** The options that read a table as a model's preprocessing wants it. */
function readingFor({ table }: Preprocessing): Reading {
  if (table === undefined) return {};
  const column = Object.fromEntries(table.columns.map(({ name, kind }) => [name, kind]));
  return { target: table.targets, column };
}

function partOf(
  examples: Examples,
  { model, record }: StoredModel,
  part: Part | undefined,
  operand: string,
): Dataset {
  const { preprocessing } = model.definition;
  const split = record?.split;
  const seen =
    split !== undefined && sameFingerprint(split.examples, wholeFingerprint(examples, preprocessing));
  if (!seen) {
    requireNoPart(part, operand);
    return wholly(examples, preprocessing);
  }
  const wanted = part ?? (split.test > 0 ? "test" : "all");
  if (wanted === "all") return wholly(examples, preprocessing);
  const parts = splitExamples(examples, split);
  const rows = wanted === "train" ? parts.training : parts[wanted];
  if (rows.length === 0) throw emptyPart(wanted);
  return examples.encode(rows, preprocessing, `${examples.name}, ${PART_NAMES[wanted]} part`);
}

/** @throws AkariError `invalid-argument` where a part is asked for of data that were not divided */
function requireNoPart(part: Part | undefined, operand: string): void {
  if (part === undefined || part === "all") return;
  throw new AkariError(
    "invalid-argument",
    `--part ${part} is for the data that a model learned from, and ${operand} is not what this one learned from.`,
  );
}

const emptyPart = (part: Part): AkariError =>
  new AkariError("invalid-argument", `--part ${part} is empty: nothing was held out for it.`);

const PART_NAMES = { train: "training", validation: "validation", test: "test" } as const;

function requireKind(
  kind: SourceKind,
  preprocessing: ModelDefinition["preprocessing"],
  operand: string,
): void {
  const taken = modelKind(preprocessing);
  if (taken === kind) return;
  throw new AkariError(
    "invalid-data",
    `The model takes ${taken === "table" ? "the columns of a table" : taken}, and ${operand} is ${CALLED[kind]}.`,
  );
}

const CALLED = {
  digits: "a data set of digits",
  pictures: "a folder of pictures",
  sounds: "a folder of recordings",
  table: "a table",
};

/** What a model was made for. */
export function modelKind({ table, sound }: Preprocessing): "table" | "sounds" | "pictures" {
  if (table !== undefined) return "table";
  return sound === undefined ? "pictures" : "sounds";
}
