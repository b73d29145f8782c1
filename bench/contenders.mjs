// @ts-check
/**
 * @file Who is compared, and with how many threads each.
 */

import { availableParallelism } from "node:os";
import { FLAGS } from "../dist/cli/train/wide.js";
import { ContenderProcess, NotHereError } from "./contender-process.mjs";
import { startPyTorch } from "./pytorch.mjs";

/**
 * @typedef {object} ContenderSettings
 * @property {string} title
 * @property {readonly number[]} trains with so many threads; each is measured, and the table shows the best
 * @property {readonly number[]} predicts with so many threads
 * @property {string} [program] among the contenders, where it is not the key
 * @property {readonly string[]} [flags] what Node is told
 */

/** @type {Readonly<Record<string, ContenderSettings>>} */
export const CONTENDERS = {
  akari: { title: "Akari", trains: [1, 2], predicts: [1, 2] },
  "akari-wide": { title: "Akari --wide", trains: [1, 2], predicts: [], program: "akari", flags: FLAGS },
  pytorch: { title: "PyTorch", trains: [1, 2], predicts: [1, 2] },
  "jax-js": { title: "jax-js", trains: [1, 2], predicts: [] },
  tfjs: { title: "TensorFlow.js", trains: [1], predicts: [] },
  "onnxruntime-node": { title: "ONNX Runtime for Node", trains: [], predicts: [1, 2] },
  "onnxruntime-web": { title: "ONNX Runtime Web", trains: [], predicts: [1] },
};

/**
 * A contender in one setting with one number of threads, running.
 *
 * @typedef {object} Entrant
 * @property {string} name its key among the contenders
 * @property {string} title with its version, and what it multiplies matrices with where there is a choice
 * @property {string} setting what it was told beside the number of threads; empty for nothing
 * @property {number} threads 0 where a graphics card computes
 * @property {boolean} trains
 * @property {boolean} predicts
 * @property {ContenderProcess} process
 */

/**
 * Starts contenders, each with every number of threads that this machine has cores for, PyTorch in several settings.
 *
 * @param {readonly string[]} names
 * @param {readonly string[]} pythons programs, each of whose PyTorch takes part; none for the first that is found
 * @param {boolean} compiled whether `torch.compile` is measured, too
 * @param {number} mostThreads
 * @returns {Promise<{ entrants: Entrant[], missing: { name: string, reason: string }[], notes: string[], pytorch: Pick<import("./pytorch.mjs").Team, "title" | "report">[] }>}
 * @throws {NotHereError} where a Python that is named has no PyTorch that is a contender
 */
export async function startContenders(names, pythons, compiled, mostThreads) {
  const cores = Math.min(mostThreads, availableParallelism());
  /** @type {Entrant[]} */
  const entrants = [];
  /** @type {{ name: string, reason: string }[]} */
  const missing = [];
  /** @type {string[]} */
  const notes = [];
  /** @type {Pick<import("./pytorch.mjs").Team, "title" | "report">[]} */
  const pytorch = [];
  for (const name of names) {
    const { title, trains, predicts, program = name, flags } = CONTENDERS[name];
    const counts = [...new Set([...trains, ...predicts])].filter((count) => count === 1 || count <= cores);
    const add = (/** @type {Pick<Entrant, "title" | "setting" | "threads" | "process">} */ one) =>
      entrants.push({
        name,
        ...one,
        trains: trains.includes(one.threads),
        predicts: predicts.includes(one.threads),
      });
    try {
      if (name === "pytorch") {
        for (const team of await startPyTorch(pythons, counts, compiled)) {
          for (const member of team.members) add({ title: team.title, ...member });
          notes.push(team.title, ...team.notes.map((note) => `  ${note}`));
          pytorch.push({ title: team.title, report: team.report });
        }
        continue;
      }
      for (const threads of counts) {
        const process = await ContenderProcess.startWorker(program, threads, flags);
        const versioned = `${title} ${process.hello.version}`;
        add({ title: versioned, setting: "", threads, process });
        if (!notes.includes(versioned)) notes.push(versioned);
      }
    } catch (error) {
      if (!(error instanceof NotHereError) || (name === "pytorch" && pythons.length > 0)) throw error;
      missing.push({ name, reason: error.message });
    }
  }
  return { entrants, missing, notes, pytorch };
}
