// @ts-check
/**
 * @file Runs a Node program as a child that shares this terminal: for the compilers, the tests and the command.
 */

import { spawn } from "node:child_process";
import { constants } from "node:os";

/** Whether any of the standard streams is a terminal, which then delivers Ctrl-C to the child by itself. */
const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;

/**
 * Runs `node …args` with this process's standard streams and waits for its end. Ctrl-C is the child's to answer:
 * it may have something to save.
 *
 * @param {readonly string[]} args a script and its arguments
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<number>} the exit status, 128 + its number for a signal as in a shell
 */
export function runNode(args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: "inherit", ...options });
    const passOn = (/** @type {NodeJS.Signals} */ signal) => {
      // A second SIGINT beside the terminal's own would look like an impatient user.
      if (signal !== "SIGINT" || !atTerminal) child.kill(signal);
    };
    process.on("SIGINT", passOn);
    process.on("SIGTERM", passOn);
    process.on("SIGHUP", passOn);
    const finish = () => {
      process.off("SIGINT", passOn);
      process.off("SIGTERM", passOn);
      process.off("SIGHUP", passOn);
    };
    child.on("error", (error) => {
      finish();
      reject(error);
    });
    child.on("exit", (code, signal) => {
      finish();
      resolve(code ?? 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)]);
    });
  });
}
