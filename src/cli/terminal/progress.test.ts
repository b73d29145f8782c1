import { expect, test } from "vitest";
import { CLEAR_LINE, readingProgress } from "./progress.js";

/** What is written in 25 seconds of reading 100 rows each tenth of a second. */
function shown(isTTY: boolean): string {
  let written = "";
  let now = 0;
  const stderr = { isTTY, columns: 100, write: (text: string) => (written += text) };
  const told = readingProgress({ stderr, env: { NO_COLOR: "1", TERM: "xterm" } }, () => now);
  for (let step = 0; step <= 250; step++) {
    told.show("Reading a.csv", step * 100, step / 500);
    now += 100;
  }
  told.end();
  return written;
}

test("without a terminal: a line now and then", () => {
  expect(shown(false)).toBe(
    "Reading a.csv: 10,000 rows  1,000 rows/s  20%  40 s left\n" +
      "Reading a.csv: 20,000 rows  1,000 rows/s  40%  30 s left\n",
  );
});

test("in a terminal: one line, with a bar, that is gone at the end", () => {
  const written = shown(true);
  expect(written).toContain("Reading a.csv: 10,000 rows  1,000 rows/s  20%  40 s left  ━━━━");
  expect(written).not.toContain("\n");
  expect(written.endsWith(CLEAR_LINE)).toBe(true);
});

test("what is read in a moment is not told of", () => {
  let written = "";
  const stderr = { isTTY: true, write: (text: string) => (written += text) };
  const told = readingProgress({ stderr, env: {} }, () => 0);
  told.show("Reading a.csv", 10, 1);
  told.end();
  expect(written).toBe("");
});
