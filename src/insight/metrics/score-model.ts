/**
 * @file Every score of a model on a data set, by one call.
 */

import {
  type ChunkedDataset,
  chunkedTargets,
  type Dataset,
  isChunked,
  requireTypedArrays,
} from "../../data/dataset.js";
import type { Engine, Numbers } from "../../engine/engine.js";
import { wasm } from "../../engine/wasm/engine.js";
import { requireOptions } from "../../error.js";
import { type Model, outputUnits, requireModel } from "../../model/model.js";
import {
  type ClassEvaluation,
  type Evaluation,
  evaluate,
  type LabelsEvaluation,
  type ValuesEvaluation,
} from "../../training/evaluate.js";
import { inModelUnits } from "../../training/model-units.js";
import { type Assessment, assess, type ClassAssessment, type ValueAssessment } from "./assess.js";
import type { LabelAssessment } from "./label-metrics.js";

/** How a model did on a data set. */
export interface Scored<Score extends Evaluation, Figures extends Assessment> {
  readonly task: Score["task"];
  /** Loss, accuracy and confusion matrix, or R²: what `evaluate` gives. */
  readonly evaluation: Score;
  /** All the others. */
  readonly scores: Figures;
  /** Activations of the output layer, `[rows, units]`. */
  readonly outputs: Numbers;
}

export type ClassModelScores = Scored<ClassEvaluation, ClassAssessment>;
export type LabelsModelScores = Scored<LabelsEvaluation, LabelAssessment>;
export type ValuesModelScores = Scored<ValuesEvaluation, ValueAssessment>;

/** How a model did on a data set, by what its outputs are there. */
export type ModelScores = ClassModelScores | LabelsModelScores | ValuesModelScores;

/** How to score. */
export interface ScoreOptions {
  /** `wasm`, float32, when left out; others are in `akari/engines`. */
  readonly engine?: Engine;
}

/**
 * Runs all examples through a model and scores what comes out: what `akari evaluate` prints. Of classes accuracy with its
 * 95% interval, precision, recall, F1 and ROC AUC of each class and their means, log loss, Brier score and calibration; of
 * labels that are each true or not exact match, F1 and ROC AUC; of numbers R² and the errors in their own unit.
 *
 * @throws AkariError `invalid-data` where the data do not fit the model, `invalid-argument` for an option that there is not
 * @example
 * ```ts
 * const scored = await scoreModel(model, test);
 * if (scored.task === "classes") console.log(scored.evaluation.accuracy, scored.scores.macro.f1, scored.scores.rocAuc);
 * ```
 */
export async function scoreModel(
  model: Model,
  data: Dataset | ChunkedDataset,
  options: ScoreOptions = {},
): Promise<ModelScores> {
  requireOptions(options, ["engine"], "Scoring a model");
  requireModel(model);
  const { engine = wasm } = options;
  if (!isChunked(data)) requireTypedArrays(data);
  const known = inModelUnits(data, model.definition);
  const size = data.features.rows * outputUnits(model.definition);
  const outputs = engine.precision === 32 ? new Float32Array(size) : new Float64Array(size);
  const evaluation = await evaluate(model, known, { engine, outputs });
  const targets = isChunked(known) ? await chunkedTargets(known) : known.targets;
  const scores = assess(model.definition, { targets }, { ...evaluation, outputs });
  // Both go by the same outputs and targets.
  return { task: evaluation.task, evaluation, scores, outputs } as ModelScores;
}
