/**
 * @file The loss of every step as a file that grows with the run, `--log-steps`: CSV, as the program of `--to torchrun` writes
 * it, so that two runs can be laid side by side. A resumed run keeps the rows up to its checkpoint and writes on after them.
 */

import { type FileHandle, open, readFile } from "node:fs/promises";
import type { TrainingEvent } from "../../training/run.js";
import { requireOutputs } from "../output-files.js";

const HEADER = "step,epoch,loss\n";

/**
 * Checks that the file can be written, before training begins.
 *
 * @param inputs and others as `requireOutputs` has them
 */
export async function requireStepLog(
  path: string | undefined,
  inputs: readonly (string | undefined)[],
  others: readonly string[],
): Promise<void> {
  if (path !== undefined) await requireOutputs([path], inputs, { option: "--log-steps", others });
}

/** Passes the events of a job on, with each step's loss in the file. @param tell takes a line for the user */
export async function* stepsLogged<Other extends { readonly type: "trained" | "tested" | "diverged" }>(
  events: AsyncIterable<TrainingEvent | Other>,
  path: string,
  tell: (line: string) => void,
): AsyncGenerator<TrainingEvent | Other, void, undefined> {
  let file: FileHandle | undefined;
  const attempt = async (write: () => Promise<void>): Promise<void> => {
    try {
      await write();
    } catch (error) {
      tell(
        `akari: ${path} cannot be written: ${(error as Error).message}. Training goes on without this log.`,
      );
      await file?.close();
      file = undefined;
    }
  };
  try {
    for await (const event of events) {
      if (event.type === "start") {
        await attempt(async () => {
          const kept = event.step === 0 ? "" : await rowsUpTo(path, event.step);
          file = await open(path, "w");
          await file.appendFile(HEADER + kept);
        });
      }
      if (event.type === "progress") {
        const first = event.step - event.losses.length + 1;
        const rows = event.losses.map((loss, i) => `${first + i},${event.epoch},${loss}\n`);
        await attempt(async () => file?.appendFile(rows.join("")));
      }
      yield event;
    }
  } finally {
    await file?.close();
  }
}

/** The rows that a log has of the steps before a checkpoint. */
async function rowsUpTo(path: string, step: number): Promise<string> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text
    .split("\n")
    .filter((line) => /^\d+,/.test(line) && Number(line.split(",")[0]) <= step)
    .map((line) => `${line}\n`)
    .join("");
}
