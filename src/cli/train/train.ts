/**
 * @file `akari train`: data in, a trained model in a file out.
 */

import { AkariError } from "../../error.js";
import { classLabels, outputTask } from "../../model/outputs.js";
import { DivergedError, type StartEvent, type TrainingResult } from "../../training/run.js";
import { requireConfusionFile, writeConfusion } from "../evaluate/confusion.js";
import { EXIT, INTERRUPTED, type Interruption, type Io } from "../io.js";
import type { Arguments } from "../parse.js";
import { writeIfRead } from "../terminal/output.js";
import { countOf } from "../terminal/text.js";
import { type FoldScores, runFolds } from "./folds.js";
import { prepareRun, type Run } from "./job.js";
import { type Checkpoints, checkpointsOf } from "./output.js";
import { epochJson, judge, opening, report, save, weightsKept } from "./present.js";
import { type Progress, progress } from "./progress.js";

export async function train(args: Arguments, io: Io): Promise<number> {
  const run = await prepareRun(args, io);
  try {
    return await trainRun(run, args, io);
  } finally {
    await run.close();
  }
}

async function trainRun(run: Run, args: Arguments, io: Io): Promise<number> {
  const shown = progress(io, undefined, run.plan.earlyStopping?.monitor);
  const { every } = run;
  const checkpoints = every === undefined ? undefined : checkpointsOf(run, every, shown.note);

  const lines = { unsaid: 0 };
  const { confusion, init, resume } = args.options;
  if (confusion !== undefined && run.data.test === undefined) {
    throw new AkariError(
      "invalid-argument",
      "--confusion would be ignored: nothing is held out to test the model on.",
    );
  }
  const written = checkpoints === undefined ? [run.out] : [run.out, checkpoints.path];
  await requireConfusionFile(confusion, outputTask(run.definition), [run.source, init, resume], written);

  const stop = new AbortController();
  let interruption: Interruption | undefined;
  const release = io.onInterruption((reason) => {
    interruption = reason;
    stop.abort();
  });
  try {
    const { folds } = args.options;
    const scores =
      folds === undefined ? undefined : await runFolds(run, args.options, folds, stop.signal, io);
    const result = await trainAndSave(run, checkpoints, stop.signal, shown, io, scores, lines);
    if (lines.unsaid > 0) {
      io.stderr.write(
        `${countOf(lines.unsaid, "line")} of epochs left out: nobody was reading standard output.\n`,
      );
    }
    if (result.stopped !== "aborted" || interruption === undefined) {
      return lines.unsaid > 0 ? EXIT.unsaid : EXIT.done;
    }
    const goOn = checkpoints?.stands ? ` Go on with akari train --resume ${checkpoints.path}.` : "";
    io.stderr.write(
      `Stopped after ${countOf(result.steps, "step")}; ${weightsKept(result, "so far")} are in ${run.out}.${goOn}\n`,
    );
    return INTERRUPTED[interruption];
  } finally {
    release();
  }
}

/**
 * @param lines counts those that could not be written
 * @throws AkariError `diverged` once the last good weights are saved, naming where
 */
async function trainAndSave(
  run: Run,
  checkpoints: Checkpoints | undefined,
  signal: AbortSignal,
  shown: Progress,
  io: Io,
  scores: FoldScores | undefined,
  lines: { unsaid: number },
): Promise<TrainingResult> {
  const { data, plan, json } = run;
  const trainer = await import("../../training/fit.js");
  let begun: StartEvent | undefined;
  try {
    const training = trainer.fit(run.start, data.train, {
      ...plan,
      signal,
      ...(checkpoints === undefined ? {} : { checkpoint: checkpoints }),
    });
    for await (const event of training) {
      if (event.type === "start") {
        begun = event;
        io.stderr.write(opening(run, event, checkpoints));
      }
      shown.show(event);
      if (event.type === "epoch" && json && !writeIfRead(io.stdout, `${epochJson(event)}\n`)) lines.unsaid++;
    }
    shown.end();
    const result = await training;
    const judged = await judge(run, result);
    const saved = await save(run, result, begun, judged?.evaluation);
    await report(run, result, judged, scores, checkpoints, saved.path, io);
    // Last, for the model is there and told of even where this fails.
    if (judged !== undefined) {
      await writeConfusion(run.confusion, judged.evaluation, classLabels(run.definition));
    }
    if (saved.problem !== undefined) throw elsewhere(saved.problem, saved.path);
    return result;
  } catch (error) {
    shown.end();
    if (!(error instanceof DivergedError)) throw error;
    const { path, problem } = await save(run, error.result, begun);
    const kept = weightsKept(error.result, "before that step");
    const diverged = `${error.message} ${kept[0].toUpperCase()}${kept.slice(1)} are saved in ${path}.`;
    throw new AkariError(error.code, problem === undefined ? diverged : `${diverged} ${problem.message}`, {
      cause: error,
    });
  }
}

/** The model could not be saved where it was to be, and is not lost. */
const elsewhere = (problem: AkariError, path: string): AkariError =>
  new AkariError(problem.code, `${problem.message} The model is saved in ${path} instead.`, {
    cause: problem,
  });
