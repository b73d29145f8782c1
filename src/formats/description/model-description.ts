/**
 * @file What a safetensors file must say to be a model of Akari's: the network's description, the names of its
 * parameters, and how it was trained, as JSON text under the metadata key `akari`.
 */

import { AkariError } from "../../error.js";
import { ACTIVATION_NAMES } from "../../model/activations.js";
import { INITIALIZER_NAMES } from "../../model/initializers.js";
import { LOSS_NAMES } from "../../model/losses.js";
import {
  defineModel,
  type LayerParameters,
  type Model,
  type ModelDefinition,
  requireShapes,
} from "../../model/model.js";
import { isMultiLabel } from "../../model/outputs.js";
import {
  inFile,
  optionalIn,
  parseJsonObject,
  quote,
  requireFlag,
  requireList,
  requireObject,
  requireOneOf,
  requireText,
  requireWhole,
} from "./json.js";
import { parsePreprocessing, requireInputs } from "./preprocessing-description.js";
import { parseTrainingRecord, type TrainingRecord } from "./training-record.js";

/** The metadata key under which the description stands. */
export const DESCRIPTION_KEY = "akari";

/** What a file that holds a description should be, for messages. */
export const OWN_MODEL = "model of Akari's";

/** Raised when an older Akari could no longer read what a newer one writes. */
const VERSION = 2;

/** An older Akari would not see that inputs are scaled; all else it reads as well as this one. */
const versionOf = ({ preprocessing }: ModelDefinition): number =>
  preprocessing.scaling === undefined ? 1 : VERSION;

/** What the two tensors of one layer are called in a file. */
export interface TensorNames {
  readonly weight: string;
  readonly bias: string;
}

/** A model's file without its numbers. */
export interface ModelDescription {
  readonly definition: ModelDefinition;
  /** One pair a layer. A file may hold other tensors besides. */
  readonly tensors: readonly TensorNames[];
  readonly record?: TrainingRecord;
}

/**
 * The description as JSON text.
 *
 * It is read back before it is given out: what could not be read (a loss that is NaN, which JSON lacks) must not be
 * written.
 *
 * @throws AkariError `invalid-model` or `invalid-argument` naming what is wrong
 */
export function formatDescription(description: ModelDescription): string {
  const { definition, tensors, record } = description;
  // Of labels it is said that each is true by itself, for files of older versions say nothing of it.
  const said = isMultiLabel(definition) ? { ...definition, exclusive: false } : definition;
  const text = JSON.stringify({ version: versionOf(definition), definition: said, tensors, record });
  parseDescription(JSON.parse(text));
  return text;
}

/**
 * Reads the description that stands in a file.
 *
 * @param name what to call the file in messages
 * @throws AkariError `invalid-file` where it is not sound
 */
export function readDescriptionText(text: string, name: string): ModelDescription {
  const json = parseJsonObject(text, `The description of the model in ${name}`);
  return inFile(name, OWN_MODEL, () => parseDescription(json));
}

/**
 * The network that a file describes, with the parameters that it holds.
 *
 * @throws AkariError `invalid-file` where they do not fit each other
 */
export function describedModel(
  definition: ModelDefinition,
  parameters: readonly LayerParameters[],
  name: string,
): Model {
  inFile(name, OWN_MODEL, () => requireShapes(definition, parameters));
  return { definition, parameters };
}

/**
 * Checks a description that came as JSON.
 *
 * @throws AkariError `invalid-model` or `invalid-argument` naming what is wrong
 */
function parseDescription(value: unknown): ModelDescription {
  const description = requireObject(value, "The description");
  const version = requireWhole(description.version, "The description's version", 1);
  if (version > VERSION) {
    throw new AkariError(
      "invalid-model",
      `Its description has version ${version}, and this Akari knows ${VERSION}: update Akari to read it.`,
    );
  }
  const given = parseDefinition(description.definition);
  const tensors = parseTensorNames(description.tensors, given.layers.length);
  const record = description.record === undefined ? undefined : parseTrainingRecord(description.record);
  // Older files do not say it; but only what learned from classes had an accuracy.
  const isSaid = requireObject(description.definition, "The model's definition").exclusive !== undefined;
  const learnedClasses = !isSaid && (record?.accuracy ?? record?.validationAccuracy) !== undefined;
  const definition = isMultiLabel(given) && learnedClasses ? { ...given, exclusive: true as const } : given;
  return { definition, tensors, ...(record === undefined ? {} : { record }) };
}

function parseDefinition(value: unknown): ModelDefinition {
  const stored = requireObject(value, "The model");
  const layers = requireList(stored.layers, "The model's layers").map((item, i) => {
    const layer = requireObject(item, `Layer ${i + 1}`);
    return {
      units: requireWhole(layer.units, `Layer ${i + 1}'s units`, 1),
      activation: requireOneOf(layer.activation, ACTIVATION_NAMES, `Layer ${i + 1}'s activation`),
      initializer: requireOneOf(layer.initializer, INITIALIZER_NAMES, `Layer ${i + 1}'s initialiser`),
    };
  });
  const given = optionalIn(stored, (key) => `The model's ${key}`);
  const inputs = requireWhole(stored.inputs, "The model's inputs", 1);
  const preprocessing = parsePreprocessing(stored.preprocessing);
  requireInputs(preprocessing, inputs);
  return defineModel({
    inputs,
    layers,
    loss: requireOneOf(stored.loss, LOSS_NAMES, "The model's loss"),
    preprocessing,
    ...given("labels", (value, what) =>
      requireList(value, what).map((label) => requireText(label, "Each of the model's labels")),
    ),
    ...given("exclusive", (value) => requireFlag(value, "Whether just one of the model's classes is true")),
  });
}

function parseTensorNames(value: unknown, layers: number): readonly TensorNames[] {
  const names = requireList(value, "The list of tensors").map((item, i): TensorNames => {
    const pair = requireObject(item, `Layer ${i + 1}'s pair of tensors`);
    return {
      weight: requireText(pair.weight, `The name of layer ${i + 1}'s weight`),
      bias: requireText(pair.bias, `The name of layer ${i + 1}'s bias`),
    };
  });
  if (names.length !== layers) {
    throw new AkariError(
      "invalid-model",
      `Tensors are named for ${names.length} layers, but the model has ${layers}.`,
    );
  }
  const seen = new Set<string>();
  for (const name of names.flatMap(({ weight, bias }) => [weight, bias])) {
    if (seen.has(name)) {
      throw new AkariError("invalid-model", `The tensor ${quote(name)} is named for two parameters at once.`);
    }
    seen.add(name);
  }
  return names;
}
