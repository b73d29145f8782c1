/**
 * @file What `import … from "akari"` gives: networks defined, trained, tested, asked, loaded and saved, in Node and in browsers
 * alike. The rooms behind it have entries of their own: `akari/model`, `akari/data`, `akari/training`, `akari/insight`,
 * `akari/formats`, `akari/engines`, and `akari/node` for what needs files.
 */

export { type Dataset, dataset } from "./data/dataset.js";
export { splitExamples } from "./data/split.js";
export { AkariError, type AkariErrorCode } from "./error.js";
export { type LoadedModel, type LoadOptions, load, save } from "./formats/load-save.js";
export { type CompiledModel, compile, predict, type Trace, trace } from "./insight/compile.js";
export { defineModel, type LayerDefinition, type Model, type ModelDefinition } from "./model/model.js";
export { crossValidate } from "./training/cross-validate.js";
export { type EvaluateOptions, type Evaluation, evaluate } from "./training/evaluate.js";
export {
<<<<<<< HEAD
=======
  type ClassPrediction,
  interpretOutputs,
  type LabelsPrediction,
  type NamedValue,
  type PredictedLabel,
  type Prediction,
  type ValuesPrediction,
} from "./insight/predictions.js";
export { type Attribution, contributions, saliency } from "./insight/saliency.js";
export {
  ACTIVATION_NAMES,
  ACTIVATIONS,
  type Activation,
  type ActivationName,
  type ElementwiseActivationName,
  HIDDEN_ACTIVATION_NAMES,
  isElementwise,
  type LayerActivation,
  softmax,
} from "./model/activations.js";
export { INITIALIZER_NAMES, type InitializerName } from "./model/initializers.js";
export type { LabelCounts, LabelsScore } from "./model/label-scores.js";
export { type ElementwiseLoss, type FusedLoss, LOSS_NAMES, LOSSES, type LossName } from "./model/losses.js";
export {
  countParameters,
  defineModel,
  initializeParameters,
  type LayerDefinition,
  type LayerParameters,
  type Model,
  type ModelDefinition,
  type ModelOptions,
} from "./model/model.js";
export {
  type AdamDefinition,
  BATCH_OPTIMIZER_NAMES,
  type BatchOptimizerDefinition,
  type BatchOptimizerName,
  defineOptimizer,
  type LbfgsDefinition,
  OPTIMIZER_NAMES,
  type OptimizerDefinition,
  type OptimizerName,
  type OptimizerOptions,
  type OptimizerSettings,
  type RmspropDefinition,
  type SgdDefinition,
} from "./model/optimizers.js";
export {
  classLabels,
  isMultiLabel,
  isPositive,
  type OutputTask,
  outputsAreProbabilities,
  outputTask,
  predictedClass,
  type RankedClass,
  rankClasses,
  unitLabels,
} from "./model/outputs.js";
export type {
  ColumnPreprocessing,
  LogMelPreprocessing,
  Missing,
  OutputScaling,
  Preprocessing,
  Scaling,
  SoundPreprocessing,
  TablePreprocessing,
  WaveformPreprocessing,
} from "./model/preprocessing.js";
export {
  defineSchedule,
  type RunLength,
  SCHEDULE_NAMES,
  type ScheduleDefinition,
  type ScheduleName,
  type ScheduleOptions,
  type ScheduleSettings,
  scheduledRate,
  type WarmUp,
} from "./model/schedules.js";
export { summarize } from "./model/summary.js";
export type { ValueScore } from "./model/value-scores.js";
export type { Checkpoint, CheckpointInterval, TrainingConfiguration } from "./training/checkpoint.js";
export { type CrossValidationOptions, crossValidate, type FoldResult } from "./training/cross-validate.js";
export type { ClassEvaluation, Evaluation, LabelsEvaluation, ValuesEvaluation } from "./training/evaluate.js";
export { type EvaluateOptions, evaluate } from "./training/evaluate.js";
export {
  type CheckpointOptions,
>>>>>>> main
  DivergedError,
  type FitOptions,
  type TrainingEvent,
  type TrainingResult,
} from "./training/events.js";
export { fit } from "./training/fit.js";
export type { TrainingRun } from "./training/run.js";
