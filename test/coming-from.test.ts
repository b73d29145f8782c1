/**
 * @file docs/coming-from.md: its table is what the last run of `npm run test:coming-from` found, the programs have the lines
 * that it says, and Akari's reach their scores. The others' need their libraries, which that command installs; the program
 * for browsers runs there, too (test/browser holds what it uses). It runs dist/.
 */

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import {
  COMING_FROM_PAGES,
  comingFromPage,
  librariesOf,
  linesOf,
  programOf,
  readResults,
  TASKS,
  tooLong,
} from "../scripts/coming-from-table.mjs";
import { blocksOf, readDocument } from "./support/documents.js";

const results = readResults();
const names = Object.keys(TASKS);

test.each(COMING_FROM_PAGES)("%s has what the last run found", (page) => {
  const text = readDocument(page);
  expect(text).toBe(comingFromPage(page, text, results));
});

test("the programs have the lines that the run counted, and reached their scores", () => {
  for (const task of names) {
    const found = Object.entries(results.tasks[task]).map(([library, { lines }]) => [library, lines]);
    expect(found, task).toEqual(
      librariesOf(task).map((library) => [library, linesOf(programOf(library, task))]),
    );
    const scores = Object.values(results.tasks[task]).map(({ score }) => score);
    expect(Math.min(...scores), task).toBeGreaterThanOrEqual(TASKS[task].least);
  }
});

test("in no task does Akari need more lines than the shorter of TensorFlow.js and brain.js", () => {
  expect(tooLong(results)).toEqual([]);
});

test("the page shows the programs as they are", () => {
  const shown = blocksOf(COMING_FROM_PAGES[0]).filter(({ language }) => language === "js");
  const programs = [
    ...names.map((task) => programOf("akari", task)),
    programOf("tfjs", "iris"),
    programOf("brain", "iris"),
  ];
  const texts = programs.map((program) => readFileSync(program, "utf8"));
  expect(shown.map(({ text }) => text).sort()).toEqual(texts.sort());
});

test.concurrent.each(names.filter((task) => task !== "browser"))(
  "Akari's %s reaches its score",
  async (task) => {
    const program = programOf("akari", task);
    const { stdout } = await promisify(execFile)(process.execPath, [program], { cwd: dirname(program) });
    expect(Number(stdout.trim().split("\n").at(-1))).toBeGreaterThanOrEqual(TASKS[task].least);
  },
);
