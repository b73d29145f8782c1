// @ts-check
/**
 * @file `npm run test:torchrun`: experiments of many kinds, trained by torchrun on 1, 2 and 4 processes, beside Akari's own
 * runs; accidents; and two machines, where root may make network namespaces (Linux, iproute2), else the test says that it was
 * skipped. It takes some ten minutes, and a Python with PyTorch, which the variable AKARI_TORCH_PYTHON may name.
 */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT, setUpOrExit } from "./setup.mjs";

await setUpOrExit();
const { status } = spawnSync(
  process.execPath,
  [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "test/torchrun", ...process.argv.slice(2)],
  { cwd: ROOT, stdio: "inherit", env: { ...process.env, AKARI_TORCHRUN: "1" } },
);
process.exitCode = status ?? 1;
