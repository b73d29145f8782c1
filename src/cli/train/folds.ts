/**
 * @file `akari train --folds K`: how well such a network does on examples that it has not seen, told fold by fold.
 */

import { invalidArgument } from "../../error.js";
import { isMultiLabel } from "../../model/outputs.js";
import type { FoldResult } from "../../training/cross-validate.js";
import type { Evaluation } from "../../training/evaluate.js";
import type { Io } from "../io.js";
import { streamStyle } from "../terminal/color.js";
import { compact, count, percent } from "../terminal/text.js";
import type { TrainJob } from "./job.js";

/** What all folds came to, for the run's last line. */
export interface FoldScores {
  readonly folds: number;
  /** `accuracy`, of labels that are each true or not `exactMatch`, or for values `r2`. */
  readonly score: keyof typeof NAMES;
  /** Over the folds. */
  readonly mean: number;
  /** Of that mean: the folds' standard deviation over the square root of their number. */
  readonly standardError: number;
}

/**
 * Trains and tests fold by fold.
 *
 * @param signal ends it after the fold that is running
 * @returns nothing where the job has no folds, or was ended early
 * @throws AkariError `invalid-argument` for data that come in parts
 */
export async function crossValidation(
  job: TrainJob,
  signal: AbortSignal,
  io: Io,
): Promise<FoldScores | undefined> {
  const { data, model, folds, output } = job;
  if (folds === undefined) return undefined;
  const { examples, options } = foldsOf(job, folds);
  const { crossValidate } = await import("../../training/cross-validate.js");
  const classes = data.train.targets.kind === "classes";
  const score = classes ? "accuracy" : isMultiLabel(model.definition) ? "exactMatch" : "r2";
  const scores: number[] = [];
  for await (const result of crossValidate(examples, model.design, { ...options, signal })) {
    scores.push(scoreOf(result.evaluation, score));
    if (output.json) io.stdout.write(`${foldJson(result)}\n`);
    else io.stderr.write(`${foldLine(result, folds)}\n`);
  }
  if (scores.length < folds) return undefined;
  const summary = summarise(scores, score);
  if (!output.json) {
    const { text } = streamStyle(io.stderr, io.env);
    io.stderr.write(`${text.bold(foldsLine(summary))}\n\n`);
  }
  return summary;
}

/**
 * What is divided into folds, how it was divided before, and how every fold is trained.
 *
 * @throws AkariError `invalid-argument` for data that come in parts
 */
export function foldsOf({ data, fit }: Pick<TrainJob, "data" | "fit">, folds: number) {
  const { examples, split } = data.divided ?? {};
  if (examples === undefined || split === undefined) {
    throw invalidArgument(
      `--folds would divide data into parts, but ${data.source} comes with a training and a test part of its own.`,
    );
  }
  const { validation: _held, ...training } = fit;
  const { by = "random" } = split;
  return { examples, split, options: { ...training, folds, validation: data.validationShare, by } };
}

function summarise(scores: readonly number[], score: FoldScores["score"]): FoldScores {
  const folds = scores.length;
  const mean = scores.reduce((sum, x) => sum + x, 0) / folds;
  const variance = scores.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (folds - 1);
  return { folds, score, mean, standardError: Math.sqrt(variance / folds) };
}

const foldLine = ({ fold, evaluation }: FoldResult, folds: number): string =>
  `Fold ${fold} of ${folds}: ${written(evaluation)} on ${count(evaluation.examples)} examples`;

/** `Accuracy 96.00% ± 1.25% over 5 folds (mean and its standard error)`. */
export function foldsLine({ folds, score, mean, standardError }: FoldScores): string {
  const figure = score === "r2" ? compact : percent;
  return `${NAMES[score]} ${figure(mean)} ± ${figure(standardError)} over ${folds} folds (mean and its standard error)`;
}

const written = (evaluation: Evaluation): string => {
  if (evaluation.task === "labels") return `exact match ${percent(evaluation.labels.exactMatch)}`;
  return evaluation.task === "values"
    ? `R² ${compact(evaluation.r2)}`
    : `accuracy ${percent(evaluation.accuracy)}`;
};

const NAMES = { accuracy: "Accuracy", exactMatch: "Exact match", r2: "R²" } as const;

/** NaN where a fold's targets make it another kind of score. */
function scoreOf(evaluation: Evaluation, score: keyof typeof NAMES): number {
  if (evaluation.task === "labels" && score === "exactMatch") return evaluation.labels.exactMatch;
  if (evaluation.task === "values" && score === "r2") return evaluation.r2;
  return evaluation.task === "classes" && score === "accuracy" ? evaluation.accuracy : Number.NaN;
}

function foldJson({ fold, evaluation }: FoldResult): string {
  const { task, examples, loss } = evaluation;
  const scores =
    task === "classes"
      ? { accuracy: evaluation.accuracy }
      : task === "labels"
        ? { exactMatch: evaluation.labels.exactMatch }
        : { values: evaluation.values, r2: evaluation.r2 };
  return JSON.stringify({ event: "fold", fold, examples, loss, ...scores });
}
