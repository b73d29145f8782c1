/**
 * @file What a file of another program's does not say of its network: told by somebody, or assumed and said. PyTorch stores
 * parameters without the activations between them, and many programs leave the last activation out of the network and
 * apply it with the loss.
 */

import { invalidArgument } from "../../error.js";
import { ACTIVATION_NAMES, type ActivationName } from "../../model/activations.js";
import { defineModel, type LayerParameters, type Model, type ModelDefinition } from "../../model/model.js";
import type { InputScaling, Preprocessing } from "../../model/preprocessing.js";
import type { LayerChoice } from "../safetensors/torch-order.js";
import type { Assumption, StoredModel } from "../stored-model.js";
import { AS_THEY_ARE, describePixels, type PixelOptions } from "./pixel-scale.js";

/** What to know of a network whose file does not say it. */
export interface ImportHints extends LayerChoice, PixelOptions {
  /** One a layer, first hidden layer to output layer. Left out, the defaults are assumed. */
  readonly activations?: readonly ActivationName[] | undefined;
  /** What raw inputs are divided by: 255 where a network that learned from pixels of 0 to 1 is to be shown bytes. */
  readonly divideBy?: number | undefined;
  /** Which of an ONNX graph's outputs, or other values, it answers with, where the graph has several. */
  readonly graphOutput?: string | undefined;
  /**
   * What the outputs are, where the network ends in weighted sums: `softmax` or `sigmoid` says that these are logits,
   * `linear` that they are numbers.
   */
  readonly output?: DeclaredOutput | undefined;
  /**
   * Whether it is to be shown pictures. Then those pixels of which the file does not say how they are scaled are divided
   * by 255, and `assumed` says so; left out, inputs are numbers as the network takes them.
   */
  readonly pictures?: boolean | undefined;
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
  { activations, output: declared, graphOutput, ...pixels }: ImportHints,
  name: string,
  scaling?: InputScaling,
): { definition: ModelDefinition; assumed: readonly Assumption[] } {
  refuseHints({ graphOutput }, name);
  const units = parameters.map(({ bias }) => bias.length);
  const hidden = units.length - 1;
  if (activations !== undefined) requireCount(activations, units.length, name);
  // One unit may be a regression's or a classifier's: its weighted sum is true of both.
  const output = units[hidden] === 1 ? "linear" : "softmax";
  const isOutputOpen = activations === undefined && declared === undefined;
  const used = activations ?? [
    ...Array<ActivationName>(hidden).fill("relu"),
    isOutputOpen ? output : "linear",
  ];
  const bare = defineModel({
    inputs: parameters[0].weight.length / units[0],
    layers: units.map((count, i) => ({ units: count, activation: used[i] })),
    preprocessing: { divideBy: 1, ...(scaling === undefined ? {} : { scaling }) },
  });
  const { definition, assumed: pixelScaling } = describePixels(declareOutput(bare, declared, name), pixels);
  const guesses = [
    ...(hidden > 0 ? ["relu between layers"] : []),
    ...(isOutputOpen ? [`${output} at the output`] : []),
  ];
  const assumed: Assumption[] = [];
  if (activations === undefined && guesses.length > 0) {
    const sentence = `The activations are not in the file: ${guesses.join(" and ")} ${hidden === 0 ? "was" : "were"} assumed.`;
    assumed.push({ about: "activations", sentence });
  }
  const isScaled = pixels.divideBy !== undefined || pixelScaling.length > 0;
  return {
    definition,
    assumed: [
      ...assumed,
      ...(isScaled ? pixelScaling : [{ about: "scaling" as const, sentence: AS_THEY_ARE }]),
    ],
  };
}

/** @throws AkariError `invalid-argument` where options say what the file says, or something that it has nothing of */
export function refuseHints(options: ImportHints | undefined, name: string): void {
  if (options?.graphOutput !== undefined) {
    throw invalidArgument(`${name} has no graph whose outputs could be chosen: that is for ONNX files.`);
  }
  const given = (["activations", "divideBy", "output", "order", "prefix"] as const).find(
    (key) => options?.[key] !== undefined,
  );
  if (given === undefined) return;
  const what = {
    activations: "its activations",
    divideBy: "what its inputs are divided by",
    order: "the order of its layers",
    prefix: "which layers are its network's",
    output: "what its outputs are",
  }[given];
  throw invalidArgument(`${name} says ${what} itself; other ones would be ignored.`);
}

