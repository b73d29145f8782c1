/**
 * @file From the arguments of `akari train` to a run with everything decided: a new one, or one to go on with.
 */

import { basename, dirname, join } from "node:path";
import type { Dataset } from "../data/dataset.js";
import type { SplitOptions } from "../data/split.js";
import type { Checkpoint, CheckpointInterval } from "../engine/checkpoint.js";
import type { EngineName } from "../engine/engine.js";
import { completeRegularization } from "../engine/regularization.js";
import { completeRunOptions, type EarlyStopping, type RunOptions } from "../engine/run-options.js";
import { AkariError } from "../error.js";
import type { TensorNames } from "../formats/index.js";
import type { Model, ModelDefinition } from "../model/model.js";
import { defineOptimizer, type OptimizerDefinition } from "../model/optimizers.js";
import { engineFor } from "../training/configuration.js";
import type { FitOptions } from "../training/events.js";
import { requireAgreement } from "./agreement.js";
import { designModel, loadStart, startingPoint } from "./design.js";
import type { OptionValues } from "./options.js";
import type { Arguments } from "./parse.js";
import { withPreset } from "./presets.js";
import { parseReading, type ReadingTexts, readingTexts } from "./reading.js";
import { inParts, type RunData, usualTestShare } from "./run-data.js";
import { loadSource, namesData, type Source, sourceOf } from "./sources.js";
import { requireWritable } from "./writable.js";

/** How to train, with the command's own defaults filled in. */
export interface Plan extends Omit<FitOptions, "schedule">, RunOptions {
  readonly optimizer: OptimizerDefinition;
  /** Absent where a step learns from all training examples. */
  readonly batch?: number;
  readonly seed: number;
  readonly shuffle: boolean;
  /** A share of the training data, or the examples that were held out. */
  readonly validation: number | Dataset;
  readonly keepBest: boolean;
  readonly engine: EngineName;
}

/** A run of training, all decided. */
export interface Run {
  readonly definition: ModelDefinition;
  /** What training starts from: weights of a file, or the description alone. */
  readonly start: ModelDefinition | Model;
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
  /** Digits of Akari's own pen among the training data; absent for none. */
  readonly penDigits: number | undefined;
  /** The options that a preset has set, as one would type them. */
  readonly chosen: string | undefined;
}

const DEFAULT_OUT = "akari.safetensors";
/** The share of the training examples that is held out to validate on. */
const USUAL_VALIDATION = 0.1;
/** For data that come in parts. */
const NO_SPLIT = { test: 0, validation: 0 };

/** @throws AkariError for everything that can be known to be wrong before the first step */
export async function prepareRun(args: Arguments): Promise<Run> {
  const { resume } = args.options;
  const { options, chosen } = withPreset(args.options);
  const given = { ...args, options };
  const run = { ...(resume === undefined ? await newRun(given) : await resumedRun(given, resume)), chosen };
  const { requireFit } = await import("../engine/targets.js");
  // Before the first step rather than after the last: the model will be judged by the test part.
  if (run.data.test !== undefined) requireFit(run.definition, run.data.test);
  return run;
}

async function newRun({ operands, options, texts }: Arguments): Promise<Omit<Run, "chosen">> {
  const { out = DEFAULT_OUT, checkpoint, json = false, seed = 1, validation = USUAL_VALIDATION } = options;
  await requireWritable(out);
  const start = options.init === undefined ? undefined : await loadStart(options.init);
  const source = await loadSource(operands[0], options);
  const split = { test: testShare(options, source), validation, seed };
  const penDigits = options["pen-digits"];
  const data = await trainingData(source, split, penDigits);
  const plan = planOf(options, data.validation ?? validation);
  const definition = designModel(options, data.train, data.kind, start);
  return {
    definition,
    start: startingPoint(definition, start),
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
    penDigits,
  };
}

/** What is trained last after cross-validation learns from all. */
function testShare({ test, folds }: OptionValues, source: Source): number {
  if (folds !== undefined || source.kind === "digits") return 0;
  return test ?? usualTestShare(source.examples);
}

