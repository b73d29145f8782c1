/**
 * @file Data as a model takes them: read in the way in which it learned, and only the part that was asked for.
 */

import type { Dataset } from "../data/dataset.js";
import type { Examples } from "../data/examples.js";
import { fingerprint, sameFingerprint } from "../data/fingerprint.js";
import { alignClasses } from "../data/prepare.js";
import { splitExamples } from "../data/split.js";
import { AkariError } from "../error.js";
import type { StoredModel } from "../formats/index.js";
import type { ModelDefinition } from "../model/model.js";
import type { Preprocessing } from "../model/preprocessing.js";
import type { Reading, SourceKind } from "./reading.js";
import { wholly } from "./run-data.js";
import { loadSource, sourceKind } from "./sources.js";

/** Which of the examples. */
export type Part = "train" | "validation" | "test" | "all";

/** Examples as a model takes them, and where they come from. */
export interface ModelData {
  readonly data: Dataset;
  /** Whether the model has learned from some of them, as far as its record tells. */
  readonly learned: boolean;
  /** All that DATA names, and which of them the rows of `data` are; absent where DATA comes in parts. */
  readonly origin?: { readonly examples: Examples; readonly rows: Uint32Array };
}

/** Reads what DATA names for a model: see {@link loadModelData}. */
export async function loadForModel(
  operand: string,
  stored: StoredModel,
  part: Part | undefined,
): Promise<Dataset> {
  return (await loadModelData(operand, stored, part)).data;
}

/**
 * Reads what DATA names for a model: `part` of it, or what the model has not learned from.
 *
 * @throws AkariError as `loadSource` does, and `invalid-data` where the data are not what the model takes
 */
export async function loadModelData(
  operand: string,
  stored: StoredModel,
  part: Part | undefined,
): Promise<ModelData> {
  const { definition } = stored.model;
  const { preprocessing } = definition;
  const kind = await sourceKind(operand);
  if (kind !== "digits") requireKind(kind, preprocessing, operand);
  const source = await loadSource(operand, readingFor(preprocessing), { preprocessing });
  if (source.kind === "digits") {
    if (part === "validation" || part === "all") {
      throw new AkariError(
        "invalid-argument",
        `--part ${part} is not for ${operand}: it has train and test.`,
      );
    }
    return { data: source[part ?? "test"], learned: part === "train" };
  }
  const { examples } = source;
  const { data, rows, learned } = partOf(examples, stored, part, operand);
  return { data: alignClasses(data, definition.labels), learned, origin: { examples, rows } };
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
): Omit<ModelData, "origin"> & { rows: Uint32Array } {
  const { preprocessing } = model.definition;
  const all = wholly(examples, preprocessing);
  const rowsOfAll = Uint32Array.from({ length: examples.rows }, (_, row) => row);
  const split = record?.split;
  const seen = split !== undefined && sameFingerprint(split.examples, fingerprint(all));
  if (!seen) {
    if (part === undefined || part === "all") return { data: all, rows: rowsOfAll, learned: false };
    throw new AkariError(
      "invalid-argument",
      `--part ${part} is for the data that a model learned from, and ${operand} is not what this one learned from.`,
    );
  }
  const wanted = part ?? (split.test > 0 ? "test" : "all");
  if (wanted === "all") return { data: all, rows: rowsOfAll, learned: true };
  const parts = splitExamples(examples, split);
  const rows = wanted === "train" ? parts.training : parts[wanted];
  if (rows.length === 0) {
    throw new AkariError("invalid-argument", `--part ${wanted} is empty: nothing was held out for it.`);
  }
  const data = examples.encode(rows, preprocessing, `${examples.name}, ${PART_NAMES[wanted]} part`);
  return { data, rows, learned: wanted === "train" };
}

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
