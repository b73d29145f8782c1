/**
 * @file Every process ends by itself, and nothing that was started is left. `npm run test:ends` starts more of them, on a
 * machine that has other things to do too; `npm run test:runtimes` starts them in other versions of Node.
 */

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { commandPrograms, libraryPrograms, runAll, testPrograms, withTables } from "./sweep.mjs";

const DIST = new URL("../../dist/", import.meta.url);
/** Each takes about half a second; a machine that is busy with other tests may take some twenty times as long. */
const SECONDS = 60;

test("short programs end", { timeout: 300_000 }, async () => {
  const outcome = await withTables((folder) =>
    runAll([...libraryPrograms(20), ...testPrograms(3), ...commandPrograms(7, folder)], {
      atOnce: 3,
      seconds: SECONDS,
    }),
  );
  expect(outcome).toEqual({ started: 30, hung: [], failed: [] });
});

test("nothing is left of what was started", { timeout: 120_000 }, async () => {
  const script = fileURLToPath(new URL("handles.mjs", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, DIST.href], { timeout: 100_000 });
  const left: Record<string, string[]> = JSON.parse(stdout);
  expect(Object.keys(left).length).toBeGreaterThan(25);
  expect(Object.entries(left).filter(([, things]) => things.length > 0)).toEqual([]);
});