async function resumedRun({ operands, options }: Arguments, path: string): Promise<Omit<Run, "chosen">> {
  const { loadCheckpoint } = await import("../formats/model-file.node.js");
  const { checkpoint, names, files } = await loadCheckpoint(path);
  requireAgreement(options, checkpoint, files, path);
  // The file's own word for a name is not trusted to be one.
  const out =
    options.out ?? (files.out === undefined ? DEFAULT_OUT : join(dirname(path), basename(files.out)));
  await requireWritable(out);
  const operand = operands[0] ?? (await findData(files.source, path));
  const { reading = {}, split, penDigits } = files;
  const source = await loadSource(operand, parseReading(reading));
  const { seed } = checkpoint.configuration;
  const data = await trainingData(source, split ?? { ...NO_SPLIT, seed }, penDigits);
  const plan = resumedPlan(options, checkpoint, data.validation, path);
  return {
    definition: checkpoint.model.definition,
    start: checkpoint.model,
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
    penDigits,
  };
}

/** The data in their parts, the training part with `penDigits` digits more. */
async function trainingData(
  source: Source,
  split: SplitOptions,
  penDigits: number | undefined,
): Promise<RunData> {
  const data = inParts(source, split);
  if (penDigits === undefined) return data;
  const { addPenDigits } = await import("../data/pen-digits.js");
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

/** How to train, with the command's own defaults filled in. */
function planOf(options: OptionValues, validation: number | Dataset): Plan {
  const { lr, momentum, threads, "warm-up": warmUp, "keep-best": keepBest = false } = options;
  const runOptions = completeRunOptions({
    schedule: { ...(options.schedule ?? { name: "constant" }), ...(warmUp === undefined ? {} : { warmUp }) },
    labelSmoothing: options["label-smoothing"],
    classWeights: options["class-weights"],
    earlyStopping: earlyStoppingOf(options, validation),
  });
  if (keepBest && validation === 0) {
    throw new AkariError(
      "invalid-argument",
      "--keep-best chooses by the examples held out to validate on, but --validation 0 holds none out.",
    );
  }
  const optimizer = defineOptimizer(options.optimizer ?? "adam", {
    learningRate: lr,
    momentum,
    weightDecay: options["weight-decay"],
  });
  return {
    optimizer,
    ...(optimizer.name === "lbfgs" ? {} : { batch: options.batch ?? 32 }),
    ...completeRegularization({
      ...options,
      inputDropout: options["input-dropout"],
      batchNorm: options["batch-norm"],
    }),
    ...runOptions,
    ...(options.augment === undefined ? {} : { augmentation: options.augment }),
    seed: options.seed ?? 1,
    shuffle: options.shuffle ?? true,
    validation,
    keepBest,
    engine: engineFor(optimizer, options.engine),
    ...(threads === undefined ? {} : { threads }),
    ...endOf(options),
  };
}

function earlyStoppingOf(options: OptionValues, validation: number | Dataset): EarlyStopping | undefined {
  const { patience, monitor, "keep-best": keepBest = false } = options;
  if (patience === undefined) {
    if (monitor === undefined) return undefined;
    throw mistake("--monitor would be ignored: it says what --patience waits for.");
  }
  if (validation === 0) {
    throw mistake(
      "--patience waits for the examples held out to validate on, but --validation 0 holds none out.",
    );
  }
  if (keepBest) throw mistake("--keep-best would be ignored: --patience keeps the best weights by itself.");
  return monitor === undefined ? { patience } : { patience, monitor };
}

const mistake = (message: string): AkariError => new AkariError("invalid-argument", message);

/** As the checkpoint has it, but for the end where the options name one, and for threads, which change no result. */
function resumedPlan(
  options: OptionValues,
  checkpoint: Checkpoint,
  held: Dataset | undefined,
  path: string,
): Plan {
  const { epochs, steps, validation, ...fixed } = checkpoint.configuration;
  if (typeof validation !== "number" && held === undefined) {
    throw new AkariError(
      "invalid-argument",
      `The run of ${path} validates on a data set of its own, ${validation.name}; only the program that began it can ` +
        "go on with it.",
    );
  }
  const { threads } = options;
  const goesFurther = options.epochs !== undefined || options.steps !== undefined;
  return {
    ...fixed,
    validation: typeof validation === "number" ? validation : (held ?? 0),
    resume: checkpoint,
    ...(threads === undefined ? {} : { threads }),
    ...endOf(goesFurther ? options : { epochs, steps }),
  };
}

interface End {
  readonly epochs?: number | undefined;
  readonly steps?: number | undefined;
}

function endOf({ epochs, steps }: End): Pick<FitOptions, "epochs" | "steps"> {
  return { ...(steps === undefined ? {} : { steps }), ...(epochs === undefined ? {} : { epochs }) };
}
