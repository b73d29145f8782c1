/**
 * @file Scores a model on a data set, and says where a score is of rows that the model has learned from, and so flatters it:
 * what the commands that print scores share.
 */

import { basename } from "node:path";
import {
  type ChunkedDataset,
  chunkedTargets,
  type Dataset,
  eachChunk,
  isChunked,
} from "../../data/dataset.js";
import { DataHash, isOlder, KnownRowCounter, type KnownRows } from "../../data/fingerprint.js";
import type { Engine, Numbers } from "../../engine/engine.js";
import { AkariError } from "../../error.js";
import type { StoredModel } from "../../formats/stored-model.js";
import type { Assessment, ClassAssessment, ValueAssessment } from "../../insight/metrics/assess.js";
import type { LabelAssessment } from "../../insight/metrics/label-metrics.js";
import { type Model, outputUnits } from "../../model/model.js";
import { outputTask } from "../../model/outputs.js";
import type {
  ClassEvaluation,
  Evaluation,
  LabelsEvaluation,
  ValuesEvaluation,
} from "../../training/evaluate.js";
import { openForModel } from "../input/data-for-model.js";
import { openModel } from "../input/open-model.js";
import type { OpenedData } from "../input/table-for-model.js";
import type { Io } from "../io.js";
import type { OptionValues } from "../options.js";
import { oneLine } from "../terminal/output.js";
import { readingProgress } from "../terminal/progress.js";
import { count, countOf } from "../terminal/text.js";
import { requireConfusionFile } from "./confusion.js";

interface Scored<Score extends Evaluation, Figures extends Assessment> {
  readonly task: Score["task"];
  readonly evaluation: Score;
  readonly scores: Figures;
  /** Activations of the output layer, `[rows, units]`. */
  readonly outputs: Numbers;
}

export type ClassModelScores = Scored<ClassEvaluation, ClassAssessment>;
export type LabelsModelScores = Scored<LabelsEvaluation, LabelAssessment>;
export type ValuesModelScores = Scored<ValuesEvaluation, ValueAssessment>;

/** How a model did on a data set, by what its outputs are there. */
export type ModelScores = ClassModelScores | LabelsModelScores | ValuesModelScores;

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
  throw new AkariError(
    "invalid-argument",
    `${path} ends in ${outputUnits(model.definition)} numbers without an activation, and ${data.name} has classes. Where ` +
      "these are logits, say --output softmax, or --output sigmoid; --output linear scores them as they are.",
  );
}

/**
 * Runs all examples through a model and scores what comes out.
 *
 * @throws AkariError `invalid-data` where the data do not fit the model
 */
export async function scoreModel(
  model: Model,
  data: Dataset | ChunkedDataset,
  engine: Engine,
): Promise<ModelScores> {
  const { evaluate } = await import("../../training/evaluate.js");
  const { assess } = await import("../../insight/metrics/assess.js");
  const size = data.features.rows * outputUnits(model.definition);
  const outputs = engine.precision === 32 ? new Float32Array(size) : new Float64Array(size);
  const evaluation = await evaluate(model, data, { engine, outputs });
  const known = isChunked(data) ? { targets: await chunkedTargets(data) } : data;
  const scores = assess(model.definition, known, { ...evaluation, outputs });
  // Both go by the same outputs and targets.
  return { task: evaluation.task, evaluation, scores, outputs } as ModelScores;
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
