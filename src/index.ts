/**
 * @file What `import … from "akari"` gives: everything that runs in Node and in browsers alike. Data sources are in
 * `akari/data`, and what needs files in `akari/node`.
 */

export {
  type ClassTargets,
  type Dataset,
  type DatasetOptions,
  dataset,
  type Features,
  type NumberList,
  type TargetList,
  type Targets,
  type ValueTargets,
} from "./data/dataset.js";
export type { Examples, Task } from "./data/examples.js";
export type { Fingerprint } from "./data/fingerprint.js";
export { alignClasses, type PreparedParts, prepareParts, splitAndPrepare } from "./data/prepare.js";
export {
  type Fold,
  foldExamples,
  type Parts,
  type SplitBy,
  type SplitOptions,
  splitExamples,
} from "./data/split.js";
export type {
  BatchNormState,
  EngineName,
  EngineOptions,
  LayerActivity,
  Numbers,
  OptimizerState,
} from "./engine/engine.js";
export { ENGINE_NAMES } from "./engine/engine.js";
export { AkariError, type AkariErrorCode } from "./error.js";
export { hashParameters } from "./formats/bytes/hashes.js";
export type { TensorNames } from "./formats/description/model-description.js";
export type { Curve, TrainingHistory, TrainingRecord } from "./formats/description/training-record.js";
export type { ImportHints } from "./formats/foreign/import-hints.js";
export { type LoadedModel, type LoadOptions, load } from "./formats/load.js";
export type { ModelSource } from "./formats/model-source.js";
export type { Assumption, StoredModel, StoredParameters } from "./formats/stored-model.js";
export { type Brightness, brightness, isUnitRange, networkBrightness } from "./insight/brightness.js";
export { type CompiledModel, compile, predict, type Trace, trace } from "./insight/compile.js";
export { explain, type NeuronExplanation, type NeuronTerm, weightsThrough } from "./insight/explain.js";
export { type GradientOptions, type Gradients, gradients } from "./insight/gradients.js";
export { type MaximizeOptions, type MaximizingInput, maximizingInput } from "./insight/maximize.js";
export { type Calibration, type CalibrationBin, calibration } from "./insight/metrics/class-metrics.js";
export { largestMisses, type Miss, type Mistake, surestMistakes } from "./insight/mistakes.js";
export {
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
export type { Checkpoint, CheckpointInterval, TrainingConfiguration } from "./training/checkpoint.js";
export { type CrossValidationOptions, crossValidate, type FoldResult } from "./training/cross-validate.js";
export type { ClassEvaluation, Evaluation, LabelsEvaluation, ValuesEvaluation } from "./training/evaluate.js";
export { type EvaluateOptions, evaluate } from "./training/evaluate.js";
export {
  type CheckpointOptions,
  DivergedError,
  type EpochEvent,
  type FitOptions,
  type OptimizerChoice,
  type ProgressEvent,
  type StartEvent,
  type TrainingEvent,
  type TrainingResult,
} from "./training/events.js";
export type { EpochFigures } from "./training/figures.js";
export { fit } from "./training/fit.js";
export type { LabelCounts, LabelsScore } from "./training/label-scores.js";
export type {
  ClassWeights,
  EarlyStopping,
  OptionalOptions,
  Regularization,
  RunOptions,
} from "./training/options.js";
export { stepRows, validationRows } from "./training/plan.js";
export { type TrainingDefaults, trainingDefaults } from "./training/recommend.js";
export type { TrainingRun } from "./training/run.js";
export type { ValueScore } from "./training/value-scores.js";
