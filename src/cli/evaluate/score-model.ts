/**
 * @file Scores a model on a data set: what the commands that print scores share.
 */

import { type ChunkedDataset, chunkedTargets, type Dataset, isChunked } from "../../data/dataset.js";
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
import { readingProgress } from "../terminal/progress.js";
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
