// @ts-check
/**
 * @file Who is compared, and with how many threads each.
 */

import { availableParallelism } from "node:os";
import { ContenderProcess, NotHereError } from "./contender-process.mjs";

/**
 * @typedef {object} ContenderSettings
 * @property {string} title
 * @property {readonly number[]} trains with so many threads; each is measured, and the table shows the best
 * @property {readonly number[]} predicts with so many threads
 */

/** @type {Readonly<Record<string, ContenderSettings>>} */
export const CONTENDERS = {
  akari: { title: "Akari", trains: [1, 2], predicts: [1] },
  pytorch: { title: "PyTorch", trains: [1, 2], predicts: [1, 2] },
  "jax-js": { title: "jax-js", trains: [1, 2], predicts: [] },
  tfjs: { title: "TensorFlow.js", trains: [1], predicts: [] },
  "onnxruntime-node": { title: "ONNX Runtime for Node", trains: [], predicts: [1, 2] },
  "onnxruntime-web": { title: "ONNX Runtime Web", trains: [], predicts: [1] },
};

/**
 * A contender with one number of threads, running.
 *
 * @typedef {{ name: string, threads: number, trains: boolean, predicts: boolean, process: ContenderProcess }} Entrant
 */

/**
 * Starts contenders, each with every number of threads that this machine has cores for.
 *
 * @param {readonly string[]} names
 * @returns {Promise<{ entrants: Entrant[], missing: { name: string, reason: string }[] }>}
 */
export async function startContenders(names) {
  const cores = availableParallelism();
  /** @type {Entrant[]} */
  const entrants = [];
  /** @type {{ name: string, reason: string }[]} */
  const missing = [];
  for (const name of names) {
    const { trains, predicts } = CONTENDERS[name];
    const counts = [...new Set([...trains, ...predicts])].filter((count) => count === 1 || count <= cores);
    for (const threads of counts) {
      try {
        const process = await ContenderProcess.start(name, threads);
        entrants.push({
          name,
          threads,
          trains: trains.includes(threads),
          predicts: predicts.includes(threads),
          process,
        });
      } catch (error) {
        if (!(error instanceof NotHereError)) throw error;
        missing.push({ name, reason: error.message });
        break;
      }
    }
  }
  return { entrants, missing };
}
