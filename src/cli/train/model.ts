/**
 * @file From the options of `akari train` to the network that is to be trained.
 */

import type { DatasetShape } from "../../data/dataset.js";
import { invalidArgument } from "../../error.js";
import type { TensorNames } from "../../formats/description/model-description.js";
import type { LayerChoice } from "../../formats/safetensors/torch-order.js";
import type { StoredParameters } from "../../formats/stored-model.js";
import type { ActivationName } from "../../model/activations.js";
import { ACTIVATION_FORMULAS } from "../../model/formulas.js";
import { fusedActivation, type LossName } from "../../model/losses.js";
import { classCount, defineModel, type Model, type ModelDefinition } from "../../model/model.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import { TRAINING_OPTIONS } from "../../training/options.js";
import type { DataKind } from "../../training/recommend.js";
import { transferLayers } from "../../training/transfer.js";
import { assumedText } from "../input/open-model.js";
import type { OptionName, OptionValues } from "../options.js";

/** Hidden layers where nobody chose any: those of the first lesson for digits, larger ones for what needs them. */
const DEFAULT_HIDDEN = {
  digits: { units: [16, 16], activation: "sigmoid" },
  pictures: { units: [256, 128], activation: "relu" },
  sounds: { units: [256, 128], activation: "relu" },
  table: { units: [32], activation: "sigmoid" },
} as const satisfies Record<DataKind, { units: readonly number[]; activation: ActivationName }>;

/** The network of a job. */
export interface JobModel {
  readonly definition: ModelDefinition;
  /** What training starts from: weights of a file, or the description alone. */
  readonly start: ModelDefinition | Model;
  /** What was assumed of that file, and what the network cannot reach, as lines to show; empty where there is nothing. */
  readonly assumed: string;
  /** What to call the result's tensors; as PyTorch does where undefined. */
  readonly names: readonly TensorNames[] | undefined;
  /** The network for other examples of the same data, as the options describe it. */
  design(data: DatasetShape): ModelDefinition;
}

/** Weights to start from, with what their file says of its network, if anything. */
export interface Start extends StoredParameters {
  /** The file they come from. */
  readonly path: string;
}

/**
 * The network that the options describe, for `data`. What they leave out is taken from the file that training starts
 * from, where there is one.
 *
 * @param kind what the data are, which decides hidden layers that nobody chose
 * @throws AkariError `invalid-argument` where options, data and file contradict each other, `invalid-model` where
 * loss and output layer do
 */
export function designModel(
  options: OptionValues,
  data: DatasetShape,
  kind: DataKind,
  start?: Start,
): ModelDefinition {
  const { features, targets, preprocessing } = data;
  const taken = options["init-layers"];
  // Of a file of which only some layers are taken, neither loss nor output layer are.
  const stored = taken === undefined ? start?.definition : undefined;
  const fileUnits = start?.parameters.map(({ bias }) => bias.length);
  const fileOutputs = taken === undefined ? fileUnits?.at(-1) : undefined;
  const labels = labelsOf(data);
  const loss =
    options.loss ??
    stored?.loss ??
    (labels === undefined ? lossFor(targets, options.output, fileOutputs) : "binary_cross_entropy");
  // The file's output activation goes with the file's loss; another loss has its own.
  const kept = loss === stored?.loss ? stored.layers[stored.layers.length - 1].activation : undefined;
  const plain = targets.kind === "values" && labels === undefined ? "linear" : "sigmoid";
  const output = options.output ?? kept ?? fusedActivation(loss) ?? plain;
  if (labels !== undefined && output !== "sigmoid") {
    throw invalidArgument(
      `The targets of ${data.name} are labels that are each yes or no, so the output layer is sigmoid, not ${output}. ` +
        "Leave out what says otherwise, or have them learned as numbers with --task values.",
    );
  }
  const hiddenDefault = DEFAULT_HIDDEN[kind];
  const hidden = options.layers ?? fileUnits?.slice(0, -1) ?? hiddenDefault.units;
  if (options.activation !== undefined && hidden.length === 0) {
    throw invalidArgument(`--activation would be ignored: ${start?.path} has no hidden layer to have it.`);
  }
  const units = fileOutputs ?? outputUnits(targets, loss);
  const definition = defineModel({
    inputs: features.columns,
    layers: [
      ...hidden.map((units, i) => ({
        units,
        activation:
          (i < (taken ?? 0) ? hiddenActivation(start?.definition, i) : undefined) ??
          options.activation ??
          hiddenActivation(start?.definition, i) ??
          hiddenDefault.activation,
      })),
      { units, activation: output },
    ],
    loss,
    preprocessing,
    ...(targets.kind === "classes" && targets.names.length === classCount(units)
      ? { labels: targets.names, exclusive: true }
      : labels !== undefined && labels.length === units
        ? { labels }
        : {}),
  });
  if (start !== undefined && taken === undefined) requireSameShape(definition, start, data);
  return definition;
}

/** The names of a table's targets where each is yes or no. */
function labelsOf({ targets, preprocessing }: DatasetShape): readonly string[] | undefined {
  const { table, outputs } = preprocessing;
  return targets.kind === "values" && outputs === undefined ? table?.targets : undefined;
}

/** @param units of the output layer, where a file has decided them */
function lossFor(
  targets: DatasetShape["targets"],
  output: ActivationName | undefined,
  units: number | undefined,
): LossName {
  if (targets.kind === "values") return "mean_squared_error";
  const single = units === undefined ? targets.names.length === 2 && output !== "softmax" : units === 1;
  return single ? "binary_cross_entropy" : "cross_entropy";
}

