/**
 * @file The engines by their names.
 */

import type { CompiledNetwork, Engine, EngineName } from "./engine.js";
import { reference } from "./reference/engine.js";
import { wasm } from "./wasm/engine.js";
import { webgpu } from "./webgpu/engine.js";

/** Those whose results are there at once: models are compiled in them. */
const AT_ONCE = { wasm, reference } satisfies Partial<Record<EngineName, Engine<CompiledNetwork>>>;
const ENGINES: Readonly<Record<EngineName, Engine>> = { ...AT_ONCE, webgpu };

/** The name of an engine whose results are there at once. */
export type AtOnceName = keyof typeof AT_ONCE;

/** Whether an engine's results are there at once. */
export const isAtOnce = (name: EngineName): name is AtOnceName => name in AT_ONCE;

/** The engine of this name, the default where none is named. */
export function engineNamed(name?: AtOnceName): Engine<CompiledNetwork>;
export function engineNamed(name?: EngineName): Engine;
export function engineNamed(name: EngineName = "wasm"): Engine {
  return ENGINES[name];
}
