// @ts-check
/**
 * @file `npm run test:site`: builds the site of the documentation and tests it: its types, every link and anchor, its search, its
 * live examples, and what axe says of it. Apart from `npm test`, which runs the pages' programs and checks their links, for the build
 * alone takes as long as a tenth of that.
 */

import { provideBrowser } from "./browsers.mjs";
import { runNode } from "./run-node.mjs";
import { ROOT, SetUpError, setUp } from "./setup.mjs";

try {
  await setUp();
  // By its address, for the type check of who has not installed the site's packages.
  const { buildSite } = await import(new URL("../site/build.mjs", import.meta.url).href);
  await buildSite();
  provideBrowser("chromium");
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  console.error(error.message);
  process.exit(1);
}
process.env.AKARI_SITE = "yes";
for (const args of [
  ["node_modules/typescript/bin/tsc", "-p", "site/tsconfig.json"],
  ["node_modules/vitest/vitest.mjs", "run", "test/site"],
]) {
  const status = await runNode(args, { cwd: ROOT });
  if (status !== 0) process.exit(status);
}
