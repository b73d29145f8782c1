/**
 * @file The engines by their names.
 */

import type { CompiledNetwork, Engine, EngineName } from "./engine.js";
import { reference } from "./reference/engine.js";
import { wasm } from "./wasm/engine.js";

const ENGINES: Readonly<Record<EngineName, Engine<CompiledNetwork>>> = { wasm, reference };

/** The engine of this name, the default where none is named. */
export const engineNamed = (name: EngineName = "wasm"): Engine<CompiledNetwork> => ENGINES[name];
