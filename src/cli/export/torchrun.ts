/**
 * @file `--to torchrun`: an experiment as a folder for PyTorch's torchrun, before its first step (`akari train DATA --to
 * torchrun`), or from where a checkpoint has it (`akari export CHECKPOINT --to torchrun`).
 */

import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { AkariError, invalidArgument } from "../../error.js";
import type { TorchrunFolder } from "../../formats/torchrun/folder.node.js";
import { EXIT, type Io } from "../io.js";
import type { OptionValues } from "../options.js";
import type { Arguments } from "../parse.js";
import { oneLine } from "../terminal/output.js";
import { readingProgress } from "../terminal/progress.js";
import { resolveJob, type TrainJob } from "../train/job.js";
import { recordOf, runFilesOf } from "../train/output.js";
import { opening } from "../train/present.js";

/** The folder of a run whose `--out` nobody named. */
const DEFAULT_FOLDER = "akari-torchrun";

/** `akari train … --to torchrun`. @returns the exit code */
export async function trainToTorchrun(args: Arguments, io: Io): Promise<number> {
  const { to, out = DEFAULT_FOLDER, json = false } = args.options;
  if (to !== "torchrun") {
    throw invalidArgument(
      `akari train --to is for torchrun. A trained model is written as ${to} by akari export MODEL --to ${to}.`,
    );
  }
  return exportRun(out, json, io, (result) => {
    const options: OptionValues = { ...args.options, out: result };
    return resolveJob({ ...args, options }, io);
  });
}

/** `akari export CHECKPOINT [DATA] --to torchrun`. @returns the exit code */
export async function experimentToTorchrun({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path, ...data] = operands;
  const { to: _, out = DEFAULT_FOLDER, json = false, debug: __, ...others } = options;
  const [ignored] = Object.keys(others);
  if (ignored !== undefined) {
    throw invalidArgument(
      `--${ignored} would be ignored with --to torchrun: Akari's own checkpoints and models say all that there is to say.`,
    );
  }
  const { holdsCheckpoint } = await import("../../formats/files.node.js");
  const isCheckpoint = await holdsCheckpoint(path);
  return exportRun(out, json, io, async (result) => {
    if (isCheckpoint) {
      const resumed: OptionValues = { resume: path, out: result };
      return resolveJob({ operands: data, options: resumed, texts: new Map() }, io);
    }
    const { recordedJob } = await import("./recorded-job.js");
    return recordedJob(path, data[0], result, io);
  });
}

/** @param jobOf what is exported, for a run whose result is saved in this file */
async function exportRun(
  out: string,
  json: boolean,
  io: Io,
  jobOf: (result: string) => Promise<TrainJob>,
): Promise<number> {
  io.outliveOutput();
  const written = await inNewFolder(out, async (folder) => {
    // The name of the program's own result.
    const job = await jobOf(join(folder, "result.safetensors"));
    try {
      return await writeJob(folder, job, io);
    } finally {
      await job.close();
    }
  });
  const files = written.files.map((file) => join(out, file));
  io.stderr.write(`How to start it stands in ${oneLine(join(out, "README.md"))}\n`);
  io.stdout.write(json ? `${JSON.stringify({ to: "torchrun", out, files })}\n` : `${oneLine(out)}\n`);
  return EXIT.done;
}

async function writeJob(folder: string, job: TrainJob, io: Io): Promise<TorchrunFolder> {
  const { writeTorchrun } = await import("../../formats/torchrun/folder.node.js");
  const { data, model, fit, output } = job;
  const progress = readingProgress(io);
  try {
    return await writeTorchrun(folder, {
      start: model.start,
      data: data.train,
      options: fit,
      every: output.every ?? { epochs: 1 },
      names: model.names,
      files: (definition) => runFilesOf(job, definition),
      record: (definition, { epochs, trainingExamples }) =>
        recordOf(job, definition, { epochs, steps: 0, trainingExamples }),
      onBegin: (begun) => io.stderr.write(opening(job, begun, undefined)),
      onRows: (rows, of) => progress.show("Writing shards", rows, rows / of),
    });
  } finally {
    progress.end();
  }
}

/**
 * Has a folder filled that is there whole afterwards, or not at all.
 *
 * @throws AkariError `invalid-argument` where there is something of that name already; `not-found` where there is no folder
 * to make it in
 */
async function inNewFolder<T>(out: string, fill: (folder: string) => Promise<T>): Promise<T> {
  const place = resolve(out);
  const there = await readdir(place).catch(({ code }: NodeJS.ErrnoException) => code);
  if (there !== "ENOENT" && (typeof there !== "object" || there.length > 0)) {
    const what = typeof there === "object" ? "is a folder that is not empty" : "is there already";
    throw invalidArgument(`${out} ${what}: name another folder with --out FOLDER.`);
  }
  // Beside it, so that it can be renamed.
  const folder = join(dirname(place), `.akari-${randomUUID()}.tmp`);
  try {
    await mkdir(folder);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new AkariError(
      code === "ENOENT" ? "not-found" : "invalid-argument",
      code === "ENOENT"
        ? `There is no folder ${dirname(place)} to make ${out} in.`
        : `${out} cannot be made: ${message}.`,
      { cause },
    );
  }
  try {
    const result = await fill(folder);
    await rename(folder, place);
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
