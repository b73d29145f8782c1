/**
 * @file From the arguments of `akari train` to a run with everything decided: a new one, or one to go on with.
 */

import { basename, dirname, join } from "node:path";
import type { Dataset } from "../data/dataset.js";
import type { Checkpoint, CheckpointInterval } from "../engine/checkpoint.js";
import type { EngineName } from "../engine/engine.js";
import { completeRegularization } from "../engine/regularization.js";
import { AkariError } from "../error.js";
import type { TensorNames } from "../formats/index.js";
import type { Model, ModelDefinition } from "../model/model.js";
import { defineOptimizer, type OptimizerDefinition } from "../model/optimizers.js";
import type { FitOptions } from "../training/events.js";
import { requireAgreement } from "./agreement.js";
import { designModel, loadStart, startingPoint } from "./design.js";
import type { OptionValues } from "./options.js";
import type { Arguments } from "./parse.js";
import { loadData, namesDataset, sourceOf } from "./sources.js";
import { requireWritable } from "./writable.js";

/** How to train, with the command's own defaults filled in. */
export interface Plan extends FitOptions {
  readonly optimizer: OptimizerDefinition;
  readonly batch: number;
  readonly seed: number;
  readonly shuffle: boolean;
  readonly validation: number;
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
  readonly data: { readonly train: Dataset; readonly test: Dataset };
  /** What the training data are called in the record. They may have moved since the run began. */
  readonly dataName: string;
  /** Where the data come from. */
  readonly source: string;
  readonly plan: Plan;
  /** How often to make a checkpoint, if at all. */
  readonly every: CheckpointInterval | undefined;
  /** Where the model will be saved. */
  readonly out: string;
  readonly json: boolean;
}

const DEFAULT_OUT = "akari.safetensors";

/** @throws AkariError for everything that can be known to be wrong before the first step */
export async function prepareRun(args: Arguments): Promise<Run> {
  const { resume } = args.options;
  const run = resume === undefined ? await newRun(args) : await resumedRun(args, resume);
  const { requireFit } = await import("../engine/targets.js");
  // Before the first step rather than after the last: the model will be judged by the test part.
  requireFit(run.definition, run.data.test);
  return run;
}

async function newRun({ operands, options }: Arguments): Promise<Run> {
  const { out = DEFAULT_OUT, checkpoint, json = false } = options;
  await requireWritable(out);
  const plan = planOf(options);
  const start = options.init === undefined ? undefined : await loadStart(options.init);
  const data = await loadData(operands[0]);
  const definition = designModel(options, data.train, start);
  return {
    definition,
    start: startingPoint(definition, start),
    names: start?.names,
    data,
    dataName: data.train.name,
    source: sourceOf(operands[0]),
    plan,
    every: checkpoint,
    out,
    json,
  };
}

async function resumedRun({ operands, options }: Arguments, path: string): Promise<Run> {
  const { loadCheckpoint } = await import("../formats/model-file.node.js");
  const { checkpoint, names, source, out: name } = await loadCheckpoint(path);
  requireAgreement(options, checkpoint, path);
  // The file's own word for a name is not trusted to be one.
  const out = options.out ?? (name === undefined ? DEFAULT_OUT : join(dirname(path), basename(name)));
  await requireWritable(out);
  const operand = operands[0] ?? (await findData(source, path));
  return {
    definition: checkpoint.model.definition,
    start: checkpoint.model,
    names,
    data: await loadData(operand),
    dataName: checkpoint.data.name,
    source: sourceOf(operand),
    plan: resumedPlan(options, checkpoint, path),
    every: options.checkpoint ?? checkpoint.every,
    out,
    json: options.json ?? false,
  };
}

/** @throws AkariError `not-found` where the data are no longer where the checkpoint's run had them */
async function findData(source: string | undefined, path: string): Promise<string> {
  if (source !== undefined && (await namesDataset(source))) return source;
  const gone =
    source === undefined
      ? `${path} does not say where its run's data are.`
      : `The run of ${path} learned from ${source}, which is no longer there.`;
  throw new AkariError("not-found", `${gone} Say where they are: akari train DATA --resume ${path}.`);
}

/** How to train, with the command's own defaults filled in. */
function planOf(options: OptionValues): Plan {
  const { lr, momentum, threads, validation = 0.1, "keep-best": keepBest = false } = options;
  if (keepBest && validation === 0) {
    throw new AkariError(
      "invalid-argument",
      "--keep-best chooses by the examples held out to validate on, but --validation 0 holds none out.",
    );
  }
  return {
    optimizer: defineOptimizer(options.optimizer ?? "adam", {
      learningRate: lr,
      momentum,
      weightDecay: options["weight-decay"],
    }),
    ...completeRegularization({ ...options, inputDropout: options["input-dropout"] }),
    batch: options.batch ?? 32,
    seed: options.seed ?? 1,
    shuffle: options.shuffle ?? true,
    validation,
    keepBest,
    engine: options.engine ?? "wasm",
    ...(threads === undefined ? {} : { threads }),
    ...endOf(options),
  };
}

/** As the checkpoint has it, but for the end where the options name one, and for threads, which change no result. */
function resumedPlan(options: OptionValues, checkpoint: Checkpoint, path: string): Plan {
  const { epochs, steps, validation, ...fixed } = checkpoint.configuration;
  if (typeof validation !== "number") {
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
    validation,
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
