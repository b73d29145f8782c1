/**
 * @file What `import … from "akari/model"` gives: what a network is, and the tables of activations, losses, optimizers, schedules
 * and initialisers.
 */

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
export {
  type Argument,
  type Expression,
  formulaText,
  NEGATED,
  type Operation,
  type OperationName,
  PRODUCT,
  SUM,
  type Syntax,
  simplified,
  type Variable,
  WHOLE,
  written,
} from "./model/expressions.js";
export {
  ACTIVATION_FORMULAS,
  type ActivationFormula,
  LOSS_FORMULAS,
  type OnnxOperator,
} from "./model/formulas.js";
export { INITIALIZER_NAMES, type InitializerName } from "./model/initializers.js";
export { type ElementwiseLoss, type FusedLoss, LOSS_NAMES, LOSSES, type LossName } from "./model/losses.js";
export {
  countParameters,
  initializeParameters,
  type LayerParameters,
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
  InputScaling,
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
