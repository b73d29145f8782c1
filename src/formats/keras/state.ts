/**
 * @file What a Keras model becomes while its layers are gone through, and the variables of a layer.
 */

import type { ActivationName } from "../../model/activations.js";
import type { LayerParameters } from "../../model/model.js";
import type { Scaling } from "../../model/preprocessing.js";
import { shapeText } from "../description/json.js";
import type { Affine } from "../foreign/affine.js";
import type { Tensor } from "../safetensors/safetensors.js";
import { type KerasLayer, refuse, titled } from "./chain.js";
import type { Places } from "./places.js";
import type { InputType, Policy } from "./settings.js";

/**
 * Gives a layer's variable.
 *
 * @throws AkariError `invalid-file` where it is missing or its numbers are not finite
 */
export type ReadVariable = (path: string) => Tensor;

/** What a model becomes while its layers are gone through. */
export interface State {
  readonly file: string;
  readonly read: ReadVariable;
  readonly input: InputType;
  /** What comes out of the layers so far. */
  places: Places;
  readonly parameters: LayerParameters[];
  readonly activations: ActivationName[];
  /** Scaling since the last activation, for the next dense layer. */
  pending?: Affine | undefined;
  /** What inputs are divided by before all else. */
  divideBy?: number;
  /** The first normalisation of the inputs, before what is pending. */
  normalization?: InputNormalization;
  /** What is done to inputs after that, before the first dense layer. */
  before?: Affine | undefined;
  /** Policies by which layers compute in 16 bits. */
  readonly coarse: Set<Policy>;
  /** Whether a layer has pictures' channels before their rows. */
  channelsFirst?: true;
  /** A layer whose numbers would stand along another axis then. */
  channelwise?: KerasLayer;
}

interface InputNormalization {
  readonly layer: KerasLayer;
  readonly each: readonly Scaling[];
  readonly precision: "float32" | "float64";
  /**
   * The relative rounding of what is normalised, where Keras computes that itself: of a feature that hardly varies only
   * this may be left. 0 where it is the raw inputs.
   */
  readonly rounding: number;
}

export const readVariable = ({ variables }: KerasLayer, index: number, { read }: State): Tensor =>
  read(`${variables}/${index}`);

export function readVector(layer: KerasLayer, index: number, length: number, state: State): Tensor["data"] {
  const { shape, data } = readVariable(layer, index, state);
  if (data.length === length) return data;
  throw refuse(
    state.file,
    `variable ${index} of ${titled(layer)} should have ${length} numbers, but has the shape ${shapeText(shape)}`,
  );
}
