// @ts-check
/**
 * @file `npm run bench`: sets up what is missing, the peers' packages too, then compares Akari with its peers.
 * Arguments after `--` go to the benchmark.
 */

import { join } from "node:path";
import { runNode } from "./run-node.mjs";
import { installPackages, ROOT, SetUpError, setUp } from "./setup.mjs";

const BENCH = join(ROOT, "bench");

try {
  await setUp();
  installPackages(BENCH);
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  console.error(error.message);
  process.exit(1);
}
process.exit(await runNode([join(BENCH, "main.mjs"), ...process.argv.slice(2)]));
