/**
 * @file The engines by their names.
 */

import { invalidArgument } from "../error.js";
import { auto } from "./auto.js";
import type { EngineChooser } from "./choose-engine.js";
import type { CompiledNetwork, Engine, EngineName } from "./engine.js";
import { reference } from "./reference/engine.js";
import { wasm } from "./wasm/engine.js";
import { webgpu } from "./webgpu/engine.js";

/** Those whose results are there at once. */
const AT_ONCE: Readonly<Partial<Record<EngineName, Engine<CompiledNetwork>>>> = { wasm, reference };
const ENGINES: Readonly<Record<EngineName, Engine>> = { wasm, reference, webgpu };

/** The engine of this name, the default where none is named. */
export const engineNamed = (name: EngineName = "wasm"): Engine => ENGINES[name];

/** The same for training, which may be told to choose. */
export const trainingEngine = (name: EngineName | "auto" | undefined): Engine | EngineChooser =>
  name === "auto" ? auto : engineNamed(name);

/**
 * The same for what asks a trained model, and needs its answers at once.
 *
 * @throws AkariError `invalid-argument` where its results come later
 */
export function askedEngine(name: EngineName | "auto" = "wasm"): Engine<CompiledNetwork> {
  const engine = name === "auto" ? undefined : AT_ONCE[name];
  if (engine !== undefined) return engine;
  throw invalidArgument(
    `The engine ${name} is for akari train: whatever trained a model, wasm computes with it, and reference does in float64. ` +
      "Leave --engine out.",
  );
}
