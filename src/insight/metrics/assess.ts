/**
 * @file All that a network's outputs on a data set say of it: one call that brings the metrics together.
 */

import type { ClassTargets, Dataset, ValueTargets } from "../../data/dataset.js";
import { classCount, type ModelDefinition, outputUnits } from "../../model/model.js";
import { oneHotClasses, saysOneHot } from "../../model/outputs.js";
import { ValueErrors, type ValueScore } from "../../training/evaluate.js";
import type { LabelsScore } from "../../training/label-scores.js";
import {
  brierScore,
  type Calibration,
  type ClassScore,
  calibration,
  classScores,
  logLoss,
  type MacroScore,
  rocAuc,
} from "./class-metrics.js";
import { type Interval, wilsonInterval } from "./intervals.js";
import { assessLabels, type LabelAssessment } from "./label-metrics.js";

/** Of a network that tells classes apart. */
export interface ClassAssessment {
  readonly kind: "classes";
  /** Where the accuracy lies with 95% certainty, as far as so many examples can tell. */
  readonly accuracyInterval: Interval;
  /** In the classes' order; absent for a class that neither occurs nor was predicted. */
  readonly classes: readonly (AssessedClass | undefined)[];
  /** The mean over the classes. */
  readonly macro: MacroScore;
  /**
   * The area under the ROC curve. Of two classes, that of the second; of more, the mean of each class against the
   * rest, over those classes that have one. Absent where none has.
   */
  readonly rocAuc?: number;
  /** The following three are absent where the outputs are no probabilities that add up to 1. */
  readonly logLoss?: number;
  readonly brier?: number;
  readonly calibration?: Calibration;
}

export interface AssessedClass extends ClassScore {
  /** Of this class against the rest; absent where all examples are of it, or none is. */
  readonly rocAuc?: number;
}

/** Of a network that predicts numbers: each of its outputs, in the target's own unit. */
export interface ValueAssessment {
  readonly kind: "values";
  readonly outputs: readonly ValueScore[];
}

export type Assessment = ClassAssessment | LabelAssessment | ValueAssessment;

/** What {@link assess} goes by: the result of `evaluate`, and the outputs that it wrote down. */
export interface EvaluatedOutputs {
  /** Counts, `[actual class][predicted class]`; needed for classes. */
  readonly confusion?: readonly (readonly number[])[] | undefined;
  /** Needed for labels, which are then assessed as such. */
  readonly labels?: LabelsScore | undefined;
  /** Activations of the output layer, `[rows, units]`. */
  readonly outputs: ArrayLike<number>;
}

/** Every score of a network on the data set that its outputs are for. */
export function assess(
  definition: ModelDefinition,
  { targets }: Pick<Dataset, "targets">,
  evaluated: EvaluatedOutputs,
): Assessment {
  if (evaluated.labels !== undefined) {
    const truth =
      targets.kind === "classes"
        ? (n: number, k: number) => targets.classes[n] === k
        : (n: number, k: number) => targets.data[n * targets.columns + k] === 1;
    return assessLabels(evaluated.labels, truth, evaluated.outputs);
  }
  if (targets.kind === "classes") return assessClasses(definition, targets.classes, evaluated);
  if (evaluated.confusion !== undefined && saysOneHot(definition)) {
    return assessClasses(definition, oneHotClasses(targets), evaluated);
  }
  return { kind: "values", outputs: assessValues(definition, targets, evaluated.outputs) };
}

/** Whether outputs are probabilities of the classes that add up to 1. */
export function givesDistribution({ layers }: ModelDefinition): boolean {
  const { activation, units } = layers[layers.length - 1];
  return activation === "softmax" || (activation === "sigmoid" && units === 1);
}

/** A score for each class of a row's outputs; a single output is the second class's, and 1 minus it the first's. */
export function classScoreAt(outputs: ArrayLike<number>, units: number, row: number, c: number): number {
  if (units > 1) return outputs[row * units + c];
  return c === 1 ? outputs[row] : 1 - outputs[row];
}

function assessClasses(
  definition: ModelDefinition,
  classes: ClassTargets["classes"],
  { confusion = [], outputs }: EvaluatedOutputs,
): ClassAssessment {
  const units = outputUnits(definition);
  const count = classCount(units);
  const scoreAt = (row: number, c: number): number => classScoreAt(outputs, units, row, c);
  const right = confusion.reduce((sum, row, c) => sum + row[c], 0);
  const scores = classScores(confusion);
  const areas = Array.from({ length: count }, (_, c) =>
    rocAuc(
      Float64Array.from({ length: classes.length }, (__, row) => scoreAt(row, c)),
      (row) => classes[row] === c,
    ),
  );
  const defined = (count === 2 ? areas.slice(1) : areas).filter((area) => area !== undefined);
  return {
    kind: "classes",
    accuracyInterval: wilsonInterval(right, classes.length),
    classes: scores.classes.map((score, c) =>
      score === undefined ? undefined : { ...score, ...(areas[c] === undefined ? {} : { rocAuc: areas[c] }) },
    ),
    macro: scores.macro,
    ...(defined.length === 0 ? {} : { rocAuc: defined.reduce((a, b) => a + b, 0) / defined.length }),
    ...(givesDistribution(definition)
      ? {
          logLoss: logLoss(scoreAt, classes),
          brier: brierScore(scoreAt, classes, count),
          calibration: calibration(outputs, classes),
        }
      : {}),
  };
}

function assessValues(
  { preprocessing }: ModelDefinition,
  { data, columns }: ValueTargets,
  outputs: ArrayLike<number>,
): ValueScore[] {
  const errors = new ValueErrors(columns, preprocessing.outputs);
  for (let at = 0; at < data.length; at += columns) errors.add(data, at, outputs, at);
  return errors.scores();
}
