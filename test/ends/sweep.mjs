// @ts-check
/**
 * @file Many short programs, each of which has to end by itself: the command and the library, one row to a thousand, one
 * step to two hundred, with one thread and several, under `node --test` too.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("program.mjs", import.meta.url));
const DIST = new URL("../../dist/", import.meta.url);

/**
 * A process to start.
 *
 * @typedef {object} Program
 * @property {string} name
 * @property {string[]} args
 * @property {Record<string, string>} [env] beside the environment of this process
 */

/**
 * What became of them.
 *
 * @typedef {object} Outcome
 * @property {number} started
 * @property {string[]} hung names of those that did not end in time
 * @property {string[]} failed names of those that did not end with 0, and what they said
 */

/**
 * Writes tables into a folder of its own and passes it on; afterwards it goes.
 *
 * @template T
 * @param {(folder: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withTables(use) {
  const folder = mkdtempSync(join(tmpdir(), "akari-ends-"));
  try {
    for (const rows of [8, 100, 1000]) {
      const lines = Array.from(
        { length: rows },
        (_, i) => `${Math.sin(i)},${i % 7},${i % 2 ? "odd" : "even"}`,
      );
      writeFileSync(join(folder, `${rows}.csv`), `a,b,kind\n${lines.join("\n")}\n`);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Programs that use the library.
 *
 * @param {number} count
 * @param {URL} dist
 * @returns {Program[]}
 */
export function libraryPrograms(count, dist = DIST) {
  const whats = ["fit", "evaluate", "abort", "leave", "fail", "loop", "fit", "compile"];
  const sizes = [1, 2, 10, 100, 1000];
  const lengths = [1, 1, 2, 5, 20, 60, 200];
  const threads = ["auto", "auto", 2, "auto", 1, 3];
  return Array.from({ length: count }, (_, i) => {
    const wish = {
      what: whats[i % whats.length],
      rows: sizes[i % sizes.length],
      steps: lengths[i % lengths.length],
      threads: threads[i % threads.length],
      dist: dist.href,
    };
    const { what, rows, steps } = wish;
    const name = `${what}, ${rows} rows, ${steps} steps, ${wish.threads} threads`;
    return { name, args: [PROGRAM, JSON.stringify(wish)] };
  });
}

/**
 * The same in files of tests.
 *
 * @param {number} count
 * @param {URL} [dist]
 * @returns {Program[]}
 */
export function testPrograms(count, dist) {
  return libraryPrograms(count, dist).map(({ name, args: [program, wish] }) => ({
    name: `node --test: ${name}`,
    args: ["--test", program],
    env: { AKARI_PROGRAM: wish },
  }));
}

/**
 * Commands.
 *
 * @param {number} count
 * @param {string} folder see {@link withTables}
 * @param {URL} dist
 * @returns {Program[]}
 */
export function commandPrograms(count, folder, dist = DIST) {
  const sizes = [8, 100, 1000];
  const lengths = [
    ["--steps", "1"],
    [],
    ["--steps", "5"],
    ["--epochs", "2"],
    ["--steps", "200"],
    ["--steps", "20"],
  ];
  const threads = [[], [], ["--threads", "2"], [], ["--threads", "1"]];
  return Array.from({ length: count }, (_, i) => {
    const rest = [...lengths[i % lengths.length], ...threads[i % threads.length]];
    const table = join(folder, `${sizes[i % sizes.length]}.csv`);
    const args = ["train", table, "--out", join(folder, `${i}.safetensors`), ...rest];
    return {
      name: `akari train ${sizes[i % sizes.length]}.csv ${rest.join(" ")}`,
      args: [fileURLToPath(new URL("cli/main.js", dist)), ...args],
    };
  });
}

/**
 * Runs them, some at a time.
 *
 * @param {readonly Program[]} programs
 * @param {object} settings
 * @param {string} [settings.node] the runtime's program
 * @param {readonly string[]} [settings.before] its arguments before the program's
 * @param {number} settings.atOnce
 * @param {number} settings.seconds in which each has to end
 * @returns {Promise<Outcome>}
 */
export async function runAll(programs, { node = process.execPath, before = [], atOnce, seconds }) {
  /** @type {Outcome} */
  const outcome = { started: programs.length, hung: [], failed: [] };
  const left = [...programs];
  const runner = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { name, args, env } = next;
      const problem = await runOne(node, [...before, ...args], env, seconds);
      if (problem === "hung") outcome.hung.push(name);
      else if (problem !== undefined) outcome.failed.push(`${name}: ${problem}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, runner));
  return outcome;
}

/**
 * @param {string} node
 * @param {string[]} args
 * @param {Record<string, string> | undefined} env
 * @param {number} seconds
 * @returns {Promise<string | undefined>} `hung`, or what it said when it failed
 */
async function runOne(node, args, env, seconds) {
  const child = spawn(node, args, {
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that what it has started itself can be ended with it.
    detached: process.platform !== "win32",
    // Whoever runs this may be a test itself; its children are none.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: undefined, ...env },
  });
  let said = "";
  const hear = (/** @type {Buffer} */ text) => {
    said += text;
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    if (child.pid === undefined || process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  }, seconds * 1000);
  try {
    const [code, signal] = await once(child, "close");
    if (isLate) return "hung";
    return code === 0 ? undefined : `${code ?? signal}: ${said.slice(-500)}`;
  } finally {
    clearTimeout(timer);
  }
}
