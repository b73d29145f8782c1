// @ts-check
/**
 * @file A contender as the benchmark sees it: a process that answers requests, one after the other.
 */

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A contender that this machine does not have; the message says why. */
export class NotHereError extends Error {}

export class ContenderProcess {
  /** What it calls its version. */
  version = "";
  #child;
  /** @type {AsyncIterator<string>} */
  #lines;
  /** The last of what it wrote to its standard error. */
  #complaints = "";

  /**
   * @param {string} program
   * @param {readonly string[]} args
   * @param {NodeJS.ProcessEnv} environment over this process's own
   */
  constructor(program, args, environment) {
    this.#child = spawn(program, args, { env: { ...process.env, ...environment } });
    this.#child.stderr.on("data", (data) => {
      this.#complaints = (this.#complaints + data).slice(-4000);
    });
    // A program that is not there, or a pipe that it no longer reads: its missing answer tells.
    this.#child.on("error", (error) => {
      this.#complaints = error.message;
    });
    this.#child.stdin.on("error", () => {});
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /**
   * Starts a contender.
   *
   * @param {string} name of a file among the contenders
   * @param {number} threads
   * @returns {Promise<ContenderProcess>}
   * @throws {NotHereError}
   */
  static async start(name, threads) {
    /** @type {unknown} */
    let reason;
    for (const [program, file] of programsFor(name)) {
      const path = fileURLToPath(new URL(`contenders/${file}`, import.meta.url));
      const args = file === WORKER ? [path, name, String(threads)] : [path, String(threads)];
      // For PyTorch, whose matrix products may be a library's with threads of its own.
      const contender = new ContenderProcess(program, args, {
        OMP_NUM_THREADS: String(threads),
        OPENBLAS_NUM_THREADS: String(threads),
      });
      try {
        contender.version = (await contender.#answer()).version;
        return contender;
      } catch (error) {
        contender.close();
        reason = error;
      }
    }
    throw new NotHereError(reason instanceof Error ? reason.message : String(reason));
  }

  /**
   * @param {string} method
   * @param {unknown} [argument]
   * @returns {Promise<any>} its answer
   */
  async ask(method, argument) {
    this.#child.stdin.write(`${JSON.stringify({ method, argument })}\n`);
    return this.#answer();
  }

  close() {
    this.#child.kill();
  }

  async #answer() {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(lastLine(this.#complaints) ?? "The process ended without a word.");
    const answer = JSON.parse(value);
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  }
}

const WORKER = "worker.mjs";

/**
 * What can run a contender, best first.
 *
 * @param {string} name
 * @returns {[program: string, file: string][]}
 */
function programsFor(name) {
  if (name !== "pytorch") return [[process.execPath, WORKER]];
  const given = process.env.PYTHON;
  const programs = given === undefined ? ["python3", "/usr/bin/python3", "python"] : [given];
  return programs.map((program) => [program, "pytorch.py"]);
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split("\n").at(-1);
}
