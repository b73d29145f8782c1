// @ts-check
/**
 * @file ONNX Runtime for Node: native code on the processor.
 */

import runtime from "onnxruntime-node";
import { predictorOn } from "./onnxruntime.mjs";
import { versionOf } from "./version.mjs";

/**
 * @param {number} threads
 * @returns {Promise<import("./worker.mjs").Contender>}
 */
export async function start(threads) {
  const options = { executionProviders: ["cpu"], intraOpNumThreads: threads, interOpNumThreads: 1 };
  return { version: versionOf("onnxruntime-node"), predictor: predictorOn(runtime, options) };
}
