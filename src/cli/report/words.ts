/**
 * @file What a report says, whatever its language.
 */

import type { ShownName } from "./content.js";

/** Every text of a report. Numbers come in as they are to be written. */
export interface Words {
  readonly title: (model: string, data: string) => string;
  /** What examples are called: `iris.csv, test part`. */
  readonly data: (name: string) => string;
  readonly examples: (count: string) => string;
  readonly example: (name: ShownName) => string;
  readonly learned: string;

  readonly results: string;
  readonly accuracy: string;
  readonly exactMatch: string;
  readonly allRightOf: (right: string, all: string) => string;
  readonly interval: (from: string, to: string) => string;
  readonly rightOf: (right: string, all: string) => string;
  readonly baseline: (label: string, share: string) => string;
  readonly meanBaseline: string;
  readonly inUnit: (name: string) => string;
  readonly figures: Readonly<
    Record<
      | "loss"
      | "rocAuc"
      | "labelAccuracy"
      | "microF1"
      | "macroF1"
      | "macroPrecision"
      | "macroRecall"
      | "logLoss"
      | "brier"
      | "rmse"
      | "mae",
      string
    >
  >;
  readonly output: string;

  readonly training: string;
  readonly noRecord: string;
  readonly facts: Readonly<
    Record<
      | "network"
      | "inputs"
      | "data"
      | "split"
      | "length"
      | "optimizer"
      | "schedule"
      | "loss"
      | "regularization"
      | "augmentation"
      | "stopping"
      | "kept"
      | "search"
      | "seed"
      | "engine",
      string
    >
  >;
  readonly inputs: InputWords;
  readonly network: (inputs: string, layers: readonly string[], parameters: string) => string;
  /** Where training data come from, and how many they are. */
  readonly trainedOn: (data: string, examples: string) => string;
  readonly split: (test: string | undefined, validation: string) => string;
  readonly length: (epochs: string, steps: string, batch: string) => string;
  readonly solved: string;
  readonly stopping: (monitor: "loss" | "accuracy", patience: string) => string;
  readonly keptEpoch: (epoch: string) => string;
  /** @param by how it was chosen: `folds` of cross-validation, or the validation part where there are none */
  readonly search: (
    trials: string,
    over: string,
    by: "loss" | "accuracy",
    folds: number | undefined,
  ) => string;
  readonly seed: (seed: string, shuffled: boolean) => string;
  readonly curves: string;
  /** Of the curve of a loss or an accuracy. */
  readonly curvesOf: (what: string) => string;
  readonly epoch: string;
  readonly curve: Readonly<
    Record<"loss" | "accuracy" | "trainingLoss" | "validationLoss" | "validationAccuracy", string>
  >;
  readonly keptMark: string;

  readonly confusion: string;
  readonly confusionCaption: string;
  readonly actual: string;
  readonly predicted: string;
  readonly right: string;
  readonly confused: (actual: string, predicted: string, times: string) => string;
  readonly mostConfused: string;
  /** Of a matrix of some classes, those confused most. */
  readonly confusedPart: (shown: string, all: string, mistakes: string, allMistakes: string) => string;
  readonly noneConfused: (classes: string) => string;
  readonly others: string;
  /** Of a table of some classes or labels, those told worst. */
  readonly worstShown: (shown: string, all: string) => string;

  readonly labels: string;
  readonly labelsCaption: string;

  readonly classes: string;
  readonly classesCaption: string;
  readonly columns: Readonly<
    Record<
      | "class"
      | "label"
      | "examples"
      | "trueOf"
      | "accuracy"
      | "precision"
      | "recall"
      | "rocAuc"
      | "mean"
      | "micro"
      | "macro",
      string
    >
  >;

  readonly calibration: string;
  readonly calibrationText: (confidence: string, accuracy: string, error: string) => string;
  readonly calibrationCaption: string;
  readonly confidence: string;
  readonly shareRight: string;
  readonly bin: (count: string, confidence: string, accuracy: string) => string;

  readonly values: (output: string) => string;
  readonly predictedAgainstActual: string;
  readonly residuals: string;
  readonly actualOf: (output: string) => string;
  readonly predictedOf: (output: string) => string;
  readonly residualOf: (output: string) => string;
  readonly equalCaption: string;
  readonly residualCaption: string;
  readonly pointsShown: (shown: string, all: string) => string;

  readonly mistakes: string;
  readonly noMistakes: string;
  readonly mistakesText: (shown: string, all: string) => string;
  readonly sure: (share: string) => string;
  readonly scored: (score: string) => string;
  readonly sureColumn: string;
  readonly scoreColumn: string;
  readonly mistaken: (actual: string, predicted: string) => string;
  readonly misses: string;
  readonly missesText: (shown: string) => string;
  readonly rowColumn: string;
  readonly errorColumn: string;
  readonly columnsShown: (shown: string, all: string) => string;
  readonly waveform: string;
  readonly spectrogram: string;

  readonly importance: string;
  readonly importanceText: (score: "accuracy" | "labels" | "R²", examples: string) => string;
  readonly importanceCaution: string;
  readonly feature: string;
  readonly drop: string;
  readonly featuresShown: (shown: string, all: string) => string;
  readonly map: string;
  readonly soundMap: (lowest: string, highest: string) => string;
  readonly cell: (name: string, drop: string, deviation: string) => string;
  readonly meanPicture: string;
  readonly meanSpectrogram: string;
}

/** How examples become inputs, in words. */
interface InputWords {
  readonly pixels: (height: number, width: number, colored: boolean) => string;
  readonly logMel: (frames: number, bands: number, rate: string) => string;
  readonly waveform: (samples: string, rate: string) => string;
  readonly plain: (count: string) => string;
  readonly kinds: Readonly<Record<"number" | "date" | "yes-no" | "category", string>>;
  readonly scaled: string;
  readonly oneHot: string;
  readonly filled: string;
  /** What columns hold, how it becomes inputs, and their names. */
  readonly columns: (kind: string, how: string, names: string) => string;
  readonly products: (degree: number) => string;
  readonly targets: string;
}

/** A number of a target in its own unit: six digits. */
export function valueText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e12)) return value.toExponential(3);
  return Number(value.toPrecision(6)).toLocaleString("en-US", { maximumFractionDigits: 9 });
}

/** A share as percentage points, with the sign of what it is. */
export const points = (share: number): string => {
  const written = (100 * share).toFixed(1);
  return Number(written) === 0 ? "0.0" : written.replace("-", "−");
};
