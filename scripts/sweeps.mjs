// @ts-check
/**
 * @file `npm run test:sweeps`: the tests of which `npm test` runs a part, at length: every explanation under axe's eyes, more seeds of every
 * recipe that is to learn, and the client that is generated from a server's description.
 */

import { join } from "node:path";
import { runNode } from "./run-node.mjs";
import { ROOT, setUpOrExit } from "./setup.mjs";

await setUpOrExit();
process.env.AKARI_SWEEPS = "all";
process.exit(
  await runNode(
    [
      join(ROOT, "node_modules/vitest/vitest.mjs"),
      "run",
      "studio/src/views/train/health.test.ts",
      "test/studio/glossary.test.ts",
      "test/examples/server.test.ts",
    ],
    { cwd: ROOT },
  ),
);
