// @ts-check
/**
 * @file ONNX Runtime, which answers but does not train, on a model written from the same weights.
 */

import { readInputs } from "../data.mjs";
import { INPUT, OUTPUT, onnxModel } from "./onnx-model.mjs";
import { repeat, SINGLES, split } from "./timing.mjs";

/** @typedef {import("onnxruntime-common").InferenceSession.SessionOptions} SessionOptions */

/**
 * @param {typeof import("onnxruntime-common")} runtime one of ONNX Runtime's packages
 * @param {SessionOptions} options where it runs, and on how many threads
 * @returns {(task: import("../data.mjs").Task) => Promise<import("./worker.mjs").Predictor>}
 */
export function predictorOn(runtime, options) {
  return async (task) => {
    const { batch, sizes } = task.network;
    const session = await runtime.InferenceSession.create(onnxModel(task), {
      graphOptimizationLevel: "all",
      executionMode: "sequential",
      ...options,
    });
    const inputs = readInputs(task);
    const tensors = (/** @type {number} */ rows, /** @type {number} */ most) =>
      split(inputs, sizes[0], rows, most).map((x) => ({
        [INPUT]: new runtime.Tensor("float32", x, [rows, sizes[0]]),
      }));
    const batches = tensors(batch, Number.POSITIVE_INFINITY);
    const singles = tensors(1, 1024);
    let next = 0;

    return {
      async check() {
        const { [OUTPUT]: output } = await session.run(batches[0]);
        return { outputs: [.../** @type {Float32Array} */ (output.data)] };
      },
      batches({ seconds }) {
        return repeat(seconds, batch, async () => {
          await session.run(batches[next++ % batches.length]);
        });
      },
      singles({ seconds }) {
        return repeat(seconds, SINGLES, async () => {
          for (let i = 0; i < SINGLES; i++) await session.run(singles[next++ % singles.length]);
        });
      },
      release: () => session.release(),
    };
  };
}
