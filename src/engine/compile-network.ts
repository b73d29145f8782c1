/**
 * @file A network that computes: in the engine that is asked for, or, with an optimizer whose steps learn from all examples
 * at once, in what that engine has for it.
 */

import { invalidArgument } from "../error.js";
import type { ModelDefinition } from "../model/model.js";
import {
  type BatchOptimizerDefinition,
  isBatchOptimizer,
  type LbfgsDefinition,
  type OptimizerDefinition,
} from "../model/optimizers.js";
import type { CompileOptions, Engine, EngineNetwork } from "./engine.js";

/**
 * @throws AkariError `invalid-argument` for an optimizer that the engine does not have, and what the engine throws
 */
export function compileNetwork<Network extends EngineNetwork>(
  engine: Engine<Network>,
  definition: ModelDefinition,
  options?: CompileOptions,
): Promise<Network>;
export function compileNetwork(
  engine: Engine,
  definition: ModelDefinition,
  options: CompileOptions<OptimizerDefinition>,
): Promise<EngineNetwork>;
export async function compileNetwork(
  engine: Engine,
  definition: ModelDefinition,
  { optimizer, ...options }: CompileOptions<OptimizerDefinition> = {},
): Promise<EngineNetwork> {
  requireEngine(engine);
  requireThreads(options.threads);
  if (optimizer === undefined) return compileWith(engine, definition, options);
  return isBatchOptimizer(optimizer)
    ? compileWith<BatchOptimizerDefinition>(engine, definition, { ...options, optimizer })
    : compileWith(fullBatchOf(engine, optimizer), definition, { ...options, optimizer });
}

/** @throws AkariError `invalid-argument` for what is no engine */
export function requireEngine(engine: Engine): void {
  if (typeof engine?.compile === "function") return;
  throw invalidArgument(`${JSON.stringify(engine)} is no engine: take one of "akari/engines".`);
}

/** More than any machine that this is meant for has; each thread takes memory of its own. */
const MOST_THREADS = 256;

/** @throws AkariError `invalid-argument` for a number of threads that is none */
export function requireThreads(threads: CompileOptions["threads"] = "auto"): void {
  if (threads === "auto" || (Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS)) return;
  throw invalidArgument(
    `The option threads must be "auto" or a whole number from 1 to ${MOST_THREADS}, not ${threads}.`,
  );
}

/** @throws AkariError `invalid-argument` where the engine has no such optimizer */
export function fullBatchOf(
  { name, fullBatch }: Engine,
  optimizer: LbfgsDefinition,
): Engine<EngineNetwork, LbfgsDefinition> {
  if (fullBatch !== undefined) return fullBatch;
  throw invalidArgument(
    `The optimizer ${optimizer.name} computes in float64, not in ${name}: take reference of "akari/engines".`,
  );
}

async function compileWith<Optimizer extends OptimizerDefinition>(
  engine: Engine<EngineNetwork, Optimizer>,
  definition: ModelDefinition,
  options: CompileOptions<Optimizer>,
): Promise<EngineNetwork> {
  if (definition.preprocessing.scaling === undefined) return engine.compile(definition, options);
  return (await import("./scaled-inputs.js")).compileScaled(engine, definition, options);
}
