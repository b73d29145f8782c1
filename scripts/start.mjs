// @ts-check
/**
 * @file `npm start`: sets up what is missing, then shows the command at work, call by call as a person would type
 * them: a network learns to read handwritten digits, and one digit is followed through its neurons.
 */

import { join } from "node:path";
import { runNode } from "./run-node.mjs";
import { ROOT, setUpOrExit } from "./setup.mjs";

const MODEL = "mnist.safetensors";
/** The tenth picture of MNIST's test part, a 9. */
const NINE = "9";

await setUpOrExit();

for (const call of [`train mnist --out ${MODEL}`, `trace ${MODEL} mnist --index ${NINE}`]) {
  console.log(`\n$ akari ${call}`);
  const status = await runNode([join(ROOT, "dist/cli/main.js"), ...call.split(" ")]);
  if (status !== 0) process.exit(status);
}

console.log(`
Next: npx akari predict ${MODEL} digit.png   (draw a digit in any program and save it as PNG)
      npx akari train --help   (other layers, activations and optimizers, or data of your own)`);
