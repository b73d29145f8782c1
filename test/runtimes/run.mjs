// @ts-check
/**
 * @file The fixed run for runtimes with a command line: `node run.mjs THREADS` prints its outcome as JSON.
 */

import { fixedRun } from "./fixed-run.mjs";

console.log(JSON.stringify(await fixedRun(Number(process.argv[2]))));
