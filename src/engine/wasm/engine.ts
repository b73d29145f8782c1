/**
 * @file The float32 engine, in a file of its own: who imports it sees an engine, and not the types of its memory, which
 * a program without the DOM's types lacks.
 */

import type { CompiledNetwork, Engine } from "../engine.js";
import { WasmNetwork } from "./network.js";

/** Float32, in WebAssembly with SIMD and threads: the default. */
export const wasm: Engine<CompiledNetwork> = {
  name: "wasm",
  precision: 32,
  compile: (definition, options = {}) => WasmNetwork.compile(definition, options),
};
