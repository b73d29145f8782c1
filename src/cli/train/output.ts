/**
 * @file The files that a job writes: its model's, and its checkpoints.
 */

import { randomUUID } from "node:crypto";
import { homedir, tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { type ChunkedDataset, type Dataset, eachChunk } from "../../data/dataset.js";
import { DataHash, type RowSketch, RowSketcher } from "../../data/fingerprint.js";
import type { EngineChoice } from "../../engine/choose-engine.js";
import { AkariError } from "../../error.js";
import type { SearchRecord, SplitRecord, TrainingRecord } from "../../formats/description/training-record.js";
import type { RunFiles } from "../../formats/safetensors/checkpoint-file.js";
import type { ModelDefinition } from "../../model/model.js";
import type { CheckpointInterval } from "../../training/checkpoint.js";
import { engineFor } from "../../training/configuration.js";
import type { Evaluation } from "../../training/evaluate.js";
import { completeOptional } from "../../training/options.js";
import type { CheckpointOptions, StartEvent, TrainingResult } from "../../training/run.js";
import { examplesFingerprint, type JobData } from "./data.js";
import type { JobFit } from "./fit-options.js";
import type { LogFile } from "./log.js";
import type { JobModel } from "./model.js";

/** What a job writes, and where to. */
export interface JobOutput {
  /** Where the model will be saved. */
  readonly path: string;
  /** How often to make a checkpoint, if at all. */
  readonly every: CheckpointInterval | undefined;
  /** Where the confusion matrix goes; absent where nobody asked for it. */
  readonly confusion: string | undefined;
  /** Where the run's history goes; absent where nobody asked for it. */
  readonly log: LogFile | undefined;
  /** Where the losses of the steps go; absent where nobody asked for it. */
  readonly stepLog: string | undefined;
  /** Whether standard output is lines of JSON. */
  readonly json: boolean;
}

/** What of a job its files tell of. */
interface TrainedJob {
  readonly data: JobData;
  readonly model: JobModel;
  readonly fit: JobFit;
  readonly output: JobOutput;
  readonly search?: SearchRecord;
}

const ENDING = ".safetensors";

/** The file of the checkpoints of a run whose result is saved in `out`: `net.checkpoint.safetensors` for `net.safetensors`. */
const checkpointPath = (out: string): string => besideOutput(out, `.checkpoint${ENDING}`);

/** A file that is named like the model's, with another ending. */
export const besideOutput = (out: string, ending: string): string =>
  `${out.endsWith(ENDING) ? out.slice(0, -ENDING.length) : out}${ending}`;

/** The model's file, and that of the checkpoints where there are to be any. */
export const outputsOf = (out: string, every: CheckpointInterval | undefined): string[] =>
  every === undefined ? [out] : [out, checkpointPath(out)];

/** Where a model is, and what kept it from where it was to be. */
export interface Saved {
  readonly path: string;
  readonly problem: AkariError | undefined;
}

/**
 * Writes the model's file. Where it cannot be written after all, the model is saved elsewhere rather than lost: in the working
 * folder, that for temporary files or the user's own.
 *
 * @param test how it did on the test part; a run that diverged is not tested
 * @throws AkariError where it can be saved nowhere
 */
export async function save(
  job: TrainedJob,
  { model, steps, history, best, stopped, choice }: TrainingResult,
  begun: StartEvent | undefined,
  test?: Evaluation,
): Promise<Saved> {
  const {
    model: { names },
    output,
    search,
  } = job;
  const { save: saveModel } = await import("../../formats/codecs.packages.js");
  const { trainingHistory } = await import("../../formats/description/training-record.js");
  const { validationAccuracy } = best ?? history.at(-1) ?? {};
  const curves = trainingHistory(history);
  const { epochs = 0, trainingExamples = 0 } = begun ?? {};
  const record: TrainingRecord = {
    ...(await recordOf(job, model.definition, { epochs, steps, trainingExamples }, choice)),
    ...(stopped === "converged" || stopped === "solved" ? { ended: stopped } : {}),
    // JSON has no infinity, which the loss on unseen examples can reach where that on seen ones is finite.
    ...(test !== undefined && Number.isFinite(test.loss) ? { loss: test.loss } : {}),
    ...(test?.task === "classes" ? { accuracy: test.accuracy } : {}),
    ...(best === undefined ? {} : { bestEpoch: best.epoch }),
    ...(validationAccuracy === undefined ? {} : { validationAccuracy }),
    ...(curves === undefined ? {} : { history: curves }),
    ...(search === undefined ? {} : { search }),
  };
  const trySaving = async (path: string): Promise<AkariError | undefined> => {
    try {
      await saveModel(model, path, { format: "safetensors", record, names });
      return undefined;
    } catch (error) {
      if (error instanceof AkariError) return error;
      throw error;
    }
  };
  const problem = await trySaving(output.path);
  if (problem === undefined) return { path: output.path, problem };
  for (const folder of [process.cwd(), tmpdir(), homedir()]) {
    const path = join(folder, `akari-${randomUUID()}.safetensors`);
    if ((await trySaving(path)) === undefined) return { path, problem };
  }
  throw problem;
}

/** What a job decides of its model's training record; what came of the training is left out. */
export async function recordOf(
  { data, fit }: Pick<TrainedJob, "data" | "fit">,
  definition: ModelDefinition,
  { epochs, steps, trainingExamples }: Pick<TrainingRecord, "epochs" | "steps" | "trainingExamples">,
  choice?: EngineChoice,
): Promise<TrainingRecord> {
  const split = await splitRecord(data, definition);
  return {
    data: data.name,
    seed: fit.seed,
    epochs,
    steps,
    batch: fit.batchSize ?? Math.max(1, trainingExamples),
    shuffle: fit.shuffle,
    validation: data.validationShare,
    ...(split === undefined ? {} : { split }),
    optimizer: fit.optimizer,
    ...completeOptional(fit, ["augmentation", "regularization", "layers", "run"]),
    engine: engineFor(fit.optimizer, fit.engine, choice?.engine).name,
    trainingExamples,
  };
}

/** How a job's examples were divided, for its model's file. */
async function splitRecord(
  { divided, train, reading }: JobData,
  { preprocessing }: ModelDefinition,
): Promise<SplitRecord | undefined> {
  if (divided === undefined) return undefined;
  return {
    ...divided.split,
    examples: divided.fingerprint(preprocessing),
    learned: await sketchOf(train),
    ...(Object.keys(reading).length === 0 ? {} : { reading }),
  };
}

/** Which rows are learned from. */
async function sketchOf(train: Dataset | ChunkedDataset): Promise<RowSketch> {
  const rows = new RowSketcher();
  for await (const data of eachChunk(train)) new DataHash().add(data, (hash) => rows.add(hash));
  return rows.finish();
}

/** The checkpoints of one job. */
export interface Checkpoints extends CheckpointOptions {
  readonly path: string;
  /** Whether the last one could be written. */
  readonly stands: boolean;
}

/** What a job's checkpoints say of its files, so that they can be found again. @param definition of the network */
export function runFilesOf(
  { data, output }: Pick<TrainedJob, "data" | "output">,
  definition: ModelDefinition,
): RunFiles {
  const { source, reading, penDigits, takenOver, divided } = data;
  const examples = examplesFingerprint(data, definition);
  return {
    source,
    reading,
    ...(divided === undefined ? {} : { split: divided.split }),
    ...(penDigits === undefined ? {} : { penDigits }),
    ...(takenOver ? { takenOver } : {}),
    out: basename(resolve(output.path)),
    ...(examples === undefined ? {} : { examples }),
  };
}

/**
 * The checkpoints of a job; nothing where it makes none.
 *
 * @param tell takes a line for the user: a checkpoint that cannot be written is no reason to stop a run
 */
export function checkpointsOf(job: TrainedJob, tell: (line: string) => void): Checkpoints | undefined {
  const { definition, names } = job.model;
  const { every } = job.output;
  if (every === undefined) return undefined;
  const path = checkpointPath(job.output.path);
  let files: RunFiles | undefined;
  let stands = false;
  let told: string | undefined;
  return {
    path,
    every,
    get stands() {
      return stands;
    },
    async save(checkpoint) {
      const { saveCheckpoint } = await import("../../formats/checkpoints.js");
      try {
        files ??= runFilesOf(job, definition);
        await saveCheckpoint(path, checkpoint, { names, files });
        stands = true;
        told = undefined;
      } catch (error) {
        if (!(error instanceof AkariError)) throw error;
        stands = false;
        // A disk that stays full is told of once.
        if (told !== error.message) {
          tell(`akari: ${error.message} Training goes on without this checkpoint.`);
        }
        told = error.message;
      }
    },
  };
}
