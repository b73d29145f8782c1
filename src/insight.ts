/**
 * @file What `import … from "akari/insight"` gives: why a network answers what it answers, and how far to trust it.
 */

export type { LayerGradients } from "./engine/engine.js";
export { type Brightness, brightness, isUnitRange, networkBrightness } from "./insight/brightness.js";
export { explain, type NeuronExplanation, type NeuronTerm, weightsThrough } from "./insight/explain.js";
export { type GradientOptions, type Gradients, gradients } from "./insight/gradients.js";
export {
  type Feature,
  type FeatureImportance,
  type FeatureMap,
  featuresOf,
  type Importance,
  type ImportanceOptions,
  permutationImportance,
} from "./insight/importance.js";
export { type MaximizeOptions, type MaximizingInput, maximizingInput } from "./insight/maximize.js";
export type {
  AssessedClass,
  Assessment,
  ClassAssessment,
  ValueAssessment,
} from "./insight/metrics/assess.js";
export {
  type Calibration,
  type CalibrationBin,
  type ClassScore,
  calibration,
  type MacroScore,
} from "./insight/metrics/class-metrics.js";
export { type Interval, r2Interval, wilsonInterval } from "./insight/metrics/intervals.js";
export type { AssessedLabel, LabelAssessment } from "./insight/metrics/label-metrics.js";
export {
  type ClassModelScores,
  type LabelsModelScores,
  type ModelScores,
  type Scored,
  type ScoreOptions,
  scoreModel,
  type ValuesModelScores,
} from "./insight/metrics/score-model.js";
export { largestMisses, type Miss, type Mistake, surestMistakes } from "./insight/mistakes.js";
export { predict } from "./insight/predict.js";
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
