/**
 * @file All that a report says, as plain data: gathered first, written as a page or as JSON afterwards.
 */

import type { Preview, Spectrogram } from "../../data/preview.js";
import type { TrainingRecord } from "../../formats/description/training-record.js";
import type { Importance } from "../../insight/importance.js";
import type { ClassAssessment } from "../../insight/metrics/assess.js";
import type { Interval } from "../../insight/metrics/intervals.js";
import type { LabelAssessment } from "../../insight/metrics/label-metrics.js";
import type { ModelDefinition } from "../../model/model.js";
import type { ValueScore } from "../../training/evaluate.js";
import type { LabelsScore } from "../../training/label-scores.js";

/** The whole report. */
export interface ReportContent {
  /** The model's file, and what the examples are called. */
  readonly model: string;
  readonly data: string;
  readonly examples: number;
  /** Whether the model has learned from some of them. */
  readonly learned: boolean;
  readonly loss: number;
  readonly definition: ModelDefinition;
  /** Absent where the model's file does not say how it was trained. */
  readonly record?: TrainingRecord;
  readonly result: ClassResult | LabelsResult | ValueResult;
  readonly importance: ReportImportance;
}

/** Of classes of which one is true. */
export interface ClassResult {
  readonly kind: "classes";
  readonly labels: readonly string[];
  readonly accuracy: number;
  /** Counts, `[actual class][predicted class]`. */
  readonly confusion: readonly (readonly number[])[];
  readonly scores: ClassAssessment;
  /** Whether the scores of answers are probabilities that add up to 1. */
  readonly areProbabilities: boolean;
  /** The most frequent class, by its index, and its share: what always giving it would reach. */
  readonly frequent: { readonly label: number; readonly share: number };
  /** All wrong answers; those that are shown are the surest. */
  readonly wrong: number;
  readonly mistakes: readonly ShownMistake[];
}

interface ShownMistake extends Shown {
  /** Indices of classes. */
  readonly actual: number;
  readonly predicted: number;
  readonly score: number;
}

/** Of labels that are each true or not. */
export interface LabelsResult {
  readonly kind: "labels";
  readonly labels: readonly string[];
  readonly scores: LabelAssessment;
  readonly counts: LabelsScore;
}

/** Of numbers. */
export interface ValueResult {
  readonly kind: "values";
  /** The outputs' mean. */
  readonly r2: number | undefined;
  readonly outputs: readonly ValueOutput[];
}

/** In the target's own unit. */
export interface ValueOutput {
  readonly score: ValueScore;
  readonly interval?: Interval;
  /** `[examples]`, or evenly chosen ones of very many. */
  readonly actual: readonly number[];
  readonly predicted: readonly number[];
  /** The worst first. */
  readonly misses: readonly ShownMiss[];
}

interface ShownMiss extends Shown {
  readonly actual: number;
  readonly predicted: number;
}

/** An example, as a person would know it. */
export interface Shown {
  readonly name: ShownName;
  readonly preview: Preview;
}

/** Where an example is to be found: its row in a table, its number among pictures or others (from 0), its file. */
export type ShownName =
  | { readonly kind: "row" | "picture" | "example"; readonly number: number }
  | { readonly kind: "file"; readonly path: string };

/** A picture, or a spectrogram, `[frames, bands]`. */
export type MeanImage = (Preview & { kind: "picture" }) | ({ readonly kind: "spectrogram" } & Spectrogram);

/** What the model goes by. */
export interface ReportImportance extends Importance {
  /** Where the features lie as a map. */
  readonly grid?: { readonly rows: number; readonly columns: number };
  /** Of pictures and spectrograms, the mean of those that the importance is of, to compare a map with. */
  readonly mean?: MeanImage;
}
