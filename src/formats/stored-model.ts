/**
 * @file What is read out of a model's file, of whatever format, and what the model takes in by its own description.
 */

import {
  countParameters,
  type LayerParameters,
  layerInputs,
  type Model,
  type ModelDefinition,
} from "../model/model.js";
import { BRIGHTEST, takesPixels } from "../model/preprocessing.js";
import type { TensorNames } from "./description/model-description.js";
import type { TrainingRecord } from "./description/training-record.js";
import { foldScaling } from "./foreign/affine.js";
import { sequentialNames } from "./safetensors/layer-tensors.js";

/** Something that a file of another program does not say and was taken to be so. */
export interface Assumption {
  /**
   * What it is about: the layers' `activations`; the `scaling` of inputs, or of the `pixels` of pictures; what the
   * `output` is; the `order` of the layers; batch normalisation's place and `epsilon`; in which order several `inputs`
   * are taken; which of several `outputs` is given; `limits` that are so far away that they were left out; the
   * `precision` of another program's numbers; `probabilities` in place of their logarithms.
   */
  readonly about:
    | "activations"
    | "scaling"
    | "pixels"
    | "output"
    | "order"
    | "epsilon"
    | "inputs"
    | "outputs"
    | "limits"
    | "precision"
    | "probabilities";
  /** What was assumed: a sentence to show. */
  readonly sentence: string;
}

/** What a file holds. */
export interface StoredModel {
  readonly model: Model;
  /** How it was trained; absent where the file does not say. */
  readonly record?: TrainingRecord;
  /** What a file of another program does not say. Absent where it says all. */
  readonly assumed?: readonly Assumption[];
  /**
   * That the file carries a hash of its description and its numbers, and has it: they are as Akari wrote them. Absent
   * where it carries none, for another program wrote it, or Akari before its files had a hash.
   */
  readonly verified?: true;
}

/** Layers found in a file. */
export interface StoredParameters {
  readonly parameters: readonly LayerParameters[];
  /** What the file calls them. */
  readonly names: readonly TensorNames[];
  /** The network that they are of; absent where the file does not describe it, for another program wrote it. */
  readonly definition?: ModelDefinition;
  /** What the file does not say of these numbers and was taken to be so. Absent where it says all. */
  readonly assumed?: readonly Assumption[];
}

/**
 * The layers of a model that its file describes, to start a run from. Training gives a network the scaling of its own
 * data: that of the file is folded into the first layer.
 */
export function storedParameters({ model, assumed }: StoredModel): StoredParameters {
  const { definition, parameters } = model;
  return {
    definition,
    parameters: foldScaling(parameters, definition.preprocessing.scaling),
    names: sequentialNames(definition),
    ...(assumed === undefined ? {} : { assumed }),
  };
}

/**
 * @param name what to call it
 * @param sha256 of its parameters, as `hashParameters` gives it
 */
export function modelSummary(
  { model: { definition }, record, assumed, verified }: StoredModel,
  name: string,
  sha256: string,
) {
  const { inputs, layers, loss, preprocessing, labels } = definition;
  return {
    model: name,
    inputs,
    layers: layers.map(({ units, activation, initializer }, i) => ({
      units,
      inputs: layerInputs(definition, i),
      activation,
      initializer,
      parameters: units * (layerInputs(definition, i) + 1),
    })),
    parameters: countParameters(definition),
    loss,
    preprocessing,
    labels,
    assumed: assumed?.map(({ sentence }) => sentence),
    sha256,
    verified: verified === true,
    training: record,
  };
}

/**
 * `digits`: pictures and strokes that are centred and scaled as MNIST's digits are; `pictures`: as they are, brought to
 * the model's size.
 */
export type InputKind = "digits" | "pictures" | "sounds" | "table";

/** A picture of a digit brought to MNIST's form: its pixels and its sides. */
export const DIGIT_PIXELS = 784;
const DIGIT_SIDE = 28;

/** What a model takes in; undefined where its file does not say enough to show it anything but numbers. */
export function describedKind(stored: StoredModel): InputKind | undefined {
  const { inputs, preprocessing } = stored.model.definition;
  if (preprocessing.table !== undefined) return "table";
  if (preprocessing.sound !== undefined) return "sounds";
  if (!takesPixels(preprocessing)) return undefined;
  if (preprocessing.image !== undefined && !takesDigits(stored)) return "pictures";
  return inputs === DIGIT_PIXELS ? "digits" : undefined;
}

/**
 * Whether a model's pictures are taken for digits. MNIST and IDX files come in parts; a folder of pictures is divided
 * before it is learned from, which the training record tells of.
 */
export function takesDigits({ model: { definition }, record }: StoredModel): boolean {
  return hasDigitForm(definition) && record?.split === undefined;
}

/** Whether a model takes 28×28 grey pixels, so that it might be taken for a reader of digits. */
export function hasDigitForm({ inputs, preprocessing }: ModelDefinition): boolean {
  const { image, channels, divideBy } = preprocessing;
  const isScaled = divideBy === BRIGHTEST || (image === undefined && takesPixels(preprocessing));
  const fits =
    image === undefined || (image[0] === DIGIT_SIDE && image[1] === DIGIT_SIDE && channels === undefined);
  return fits && inputs === DIGIT_PIXELS && isScaled;
}
