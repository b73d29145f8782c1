// @ts-check
/**
 * @file ONNX Runtime for the Web: WebAssembly.
 */

import * as runtime from "onnxruntime-web";
import { predictorOn } from "./onnxruntime.mjs";
import { versionOf } from "./version.mjs";

/**
 * @param {number} threads
 * @returns {Promise<import("./worker.mjs").Contender>}
 */
export async function start(threads) {
  runtime.env.wasm.numThreads = threads;
  return {
    version: versionOf("onnxruntime-web"),
    predictor: predictorOn(runtime, { executionProviders: ["wasm"] }),
  };
}
