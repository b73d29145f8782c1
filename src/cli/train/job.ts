/**
 * @file From the arguments of `akari train` to a job with everything decided: a new one, or one that goes on from a
 * checkpoint.
 */

import { basename, dirname, join } from "node:path";
import { type AkariError, invalidArgument } from "../../error.js";
import type { SearchRecord } from "../../formats/description/training-record.js";
import { outputTask } from "../../model/outputs.js";
import { TRAINING_OPTIONS } from "../../training/options.js";
import { recommendedValidation } from "../../training/recommend.js";
import { requireConfusionFile } from "../evaluate/confusion.js";
import { parseReading, readingTexts } from "../input/reading.js";
import { type LargeSource, type Source, sourceOf } from "../input/sources.js";
import type { Io } from "../io.js";
import { timeColumn } from "../options/values.js";
import type { OptionValues } from "../options.js";
import { requireOutputs } from "../output-files.js";
import type { Arguments } from "../parse.js";
import { readingProgress } from "../terminal/progress.js";
import {
  divide,
  examplesFingerprint,
  findData,
  type JobData,
  learnedRows,
  type OpenData,
  openSource,
  testShare,
} from "./data.js";
import { fitOptions, type JobFit, mayBeExact, recommendedFit } from "./fit-options.js";
import { type LogFile, logFileOf } from "./log.js";
import {
  designModel,
  inputsFor,
  type JobModel,
  loadStart,
  reachText,
  startingPoint,
  startText,
} from "./model.js";
import { type JobOutput, outputsOf } from "./output.js";
import { withPreset } from "./presets.js";
import { requireAgreement, resumedFit } from "./resume.js";

/** What to learn from, what to train, how, and where to write it: all decided. */
export interface TrainJob {
  readonly data: JobData;
  readonly model: JobModel;
  readonly fit: JobFit;
  readonly output: JobOutput;
  /** The options that a preset has set, as one would type them. */
  readonly preset: string | undefined;
  /** How many folds are trained and tested before, if any. */
  readonly folds: number | undefined;
  /** The search that the options come from; absent where somebody chose them. */
  readonly search?: SearchRecord;
  /** Frees what the data take up on the disk, if anything. */
  close(): Promise<void>;
}

/** What the options, the data and perhaps a checkpoint decide. */
type Decided = Pick<TrainJob, "data" | "model" | "fit" | "output">;

export const DEFAULT_OUT = "akari.safetensors";
/** For data that come in parts. */
export const NO_SPLIT = { test: 0, validation: 0 };

/**
 * @param source what DATA names, where it has been read before
 * @throws AkariError for everything that can be known to be wrong before the first step
 */
export async function resolveJob(
  args: Arguments,
  io: Pick<Io, "stderr" | "env">,
  source?: Source | LargeSource,
): Promise<TrainJob> {
  const { options, chosen } = withPreset(args.options);
  const { resume, folds } = options;
  const given = { ...args, options };
  const open: OpenData = { progress: readingProgress(io), close: async () => {}, ...(source && { source }) };
  try {
    const job = await (resume === undefined ? newJob(given, open) : resumedJob(given, resume, open));
    await requireTestable(job, options);
    const log = await requireLog(job, options);
    const { init, resume: from } = options;
    const others = [
      ...outputsOf(job.output.path, job.output.every),
      ...(log === undefined ? [] : [log.path]),
    ];
    const { stepLog } = job.output;
    if (stepLog !== undefined) {
      await requireOutputs([stepLog], [job.data.source, init, from], { option: "--log-steps", others });
    }
    return { ...job, output: { ...job.output, log }, preset: chosen, folds, close: open.close };
  } catch (error) {
    await open.close();
    throw error;
  } finally {
    open.progress.end();
  }
}

async function newJob({ operands, options: given, texts }: Arguments, open: OpenData): Promise<Decided> {
  const { out = DEFAULT_OUT, checkpoint, init, order, prefix } = given;
  await requireOutputs(outputsOf(out, checkpoint), [operands[0], init]);
  if (init === undefined && (order ?? prefix) !== undefined) {
    const option = order === undefined ? "--prefix" : "--order";
    throw invalidArgument(`${option} would be ignored: it is for the weights that --init names.`);
  }
  const start = init === undefined ? undefined : await loadStart(init, { order, prefix });
  const inputsOf = inputsFor(given, start);
  requireTransfer(given, inputsOf !== undefined);
  const source = await openSource(operands[0], given, given, open);
  // What computes exactly needs all rows in memory.
  const options: OptionValues = "large" in source ? { optimizer: "adam", ...given } : given;
  const { seed = TRAINING_OPTIONS.seed.default, "pen-digits": penDigits } = options;
  const test = testShare(options, source);
  const byTime = timeColumn(options.split) !== undefined;
  if (byTime && test === 0 && options.validation === 0 && options.folds === undefined) {
    throw invalidArgument("--split would be ignored: with --test 0 and --validation 0 nothing is held out.");
  }
  const learned = learnedRows(options, source);
  const usualShare = recommendedValidation(source.kind, learned);

  /** The data in parts, the network for them, and how to fit it, with so many held out to validate on. */
  const decide = async (share: number) => {
    const split = { test, validation: share, seed, ...(byTime ? { by: "time" as const } : {}) };
    const data = await divide(source, split, penDigits, open.progress, inputsOf);
    const definition = designModel(options, data.train, data.kind, start);
    const recommended = recommendedFit(options, data.kind, definition, data.train, learned, share > 0);
    return { share, data, definition, recommended };
  };

  // What is computed exactly has no use for validation: it would only learn from less.
  let decided = await decide(options.validation ?? (mayBeExact(options) ? 0 : usualShare));
  if (options.validation === undefined && decided.share === 0 && decided.recommended.optimizer !== "lbfgs") {
    decided = await decide(usualShare);
  }
  const { share, data, definition, recommended } = decided;
  return {
    data: {
      ...data,
      name: data.train.name,
      source: sourceOf(operands[0]),
      reading: readingTexts(texts),
      validationShare: share,
      penDigits,
      takenOver: inputsOf !== undefined,
    },
    model: {
      definition,
      start: startingPoint(definition, options, data.train, start),
      assumed: startText(options, definition, start) + reachText(definition),
      names: options["init-layers"] === undefined ? start?.names : undefined,
      design: (train) => designModel(options, train, data.kind),
    },
    fit: fitOptions(options, data.validation ?? share, recommended),
    output: outputOf(out, options, checkpoint),
  };
}

