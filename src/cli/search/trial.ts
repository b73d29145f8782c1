/**
 * @file One trial of a search: trained as `akari train` would train it, but for the test part, which it does not see.
 */

import { AkariError } from "../../error.js";
import type { Checkpoint } from "../../training/checkpoint.js";
import {
  epochsOf,
  fitPart,
  foldsObjective,
  type SearchScore,
  scoredLoss,
  validationScore,
} from "../../training/search/objectives.js";
import type { TrialScore } from "../../training/search/search.js";
import type { LargeSource, Source } from "../input/sources.js";
import type { Io } from "../io.js";
import { type Arguments, parseArguments } from "../parse.js";
import { readingProgress } from "../terminal/progress.js";
import { type OpenData, openSource } from "../train/data.js";
import { foldsOf } from "../train/folds.js";
import { resolveJob, type TrainJob } from "../train/job.js";

/** What a trial is to do: plain data, for it may be done in another thread. */
export interface TrialTask {
  /** What follows `akari train`. */
  readonly words: readonly string[];
  /** How much of the training, above 0 to 1. */
  readonly budget: number;
  readonly by: SearchScore;
  readonly folds: number | undefined;
  /** Where it goes on from, if it has been there, and leaves what it takes to go on; absent where it is done at once. */
  readonly checkpoint: string | undefined;
  /** Whether others are trained at the same time. */
  readonly isOneOfMany: boolean;
}

/** A trial says nothing itself. */
const SILENT: Pick<Io, "stderr" | "env"> = { stderr: { write: () => {} }, env: {} };

/** Reads the data of all trials. @param args those of the search @returns them, and what frees them */
export async function openData({ operands, options }: Arguments, io = SILENT): Promise<OpenedData> {
  const open: OpenData = { progress: readingProgress(io), close: async () => {} };
  try {
    const source = await openSource(operands[0], options, options, open);
    return { source, close: () => open.close() };
  } finally {
    open.progress.end();
  }
}

interface OpenedData {
  readonly source: Source | LargeSource;
  close(): Promise<void>;
}

/**
 * @param source the data that the task's words name
 * @param onProgress is told which share of the task is done
 * @throws AkariError where it cannot be trained so, or diverges
 */
export async function runTrial(
  { words, budget, by, folds, checkpoint, isOneOfMany }: TrialTask,
  source: Source | LargeSource,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<TrialScore> {
  const job = await resolveJob(parseArguments("train", words), SILENT, source);
  try {
    const fit = isOneOfMany ? { ...job.fit, threads: 1 } : job.fit;
    if (folds !== undefined) return await scoreFolds({ ...job, fit }, folds, by, signal, onProgress);
    const resume = await begun(checkpoint, budget);
    let epochs = 1;
    const part = await fitPart(job.model.start, job.data.train, fit, { budget, resume, signal }, (event) => {
      if (event.type === "start") epochs = epochsOf(budget, event.epochs);
      if (event.type === "epoch") onProgress(event.epoch / epochs);
    });
    if (part.checkpoint !== undefined && checkpoint !== undefined && !signal.aborted) {
      const { saveCheckpoint } = await import("../../formats/checkpoints.js");
      await saveCheckpoint(checkpoint, part.checkpoint, { names: job.model.names });
    }
    return {
      ...validationScore(part.figures, by, scoredLoss(job.model.definition, job.fit)),
      ended: part.ended,
    };
  } finally {
    await job.close();
  }
}

/** Where a trial stands that has been trained for a shorter time. One whose file is gone begins anew, to the same bits. */
async function begun(path: string | undefined, budget: number): Promise<Checkpoint | undefined> {
  if (path === undefined) return undefined;
  const { loadCheckpoint } = await import("../../formats/files.node.js");
  try {
    const { checkpoint } = await loadCheckpoint(path);
    const { history, planned } = checkpoint;
    return history.length > epochsOf(budget, planned.epochs) ? undefined : checkpoint;
  } catch (error) {
    if (!(error instanceof AkariError)) throw error;
    return undefined;
  }
}

/** The mean over folds of all examples but those that are held out to test on. */
async function scoreFolds(
  job: TrainJob,
  folds: number,
  score: SearchScore,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<TrialScore> {
  const { examples, split, options } = foldsOf(job, folds);
  const { splitExamples } = await import("../../data/split.js");
  const held = new Set(splitExamples(examples, split).test);
  const all = Uint32Array.from({ length: examples.rows }, (_, row) => row);
  let begun = 0;
  const objective = foldsObjective(
    examples,
    (_, train) => {
      onProgress(begun++ / folds);
      return job.model.design(train);
    },
    { ...options, rows: all.filter((row) => !held.has(row)), score },
  );
  return (await objective({}, { trial: 1, budget: 1, state: undefined, signal })) as TrialScore;
}
