/**
 * @file The engines by their names.
 */

import type { CompiledNetwork, Engine, EngineName } from "./engine.js";
import { reference } from "./reference/network.js";
import { wasm } from "./wasm/network.js";

/** The first is the default. */
export const ENGINES: Readonly<Record<EngineName, Engine<CompiledNetwork>>> = { wasm, reference };
