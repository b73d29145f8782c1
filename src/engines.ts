/**
 * @file What `import … from "akari/engines"` gives: what computes. `wasm` is the default everywhere; `reference` is
 * float64, written to be read, and has the optimizer `lbfgs`.
 */

export {
  type BatchNormState,
  ENGINE_NAMES,
  type Engine,
  type EngineName,
  type EngineOptions,
  type LayerActivity,
  type Numbers,
  type OptimizerState,
} from "./engine/engine.js";
export { reference } from "./engine/reference/engine.js";
export { wasm } from "./engine/wasm/network.js";
