// @ts-check
/**
 * @file PyTorch as a contender: which Pythons have it, with which BLAS, and everything that may make it faster.
 */

import { readFileSync } from "node:fs";
import { blasOf, refusal, settingsOf, threadingOf } from "./blas.mjs";
import { ContenderProcess, NotHereError } from "./contender-process.mjs";

/** Where nobody names a Python, the first of these whose PyTorch can take part does. */
const PROGRAMS = ["python3", "/usr/bin/python3", "python"];

/**
 * A PyTorch in every setting that is to be measured, each with every number of threads.
 *
 * @typedef {object} Team
 * @property {string} title the same for all: versions of PyTorch and of its BLAS
 * @property {{ threads: number, setting: string, process: ContenderProcess }[]} members
 * @property {string[]} notes what people should know of it, a line each
 * @property {import("./blas.mjs").TorchReport} report
 */

/**
 * Starts the PyTorch of each Python that is named, or of the first that has one.
 *
 * @param {readonly string[]} named
 * @param {readonly number[]} threads
 * @param {boolean} compiled whether `torch.compile` is measured, too
 * @returns {Promise<Team[]>} with titles that differ
 * @throws {NotHereError} where a named one, or none at all, can take part
 */
export async function startPyTorch(named, threads, compiled) {
  /** @type {Team[]} */
  const teams = [];
  /** @type {Error | undefined} */
  let refused;
  for (const program of named.length > 0 ? named : PROGRAMS) {
    try {
      teams.push(await startTeam(program, threads, compiled));
      if (named.length === 0) break;
    } catch (error) {
      if (!(error instanceof NotHereError)) throw error;
      if (named.length > 0) {
        closeAll(teams.flatMap(({ members }) => members));
        if (error instanceof RefusedError) throw error;
        throw new NotHereError(`--python ${program} has no PyTorch that works: ${error.message}`);
      }
      // A PyTorch that is there tells more than a Python without one.
      if (!(refused instanceof RefusedError)) refused = error;
    }
  }
  if (refused !== undefined && teams.length === 0) throw refused;
  return teams.map((team, i) =>
    teams.some((other, j) => j !== i && other.title === team.title)
      ? { ...team, title: `${team.title}, Python ${i + 1}` }
      : team,
  );
}

/** A PyTorch is there, but is no contender. */
class RefusedError extends NotHereError {}

/**
 * @param {string} program
 * @param {readonly number[]} threads
 * @param {boolean} compiled
 * @returns {Promise<Team>}
 */
async function startTeam(program, threads, compiled) {
  /** @type {Team["members"]} */
  const members = [];
  const add = async (
    /** @type {string} */ setting,
    /** @type {number} */ count,
    /** @type {Record<string, string>} */ environment,
    /** @type {string[]} */ ...options
  ) => {
    const process = await ContenderProcess.start(program, ["pytorch.py", String(count), ...options], {
      OMP_NUM_THREADS: String(count),
      OPENBLAS_NUM_THREADS: String(count),
      MKL_NUM_THREADS: String(count),
      ...environment,
    });
    members.push({ threads: count, setting, process });
    const report = /** @type {import("./blas.mjs").TorchReport} */ (process.hello);
    if (report.threads !== count)
      throw new NotHereError(
        `PyTorch of ${program} computes in ${report.threads} threads where ${count} were asked for.`,
      );
    return report;
  };
  try {
    const report = await add("", threads[0], {});
    const sentence = refusal(report, program);
    if (sentence !== undefined) throw new RefusedError(sentence);
    for (const count of threads.slice(1)) await add("", count, {});
    const blas = blasOf(report);
    const others = settingsOf(blas, processorFlags());
    for (const environment of others) {
      for (const count of threads) await add(describe(environment), count, environment);
    }
    const told = [
      blas.name,
      blas.kernels && `kernels for ${blas.kernels}`,
      report.library?.file,
      threadingOf(report),
    ];
    const notes = [
      `${program}: ${told.filter(Boolean).join(", ")}`,
      `measured ${["as it is", ...others.map(describe)].join(", with ")}`,
    ];
    if (compiled) {
      try {
        for (const count of threads) await add(COMPILED, count, {}, "--compile");
        notes.push(`and with ${COMPILED}`);
      } catch (error) {
        if (!(error instanceof NotHereError)) throw error;
        notes.push(`without ${COMPILED}, which does not work here: ${error.message}`);
      }
    }
    return { title: `PyTorch ${report.version}, ${blas.name}`, members, notes, report };
  } catch (error) {
    closeAll(members);
    throw error;
  }
}

const COMPILED = "torch.compile";

/** @param {Record<string, string>} environment */
function describe(environment) {
  return Object.entries(environment)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}

/** @param {readonly { process: ContenderProcess }[]} members */
function closeAll(members) {
  for (const { process } of members) process.close();
}

/** What the processor has, where the system tells it. */
function processorFlags() {
  try {
    const flags = /^flags\s*:(.*)$/m.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[1] ?? "";
    return new Set(flags.trim().split(" "));
  } catch {
    return new Set();
  }
}
