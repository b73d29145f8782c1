/**
 * @file What `import … from "akari/insight"` gives: why a network answers what it answers, and how far to trust it.
 */

export type { LayerGradients } from "./engine/engine.js";
export { type Brightness, brightness, isUnitRange, networkBrightness } from "./insight/brightness.js";
export { explain, type NeuronExplanation, type NeuronTerm, weightsThrough } from "./insight/explain.js";
export { type GradientOptions, type Gradients, gradients } from "./insight/gradients.js";
export { type MaximizeOptions, type MaximizingInput, maximizingInput } from "./insight/maximize.js";
export { type Calibration, type CalibrationBin, calibration } from "./insight/metrics/class-metrics.js";
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