/**
 * @param preparesAsTheirs whether inputs are prepared as another network had them
 * @throws AkariError `invalid-argument` where an option would be ignored
 */
export function requireTransfer(options: OptionValues, preparesAsTheirs = false): void {
  const { init, folds, freeze, scaling, degree, "init-layers": taken } = options;
  const ignored = (option: string, why: string): AkariError =>
    invalidArgument(`${option} would be ignored: ${why}`);
  if (taken !== undefined && init === undefined) {
    throw ignored("--init-layers", "it is for the layers of the network that --init names.");
  }
  if (folds !== undefined && init !== undefined && (taken ?? freeze) !== undefined) {
    throw ignored(
      taken === undefined ? "--freeze" : "--init-layers",
      "--folds trains every fold's network from the seed's weights, without those of --init.",
    );
  }
  if (preparesAsTheirs && (scaling ?? degree) !== undefined) {
    throw ignored(
      scaling === undefined ? "--degree" : "--scaling",
      "with --init-layers, inputs are prepared as the other network had them.",
    );
  }
}

/** @param path the checkpoint's */
async function resumedJob({ operands, options }: Arguments, path: string, open: OpenData): Promise<Decided> {
  const { loadCheckpoint } = await import("../../formats/files.node.js");
  const { checkpoint, names, files } = await loadCheckpoint(path);
  requireAgreement(options, checkpoint, files, path);
  const every = options.checkpoint ?? checkpoint.every;
  // The file's own word for a name is not trusted to be one.
  const out =
    options.out ?? (files.out === undefined ? DEFAULT_OUT : join(dirname(path), basename(files.out)));
  const operand = operands[0] ?? (await findData(files.source, path));
  await requireOutputs(outputsOf(out, every), [operand]);
  await requireOutputs([out], [path]);
  const { reading = {}, split, penDigits, takenOver = false } = files;
  const { seed, optimizer } = checkpoint.configuration;
  const source = await openSource(operand, parseReading(reading), { optimizer: optimizer.name }, open);
  const { definition } = checkpoint.model;
  const inputsOf = takenOver ? definition.preprocessing : undefined;
  const data = await divide(source, split ?? { ...NO_SPLIT, seed }, penDigits, open.progress, inputsOf);
  const examples = examplesFingerprint(data, definition);
  if (files.examples !== undefined && examples !== undefined) {
    const { requireSameData } = await import("../../training/same-run.js");
    requireSameData(files.examples, examples, data.divided === undefined ? "is tested on" : "learns from");
  }
  const fit = resumedFit(options, checkpoint, data.validation, path);
  return {
    data: {
      ...data,
      name: checkpoint.data.name,
      source: sourceOf(operand),
      reading,
      validationShare: split?.validation ?? (typeof fit.validation === "number" ? fit.validation : 0),
      penDigits,
      takenOver,
    },
    model: {
      definition,
      start: checkpoint.model,
      assumed: "",
      names,
      design: (train) => designModel(options, train, data.kind),
    },
    fit,
    output: outputOf(out, options, every),
  };
}

/** @param every how often a checkpoint is made */
export const outputOf = (
  path: string,
  { confusion, json, "log-steps": stepLog }: OptionValues,
  every: JobOutput["every"],
): JobOutput => ({
  path,
  every,
  confusion,
  // Known last, for it is where something may be made that is not there.
  log: undefined,
  stepLog,
  json: json ?? false,
});

/** Before the first step rather than after the last: the model will be tested, and its confusions may be written. */
async function requireTestable({ data, model, output }: Decided, options: OptionValues): Promise<void> {
  const { requireFit } = await import("../../engine/targets.js");
  if (data.test !== undefined) requireFit(model.definition, data.test);
  const { confusion } = output;
  if (confusion !== undefined && data.test === undefined) {
    throw invalidArgument("--confusion would be ignored: nothing is held out to test the model on.");
  }
  const inputs = [data.source, options.init, options.resume];
  const task = outputTask(model.definition);
  await requireConfusionFile(confusion, task, inputs, outputsOf(output.path, output.every));
}

async function requireLog(
  { data, output, fit }: Decided,
  { log, init, resume }: OptionValues,
): Promise<LogFile | undefined> {
  const { path, every, confusion } = output;
  return logFileOf(log, {
    inputs: [data.source, init, resume],
    others: [...outputsOf(path, every), ...(confusion === undefined ? [] : [confusion])],
    resumed: fit.resume?.history,
  });
}
