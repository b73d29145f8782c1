/**
 * @file The engines by their names.
 */

import { AkariError } from "../error.js";
import type { ModelDefinition } from "../model/model.js";
import {
  type CompiledNetwork,
  type CompileOptions,
  ENGINE_NAMES,
  type Engine,
  type EngineName,
} from "./engine.js";
import { wasmEngine } from "./wasm/network.js";

/** How to come by each. Only those who use the reference load it. */
const ENGINES: Readonly<Record<EngineName, () => Engine | Promise<Engine>>> = {
  wasm: () => wasmEngine,
  reference: async () => (await import("./reference/network.js")).referenceEngine,
};

/**
 * A network that computes in the engine of this name.
 *
 * @throws AkariError `invalid-argument` for a name that no engine has, and what the engine throws
 */
export async function compileNetwork(
  name: EngineName,
  definition: ModelDefinition,
  options?: CompileOptions,
): Promise<CompiledNetwork> {
  if (!ENGINE_NAMES.includes(name)) {
    throw new AkariError(
      "invalid-argument",
      `There is no engine "${name}". Choose one of ${ENGINE_NAMES.join(", ")}.`,
    );
  }
  const engine = await ENGINES[name]();
  if (definition.preprocessing.scaling === undefined) return engine.compile(definition, options);
  return (await import("./scaled-inputs.js")).compileScaled(engine, definition, options);
}
