/**
 * @file `akari train`: data in, a trained model in a file out. The arguments become a job, the job is run, and what
 * happens to it is presented.
 */

import { AkariError } from "../../error.js";
import type { TrainingResult } from "../../training/run.js";
import { EXIT, INTERRUPTED, type Interruption, type Io } from "../io.js";
import type { Arguments } from "../parse.js";
import { countOf } from "../terminal/text.js";
import { crossValidation } from "./folds.js";
import { resolveJob, type TrainJob } from "./job.js";
import { logged } from "./log.js";
import { checkpointsOf } from "./output.js";
import { present, weightsKept } from "./present.js";
import { progress } from "./progress.js";
import { type JobEvent, run } from "./run.js";
import { stepsLogged } from "./step-log.js";

export async function train(args: Arguments, io: Io): Promise<number> {
  if (args.options.to !== undefined) {
    const { trainToTorchrun } = await import("../export/torchrun.js");
    return trainToTorchrun(args, io);
  }
  const job = await resolveJob(args, io);
  try {
    if (args.options.wide) await widenFor(job, io);
    return (await trainJob(job, io)).code;
  } finally {
    await job.close();
  }
}

/** `--wide`, before any kernel is compiled. */
async function widenFor({ fit }: TrainJob, io: Io): Promise<void> {
  const { widen } = await import("./wide.js");
  const leftOut = await widen(fit.engine);
  if (leftOut !== undefined) io.stderr.write(`akari: ${leftOut}\n`);
}

/** Runs a job, and tells of it. @returns the exit code, and what came of the job */
export async function trainJob(job: TrainJob, io: Io): Promise<{ code: number; result: TrainingResult }> {
  const shown = progress(io, undefined, job.fit.earlyStopping?.monitor);
  const checkpoints = checkpointsOf(job, shown.note);
  const stop = new AbortController();
  let interruption: Interruption | undefined;
  const release = io.onInterruption((reason) => {
    interruption = reason;
    stop.abort();
  });
  const goOn = (): string =>
    checkpoints?.stands ? ` Go on with akari train --resume ${checkpoints.path}.` : "";
  try {
    const folds = await crossValidation(job, stop.signal, io);
    const { log, stepLog } = job.output;
    let events: AsyncIterable<JobEvent> = run(job, checkpoints, stop.signal);
    if (log !== undefined) events = logged(events, log, shown.note);
    if (stepLog !== undefined) events = stepsLogged(events, stepLog, shown.note);
    const { result, unsaid } = await present(job, events, { shown, checkpoints, folds }, io);
    if (unsaid > 0) {
      io.stderr.write(`${countOf(unsaid, "line")} of epochs left out: nobody was reading standard output.\n`);
    }
    if (result.stopped !== "aborted" || interruption === undefined) {
      return { code: unsaid > 0 ? EXIT.unsaid : EXIT.done, result };
    }
    io.stderr.write(
      `Stopped after ${countOf(result.steps, "step")}; ${weightsKept(result, "so far")} are in ${job.output.path}.${goOn()}\n`,
    );
    return { code: INTERRUPTED[interruption], result };
  } catch (error) {
    // In the midst of a run nothing else is unsupported than a graphics card that was lost.
    if (!(error instanceof AkariError && error.code === "unsupported" && checkpoints?.stands)) throw error;
    throw new AkariError(error.code, error.message + goOn(), { cause: error });
  } finally {
    release();
  }
}
