import { runNode } from "./run-node.mjs";
import { ROOT, setUpOrExit } from "./setup.mjs";

await setUpOrExit();
process.env.AKARI_TORCHRUN = "1";
const args = ["node_modules/vitest/vitest.mjs", "run", "test/torchrun", ...process.argv.slice(2)];
process.exit(await runNode(args, { cwd: ROOT }));
