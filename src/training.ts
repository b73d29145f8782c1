/**
 * @file What `import … from "akari/training"` gives: the words in which a run of training is told, and its parts.
 */

export type { ExampleLoss } from "./engine/engine.js";
export type { RandomGenerator } from "./model/random.js";
export type { Batch, ExampleBatch, RowBatch } from "./training/batches.js";
export { randomGenerator } from "./training/chance.js";
export type { Checkpoint, CheckpointInterval, TrainingConfiguration } from "./training/checkpoint.js";
export { type CrossValidationOptions, crossValidate, type FoldResult } from "./training/cross-validate.js";
export type { ClassEvaluation, LabelsEvaluation, ValueScore, ValuesEvaluation } from "./training/evaluate.js";
export type { EpochFigures } from "./training/figures.js";
export { type HistoryEpoch, historyCsv, historyJson } from "./training/history.js";
export type { LabelCounts, LabelsScore } from "./training/label-scores.js";
export type { ClassWeights, EarlyStopping, Monitor } from "./training/option-values.js";
export {
  type JsonForm,
  type LayerOptions,
  type OptionalOptions,
  type OptionalRow,
  type OptionPart,
  type OptionRow,
  type Regularization,
  type RunOptions,
  TRAINING_OPTIONS,
} from "./training/options.js";
export { stepRows, validationRows } from "./training/plan.js";
export type { DataKind, RecommendOptions } from "./training/recommend.js";
export type {
  CheckpointOptions,
  EpochEvent,
  OptimizerChoice,
  ProgressEvent,
  StartEvent,
} from "./training/run.js";
export {
  type FoldsObjectiveOptions,
  foldsObjective,
  type SearchScore,
  type TrainingObjectiveOptions,
  trainingObjective,
} from "./training/search/objectives.js";
export {
  type Objective,
  type SearchDirection,
  type SearchOptions,
  type SearchProgress,
  type SearchResult,
  search,
  type Trial,
  type TrialRequest,
  type TrialScore,
} from "./training/search/search.js";
export type { SearchSpace, SettingRange, Settings, SettingsOf } from "./training/search/space.js";
export { type Trainer, trainer } from "./training/trainer.js";
export type {
  BatchGradients,
  StepOptions,
  TrainerOptions,
  TrainerState,
} from "./training/trainer-options.js";
export { type TransferOptions, type TransferSource, transferLayers } from "./training/transfer.js";
