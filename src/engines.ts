/**
 * @file What `import … from "akari/engines"` gives: what computes. `wasm` is the default everywhere; `reference` is
 * float64, written to be read, and has the optimizer `lbfgs`; `webgpu` trains large networks on the graphics card; `auto`
 * takes `wasm` or `webgpu` for a training run.
 */

export { auto } from "./engine/auto.js";
export type { EngineChoice, EngineChooser, EngineTask } from "./engine/choose-engine.js";
export {
  type AttachedData,
  type Awaitable,
  type BatchNormState,
  type CompiledNetwork,
  type CompileOptions,
  ENGINE_NAMES,
  type Engine,
  type EngineName,
  type EngineNetwork,
  type EngineOptions,
  type Evaluated,
  type HeldNeuron,
  type LayerActivity,
  type LayerTraining,
  type Numbers,
  type OptimizerState,
  type ReadableNetwork,
  type StepParts,
  type TrainedSpan,
  type TrainSpan,
} from "./engine/engine.js";
export { reference } from "./engine/reference/engine.js";
export { wasm } from "./engine/wasm/engine.js";
export { webgpu } from "./engine/webgpu/engine.js";
