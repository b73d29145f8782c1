// @ts-check
/**
 * @file `npm run test:webgpu`: the WebGPU engine in every configuration that engines are held to. On SwiftShader, whose compiler
 * takes seconds for a shader, that is some minutes on two cores; `npm run test:webgpu some` takes a few of them. In `npm test` Chromium trains a network with it.
 */

import { runNode } from "./run-node.mjs";
import { ROOT, setUpOrExit } from "./setup.mjs";

await setUpOrExit();
const given = process.argv.slice(2);
process.env.AKARI_WEBGPU = given.includes("some") ? "some" : "all";
const args = ["node_modules/vitest/vitest.mjs", "run", "test/webgpu.test.ts"];
process.exit(await runNode([...args, ...given.filter((arg) => arg !== "some")], { cwd: ROOT }));
