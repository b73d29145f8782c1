// @ts-check
/**
 * @file `npm run test:bits [N]`: the same run N times, 200 unless told otherwise, each in a process of its own and on a
 * machine that is kept busy, so that threads join late, are held up and meet at odd times. All have to learn the same
 * bits; what differs is printed whole, for it may not come again.
 */

import { spawn } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { ROOT, setUpOrExit } from "./setup.mjs";

const PROGRAM = join(ROOT, "test/bits/program.mjs");
/** Keeps a processor busy most of the time, in bursts. */
const BURSTS = `
for (;;) {
  const end = performance.now() + Math.random() * 200;
  while (performance.now() < end);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.random() * 60);
}`;

await setUpOrExit();
process.exitCode = await main(Number(process.argv[2] ?? 200));

/**
 * @param {number} runs
 * @returns {Promise<number>} the exit status
 */
async function main(runs) {
  if (!(Number.isSafeInteger(runs) && runs >= 2))
    throw new Error("How many runs? A whole number of 2 or more.");
  const busy = Array.from({ length: 2 * cpus().length }, () =>
    spawn(process.execPath, ["-e", BURSTS], { stdio: "ignore" }),
  );
  /** @type {Map<string, number>} */
  const seen = new Map();
  try {
    for (let i = 0; i < runs; i++) {
      const found = await runOne();
      seen.set(found, (seen.get(found) ?? 0) + 1);
      if (seen.get(found) === 1 && seen.size > 1) console.log(`Run ${i + 1} is another: ${found}`);
    }
  } finally {
    for (const child of busy) child.kill("SIGKILL");
  }
  const [most] = [...seen].sort((a, b) => b[1] - a[1]);
  console.log(`${most[1]} of ${runs} runs are the same: ${most[0]}`);
  return seen.size === 1 ? 0 : 1;
}

/** @returns {Promise<string>} what it prints, or how it ended */
function runOne() {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PROGRAM], { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    child.on("close", (code) => resolve(code === 0 ? said.trim() : `ended with ${code}: ${said.trim()}`));
  });
}
