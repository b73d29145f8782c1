/**
 * @file The curves of a run as they stand in a model's file: what each epoch came to, a list a figure. They hold no
 * duration, and no more digits than a curve can show.
 */

import { AkariError } from "../../error.js";
import type { EpochFigures } from "../../training/figures.js";
import { requireList, requireNumber, requireObject } from "./json.js";

/** A figure of every epoch, the first one first; null where it was not finite, which JSON cannot say. */
export type Curve = readonly (number | null)[];

export interface TrainingHistory {
  /** Mean training loss over each epoch. */
  readonly loss: Curve;
  /** After each epoch, where there were examples to validate on. */
  readonly validationLoss?: Curve;
  /** The share of them that was classified rightly, 0 to 1; absent for regression. */
  readonly validationAccuracy?: Curve;
}

const DIGITS = 6;

/** What to keep of a run's epochs; undefined where none was finished. */
export function trainingHistory(epochs: readonly EpochFigures[]): TrainingHistory | undefined {
  if (epochs.length === 0) return undefined;
  const curve = (key: keyof TrainingHistory): Curve =>
    epochs.map(({ [key]: value = Number.NaN }) =>
      Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : null,
    );
  const optional = (key: keyof TrainingHistory): Partial<TrainingHistory> =>
    epochs.some((epoch) => epoch[key] !== undefined) ? { [key]: curve(key) } : {};
  return { loss: curve("loss"), ...optional("validationLoss"), ...optional("validationAccuracy") };
}

/** @throws AkariError `invalid-model` naming what is wrong */
export function parseTrainingHistory(value: unknown): TrainingHistory {
  const stored = requireObject(value, "The training record's history");
  const loss = parseCurve(stored.loss, "loss");
  const optional = (key: "validationLoss" | "validationAccuracy"): Partial<TrainingHistory> => {
    if (stored[key] === undefined) return {};
    const curve = parseCurve(stored[key], key);
    if (curve.length === loss.length) return { [key]: curve };
    throw new AkariError(
      "invalid-model",
      `The training record's history has ${loss.length} epochs of loss, but ${curve.length} of ${key}.`,
    );
  };
  return { loss, ...optional("validationLoss"), ...optional("validationAccuracy") };
}

function parseCurve(value: unknown, key: keyof TrainingHistory): Curve {
  const most = key === "validationAccuracy" ? ([0, 1] as const) : [];
  return requireList(value, `The training record's ${key} by epochs`).map((item) =>
    item === null ? null : requireNumber(item, `Each ${key} of the training record's history`, ...most),
  );
}
