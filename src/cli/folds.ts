/**
 * @file `akari train --folds K`: how well such a network does on examples that it has not seen, told fold by fold.
 */

import { AkariError } from "../error.js";
import type { FoldResult } from "../training/cross-validate.js";
import { streamStyle } from "./color.js";
import { designModel } from "./design.js";
import { compact, count, percent } from "./format.js";
import type { Io } from "./io.js";
import type { OptionValues } from "./options.js";
import type { Run } from "./train-run.js";

/** What all folds came to, for the run's last line. */
export interface FoldScores {
  readonly folds: number;
  /** `accuracy`, or for values `r2`. */
  readonly score: "accuracy" | "r2";
  /** Over the folds. */
  readonly mean: number;
  /** Of that mean: the folds' standard deviation over the square root of their number. */
  readonly standardError: number;
}

/**
 * Trains and tests fold by fold.
 *
 * @param signal ends it after the fold that is running
 * @returns nothing where it was ended early
 * @throws AkariError `invalid-argument` for data that come in parts
 */
export async function runFolds(
  { data, plan, validation, source, json }: Run,
  options: OptionValues,
  folds: number,
  signal: AbortSignal,
  io: Io,
): Promise<FoldScores | undefined> {
  if (data.divided?.examples === undefined) {
    throw new AkariError(
      "invalid-argument",
      `--folds would divide data into parts, but ${source} comes with a training and a test part of its own.`,
    );
  }
  const { crossValidate } = await import("../training/cross-validate.js");
  const { validation: _held, ...training } = plan;
  const score = data.train.targets.kind === "classes" ? "accuracy" : "r2";
  const scores: number[] = [];
  const runs = crossValidate(data.divided.examples, (train) => designModel(options, train, data.kind), {
    ...training,
    folds,
    validation,
    by: data.divided.split.by ?? "random",
    signal,
  });
  for await (const result of runs) {
    scores.push(result.evaluation[score] ?? Number.NaN);
    if (json) io.stdout.write(`${foldJson(result)}\n`);
    else io.stderr.write(`${foldLine(result, folds)}\n`);
  }
  if (scores.length < folds) return undefined;
  const summary = summarise(scores, score);
  if (!json) {
    const { text } = streamStyle(io.stderr, io.env);
    io.stderr.write(`${text.bold(foldsLine(summary))}\n\n`);
  }
  return summary;
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
  const figure = score === "accuracy" ? percent : compact;
  const name = score === "accuracy" ? "Accuracy" : "R²";
  return `${name} ${figure(mean)} ± ${figure(standardError)} over ${folds} folds (mean and its standard error)`;
}

const written = ({ accuracy, r2 = Number.NaN }: FoldResult["evaluation"]): string =>
  accuracy === undefined ? `R² ${compact(r2)}` : `accuracy ${percent(accuracy)}`;

function foldJson({ fold, evaluation }: FoldResult): string {
  const { confusion: _confusion, ...figures } = evaluation;
  return JSON.stringify({ event: "fold", fold, ...figures });
}
