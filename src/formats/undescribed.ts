/**
 * @file What a file of weights alone does not say of its network, and what is assumed where nobody says it: PyTorch
 * stores parameters without the activations between them.
 */

import { AkariError } from "../error.js";
import { ACTIVATION_NAMES, type ActivationName } from "../model/activations.js";
import { defineModel, type LayerParameters, type Model, type ModelDefinition } from "../model/model.js";
import type { InputScaling } from "../model/preprocessing.js";
import type { Assumption, StoredModel } from "./stored-model.js";
import type { LayerChoice } from "./torch-order.js";

/** What to know of a network whose file does not say it. */
export interface UndescribedOptions extends LayerChoice {
  /** One a layer, first hidden layer to output layer. Left out, the usual ones are assumed. */
  readonly activations?: readonly ActivationName[] | undefined;
  /** What raw inputs are divided by: 255 where a network that learned from pixels of 0 to 1 is to be shown bytes. */
  readonly divideBy?: number | undefined;
  /** Which of an ONNX graph's outputs, or other values, it answers with, where the graph has several. */
  readonly graphOutput?: string | undefined;
}

/**
 * The network that parameters are taken to be of.
 *
 * @param name what to call their file in messages
 * @param scaling what is done to the inputs before the layers, if anything
 * @returns with what had to be assumed
 * @throws AkariError `invalid-argument` where there are not as many activations as layers, `invalid-model` where
 * they cannot be a network's
 */
export function assumeDefinition(
  parameters: readonly LayerParameters[],
  { activations, divideBy, graphOutput }: UndescribedOptions,
  name: string,
  scaling?: InputScaling,
): { definition: ModelDefinition; assumed: readonly Assumption[] } {
  refuseDescriptionOptions({ graphOutput }, name);
  const units = parameters.map(({ bias }) => bias.length);
  const hidden = units.length - 1;
  if (activations !== undefined) requireCount(activations, units.length, name);
  // One unit may be a regression's or a classifier's: its weighted sum is true of both.
  const output = units[hidden] === 1 ? "linear" : "softmax";
  const used = activations ?? [...Array<ActivationName>(hidden).fill("relu"), output];
  const definition = defineModel({
    inputs: parameters[0].weight.length / units[0],
    layers: units.map((count, i) => ({ units: count, activation: used[i] })),
    preprocessing: { divideBy: divideBy ?? 1, ...(scaling === undefined ? {} : { scaling }) },
  });
  const guess = hidden === 0 ? `${output} at the output` : `relu between layers and ${output} at the output`;
  const assumed: Assumption[] = [];
  if (activations === undefined) {
    const sentence = `The activations are not in the file: ${guess} ${hidden === 0 ? "was" : "were"} assumed.`;
    assumed.push({ about: "activations", sentence });
  }
  if (divideBy === undefined) {
    const sentence = "How inputs are scaled is not in the file: they are taken as they are.";
    assumed.push({ about: "scaling", sentence });
  }
  return { definition, assumed };
}

/** @throws AkariError `invalid-argument` where options say what the file says, or something that it has nothing of */
export function refuseDescriptionOptions(options: UndescribedOptions | undefined, name: string): void {
  if (options?.graphOutput !== undefined) {
    throw new AkariError(
      "invalid-argument",
      `${name} has no graph whose outputs could be chosen: that is for ONNX files.`,
    );
  }
  const given = (["activations", "divideBy", "order", "prefix"] as const).find(
    (key) => options?.[key] !== undefined,
  );
  if (given === undefined) return;
  const what = {
    activations: "its activations",
    divideBy: "what its inputs are divided by",
    order: "the order of its layers",
    prefix: "which layers are its network's",
  }[given];
  throw new AkariError("invalid-argument", `${name} says ${what} itself; other ones would be ignored.`);
}

/**
 * A model of a program that says its activations. Whether pixels were scaled before they came to it, its file says only
 * where the model itself scales them.
 *
 * @throws AkariError `invalid-argument` where options say what the file says
 */
export function describeInputs(
  model: Model,
  { divideBy, ...others }: UndescribedOptions,
  name: string,
): StoredModel {
  refuseDescriptionOptions(others, name);
  const { definition, parameters } = model;
  if (definition.preprocessing.divideBy !== 1) {
    refuseDescriptionOptions({ divideBy }, name);
    return { model };
  }
  if (divideBy === undefined) return { model };
  const preprocessing = { ...definition.preprocessing, divideBy };
  return { model: { definition: defineModel({ ...definition, preprocessing }), parameters } };
}

function requireCount(activations: readonly ActivationName[], layers: number, name: string): void {
  const unknown = activations.find((activation) => !ACTIVATION_NAMES.includes(activation));
  if (unknown !== undefined) {
    throw new AkariError(
      "invalid-argument",
      `There is no activation "${unknown}". There are ${ACTIVATION_NAMES.join(", ")}.`,
    );
  }
  if (activations.length === layers) return;
  throw new AkariError(
    "invalid-argument",
    `${name} has ${countOf(layers, "layer")}, but ${countOf(activations.length, "activation")} ` +
      `${activations.length === 1 ? "is" : "are"} given. Give one a layer, the output layer's last.`,
  );
}

const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
