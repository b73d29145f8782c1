/**
 * @file The loss of every step as a file that grows with the run, `--log-steps`: CSV, as the program of `--to torchrun` writes
 * it, so that two runs can be laid side by side. A resumed run keeps the rows up to its checkpoint and writes on after them.
 */

import { open, readFile, writeFile } from "node:fs/promises";
import type { TrainingEvent } from "../../training/run.js";
import { type OtherEvent, writtenDown } from "./log.js";

const HEADER = "step,epoch,loss\n";

/** Passes the events of a job on, with each step's loss in the file. @param tell takes a line for the user */
export const stepsLogged = <Other extends OtherEvent>(
  events: AsyncIterable<TrainingEvent | Other>,
  path: string,
  tell: (line: string) => void,
): AsyncGenerator<TrainingEvent | Other, void, undefined> =>
  writtenDown(events, path, tell, {
    async begin({ step }) {
      await writeFile(path, HEADER + (step === 0 ? "" : await rowsUpTo(path, step)));
      return open(path, "a");
    },
    async add(file, event) {
      if (event.type !== "progress") return;
      const first = event.step - event.losses.length + 1;
      const rows = event.losses.map((loss, i) => `${first + i},${event.epoch},${loss}\n`);
      await file.appendFile(rows.join(""));
    },
  });

/** The rows that a log has of the steps before a checkpoint. */
async function rowsUpTo(path: string, step: number): Promise<string> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text
    .split("\n")
    .filter((line) => /^\d+,/.test(line) && Number(line.split(",")[0]) <= step)
    .map((line) => `${line}\n`)
    .join("");
}