/** Two classes need one sigmoid only. */
function outputUnits(targets: DatasetShape["targets"], loss: LossName): number {
  if (targets.kind === "values") return targets.columns;
  const classes = targets.names.length;
  return classes === 2 && loss === "binary_cross_entropy" ? 1 : classes;
}

function hiddenActivation(stored: ModelDefinition | undefined, i: number) {
  return stored !== undefined && i < stored.layers.length - 1 ? stored.layers[i].activation : undefined;
}

/** @throws AkariError naming both shapes, as `784-16-16-10` */
function requireSameShape(
  definition: ModelDefinition,
  { path, parameters }: Start,
  data: DatasetShape,
): void {
  const stored = [
    parameters[0].weight.length / parameters[0].bias.length,
    ...parameters.map((p) => p.bias.length),
  ];
  const wanted = [definition.inputs, ...definition.layers.map(({ units }) => units)];
  if (stored.join() === wanted.join()) return;
  const source = stored[0] === wanted[0] ? "--layers" : data.name;
  throw invalidArgument(
    `The weights in ${path} are those of a ${stored.join("-")} network, but ${source} needs a ${wanted.join("-")} one.`,
  );
}

/** What was assumed of the file that training starts from, as a line to show; nothing where it says all. */
export function startText(options: OptionValues, { layers }: ModelDefinition, start?: Start): string {
  if (start === undefined) return "";
  const { path, assumed = [] } = start;
  const { "init-layers": taken } = options;
  const others = taken === undefined || taken >= layers.length ? "" : "; the others start from the seed";
  const first = taken === 1 ? "The first layer is the file's" : `The first ${taken} layers are the file's`;
  const sentences = [
    ...assumed.map(({ sentence }) => sentence),
    ...(taken === undefined ? [] : [`${first}${others}.`]),
  ];
  if (start.definition !== undefined) return assumedText(path, sentences, [], options);
  if (taken !== undefined) sentences.push("That inputs are prepared as its own were cannot be seen in it.");
  const between = layers.length > 1 && options.activation === undefined;
  const guesses = [
    ...(between ? [`${layers[0].activation} between layers`] : []),
    ...(options.output === undefined && taken === undefined
      ? [`${layers[layers.length - 1].activation} at the output`]
      : []),
  ];
  const were = guesses.length === 1 ? "was" : "were";
  const activations = `The activations are not in the file: ${guesses.join(" and ")} ${were} assumed.`;
  const names: OptionName[] = [
    ...(layers.length > 1 ? (["activation"] as const) : []),
    ...(taken === undefined ? (["output"] as const) : []),
  ];
  return assumedText(path, [...sentences, ...(guesses.length === 0 ? [] : [activations])], names, options);
}

/** What an activation's values can be; undefined where they can be any number. */
function reachOf(activation: ActivationName): string | undefined {
  const { range } = ACTIVATION_FORMULAS[activation];
  if (range === undefined) return undefined;
  const [least, most] = range;
  return most === Number.POSITIVE_INFINITY ? `from ${least} on` : `from ${least} to ${most}`;
}

/** A line that says that an output layer cannot reach the numbers that it is to learn; nothing where it can. */
export function reachText({ layers, preprocessing }: ModelDefinition): string {
  const { activation } = layers[layers.length - 1];
  const reach = reachOf(activation);
  const areScaled = preprocessing.outputs?.some(({ shift, scale }) => shift !== 0 || scale !== 1) ?? false;
  if (reach === undefined || !areScaled) return "";
  return (
    `Numbers are learned with mean 0 and deviation 1, of which the output layer's ${activation} gives those ${reach} alone: ` +
    "others cannot be predicted. Leave out --output, or say linear.\n"
  );
}

/**
 * The network that training starts from: the file's weights, or its first layers, or none yet.
 *
 * @throws AkariError where layers cannot be taken over
 */
export function startingPoint(
  definition: ModelDefinition,
  { "init-layers": layers, seed = TRAINING_OPTIONS.seed.default }: OptionValues,
  data: DatasetShape,
  start?: Start,
): ModelDefinition | Model {
  if (start === undefined) return definition;
  if (layers === undefined) return { definition, parameters: start.parameters };
  const source = start.definition === undefined ? {} : { definition: withoutScaling(start.definition) };
  return transferLayers(definition, data, { parameters: start.parameters, ...source }, { layers, seed });
}

/** The scaling of a file's inputs is folded into its first layer. */
function withoutScaling(definition: ModelDefinition): ModelDefinition {
  const { scaling: _folded, ...preprocessing } = definition.preprocessing;
  return { ...definition, preprocessing };
}

/** How inputs have to be prepared for the file's first layers, where those are taken over and it says so. */
export const inputsFor = (options: OptionValues, start?: Start): Preprocessing | undefined =>
  options["init-layers"] === undefined || start?.definition === undefined
    ? undefined
    : withoutScaling(start.definition).preprocessing;

/**
 * Weights to start from, with all that their file says of its network.
 *
 * @param choice which of the file's layers, and in which order, where it does not tell it
 * @throws AkariError `not-found` or `invalid-file` where there are none
 */
export async function loadStart(path: string, choice: LayerChoice): Promise<Start> {
  const { loadParameters } = await import("../../formats/files.node.js");
  return { path, ...(await loadParameters(path, choice)) };
}
