/**
 * @file Whether a run can go on from a checkpoint: with the same model and data, and not to an end that lies behind it.
 * Loaded by runs that go on.
 */

import type { ChunkedDataset, Dataset, Fingerprint } from "../data/dataset.js";
import { fingerprint, isOlder, sameFingerprint } from "../data/fingerprint.js";
import { joinNames } from "../data/names.js";
import { AkariError, invalidArgument } from "../error.js";
import { type ModelDefinition, networkSize } from "../model/model.js";
import type { Preprocessing } from "../model/preprocessing.js";
import { spansRun } from "../model/schedules.js";
import type { Checkpoint } from "./checkpoint.js";
import { same, type TrainingPlan } from "./plan.js";

/** What a checkpoint remembers of the data of its run, and of how it is trained. */
export type RememberedData = Pick<Checkpoint, "data" | "configuration">;

/** @param resume where the run goes on from, which has the names that the data had when it began */
export function rememberData(
  data: Dataset | ChunkedDataset,
  { configuration, validationData }: Pick<TrainingPlan, "configuration" | "validationData">,
  resume: Checkpoint | undefined,
): RememberedData {
  const { validation } = configuration;
  const held =
    typeof validation !== "number" && validationData !== undefined
      ? fingerprint(validationData)
      : Number(validation);
  return {
    data: resume?.data ?? fingerprint(data),
    configuration: { ...configuration, validation: resume?.configuration.validation ?? held },
  };
}

/**
 * @throws AkariError `invalid-model` where the model is another one than the checkpoint's, `invalid-data` where the
 * data are
 */
export function requireSameRun(
  checkpoint: Checkpoint,
  definition: ModelDefinition,
  data: Dataset | ChunkedDataset,
  validation: Dataset | ChunkedDataset | undefined,
): void {
  requireSameData(checkpoint.data, fingerprint(data), "learns from");
  const held = checkpoint.configuration.validation;
  if (validation !== undefined && typeof held !== "number") {
    requireSameData(held, fingerprint(validation), "validates on");
  }
  const stored = checkpoint.model.definition;
  if (same(stored, definition)) return;
  if (same({ ...stored, preprocessing: "" }, { ...definition, preprocessing: "" })) {
    throw new AkariError(
      "invalid-data",
      `${data.name} is not what the checkpoint's run learns from: it is prepared in another way ` +
        `(${joinNames(changedParts(stored.preprocessing, definition.preprocessing))}). ${AS_IT_WAS}`,
    );
  }
  const [ours, theirs] = [networkSize(definition), networkSize(stored)];
  throw new AkariError(
    "invalid-model",
    ours === theirs
      ? "The checkpoint's network and the one to train differ in an activation, the loss or the labels."
      : `The checkpoint is one of a ${theirs} network, but the one to train is ${ours}.`,
  );
}

/** @throws AkariError `invalid-argument` where the run is to end before the checkpoint, or that contradicts itself */
export function requirePosition(
  { step, history, best, configuration, planned }: Checkpoint,
  { steps, stepsPerEpoch }: { readonly steps: number; readonly stepsPerEpoch: number },
): void {
  if (step > steps) {
    throw invalidArgument(
      `The checkpoint has ${step} steps behind it already, so its run cannot end after ${steps}. Ask for more.`,
    );
  }
  const { schedule } = configuration;
  if (schedule !== undefined && spansRun(schedule) && steps !== planned.steps) {
    throw invalidArgument(
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
    throw invalidArgument(
      `The checkpoint contradicts itself: its epochs do not go together with its ${step} steps.`,
    );
  }
}

const AS_IT_WAS = "Give the run its data as they were, or begin a new one from the checkpoint's weights.";

/**
 * Checks that data are those of a checkpoint.
 *
 * @param does what its run does with them: `learns from`
 * @throws AkariError `invalid-data` saying what is another
 */
export function requireSameData(stored: Fingerprint, given: Fingerprint, does: string): void {
  if (sameFingerprint(stored, given)) return;
  throw new AkariError(
    "invalid-data",
    `${given.name} is not what the checkpoint's run ${does}${
      stored.name === given.name ? "" : ` (${stored.name})`
    }: ${differenceOf(stored, given)}. ${AS_IT_WAS}`,
  );
}

/** What of the data is another, as far as hashes can tell. */
function differenceOf(stored: Fingerprint, given: Fingerprint): string {
  const sized = ({ rows, columns }: Fingerprint): string => `${rows} rows of ${columns} numbers`;
  if (sized(stored) !== sized(given)) return `it has ${sized(given)} and not ${sized(stored)}`;
  if (isOlder(stored)) {
    return "the checkpoint is one of an older Akari, which remembers of its data the first and the last row alone, so that nobody can tell whether the others are the same";
  }
  const [inputs, targets, weights, rows] = [0, 8, 16, 24].map(
    (at) => stored.hash.slice(at, at + 8) !== given.hash.slice(at, at + 8),
  );
  if (!rows && inputs) return "it has the same rows in another order";
  if (!rows && targets)
    return "its classes have other names, or targets of rows with the same inputs are swapped";
  const parts = { inputs, targets, weights };
  const names = (differ: boolean): string[] =>
    Object.entries(parts).flatMap(([name, differs]) => (differs === differ ? [name] : []));
  const others = names(false);
  const rest = others.length === 0 ? "" : `; its ${joinNames(others)} are the same`;
  return `it has as many rows, but the ${joinNames(names(true))} of at least one of them have changed${rest}`;
}

const PREPARED: Readonly<Record<keyof Preprocessing, string>> = {
  divideBy: "the number that inputs are divided by",
  scaling: "how inputs are normalised",
  takesBytes: "whether inputs are the bytes of pixels",
  image: "the pictures' size",
  channels: "the pictures' colours",
  table: "the columns, their categories or how they are scaled",
  sound: "how recordings are cut or scaled",
  outputs: "how targets are scaled",
};

/** What of a preprocessing is another, in words. */
export const changedParts = (a: Preprocessing, b: Preprocessing): string[] =>
  (Object.keys(PREPARED) as (keyof Preprocessing)[])
    .filter((part) => !same(a[part], b[part]))
    .map((part) => PREPARED[part]);
