// @ts-check
/**
 * @file `npm run test:webgpu`: the WebGPU engine in every configuration that engines are held to. On SwiftShader, whose compiler
 * takes seconds for a shader, that is many minutes; `npm test` has a part of it.
 */

import { runNode } from "./run-node.mjs";
import { ROOT, setUpOrExit } from "./setup.mjs";

await setUpOrExit();
process.env.AKARI_WEBGPU = "all";
const args = ["node_modules/vitest/vitest.mjs", "run", "test/webgpu.test.ts", "--testTimeout=600000"];
process.exit(await runNode([...args, ...process.argv.slice(2)], { cwd: ROOT }));
