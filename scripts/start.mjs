// @ts-check
/**
 * @file `npm start`: sets up what is missing, then serves the Studio as `akari studio` does.
 */

import { join } from "node:path";
import { runNode } from "./run-node.mjs";
import { ROOT, setUpOrExit } from "./setup.mjs";

await setUpOrExit();

process.exitCode = await runNode([join(ROOT, "dist/cli/main.js"), "studio", ...process.argv.slice(2)]);
