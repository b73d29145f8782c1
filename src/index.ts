/**
 * @file What `import … from "akari"` gives: networks defined, trained, tested, asked, loaded and saved, in Node and in browsers
 * alike. The rooms behind it have entries of their own: `akari/model`, `akari/data`, `akari/training`, `akari/insight`,
 * `akari/formats`, `akari/engines`, and `akari/node` for what needs files.
 */

export type { Dataset } from "./data/dataset.js";
export { dataset } from "./data/from-arrays.js";
export { split } from "./data/rows.js";
export { table } from "./data/table/table.js";
export type { HeldNeuron } from "./engine/engine.js";
export { AkariError, type AkariErrorCode } from "./error.js";
export { type LoadedModel, load, save } from "./formats/load-save.js";
export {
  type CompiledModel,
  compile,
  type PredictOptions,
  predict,
  type Trace,
  type TraceOptions,
  trace,
} from "./insight/compile.js";
export { defineModel, type LayerDefinition, type Model, type ModelDefinition } from "./model/model.js";
export { type EvaluateOptions, type Evaluation, evaluate } from "./training/evaluate.js";
export { fit } from "./training/fit.js";
export { type Recommendation, recommend } from "./training/recommend.js";
export type { TrainingRun } from "./training/run.js";
export {
  DivergedError,
  type FitOptions,
  type TrainingEvent,
  type TrainingResult,
} from "./training/run.js";
export { trainer } from "./training/trainer.js";
