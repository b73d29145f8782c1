/**
 * @file From the arguments of `akari train` to a run with everything decided: a new one, or one to go on with.
 */

import { basename, dirname, join } from "node:path";
import { isChunked } from "../../data/dataset.js";
import type { SplitOptions } from "../../data/split.js";
import { AkariError } from "../../error.js";
import type { TensorNames } from "../../formats/description/model-description.js";
import type { Model, ModelDefinition } from "../../model/model.js";
import type { CheckpointInterval } from "../../training/checkpoint.js";
import { recommendedValidation } from "../../training/recommend.js";
import { parseReading, type Reading, type ReadingTexts, readingTexts } from "../input/reading.js";
import {
  type LargeSource,
  loadSource,
  loadSourceOfAnySize,
  namesData,
  type Source,
  sourceOf,
} from "../input/sources.js";
import type { Io } from "../io.js";
import { timeColumn } from "../options/values.js";
import type { OptionValues } from "../options.js";
import { requireOutputs } from "../output-files.js";
import type { Arguments } from "../parse.js";
import { type ReadingProgress, readingProgress } from "../terminal/progress.js";
import { examplesFingerprint, inParts, type RunData, usualTestShare } from "./data.js";
import { mayBeExact, type Plan, planOf, resumedPlan, usualTraining } from "./fit-options.js";
import { designModel, loadStart, reachText, startingPoint, startText } from "./model.js";
import { withPreset } from "./presets.js";
import { requireAgreement } from "./resume.js";

/** A run of training, all decided. */
export interface Run {
  readonly definition: ModelDefinition;
  /** What training starts from: weights of a file, or the description alone. */
  readonly start: ModelDefinition | Model;
  /** What was assumed of that file, and what the network cannot reach, as lines to show; empty where there is nothing. */
  readonly assumed: string;
  /** What to call the result's tensors; as PyTorch does where undefined. */
  readonly names: readonly TensorNames[] | undefined;
  readonly data: RunData;
  /** What the training data are called in the record. They may have moved since the run began. */
  readonly dataName: string;
  /** Where the data come from, and the options by which they are read. */
  readonly source: string;
  readonly reading: ReadingTexts;
  /** The share of the training examples that is held out to validate on. */
  readonly validation: number;
  readonly plan: Plan;
  /** How often to make a checkpoint, if at all. */
  readonly every: CheckpointInterval | undefined;
  /** Where the model will be saved. */
  readonly out: string;
  readonly json: boolean;
  /** Where the confusion matrix goes; absent where nobody asked for it. */
  readonly confusion: string | undefined;
  /** Digits of Akari's own pen among the training data; absent for none. */
  readonly penDigits: number | undefined;
  /** Frees what the data take up on the disk, if anything. */
  close(): Promise<void>;
  /** The options that a preset has set, as one would type them. */
  readonly chosen: string | undefined;
}

const DEFAULT_OUT = "akari.safetensors";
/** For data that come in parts. */
const NO_SPLIT = { test: 0, validation: 0 };

/** @throws AkariError for everything that can be known to be wrong before the first step */
export async function prepareRun(args: Arguments, io: Pick<Io, "stderr" | "env">): Promise<Run> {
  const { resume } = args.options;
  const { options, chosen } = withPreset(args.options);
  const given = { ...args, options };
  const open: OpenData = { progress: readingProgress(io), close: async () => {} };
  try {
    const run = resume === undefined ? await newRun(given, open) : await resumedRun(given, resume, open);
    const { requireFit } = await import("../../engine/targets.js");
    // Before the first step rather than after the last: the model will be judged by the test part.
    if (run.data.test !== undefined) requireFit(run.definition, run.data.test);
    return { ...run, chosen, close: open.close };
  } catch (error) {
    await open.close();
    throw error;
  } finally {
    open.progress.end();
  }
}

async function newRun(
  { operands, options: given, texts }: Arguments,
  open: OpenData,
): Promise<Omit<Run, "chosen" | "close">> {
  await requireOutputs(outputsOf(given.out ?? DEFAULT_OUT, given.checkpoint), [operands[0], given.init]);
  const { init, order, prefix } = given;
  if (init === undefined && (order ?? prefix) !== undefined) {
    const option = order === undefined ? "--prefix" : "--order";
    throw new AkariError(
      "invalid-argument",
      `${option} would be ignored: it is for the weights that --init names.`,
    );
  }
  const start = init === undefined ? undefined : await loadStart(init, { order, prefix });
  const source = await openSource(operands[0], given, given, open);
  // What computes exactly needs all rows in memory.
  const options: OptionValues = "large" in source ? { optimizer: "adam", ...given } : given;
  const { out = DEFAULT_OUT, checkpoint, json = false, seed = 1 } = options;
  const penDigits = options["pen-digits"];
  const test = testShare(options, source);
  const by = timeColumn(options.split) === undefined ? {} : { by: "time" as const };
  if ("by" in by && test === 0 && options.validation === 0 && options.folds === undefined) {
    throw new AkariError(
      "invalid-argument",
      "--split would be ignored: with --test 0 and --validation 0 nothing is held out.",
    );
  }
  const rows = rowsOf(source);
  const learned = Math.max(1, Math.round(rows * (1 - test)));

  /** The data in parts, the network for them, and what is usual for both, with so many held out to validate on. */
  const decide = async (validation: number) => {
    const data = await trainingData(source, { test, validation, seed, ...by }, penDigits, open.progress);
    const definition = designModel(options, data.train, data.kind, start);
    const usual = usualTraining(options, data.kind, definition, data.train, learned, validation > 0);
    return { data, definition, usual, validation };
  };

  // What is computed exactly has no use for validation: it would only learn from less.
  let decided = await decide(
    options.validation ?? (mayBeExact(options) ? 0 : recommendedValidation(source.kind, learned)),
  );
  if (options.validation === undefined && decided.validation === 0 && decided.usual.optimizer !== "lbfgs") {
    decided = await decide(recommendedValidation(source.kind, learned));
  }
  const { data, definition, usual, validation } = decided;
  const plan = planOf(options, data.validation ?? validation, usual);
  return {
    definition,
    start: startingPoint(definition, start),
    assumed: startText(options, definition, start) + reachText(definition),
    names: start?.names,
    data,
    dataName: data.train.name,
    source: sourceOf(operands[0]),
    reading: readingTexts(texts),
    validation,
    plan,
    every: checkpoint,
    out,
    json,
    confusion: options.confusion,
    penDigits,
  };
}

