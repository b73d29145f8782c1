// @ts-check
/**
 * @file A reporter for Vitest that leaves the run's outcome, `N passed, N failed`, in the file that the environment
 * variable AKARI_TEST_COUNTS names. Whatever fails a run counts as failed, also what is no test: a file that does
 * not load, a hook that throws, an error that nobody caught.
 */

import { writeFileSync } from "node:fs";

/** @implements {Pick<import("vitest/node").Reporter, "onTestRunEnd">} */
export default class CountReporter {
  /**
   * @param {readonly import("vitest/node").TestModule[]} files
   * @param {readonly unknown[]} uncaught
   */
  onTestRunEnd(files, uncaught) {
    const count = (/** @type {"passed" | "failed"} */ state) =>
      files.reduce((sum, file) => sum + [...file.children.allTests(state)].length, 0);
    const groups = files.flatMap((file) => [file, ...file.children.allSuites()]);
    const broken = groups.filter((group) => group.errors().length > 0).length;
    const line = `${count("passed")} passed, ${count("failed") + broken + uncaught.length} failed`;
    writeFileSync(/** @type {string} */ (process.env.AKARI_TEST_COUNTS), line);
  }
}
