// @ts-check
/**
 * @file `npm run test:lessons [NN …]`: plays every lesson of the built Studio in both languages and sizes, by mouse, touch and keyboard, with
 * every slip of every task, and judges each on 40 seeds and by 10,000 random plays of each task. With numbers, these lessons alone are played in the page.
 */

import { join } from "node:path";
import { runNode } from "./run-node.mjs";
import { ROOT } from "./setup.mjs";

const numbers = process.argv.slice(2);
process.env.AKARI_LESSONS = "all";
const names = numbers.length === 0 ? [] : ["-t", `lesson (${numbers.join("|")})[ ,]`];
process.exit(
  await runNode(
    [
      join(ROOT, "node_modules/vitest/vitest.mjs"),
      "run",
      ...names,
      "studio/src/views/learn",
      "test/studio/learn.test.ts",
    ],
    { cwd: ROOT },
  ),
);
