/**
 * @file Whether options say the same as the checkpoint that a run goes on from. Those that do may be repeated, and
 * those that do not would be ignored.
 */

import type { Checkpoint } from "../engine/checkpoint.js";
import { AkariError } from "../error.js";
import type { ModelDefinition } from "../model/model.js";
import type { OptimizerDefinition } from "../model/optimizers.js";
import type { OptionName, OptionValues } from "./options.js";

/** @throws AkariError `invalid-argument` naming the option that contradicts the checkpoint at `path` */
export function requireAgreement(
  options: OptionValues,
  { configuration, model }: Checkpoint,
  path: string,
): void {
  const { optimizer, batch, seed, shuffle, validation, engine, keepBest } = configuration;
  const { dropout = 0, inputDropout = 0, l1 = 0 } = configuration;
  const agreeing: readonly (readonly [OptionName, readonly unknown[]])[] = [
    ...ofNetwork(model.definition),
    ...ofOptimizer(optimizer),
    ["l1", [l1]],
    ["dropout", [dropout]],
    ["input-dropout", [inputDropout]],
    ["batch", [batch]],
    ["seed", [seed]],
    ["shuffle", [shuffle]],
    ["validation", [validation]],
    ["engine", [engine]],
    ["keep-best", [keepBest ? true : "the last weights"]],
    ["init", ["weights of its own"]],
  ];
  for (const [name, values] of agreeing) {
    const given = options[name];
    if (given === undefined || values.some((value) => inWords(value) === inWords(given))) continue;
    const option = given === true ? `--${name}` : `--${name} ${inWords(given)}`;
    throw new AkariError(
      "invalid-argument",
      `${option} contradicts ${path}, whose run has ${inWords(values[0])}. Leave it out to go on with that run, or ` +
        "leave out --resume to begin another.",
    );
  }
  if (options.threads !== undefined && engine === "reference") {
    throw new AkariError(
      "invalid-argument",
      `--threads would be ignored: the run of ${path} is one of the reference engine, which has one thread.`,
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
    ["lr", [optimizer.learningRate]],
    ["momentum", ["momentum" in optimizer ? optimizer.momentum : []]],
    ["weight-decay", [optimizer.weightDecay]],
  ];
}

/** By which names of optimizers it can be had. */
function sgdNames({ momentum, nesterov }: { momentum: number; nesterov: boolean }): readonly string[] {
  if (nesterov) return ["nesterov"];
  return momentum > 0 ? ["momentum", "sgd"] : ["sgd"];
}

function inWords(value: unknown): string {
  return Array.isArray(value) && value.length === 0 ? "none" : String(value);
}
