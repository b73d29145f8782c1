/**
 * @file Precision, recall, F1 and ROC AUC of labels that are each true or not by themselves, and their averages, with
 * scikit-learn's definitions (`f1_score` and `roc_auc_score` with `average="micro"` and `"macro"`).
 */

import type { LabelCounts, LabelsScore } from "../../training/label-scores.js";
import { type ClassScore, type MacroScore, rocAuc } from "./class-metrics.js";
import { type Interval, wilsonInterval } from "./intervals.js";

/** Of a network whose outputs are labels. */
export interface LabelAssessment {
  readonly kind: "labels";
  /** The share of the examples all of whose labels are right, and where it lies with 95% certainty. */
  readonly exactMatch: number;
  readonly exactMatchInterval: Interval;
  /** The share of all answers, a label of an example each, that are right. */
  readonly accuracy: number;
  /** In the outputs' order. */
  readonly labels: readonly AssessedLabel[];
  /** Of all answers together: every example's every label counts the same. */
  readonly micro: MacroScore;
  /** The mean over all labels; a label that neither occurs nor was predicted counts as 0. */
  readonly macro: MacroScore;
  /** The mean over those labels that have one; absent where none has. */
  readonly rocAuc?: number;
}

/** How well one label is told. `examples` are those of which it is true. */
export interface AssessedLabel extends ClassScore {
  /** The share of the examples of which it is told rightly whether it is true. */
  readonly accuracy: number;
  /** Absent where it is true of all examples, or of none. */
  readonly rocAuc?: number;
}

/**
 * @param truth whether a label is true of an example
 * @param outputs activations of the output layer, `[examples, labels]`
 */
export function assessLabels(
  { exactMatch, accuracy, counts }: LabelsScore,
  truth: (example: number, label: number) => boolean,
  outputs: ArrayLike<number>,
): LabelAssessment {
  const count = counts.length;
  const examples = outputs.length / count;
  const labels = counts.map((of, k): AssessedLabel => {
    const scores = Float64Array.from({ length: examples }, (_, n) => outputs[n * count + k]);
    const area = rocAuc(scores, (n) => truth(n, k));
    return {
      examples: of.truePositives + of.falseNegatives,
      accuracy: (of.truePositives + of.trueNegatives) / examples,
      ...scoresOf(of),
      ...(area === undefined ? {} : { rocAuc: area }),
    };
  });
  const areas = labels.flatMap((label) => label.rocAuc ?? []);
  const mean = (key: keyof MacroScore): number => labels.reduce((sum, label) => sum + label[key], 0) / count;
  const all = (key: keyof LabelCounts): number => counts.reduce((sum, of) => sum + of[key], 0);
  return {
    kind: "labels",
    exactMatch,
    exactMatchInterval: wilsonInterval(Math.round(exactMatch * examples), examples),
    accuracy,
    labels,
    micro: scoresOf({
      truePositives: all("truePositives"),
      falsePositives: all("falsePositives"),
      falseNegatives: all("falseNegatives"),
      trueNegatives: all("trueNegatives"),
    }),
    macro: { precision: mean("precision"), recall: mean("recall"), f1: mean("f1") },
    ...(areas.length === 0 ? {} : { rocAuc: areas.reduce((a, b) => a + b, 0) / areas.length }),
  };
}

/** 0 where a division is by zero, as scikit-learn has it. */
function scoresOf({ truePositives: right, falsePositives, falseNegatives }: LabelCounts): MacroScore {
  return {
    precision: share(right, right + falsePositives),
    recall: share(right, right + falseNegatives),
    f1: share(2 * right, 2 * right + falsePositives + falseNegatives),
  };
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
