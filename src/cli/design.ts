/**
 * @file From the options of `akari train` to the network that is to be trained.
 */

import type { Dataset } from "../data/dataset.js";
import { AkariError } from "../error.js";
import type { StoredParameters } from "../formats/index.js";
import { FUSED_ACTIVATION } from "../model/losses.js";
import { defineModel, type Model, type ModelDefinition } from "../model/model.js";
import type { OptionValues } from "./options.js";

const DEFAULT_HIDDEN = [16, 16];

/** Weights to start from, with what their file says of its network, if anything. */
export interface Start extends StoredParameters {
  /** The file they come from. */
  readonly path: string;
}

/**
 * The network that the options describe, for images of `data`. What they leave out is taken from the file that
 * training starts from, where there is one.
 *
 * @throws AkariError `invalid-argument` where options, data and file contradict each other, `invalid-model` where
 * loss and output layer do
 */
export function designModel(options: OptionValues, data: Dataset, start?: Start): ModelDefinition {
  const { features, targets, preprocessing } = data;
  if (targets.kind !== "classes") {
    throw new AkariError("invalid-data", `${data.name} has values and no classes to tell apart.`);
  }
  const stored = start?.definition;
  const loss = options.loss ?? stored?.loss ?? "cross_entropy";
  // The file's output activation goes with the file's loss; another loss has its own.
  const kept = loss === stored?.loss ? stored.layers[stored.layers.length - 1].activation : undefined;
  const output = options.output ?? kept ?? FUSED_ACTIVATION[loss] ?? "sigmoid";
  const fileUnits = start?.parameters.map(({ bias }) => bias.length);
  const hidden = options.layers ?? fileUnits?.slice(0, -1) ?? DEFAULT_HIDDEN;
  if (options.activation !== undefined && hidden.length === 0) {
    throw new AkariError(
      "invalid-argument",
      `--activation would be ignored: ${start?.path} has no hidden layer to have it.`,
    );
  }
  const classes = targets.names.length;
  // Two classes need one sigmoid only, unless the file has it otherwise.
  const outputs = fileUnits?.at(-1) ?? (classes === 2 && loss === "binary_cross_entropy" ? 1 : classes);
  const definition = defineModel({
    inputs: features.columns,
    layers: [
      ...hidden.map((units, i) => ({
        units,
        activation: options.activation ?? hiddenActivation(stored, i) ?? "sigmoid",
      })),
      { units: outputs, activation: output },
    ],
    loss,
    preprocessing,
    ...(outputs === classes || (outputs === 1 && classes === 2) ? { labels: targets.names } : {}),
  });
  if (start !== undefined) requireSameShape(definition, start, data);
  return definition;
}

function hiddenActivation(stored: ModelDefinition | undefined, i: number) {
  return stored !== undefined && i < stored.layers.length - 1 ? stored.layers[i].activation : undefined;
}

/** @throws AkariError naming both shapes, as `784-16-16-10` */
function requireSameShape(definition: ModelDefinition, { path, parameters }: Start, data: Dataset): void {
  const stored = [
    parameters[0].weight.length / parameters[0].bias.length,
    ...parameters.map((p) => p.bias.length),
  ];
  const wanted = [definition.inputs, ...definition.layers.map(({ units }) => units)];
  if (stored.join() === wanted.join()) return;
  const source = stored[0] === wanted[0] ? "--layers" : data.name;
  throw new AkariError(
    "invalid-argument",
    `The weights in ${path} are those of a ${stored.join("-")} network, but ${source} needs a ${wanted.join("-")} one.`,
  );
}

/** The network that training starts from: the file's weights, or none yet. */
export function startingPoint(definition: ModelDefinition, start?: Start): ModelDefinition | Model {
  return start === undefined ? definition : { definition, parameters: start.parameters };
}

/**
 * Weights to start from, with all that their file says of its network.
 *
 * @throws AkariError `not-found` or `invalid-file` where there are none
 */
export async function loadStart(path: string): Promise<Start> {
  const { loadParameters } = await import("../formats/model-file.node.js");
  return { path, ...(await loadParameters(path)) };
}
