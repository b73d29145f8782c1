/**
 * @file The engines by their names.
 */

import { AkariError } from "../error.js";
import { ENGINE_NAMES, type Engine, type EngineName } from "./engine.js";
import { referenceEngine } from "./reference/index.js";
import { wasmEngine } from "./wasm/index.js";

const ENGINES: Readonly<Record<EngineName, Engine>> = { wasm: wasmEngine, reference: referenceEngine };

/** @throws AkariError `invalid-argument` for a name that no engine has */
export function getEngine(name: EngineName): Engine {
  if (!ENGINE_NAMES.includes(name)) {
    throw new AkariError(
      "invalid-argument",
      `There is no engine "${name}". Choose one of ${ENGINE_NAMES.join(", ")}.`,
    );
  }
  return ENGINES[name];
}