const ENDING = ".safetensors";

/** The file of the checkpoints of a run whose result is saved in `out`: `net.checkpoint.safetensors` for `net.safetensors`. */
export function checkpointPath(out: string): string {
  const stem = out.endsWith(ENDING) ? out.slice(0, -ENDING.length) : out;
  return `${stem}.checkpoint${ENDING}`;
}

/** The files that a run writes. */
const outputsOf = (out: string, every: CheckpointInterval | undefined): string[] =>
  every === undefined ? [out] : [out, checkpointPath(out)];

/** What is trained last after cross-validation learns from all. */
function testShare({ test, folds }: OptionValues, source: Source | LargeSource): number {
  if (folds !== undefined || source.kind === "digits") return 0;
  return test ?? usualTestShare(rowsOf(source));
}

/** Of all parts that will be learned from, or are still to be divided. */
function rowsOf(source: Source | LargeSource): number {
  if ("large" in source) return source.large.rows;
  return "examples" in source ? source.examples.rows : source.train.features.rows;
}

/** How reading goes, and what will free what was opened. */
interface OpenData {
  readonly progress: ReadingProgress;
  close: () => Promise<void>;
}

/** @param options those of training: some need all rows in memory */
async function openSource(
  operand: string,
  reading: Reading,
  { optimizer, folds }: OptionValues,
  open: OpenData,
): Promise<Source | LargeSource> {
  const { progress } = open;
  if (optimizer === "lbfgs" || folds !== undefined) return loadSource(operand, reading, { progress });
  const source = await loadSourceOfAnySize(operand, reading, { progress });
  if ("large" in source) open.close = () => source.large.close();
  return source;
}

async function resumedRun(
  { operands, options }: Arguments,
  path: string,
  open: OpenData,
): Promise<Omit<Run, "chosen" | "close">> {
  const { loadCheckpoint } = await import("../../formats/files.node.js");
  const { checkpoint, names, files } = await loadCheckpoint(path);
  requireAgreement(options, checkpoint, files, path);
  // The file's own word for a name is not trusted to be one.
  const out =
    options.out ?? (files.out === undefined ? DEFAULT_OUT : join(dirname(path), basename(files.out)));
  const operand = operands[0] ?? (await findData(files.source, path));
  await requireOutputs(outputsOf(out, options.checkpoint ?? checkpoint.every), [operand]);
  await requireOutputs([out], [path]);
  const { reading = {}, split, penDigits } = files;
  const { seed, optimizer } = checkpoint.configuration;
  const source = await openSource(operand, parseReading(reading), { optimizer: optimizer.name }, open);
  const data = await trainingData(source, split ?? { ...NO_SPLIT, seed }, penDigits, open.progress);
  const { definition } = checkpoint.model;
  const examples = examplesFingerprint(data, definition);
  if (files.examples !== undefined && examples !== undefined) {
    const { requireSameData } = await import("../../training/same-run.js");
    requireSameData(files.examples, examples, data.divided === undefined ? "is tested on" : "learns from");
  }
  const plan = resumedPlan(options, checkpoint, data.validation, path);
  return {
    definition,
    start: checkpoint.model,
    assumed: "",
    names,
    data,
    dataName: checkpoint.data.name,
    source: sourceOf(operand),
    reading,
    validation: split?.validation ?? (typeof plan.validation === "number" ? plan.validation : 0),
    plan,
    every: options.checkpoint ?? checkpoint.every,
    out,
    json: options.json ?? false,
    confusion: options.confusion,
    penDigits,
  };
}

/** The data in their parts, the training part with `penDigits` digits more. */
async function trainingData(
  source: Source | LargeSource,
  split: SplitOptions,
  penDigits: number | undefined,
  progress: ReadingProgress,
): Promise<RunData> {
  const data = await inParts(source, split, progress);
  if (penDigits === undefined) return data;
  if (isChunked(data.train)) {
    throw new AkariError(
      "invalid-argument",
      `--pen-digits adds pictures of digits, and ${data.train.name} is a table.`,
    );
  }
  const { addPenDigits } = await import("../../data/digits/pen-digits.js");
  return { ...data, train: addPenDigits(data.train, penDigits, split.seed) };
}

/** @throws AkariError `not-found` where the data are no longer where the checkpoint's run had them */
async function findData(source: string | undefined, path: string): Promise<string> {
  if (source !== undefined && (await namesData(source))) return source;
  const gone =
    source === undefined
      ? `${path} does not say where its run's data are.`
      : `The run of ${path} learned from ${source}, which is no longer there.`;
  throw new AkariError("not-found", `${gone} Say where they are: akari train DATA --resume ${path}.`);
}
