// @ts-check
/**
 * @file `npm run test:fuzz [N]`: shows every reader of files N damaged ones, a million unless told otherwise; `npm test`
 * shows each 10,000. A random ONNX graph beside ONNX Runtime comes with every hundred of them, at least 2,000.
 */

import { join } from "node:path";
import { runNode } from "./run-node.mjs";
import { ROOT } from "./setup.mjs";

process.env.AKARI_FUZZ_RUNS = process.argv[2] ?? "1000000";
process.exit(
  await runNode(
    [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "test/fuzz", "test/onnx/random.test.ts"],
    { cwd: ROOT },
  ),
);
