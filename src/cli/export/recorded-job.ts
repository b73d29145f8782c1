/**
 * @file From a model's training record and the data that it learned from to the job that trained it, for it to be trained
 * again elsewhere.
 */

import { sameFingerprint } from "../../data/fingerprint.js";
import { engineNamed } from "../../engine/engines.js";
import { AkariError, invalidArgument } from "../../error.js";
import { loadModel } from "../../formats/files.node.js";
import { completeOptional } from "../../training/options.js";
import { planTraining, same } from "../../training/plan.js";
import { parseReading } from "../input/reading.js";
import { sourceOf } from "../input/sources.js";
import type { Io } from "../io.js";
import { readingProgress } from "../terminal/progress.js";
import { divide, type OpenData, openSource } from "../train/data.js";
import type { JobFit } from "../train/fit-options.js";
import { NO_SPLIT, outputOf, type TrainJob } from "../train/job.js";
import { designModel } from "../train/model.js";

/**
 * The job of a model, from its first step.
 *
 * @param path the model's
 * @param operand the data that it learned from
 * @param out where the result is to be saved
 * @throws AkariError `invalid-argument` where its file does not tell all that decided it, `invalid-data` where the data are
 * others
 */
export async function recordedJob(
  path: string,
  operand: string | undefined,
  out: string,
  io: Pick<Io, "stderr" | "env">,
): Promise<TrainJob> {
  const { model, record } = await loadModel(path);
  const { definition } = model;
  if (record === undefined) {
    throw invalidArgument(
      `${path} does not say how it was trained, for Akari did not train it. A new run from its weights is written by ` +
        "akari train DATA --init FILE --to torchrun.",
    );
  }
  if (operand === undefined) {
    throw invalidArgument(`Say what ${path} learned from: akari export ${path} DATA --to torchrun.`);
  }
  if (record.freeze !== undefined) {
    throw invalidArgument(
      `Layers of ${path} were frozen while it was trained, and it does not have the weights that they began with: ` +
        "give them to akari train DATA --init FILE --to torchrun.",
    );
  }
  const reading = record.split?.reading ?? {};
  const open: OpenData = { progress: readingProgress(io), close: async () => {} };
  try {
    const source = await openSource(
      operand,
      parseReading(reading),
      { optimizer: record.optimizer.name },
      open,
    );
    const split = record.split ?? { ...NO_SPLIT, seed: record.seed };
    const data = await divide(source, split, undefined, open.progress);
    const { train, divided } = data;
    const others = new AkariError("invalid-data", `${operand} is not what ${path} learned from.`);
    if (record.split !== undefined) {
      const found = divided?.fingerprint(definition.preprocessing);
      if (found === undefined || !sameFingerprint(record.split.examples, found)) throw others;
    }
    if (!same(train.preprocessing, definition.preprocessing)) throw others;
    const fit: JobFit = {
      optimizer: record.optimizer,
      batchSize: record.batch,
      ...completeOptional(record),
      seed: record.seed,
      shuffle: record.shuffle,
      validation: data.validation ?? (record.split === undefined ? record.validation : 0),
      // Early stopping keeps the best weights by itself.
      keepBest: record.bestEpoch !== undefined && record.earlyStopping === undefined,
      engine: engineNamed(record.engine),
      epochs: record.epochs,
    };
    const { trainingExamples, stepsPerEpoch } = planTraining(train, fit);
    if (trainingExamples !== record.trainingExamples) {
      throw new AkariError(
        "invalid-data",
        `${path} learned from ${record.trainingExamples} examples, and ${operand} gives ${trainingExamples}: digits of ` +
          "--pen-digits, for one, are not in its record. akari train DATA --to torchrun takes all options.",
      );
    }
    // The run was to end within its last epoch, or was stopped before it.
    const isWithin = record.steps > (record.epochs - 1) * stepsPerEpoch;
    const isCut =
      isWithin && record.steps < record.epochs * stepsPerEpoch && record.earlyStopping === undefined;
    return {
      data: {
        ...data,
        notes: [
          ...data.notes,
          `It begins with the weights that the seed ${record.seed} draws. If ${path} began with others (--init), take ` +
            "akari train DATA --init FILE --to torchrun.",
        ],
        name: train.name,
        source: sourceOf(operand),
        reading,
        validationShare: record.validation,
        penDigits: undefined,
        takenOver: false,
      },
      model: {
        definition,
        start: definition,
        assumed: "",
        names: undefined,
        design: (shape) => designModel({}, shape, data.kind),
      },
      fit: isCut ? { ...fit, steps: record.steps } : fit,
      output: outputOf(out, {}, undefined),
      preset: undefined,
      folds: undefined,
      close: open.close,
    };
  } catch (error) {
    await open.close();
    throw error;
  } finally {
    open.progress.end();
  }
}
