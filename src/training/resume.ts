/**
 * @file Whether a run can go on from a checkpoint: with the same model, data and options. Anything else would give
 * weights that no configuration could give again.
 */

import type { ChunkedDataset } from "../data/chunked-dataset.js";
import type { Dataset } from "../data/dataset.js";
import { type Fingerprint, fingerprint, sameFingerprint } from "../data/fingerprint.js";
import type { Checkpoint, TrainingConfiguration } from "../engine/checkpoint.js";
import { AkariError } from "../error.js";
import type { ModelDefinition } from "../model/model.js";
import { spansRun } from "../model/schedules.js";
import { configure } from "./configuration.js";
import type { FitOptions } from "./events.js";

/** What a resumed run has to have as the run had it that it goes on from. */
const FIXED = [
  "optimizer",
  "schedule",
  "batch",
  "seed",
  "shuffle",
  "validation",
  "engine",
  "keepBest",
  "labelSmoothing",
  "classWeights",
  "earlyStopping",
  "dropout",
  "inputDropout",
  "l1",
  "clip",
  "batchNorm",
  "augmentation",
] as const;

/** What the sentences call some of them where they are off. */
const OFF: Partial<Record<(typeof FIXED)[number], string>> = {
  schedule: "constant",
  classWeights: "none",
  earlyStopping: "none",
  augmentation: "none",
};

/**
 * The checkpoint's configuration, ending where the options say, if they do.
 *
 * @throws AkariError `invalid-argument` naming the option that contradicts the checkpoint
 */
export function resumedConfiguration(
  { configuration: stored }: Checkpoint,
  options: FitOptions,
): TrainingConfiguration {
  const given: FitOptions = Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  );
  const { epochs, steps, validation, ...fixed } = stored;
  if (typeof validation !== "number" && given.validation === undefined) {
    throw invalid(
      `The checkpoint's run validates on the data set ${validation.name}: give that as the option validation.`,
    );
  }
  const end = given.epochs === undefined && given.steps === undefined ? { epochs, steps } : {};
  const held = typeof validation === "number" ? { validation } : {};
  const completed = configure({ ...fixed, ...held, ...definedOnly(end), ...given });
  for (const key of FIXED) {
    if (key in given && !same(withoutName(completed[key]), withoutName(stored[key]))) {
      throw invalid(
        `The checkpoint's run has the ${key} ${inWords(key, stored[key])}, not ${inWords(key, completed[key])}: leave that ` +
          "option out, or begin a new run.",
      );
    }
  }
  return { ...completed, validation };
}

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
  const [ours, theirs] = [sizes(definition), sizes(stored)];
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

/** Whether two values of plain data are the same in all their parts, in whatever order. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return left.size === right.size && [...left].every(([key, value]) => same(value, right.get(key)));
}

const isFingerprint = (value: unknown): value is Fingerprint =>
  typeof value === "object" && value !== null && "hash" in value;

const withoutName = (value: unknown): unknown => (isFingerprint(value) ? { ...value, name: "" } : value);

function inWords(key: (typeof FIXED)[number], value: TrainingConfiguration[(typeof FIXED)[number]]): string {
  if (value === undefined) return OFF[key] ?? "off";
  if (isFingerprint(value)) return `data set ${value.name}`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function definedOnly(end: { epochs?: number | undefined; steps?: number | undefined }): FitOptions {
  const { epochs, steps } = end;
  return { ...(epochs === undefined ? {} : { epochs }), ...(steps === undefined ? {} : { steps }) };
}

/** `784-16-16-10`. */
const sizes = ({ inputs, layers }: ModelDefinition): string =>
  [inputs, ...layers.map(({ units }) => units)].join("-");

const invalid = (message: string): AkariError => new AkariError("invalid-argument", message);
