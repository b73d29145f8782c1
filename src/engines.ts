/**
 * @file What `import … from "akari/engines"` gives: what computes.
 */

export type {
  Checkpoint,
  CheckpointInterval,
  EpochFigures,
  TrainingConfiguration,
} from "./engine/checkpoint.js";
export {
  type BatchNormState,
  ENGINE_NAMES,
  type EngineName,
  type EngineOptions,
  type LayerActivity,
  type Numbers,
  type OptimizerState,
} from "./engine/engine.js";
export type { Regularization } from "./engine/regularization.js";
export type { ClassWeights, EarlyStopping, RunOptions } from "./engine/run-options.js";
