/**
 * @file What `import … from "akari/engines"` gives: what computes.
 */

export {
  type BatchNormState,
  ENGINE_NAMES,
  type EngineName,
  type EngineOptions,
  type LayerActivity,
  type Numbers,
  type OptimizerState,
} from "./engine/engine.js";
