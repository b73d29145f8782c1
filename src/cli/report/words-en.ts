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
    "The model has learned from some of these examples. On examples that it has never seen it will do worse: judge it by those (--part test, of the data that it learned from).",

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
    seed: "Seed",
    engine: "Engine",
  },
  inputs: {
    pixels: (height, width, colored) =>
      `${height}×${width} pixels${colored ? " of red, green and blue" : ""}, each from 0 to 1`,
    logMel: (frames, bands, rate) =>
      `log-mel spectrograms of ${frames} frames × ${bands} bands at ${rate} samples a second, each band brought to mean 0 and deviation 1`,
    waveform: (samples, rate) =>
      `waveforms of ${samples} samples at ${rate} a second, brought to mean 0 and deviation 1`,
    plain: (count) => `${count} numbers, as they are`,
    kinds: { number: "Numbers", date: "Dates", "yes-no": "Yes or no", category: "Categories" },
    scaled: "shifted and scaled",
    oneHot: "an input for each",
    filled: "Missing cells are filled, and an input says so",
    products: (degree) => `with all products of up to ${degree} numbers`,
    targets: "The target is scaled for training; all figures here are in its own unit",
  },
  network: (inputs, layers) => [`${inputs} inputs`, ...layers].join(" → "),
  parameters: (count) => `${count} parameters`,
  split: (test, validation) =>
    test === undefined
      ? `${validation} to validate on`
      : `${test} to test on; ${validation} of the others to validate on`,
  length: (epochs, steps, batch) => `${epochs} epochs: ${steps} steps of ${batch} examples`,
  solved: "computed directly",
  stopping: (monitor, patience) => `by validation ${monitor}, patience ${patience} epochs`,
  keptEpoch: (epoch) => `of epoch ${epoch}, the best on the validation examples`,
  seed: (seed, shuffled) => (shuffled ? seed : `${seed}, not shuffled`),
  curves: "Training curves",
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
    "Rows are the actual class, columns the predicted one. The stronger the colour, the larger the share of its row: blue is right, orange wrong.",
  actual: "actual",
  predicted: "predicted",
  right: "right",
  confused: (actual, predicted, times) => `${actual} taken for ${predicted}: ${times}×`,
  mostConfused: "Most often confused",
  confusedPart: (shown, all, mistakes, allMistakes) =>
    `These are the ${shown} of ${all} classes that are confused most; ${mistakes} of ${allMistakes} mistakes are between them.`,
  noneConfused: (classes) => `None of the ${classes} classes was taken for another.`,
  others: "others",
  worstShown: (shown, all) => `The ${shown} of ${all} with the lowest F1 are shown.`,

  labels: "Label by label",
  labelsCaption:
    "Each label is true of an example or not, whatever the others are. Right: the share of the examples of which that is told rightly. Precision: of the examples that were said to have the label, the share that has it. Recall: of those that have it, the share that was found. F1: the harmonic mean of both.",

  classes: "Class by class",
  classesCaption:
    "Precision: of the examples predicted as a class, the share that is of it. Recall: of a class's examples, the share that was found. F1: the harmonic mean of both.",
  columns: {
    class: "class",
    label: "label",
    examples: "examples",
    trueOf: "true of",
    accuracy: "right",
    precision: "precision",
    recall: "recall",
    rocAuc: "ROC AUC",
    mean: "mean",
    micro: "micro",
    macro: "macro",
  },

  calibration: "Calibration",
  calibrationText: (confidence, accuracy, error) =>
    `On average the model is ${confidence} sure and ${accuracy} right. Calibration error: ${error}.`,
  calibrationCaption:
    "Each dot: answers that are about equally sure, and the share of them that is right. On the dashed line the model is as often right as it says. The larger a dot and the bar below it, the more answers are that sure.",
  confidence: "confidence",
  shareRight: "share that is right",
  bin: (count, confidence, accuracy) => `${count} answers: ${confidence} sure, ${accuracy} right`,

  values: (output) => `Predictions of ${output}`,
  predictedAgainstActual: "Predicted against actual",
  residuals: "Residuals",
  actualOf: (output) => `actual ${output}`,
  predictedOf: (output) => `predicted ${output}`,
  residualOf: () => "predicted − actual",
  equalCaption: "On the dashed line the prediction is right.",
  residualCaption: "The points should lie evenly around 0, without a pattern.",
  pointsShown: (shown, all) => `${shown} of ${all} points are shown.`,

  mistakes: "Most confident mistakes",
  noMistakes: "There is none: every example was classified rightly.",
  mistakesText: (shown, all) =>
    shown === all
      ? `All wrong answers (${all}), the surest first.`
      : `The ${shown} wrong answers that the model is surest of, of ${all}.`,
  sure: (share) => `${share} sure`,
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

  importance: "What the model goes by",
  importanceText: (score, examples) =>
    `Permutation importance: by how much ${score === "labels" ? "the share of labels that are right" : score} falls when one feature is shuffled among ${examples} examples, with its standard deviation over five shuffles.`,
  importanceCaution:
    "It tells what this model uses, not what causes what. Of two features that say the same, each may seem unimportant.",
  feature: "feature",
  drop: "falls by",
  featuresShown: (shown, all) => `The ${shown} most important of ${all} features are shown.`,
  map: "Percentage points by which accuracy falls, part by part of the picture.",
  soundMap: (lowest, highest) =>
    `Percentage points by which accuracy falls, by time (left to right) and frequency (${lowest} to ${highest} Hz, upwards).`,
  cell: (name, drop, deviation) => `${name}: ${drop} ± ${deviation}`,
  meanPicture: "The mean of the pictures, to compare with.",
  meanSpectrogram: "The mean of the spectrograms, to compare with.",
};
