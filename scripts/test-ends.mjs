// @ts-check
/**
 * @file `npm run test:ends`: starts 160 short programs, half of them while every processor has something else to do, and
 * says which do not end within a minute. The last line is `N passed, N failed`.
 */

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { commandPrograms, libraryPrograms, runAll, testPrograms, withTables } from "../test/ends/sweep.mjs";
import { SetUpError, setUp } from "./setup.mjs";

const SECONDS = 60;
/** Of each kind, quiet and busy. */
const LIBRARY = 48;
const TESTS = 8;
const COMMANDS = 24;

try {
  await setUp();
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  console.error(error.message);
  process.exit(1);
}

const processors = availableParallelism();
let passed = 0;
let failed = 0;
await sweep("A quiet machine", 1);
// Something that never rests on every processor, and more programs at a time than there are.
const busy = Array.from({ length: processors }, () => new Worker("for (;;);", { eval: true }));
await sweep("A busy machine", processors + 2);
await Promise.all(busy.map((worker) => worker.terminate()));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/**
 * @param {string} title
 * @param {number} atOnce
 */
async function sweep(title, atOnce) {
  const begun = performance.now();
  const outcome = await withTables((folder) =>
    runAll([...libraryPrograms(LIBRARY), ...testPrograms(TESTS), ...commandPrograms(COMMANDS, folder)], {
      atOnce,
      seconds: SECONDS,
    }),
  );
  const { started, hung, failed: wrong } = outcome;
  failed += hung.length + wrong.length;
  passed += started - hung.length - wrong.length;
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  console.log(
    `${title}: ${started} programs in ${seconds} s, ${hung.length} did not end, ${wrong.length} failed`,
  );
  for (const name of hung) console.log(`  did not end: ${name}`);
  for (const problem of wrong) console.log(`  failed: ${problem}`);
}
