// @ts-check
/**
 * @file A contender as the benchmark sees it: a process that answers requests, one after the other.
 */

import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A contender that this machine does not have; the message says why. */
export class NotHereError extends Error {}

export class ContenderProcess {
  /** What it said when it had started: its version, and what else it has to say. @type {any} */
  hello;
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
   * @param {string} program
   * @param {readonly [file: string, ...args: string[]]} args a file among the contenders, and what it takes
   * @param {NodeJS.ProcessEnv} [environment] over this process's own
   * @param {readonly string[]} [flags] of the program, before the file
   * @returns {Promise<ContenderProcess>}
   * @throws {NotHereError}
   */
  static async start(program, [file, ...args], environment = {}, flags = []) {
    const path = fileURLToPath(new URL(`contenders/${file}`, import.meta.url));
    const contender = new ContenderProcess(program, [...flags, path, ...args], environment);
    try {
      contender.hello = await contender.#answer();
      return contender;
    } catch (error) {
      contender.close();
      throw new NotHereError(error instanceof Error ? error.message : String(error));
    }
  }

  /**
   * Starts one that Node runs.
   *
   * @param {string} name
   * @param {number} threads
   * @param {readonly string[]} [flags] what Node is told
   * @param {import("./contenders/worker.mjs").Device} [device]
   */
  static startWorker(name, threads, flags, device = "processor") {
    const args = /** @type {const} */ (["worker.mjs", name, String(threads), device]);
    return ContenderProcess.start(process.execPath, args, {}, flags);
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

  /** Seconds of a processor that its threads have had so far; Linux tells. */
  processorSeconds() {
    const tasks = `/proc/${this.#child.pid}/task`;
    const used = readdirSync(tasks).map((task) =>
      Number(readFileSync(`${tasks}/${task}/schedstat`, "utf8").split(" ")[0]),
    );
    return used.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e9;
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

/** @param {string} text */
function lastLine(text) {
  return text.trim().split("\n").at(-1);
}