/**
 * A model of a program that says its activations. Whether pixels were scaled before they came to it, its file says only
 * where the model itself scales them.
 *
 * @throws AkariError `invalid-argument` where options say what the file says
 */
export function describeInputs(
  model: Model,
  { activations, output, divideBy, pictures, ...others }: ImportHints,
  name: string,
): StoredModel {
  const { layers } = model.definition;
  if (activations !== undefined && layers[layers.length - 1].activation === "linear") {
    throw invalidArgument(
      `${name} says its activations itself; other ones would be ignored. That its outputs are logits is said with ` +
        "--output softmax.",
    );
  }
  refuseHints({ activations, ...others }, name);
  if (model.definition.preprocessing.divideBy !== 1) refuseHints({ divideBy }, name);
  const declared = declareOutput(model.definition, output, name);
  const { definition, assumed } = describePixels(declared, { divideBy, pictures });
  const all = [...assumed, ...(output === undefined ? assumeNumbers(definition) : [])];
  return { model: { ...model, definition }, ...(all.length === 0 ? {} : { assumed: all }) };
}

function requireCount(activations: readonly ActivationName[], layers: number, name: string): void {
  const unknown = activations.find((activation) => !ACTIVATION_NAMES.includes(activation));
  if (unknown !== undefined) {
    throw invalidArgument(`There is no activation "${unknown}". There are ${ACTIVATION_NAMES.join(", ")}.`);
  }
  if (activations.length === layers) return;
  throw invalidArgument(
    `${name} has ${countOf(layers, "layer")}, but ${countOf(activations.length, "activation")} ` +
      `${activations.length === 1 ? "is" : "are"} given. Give one a layer, the output layer's last.`,
  );
}

const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** What can be said of outputs that are weighted sums: that these are logits, of which kind, or numbers as they are. */
export const DECLARED_OUTPUTS = ["softmax", "sigmoid", "linear"] as const;
/**
 * What a network whose file ends in weighted sums is said to end in.
 *
 * @useDeclaredType
 */
export type DeclaredOutput = (typeof DECLARED_OUTPUTS)[number];

/**
 * A network whose last layer ends as it is said to.
 *
 * @param output left out, nothing changes
 * @param name what to call its file in messages
 * @throws AkariError `invalid-argument` where the network does not end in weighted sums, or they cannot be such logits
 */
function declareOutput(
  definition: ModelDefinition,
  output: DeclaredOutput | undefined,
  name: string,
): ModelDefinition {
  if (output === undefined) return definition;
  const { inputs, layers, labels, preprocessing } = definition;
  const { units, activation } = layers[layers.length - 1];
  if (!DECLARED_OUTPUTS.includes(output)) {
    throw invalidArgument(`The output can be ${DECLARED_OUTPUTS.join(", ")}, not ${output}.`);
  }
  if (activation !== "linear") {
    throw invalidArgument(
      `${name} ends in ${activation} itself: its outputs are no logits that ${output} could be said of.`,
    );
  }
  if (output === "linear") return definition;
  if (output === "softmax" && units === 1) {
    throw invalidArgument(
      `${name} has one output, and softmax makes 1 of any single number. Where it is a logit, sigmoid is its output.`,
    );
  }
  return defineModel({
    inputs,
    layers: layers.map((layer, i) => (i < layers.length - 1 ? layer : { units, activation: output })),
    preprocessing: withClasses(preprocessing, name),
    ...(labels === undefined ? {} : { labels }),
  });
}

/** Without outputs that are numbers of a name each. */
function withClasses({ outputs, table, ...others }: Preprocessing, name: string): Preprocessing {
  const scaled = outputs?.find(({ shift, scale }) => shift !== 0 || scale !== 1);
  if (scaled !== undefined) {
    throw invalidArgument(
      `${name} predicts numbers in their own unit, such as ${scaled.name}: they are no logits.`,
    );
  }
  if (table === undefined) return others;
  return {
    ...others,
    table: outputs === undefined ? table : { ...table, targets: table.targets.slice(0, 1) },
  };
}

/** What is assumed of outputs of which nobody says that they are logits. */
function assumeNumbers({ layers, labels, preprocessing }: ModelDefinition): readonly Assumption[] {
  const { units, activation } = layers[layers.length - 1];
  if (activation !== "linear" || units === 1 || preprocessing.outputs !== undefined) return [];
  const taken = labels === undefined ? "numbers" : "scores of its classes";
  const sentence =
    `Its last layer has no activation: its ${units} outputs were taken for ${taken} as they are, not for the logits ` +
    "of classes.";
  return [{ about: "output", sentence }];
}
