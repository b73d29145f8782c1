/**
 * @file Data as a model takes them: read in the way in which it learned, and only the part that was asked for.
 */

import type { Dataset } from "../../data/dataset.js";
import { joinNames } from "../../data/names.js";
import { AkariError, invalidArgument } from "../../error.js";
import { type StoredModel, takesDigits } from "../../formats/stored-model.js";
import { BRIGHTEST, type Preprocessing, takesPixels } from "../../model/preprocessing.js";
import type { DataKind } from "../../training/recommend.js";
import { type Part, partOf } from "./part-of-data.js";
import { CALLED } from "./reading.js";
import { loadSource, sourceKind } from "./sources.js";
import { type OpenedData, type OpeningOptions, openPart, openTable } from "./table-for-model.js";

/**
 * Reads what DATA names for a model: `part` of it, or what the model has not learned from.
 *
 * @throws AkariError as `loadSource` does, and `invalid-data` where the data are not what the model takes
 */
export async function openForModel(
  operand: string,
  stored: StoredModel,
  part: Part | undefined,
  options: OpeningOptions = {},
): Promise<OpenedData> {
  const kind = await sourceKind(operand);
  if (kind !== "digits") requireKind(kind, stored.model.definition.preprocessing, operand);
  if (kind === "table") return openTable(operand, stored, part, options);
  return openInMemory(operand, stored, part, options);
}

/** The same for what lies in memory whole: digits, pictures and recordings. */
export async function loadForModel(
  operand: string,
  stored: StoredModel,
  part: Part | undefined,
  options: OpeningOptions = {},
): Promise<Dataset> {
  return (await openInMemory(operand, stored, part, options)).data;
}

async function openInMemory(
  operand: string,
  stored: StoredModel,
  part: Part | undefined,
  { skipBad, encoding }: OpeningOptions,
): Promise<OpenedData & { readonly data: Dataset }> {
  const { preprocessing, labels } = stored.model.definition;
  const reading = {
    ...(skipBad === undefined ? {} : { "skip-bad": skipBad }),
    ...(encoding === undefined ? {} : { encoding }),
  };
  const source = await loadSource(operand, reading, { preprocessing, asDigits: takesDigits(stored) });
  if (source.kind !== "digits") {
    const { examples } = source;
    const opened = openPart(examples, partOf(examples, stored, part, operand), labels);
    return { ...opened, notes: classNotes(stored, opened.data) };
  }
  if (part === "validation" || part === "all") {
    throw invalidArgument(`--part ${part} is not for ${operand}: it has train and test.`);
  }
  const data = source[part ?? "test"];
  const seen = part === "train" ? "some" : "none";
  return { data, seen, notes: scaleNotes(stored), close: async () => {} };
}

/** What is assumed of a model that names no classes. */
function classNotes({ model, record }: StoredModel, { targets }: Dataset): string[] {
  if (record !== undefined || model.definition.labels !== undefined || targets.kind !== "classes") return [];
  return [
    `Its file does not name its classes: its outputs were taken for ${joinNames(targets.names)}, in this order.`,
  ];
}

/** What is assumed of a model that is shown pixels, and whose file says only that it takes numbers. */
function scaleNotes({ model: { definition }, record }: StoredModel): string[] {
  const { divideBy } = definition.preprocessing;
  if (record !== undefined || takesPixels(definition.preprocessing)) return [];
  const how = divideBy === 1 ? "as they are" : `divided by ${divideBy}`;
  return [`Its file does not say that it takes pixels: they go in from 0 to ${BRIGHTEST}, ${how}.`];
}

function requireKind(kind: DataKind, preprocessing: Preprocessing, operand: string): void {
  const taken = modelKind(preprocessing);
  if (taken === kind) return;
  throw new AkariError(
    "invalid-data",
    `The model takes ${taken === "table" ? "the columns of a table" : taken}, and ${operand} is ${CALLED[kind]}.`,
  );
}

/** What a model was made for. */
function modelKind({ table, sound }: Preprocessing): "table" | "sounds" | "pictures" {
  if (table !== undefined) return "table";
  return sound === undefined ? "pictures" : "sounds";
}
