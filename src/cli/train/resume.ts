/**
 * @file Going on from a checkpoint: the run is fitted as it was, and options may only say the same again. Those that say
 * something else would be ignored.
 */

import type { AugmentationDefinition } from "../../data/augmentation.js";
import type { ChunkedDataset, Dataset } from "../../data/dataset.js";
import { engineNamed } from "../../engine/engines.js";
import { invalidArgument } from "../../error.js";
import type { RunFiles } from "../../formats/safetensors/checkpoint-file.js";
import type { ModelDefinition } from "../../model/model.js";
import type { OptimizerDefinition } from "../../model/optimizers.js";
import type { ScheduleDefinition, WarmUp } from "../../model/schedules.js";
import type { Checkpoint, TrainingConfiguration } from "../../training/checkpoint.js";
import { type OptionRow, TRAINING_OPTIONS } from "../../training/options.js";
import { parseReading } from "../input/reading.js";
import { READING_OPTIONS } from "../options/reading.js";
import { augmentationText, scheduleText, warmUpText } from "../options/values.js";
import { type OptionName, type OptionValues, optionDefinition, SETTINGS } from "../options.js";
import { endOf, type JobFit } from "./fit-options.js";

/**
 * How the run is fitted that goes on: as the checkpoint at `path` has it, but for the end where the options name one,
 * and for threads, which change no result.
 *
 * @param held the examples that are held out to validate on, where they are not a share
 * @throws AkariError `invalid-argument` where only the program that began the run has them
 */
export function resumedFit(
  options: OptionValues,
  checkpoint: Checkpoint,
  held: Dataset | ChunkedDataset | undefined,
  path: string,
): JobFit {
  const { epochs, steps, validation, engine, ...fixed } = checkpoint.configuration;
  if (typeof validation !== "number" && held === undefined) {
    throw invalidArgument(
      `The run of ${path} validates on a data set of its own, ${validation.name}; only the program that began it can ` +
        "go on with it.",
    );
  }
  const { threads } = options;
  const goesFurther = options.epochs !== undefined || options.steps !== undefined;
  return {
    ...fixed,
    engine: engineNamed(engine),
    validation: typeof validation === "number" ? validation : (held ?? 0),
    resume: checkpoint,
    ...(threads === undefined ? {} : { threads }),
    ...endOf(goesFurther ? options : { epochs, steps }),
  };
}

/** @throws AkariError `invalid-argument` naming the option that contradicts the checkpoint at `path` */
export function requireAgreement(
  options: OptionValues,
  { configuration, model }: Checkpoint,
  { reading = {}, split, penDigits }: RunFiles,
  path: string,
): void {
  const { optimizer, schedule, earlyStopping, engine } = configuration;
  const validation = split?.validation ?? configuration.validation;
  const read = parseReading(reading);
  const agreeing: readonly (readonly [OptionName, readonly unknown[]])[] = [
    ...ofNetwork(model.definition),
    ...ofOptimizer(optimizer),
    ...ofSchedule(schedule),
    ["patience", [earlyStopping?.patience ?? []]],
    ["monitor", [earlyStopping?.monitor ?? []]],
    ["pen-digits", [penDigits ?? []]],
    ["validation", [validation]],
    ...ofSettings(configuration),
    ["init", ["weights of its own"]],
    ["init-layers", ["weights of its own"]],
    ["order", ["weights of its own"]],
    ["prefix", ["weights of its own"]],
    ...READING_OPTIONS.map((name) => [name, [read[name] ?? "nothing of the kind"]] as const),
  ];
  for (const [name, values] of agreeing) {
    const given = options[name];
    if (given === undefined || values.some((value) => inWords(value) === inWords(given))) continue;
    const option = given === true ? `--${name}` : `--${name} ${inWords(given)}`;
    throw invalidArgument(
      `${option} contradicts ${path}, whose run has ${inWords(values[0])}. Leave it out to go on with that run, or ` +
        "leave out --resume to begin another.",
    );
  }
  if (options.threads !== undefined && engine !== "wasm") {
    throw invalidArgument(
      `--threads would be ignored: the run of ${path} is one of the ${engine} engine, which has none to share out.`,
    );
  }
}

/** For each option what it may say; the first is shown where it says something else. */
type Agreeing = [OptionName, readonly unknown[]][];

function ofNetwork({ layers, loss }: ModelDefinition): Agreeing {
  const hidden = layers.slice(0, -1);
  const activations = [...new Set(hidden.map(({ activation }) => activation))];
  return [
    ["layers", [hidden.map(({ units }) => units)]],
    // Layers may differ in it, which no option can say.
    ["activation", [activations]],
    ["output", [layers[layers.length - 1].activation]],
    ["loss", [loss]],
  ];
}

function ofOptimizer(optimizer: OptimizerDefinition): Agreeing {
  return [
    ["optimizer", optimizer.name === "sgd" ? sgdNames(optimizer) : [optimizer.name]],
    ["lr", ["learningRate" in optimizer ? optimizer.learningRate : []]],
    ["momentum", ["momentum" in optimizer ? optimizer.momentum : []]],
    ["weight-decay", [optimizer.weightDecay]],
  ];
}

/** Of the options that a resumed run has to have as it had them, and whose values are those of training as they stand. */
function ofSettings(configuration: TrainingConfiguration): Agreeing {
  return SETTINGS.flatMap(([name, sets]) => {
    const { fixed, optional }: OptionRow = TRAINING_OPTIONS[sets];
    if (fixed !== true) return [];
    const { without } = optionDefinition(name);
    const value = configuration[sets as keyof TrainingConfiguration] ?? optional?.default ?? [];
    // Who would choose an engine goes on with the one that was taken.
    const others = name === "engine" && value !== "reference" ? ["auto"] : [];
    return [[name, [without === undefined || value === true ? value : without, ...others]]];
  });
}

function ofSchedule({ warmUp, ...schedule }: ScheduleDefinition = { name: "constant" }): Agreeing {
  return [
    ["schedule", [schedule]],
    ["warm-up", [warmUp === undefined ? [] : warmUp]],
  ];
}

/** By which names of optimizers it can be had. */
function sgdNames({ momentum, nesterov }: { momentum: number; nesterov: boolean }): readonly string[] {
  if (nesterov) return ["nesterov"];
  return momentum > 0 ? ["momentum", "sgd"] : ["sgd"];
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : String(value);
  if (typeof value !== "object" || value === null) return String(value);
  if ("rotation" in value) return augmentationText(value as AugmentationDefinition);
  if ("name" in value) return scheduleText(value as ScheduleDefinition);
  if ("epochs" in value || "steps" in value) return warmUpText(value as WarmUp);
  return Object.entries(value)
    .map(([name, kind]) => `${name}=${kind}`)
    .join();
}
