/**
 * @file Whether a run can go on from a checkpoint: with the same model and data, and not to an end that lies behind it.
 * Loaded by runs that go on.
 */

import type { ChunkedDataset } from "../data/chunked-dataset.js";
import type { Dataset } from "../data/dataset.js";
import { type Fingerprint, fingerprint, sameFingerprint } from "../data/fingerprint.js";
import type { Checkpoint } from "../engine/checkpoint.js";
import { AkariError } from "../error.js";
import { type ModelDefinition, networkSize } from "../model/model.js";
import { spansRun } from "../model/schedules.js";
import { same } from "./same.js";

/**
 * @throws AkariError `invalid-model` where the model is another one than the checkpoint's, `invalid-data` where the
 * data are
 */
export function requireSameRun(
  checkpoint: Checkpoint,
  definition: ModelDefinition,
  data: Dataset | ChunkedDataset,
): void {
  requireSameData(checkpoint.data, fingerprint(data));
  const stored = checkpoint.model.definition;
  if (same(stored, definition)) return;
  const [ours, theirs] = [networkSize(definition), networkSize(stored)];
  throw new AkariError(
    "invalid-model",
    ours === theirs
      ? "The checkpoint's network and the one to train differ in an activation, the loss, the preprocessing or the labels."
      : `The checkpoint is one of a ${theirs} network, but the one to train is ${ours}.`,
  );
}

/** @throws AkariError `invalid-argument` where the run is to end before the checkpoint, or that contradicts itself */
export function requirePosition(
  { step, history, best, configuration, planned }: Checkpoint,
  { steps, stepsPerEpoch }: { readonly steps: number; readonly stepsPerEpoch: number },
): void {
  if (step > steps) {
    throw invalid(
      `The checkpoint has ${step} steps behind it already, so its run cannot end after ${steps}. Ask for more.`,
    );
  }
  const { schedule } = configuration;
  if (schedule !== undefined && spansRun(schedule) && steps !== planned.steps) {
    throw invalid(
      `The learning rates of the checkpoint's run come to their end after ${planned.steps} steps, as the schedule ` +
        `${schedule.name} has it, so it cannot end after ${steps}: begin a new run, or one from its weights.`,
    );
  }
  const epochs = history.length;
  const sound =
    step >= epochs * stepsPerEpoch &&
    step <= (epochs + 1) * stepsPerEpoch &&
    history.every(({ epoch }, i) => epoch === i + 1) &&
    (best === undefined || (best.epoch >= 1 && best.epoch <= epochs));
  if (!sound) {
    throw invalid(`The checkpoint contradicts itself: its epochs do not go together with its ${step} steps.`);
  }
}

function requireSameData(stored: Fingerprint, given: Fingerprint): void {
  if (sameFingerprint(stored, given)) return;
  const sized = ({ rows, columns }: Fingerprint): string => `${rows} rows of ${columns} numbers`;
  const difference =
    sized(stored) === sized(given)
      ? `${given.name} holds others, though as many`
      : `${given.name} has ${sized(given)} and not ${sized(stored)}`;
  throw new AkariError(
    "invalid-data",
    `The checkpoint's run learns from other data: that was ${stored.name}, and ${difference}.`,
  );
}

const invalid = (message: string): AkariError => new AkariError("invalid-argument", message);
