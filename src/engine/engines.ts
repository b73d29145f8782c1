/**
 * @file Which engine computes: the one of that name; but an optimizer whose steps learn from all examples at once has an
 * engine of its own.
 */

import { AkariError } from "../error.js";
import type { ModelDefinition } from "../model/model.js";
import {
  type BatchOptimizerDefinition,
  isBatchOptimizer,
  type LbfgsDefinition,
  type OptimizerDefinition,
} from "../model/optimizers.js";
import {
  type Awaitable,
  type CompiledNetwork,
  type CompileOptions,
  ENGINE_NAMES,
  type Engine,
  type EngineName,
  type EngineNetwork,
} from "./engine.js";
import { wasmEngine } from "./wasm/network.js";

/** How to come by each. Only those who use the others load them. */
const ENGINES: Readonly<
  Record<EngineName, () => Awaitable<Engine<CompiledNetwork, BatchOptimizerDefinition>>>
> = {
  wasm: () => wasmEngine,
  reference: async () => (await import("./reference/network.js")).referenceEngine,
};

/** For optimizers whose steps learn from all examples. */
const fullBatchEngine = async (): Promise<Engine<EngineNetwork, LbfgsDefinition>> =>
  (await import("./lbfgs/network.js")).lbfgsEngine;

/**
 * A network that computes in the engine of this name, or in that of its optimizer.
 *
 * @throws AkariError `invalid-argument` for a name that no engine has, and what the engine throws
 */
export function compileNetwork(
  name: EngineName,
  definition: ModelDefinition,
  options?: CompileOptions,
): Promise<CompiledNetwork>;
export function compileNetwork(
  name: EngineName,
  definition: ModelDefinition,
  options: CompileOptions<OptimizerDefinition>,
): Promise<EngineNetwork>;
export async function compileNetwork(
  name: EngineName,
  definition: ModelDefinition,
  { optimizer, ...options }: CompileOptions<OptimizerDefinition> = {},
): Promise<EngineNetwork> {
  if (!ENGINE_NAMES.includes(name)) {
    throw new AkariError(
      "invalid-argument",
      `There is no engine "${name}". Choose one of ${ENGINE_NAMES.join(", ")}.`,
    );
  }
  if (optimizer === undefined) return compileWith(await ENGINES[name](), definition, options);
  return isBatchOptimizer(optimizer)
    ? compileWith(await ENGINES[name](), definition, { ...options, optimizer })
    : compileWith(await fullBatchEngine(), definition, { ...options, optimizer });
}

async function compileWith<Optimizer extends OptimizerDefinition>(
  engine: Engine<EngineNetwork, Optimizer>,
  definition: ModelDefinition,
  options: CompileOptions<Optimizer>,
): Promise<EngineNetwork> {
  if (definition.preprocessing.scaling === undefined) return engine.compile(definition, options);
  return (await import("./scaled-inputs.js")).compileScaled(engine, definition, options);
}
