/**
 * @file `akari train`: data in, a trained model in a file out.
 */

import { AkariError } from "../error.js";
import { defineOptimizer } from "../model/optimizers.js";
import { DivergedError, type StartEvent, type TrainingResult } from "../training/events.js";
import { designModel, loadStart, startingPoint } from "./design.js";
import { countOf } from "./format.js";
import { EXIT, INTERRUPTED, type Interruption, type Io } from "./io.js";
import type { OptionValues } from "./options.js";
import type { Arguments } from "./parse.js";
import { progress } from "./progress.js";
import { loadData } from "./sources.js";
import {
  epochJson,
  judge,
  opening,
  type Plan,
  type Run,
  report,
  requireWritable,
  save,
} from "./training-output.js";

export async function train({ operands, options }: Arguments, io: Io): Promise<number> {
  const out = options.out ?? "akari.safetensors";
  await requireWritable(out);
  const plan = planOf(options);
  const start = options.init === undefined ? undefined : await loadStart(options.init);
  const data = await loadData(operands[0]);
  const definition = designModel(options, data.train, start);
  const { requireFit } = await import("../engine/targets.js");
  // Before the first step rather than after the last: the model will be judged by the test part.
  requireFit(definition, data.test);

  const stop = new AbortController();
  let interruption: Interruption | undefined;
  const release = io.onInterruption((reason) => {
    interruption = reason;
    stop.abort();
  });
  try {
    const run: Run = { definition, start, data, plan, out, json: options.json === true };
    const result = await trainAndSave(run, stop.signal, io);
    if (result.stopped === "finished" || interruption === undefined) return EXIT.done;
    io.stderr.write(`Stopped after ${countOf(result.steps, "step")}; the weights so far are in ${out}.\n`);
    return INTERRUPTED[interruption];
  } finally {
    release();
  }
}

/** How to train, with the command's own defaults filled in. */
function planOf(options: OptionValues): Plan {
  const { lr, momentum, steps, epochs } = options;
  return {
    optimizer: defineOptimizer(options.optimizer ?? "adam", {
      learningRate: lr,
      momentum,
      weightDecay: options["weight-decay"],
    }),
    batch: options.batch ?? 32,
    seed: options.seed ?? 1,
    shuffle: options.shuffle ?? true,
    validation: options.validation ?? 0.1,
    engine: options.engine ?? "wasm",
    ...(steps === undefined ? {} : { steps }),
    ...(epochs === undefined ? {} : { epochs }),
  };
}

/** @throws AkariError `diverged` once the last good weights are saved, naming where */
async function trainAndSave(run: Run, signal: AbortSignal, io: Io): Promise<TrainingResult> {
  const { definition, data, plan, json } = run;
  const trainer = await import("../training/fit.js");
  const shown = progress(io);
  let begun: StartEvent | undefined;
  try {
    const training = trainer.fit(startingPoint(definition, run.start), data.train, { ...plan, signal });
    for await (const event of training) {
      if (event.type === "start") {
        begun = event;
        io.stderr.write(opening(definition, event, data.train));
      }
      shown.show(event);
      if (event.type === "epoch" && json) io.stdout.write(`${epochJson(event)}\n`);
    }
    shown.end();
    const result = await training;
    const judged = await judge(run, result);
    await save(run, result, begun, judged);
    await report(run, result, judged, io);
    return result;
  } catch (error) {
    shown.end();
    if (!(error instanceof DivergedError)) throw error;
    await save(run, error.result, begun);
    const where = `The weights before that step are saved in ${run.out}.`;
    throw new AkariError(error.code, `${error.message} ${where}`, { cause: error });
  }
}
