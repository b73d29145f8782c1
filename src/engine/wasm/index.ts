/**
 * @file The default engine: float32 kernels in WebAssembly with 128-bit SIMD, written in AssemblyScript.
 */

import type { Engine } from "../engine.js";
import { WasmNetwork } from "./network.js";

export const wasmEngine: Engine = {
  name: "wasm",
  compile: (definition, options = {}) => WasmNetwork.compile(definition, options),
};
