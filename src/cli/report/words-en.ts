/**
 * @file A report in English.
 */

import type { Words } from "./words.js";

/** A report in English. */
export const ENGLISH: Words = {
  title: (model, data) => `${model} on ${data}`,
  data: (name) => name,
  examples: (count) => `${count} examples`,
  example: (name) =>
    name.kind === "file"
      ? name.path
      : `${{ row: "row", picture: "image", example: "example" }[name.kind]} ${name.number}`,
  learned:
    "The model has learned from some of these examples. On examples it has never seen it will do worse, so judge it by those (--part test, if this is the data it learned from).",

  results: "Result",
  accuracy: "accuracy",
  exactMatch: "exact match",
  allRightOf: (right, all) => `all labels right in ${right} of ${all} examples`,
  interval: (from, to) => `95% interval: ${from} to ${to}`,
  rightOf: (right, all) => `${right} of ${all} examples right`,
  baseline: (label, share) =>
    `Always answering “${label}”, the most frequent class, would be right ${share} of the time.`,
  meanBaseline: "1 is perfect; always answering the mean gives 0.",
  inUnit: (name) => `in the unit of ${name}`,
  figures: {
    loss: "Loss",
    rocAuc: "ROC AUC",
    labelAccuracy: "Label by label",
    microF1: "Micro F1",
    macroF1: "Macro F1",
    macroPrecision: "Macro precision",
    macroRecall: "Macro recall",
    logLoss: "Log loss",
    brier: "Brier score",
    rmse: "Root mean squared error",
    mae: "Mean absolute error",
  },
  output: "output",

  training: "How the model was trained",
  noRecord: "The model's file does not say how it was trained.",
  facts: {
    network: "Network",
    inputs: "Inputs",
    data: "Learned from",
    split: "Held out",
    length: "Length",
    optimizer: "Optimizer",
    schedule: "Schedule",
    loss: "Loss",
    regularization: "Regularisation",
    augmentation: "Augmentation",
    stopping: "Early stopping",
    kept: "Weights",
    search: "Found by search",
    seed: "Seed",
    engine: "Engine",
  },
  inputs: {
    pixels: (height, width, colored) =>
      `${height}×${width} pixels${colored ? " of red, green and blue" : ""}, each from 0 to 1`,
    logMel: (frames, bands, rate) =>
      `log-mel spectrograms of ${frames} frames × ${bands} bands at ${rate} samples per second, each band standardised (mean 0, standard deviation 1)`,
    waveform: (samples, rate) =>
      `waveforms of ${samples} samples at ${rate} per second, standardised (mean 0, standard deviation 1)`,
    plain: (count) => `${count} numbers, used as they are`,
    kinds: { number: "Numbers", date: "Dates", "yes-no": "Yes or no", category: "Categories" },
    scaled: "scaled",
    oneHot: "one-hot",
    filled: "Missing values are filled in, and an input marks them",
    columns: (kind, how, names) => `${kind} (${how}): ${names}`,
    products: (degree) => `with all products of up to ${degree} numbers`,
    targets: "The target is standardised for training; all figures here are in its own unit",
  },
  network: (inputs, layers, parameters) =>
    `${[`${inputs} inputs`, ...layers].join(" → ")} (${parameters} parameters)`,
  trainedOn: (data, examples) => `${data}: ${examples}`,
  split: (test, validation) =>
    test === undefined
      ? `${validation} for validation`
      : `${test} for testing; ${validation} of the rest for validation`,
  length: (epochs, steps, batch) => `${epochs} epochs: ${steps} steps of ${batch} examples`,
  solved: "computed directly",
  stopping: (monitor, patience) => `after ${patience} epochs without a better validation ${monitor}`,
  keptEpoch: (epoch) => `of epoch ${epoch}, the best on the validation data`,
  search: (trials, over, by, folds) =>
    `the best of ${trials} settings of ${over}, by the ${by === "loss" ? "loss" : "accuracy"} ` +
    `${folds === undefined ? "on the validation part" : `over ${folds} folds`}; the best of many flatters, so the test part counts`,
  seed: (seed, shuffled) => (shuffled ? seed : `${seed}, not shuffled`),
  curves: "Training curves",
  curvesOf: (what) => `Training curves: ${what}`,
  epoch: "epoch",
  curve: {
    loss: "loss",
    accuracy: "accuracy",
    trainingLoss: "training",
    validationLoss: "validation",
    validationAccuracy: "validation",
  },
  keptMark: "kept",

  confusion: "Confusion matrix",
  confusionCaption:
    "Rows are actual classes, columns predicted ones. The stronger the colour, the larger the share of the row: blue is right, orange wrong.",
  actual: "actual",
  predicted: "predicted",
  right: "right",
  confused: (actual, predicted, times) => `${actual} taken for ${predicted}: ${times}×`,
  mostConfused: "Most often confused",
  confusedPart: (shown, all, mistakes, allMistakes) =>
    `These are the ${shown} of ${all} classes that are confused most often; ${mistakes} of ${allMistakes} mistakes are between them.`,
  noneConfused: (classes) => `None of the ${classes} classes was taken for another.`,
  others: "others",
  worstShown: (shown, all) => `The ${shown} of ${all} with the lowest F1 are shown.`,

  labels: "Label by label",
  labelsCaption:
    "Each label applies to an example or not, independently of the others. Accuracy: the share of examples for which that was predicted correctly. Precision: of the examples predicted to have the label, the share that do. Recall: of the examples that have it, the share that were found. F1: the harmonic mean of precision and recall.",

  classes: "Class by class",
  classesCaption:
    "Precision: of the examples predicted to be of a class, the share that are. Recall: of the examples of a class, the share that were found. F1: the harmonic mean of precision and recall.",
  columns: {
    class: "class",
    label: "label",
    examples: "examples",
    trueOf: "applies to",
    accuracy: "accuracy",
    precision: "precision",
    recall: "recall",
    rocAuc: "ROC AUC",
    mean: "mean",
    micro: "micro",
    macro: "macro",
  },

  calibration: "Calibration",
  calibrationText: (confidence, accuracy, error) =>
    `The average confidence is ${confidence}, and ${accuracy} of the answers are right. Calibration error: ${error}.`,
  calibrationCaption:
    "Each dot stands for answers of about the same confidence, and the share of them that are right. Where a dot is on the dashed line, the model is right as often as its confidence says. The larger a dot and the bar below it, the more answers have that confidence.",
  confidence: "confidence",
  shareRight: "share right",
  bin: (count, confidence, accuracy) => `${count} answers: confidence ${confidence}, ${accuracy} right`,

  values: (output) => `Predictions of ${output}`,
  predictedAgainstActual: "Predicted against actual",
  residuals: "Residuals",
  actualOf: (output) => `actual ${output}`,
  predictedOf: (output) => `predicted ${output}`,
  residualOf: () => "predicted − actual",
  equalCaption: "On the dashed line, predicted and actual values are equal.",
  residualCaption: "The points should lie evenly around 0, without a pattern.",
  pointsShown: (shown, all) => `${shown} of ${all} points are shown.`,

  mistakes: "Most confident mistakes",
  noMistakes: "There are none: every example was classified correctly.",
  mistakesText: (shown, all) =>
    shown === all
      ? `All wrong answers (${all}), the most confident first.`
      : `The ${shown} most confident of ${all} wrong answers.`,
  sure: (share) => `confidence ${share}`,
  scored: (score) => `score ${score}`,
  sureColumn: "confidence",
  scoreColumn: "score",
  mistaken: (actual, predicted) => `${actual} taken for ${predicted}`,
  misses: "Largest errors",
  missesText: (shown) => `The ${shown} predictions that are furthest off.`,
  rowColumn: "example",
  errorColumn: "error",
  columnsShown: (shown, all) => `The ${shown} most important of ${all} columns are shown.`,
  waveform: "waveform",
  spectrogram: "spectrogram as the network sees it",

  importance: "What the model relies on",
  importanceText: (score, examples) =>
    `Permutation importance: how far ${score === "labels" ? "the share of correct labels" : score} falls when one feature is shuffled among ${examples} examples, with its standard deviation over five shuffles.`,
  importanceCaution:
    "This shows what the model uses, not what causes what. If two features carry the same information, each may seem unimportant.",
  feature: "feature",
  drop: "falls by",
  featuresShown: (shown, all) => `The ${shown} most important of ${all} features are shown.`,
  map: "Percentage points by which accuracy falls, for each part of the picture.",
  soundMap: (lowest, highest) =>
    `Percentage points by which accuracy falls, by time (left to right) and frequency (${lowest} to ${highest} Hz, upwards).`,
  cell: (name, drop, deviation) => `${name}: ${drop} ± ${deviation}`,
  meanPicture: "The mean of the pictures, for comparison",
  meanSpectrogram: "The mean of the spectrograms, for comparison",
};
