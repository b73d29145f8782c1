// @ts-check
/**
 * @file `npm run test:walk [ACTIONS] [SEED]`: walks through the built Studio by random actions, 1,000 of each of four seeds unless
 * told otherwise, and watches how long frames take: further than `npm test` does. With a seed, that walk alone.
 */

import { join } from "node:path";
import { runNode } from "./run-node.mjs";
import { ROOT } from "./setup.mjs";

const [actions = "1000", seed] = process.argv.slice(2);
let status = 0;
for (const one of seed === undefined ? ["1", "2", "3", "4"] : [seed]) {
  process.env.AKARI_WALK = `${actions}:${one}`;
  const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
  status ||= await runNode([vitest, "run", "test/studio/walk.test.ts"], { cwd: ROOT });
}
process.exit(status);
