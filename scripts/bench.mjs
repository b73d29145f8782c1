// @ts-check
/**
 * @file `npm run bench`, `npm run bench:serve` and `npm run bench:webgpu`: sets up what is missing, the peers' packages too, then runs the
 * benchmark of the name that is given, which takes the other arguments.
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
const [name, ...rest] = process.argv.slice(2);
process.exit(await runNode([join(BENCH, `${name}.mjs`), ...rest]));
