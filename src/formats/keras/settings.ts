/**
 * @file The settings of Keras 3's layers, by their names in `config.json`, and its activations by the names that Akari has
 * for them. A layer with a setting that is not among them may compute something else, and is refused.
 *
 * Source: `get_config` of each layer in https://github.com/keras-team/keras.
 */

import { ACTIVATION_NAMES, type ActivationName, LEAKY_SLOPE } from "../../model/activations.js";
import { ACTIVATION_FORMULAS } from "../../model/formulas.js";
import { describe, isObject, quote } from "../description/json.js";
import { isForeign, type KerasLayer, refuse, titled } from "./chain.js";

/** Of every layer: its name, and what matters in training alone, save `dtype`, which {@link policyOf} reads. */
const OF_ALL = ["name", "trainable", "dtype", "batch_shape", "batch_input_shape", "activity_regularizer"];

const WEIGHTS_OF = (...weights: string[]): string[] =>
  weights.flatMap((weight) => [`${weight}_initializer`, `${weight}_regularizer`, `${weight}_constraint`]);

/** Of each layer that is read: its settings, those too that change nothing once training is over. */
export const LAYER_SETTINGS: Readonly<Record<string, readonly string[]>> = {
  InputLayer: ["sparse", "ragged", "optional"],
  Dense: ["units", "activation", "use_bias", ...WEIGHTS_OF("kernel", "bias")],
  Flatten: ["data_format"],
  Reshape: ["target_shape"],
  Permute: ["dims"],
  Identity: [],
  Rescaling: ["scale", "offset"],
  Normalization: ["axis", "mean", "variance", "invert"],
  BatchNormalization: [
    "axis",
    "epsilon",
    "center",
    "scale",
    "momentum",
    "synchronized",
    "renorm",
    "renorm_clipping",
    "renorm_momentum",
    ...WEIGHTS_OF("beta", "gamma"),
    "moving_mean_initializer",
    "moving_variance_initializer",
  ],
  Activation: ["activation"],
  ReLU: ["max_value", "negative_slope", "threshold"],
  LeakyReLU: ["negative_slope"],
  ELU: ["alpha"],
  Softmax: ["axis"],
  Dropout: ["rate", "noise_shape", "seed"],
  GaussianDropout: ["rate", "seed"],
  GaussianNoise: ["stddev", "seed"],
  AlphaDropout: ["rate", "noise_shape", "seed"],
  ActivityRegularization: ["l1", "l2"],
};

/** Settings that may be there as long as they are null, with what they do. */
const MUST_BE_NULL: Readonly<Record<string, string>> = {
  quantization_config: "is quantised",
  quantization_mode: "is quantised",
  lora_rank: "has LoRA's matrices beside its kernel",
  lora_alpha: "has LoRA's matrices beside its kernel",
};

/** @throws AkariError `invalid-file` naming a setting that Akari does not know, or one that changes what it computes */
export function requireKnownSettings(layer: KerasLayer, file: string): void {
  const known = LAYER_SETTINGS[layer.className] ?? [];
  for (const [key, value] of Object.entries(layer.config)) {
    if (Object.hasOwn(MUST_BE_NULL, key) && layer.className === "Dense") {
      if (value !== null) throw refuse(file, `${titled(layer)} ${MUST_BE_NULL[key]} (${key})`);
    } else if (!OF_ALL.includes(key) && !known.includes(key)) {
      throw refuse(file, `${titled(layer)} has the setting ${quote(key)}, which Akari does not know`);
    }
  }
}

/** Policies by which a layer computes in numbers of 16 bits, and the others. */
const COARSE = ["float16", "bfloat16", "mixed_float16", "mixed_bfloat16"] as const;
const POLICIES = ["float32", "float64", ...COARSE] as const;
export type Policy = (typeof POLICIES)[number];

/**
 * In which numbers a layer computes.
 *
 * @throws AkariError `invalid-file` naming a policy whose numbers Akari does not have
 */
export function policyOf(layer: KerasLayer, file: string): Policy {
  const { dtype = null } = layer.config;
  if (dtype === null) return "float32";
  const name =
    isObject(dtype) && dtype.class_name === "DTypePolicy" && isObject(dtype.config)
      ? dtype.config.name
      : dtype;
  const policy = POLICIES.find((known) => known === name);
  if (policy === "bfloat16") {
    throw refuse(
      file,
      `${titled(layer)} has its weights in bfloat16. Build it again in Keras with the dtype policy "float32", give it ` +
        "these weights with set_weights, and save that",
    );
  }
  if (policy !== undefined) return policy;
  const what = isObject(dtype) ? (dtype.class_name ?? dtype) : dtype;
  throw refuse(file, `${titled(layer)} computes by the dtype policy ${describe(what)}`);
}

export const isCoarse = (policy: Policy): boolean => (COARSE as readonly Policy[]).includes(policy);

/** What an `InputLayer` makes of the numbers that it is given. */
export type InputType = "float32" | "float64" | "coarse" | "whole";

/** @throws AkariError `invalid-file` where it takes in something else than numbers */
export function inputType(layer: KerasLayer, file: string): InputType {
  const { dtype = "float32", ragged = false, optional = false } = layer.config;
  if (ragged !== false || optional !== false) {
    throw refuse(file, `${titled(layer)} takes in what may be ragged or left out`);
  }
  if (dtype === null || dtype === "float32") return "float32";
  if (dtype === "float64") return "float64";
  if (dtype === "float16" || dtype === "bfloat16") return "coarse";
  if (typeof dtype === "string" && /^(u?int\d+|bool)$/.test(dtype)) return "whole";
  throw refuse(file, `${titled(layer)} takes in ${describe(dtype)} instead of numbers`);
}

/** Activations by Keras's names for them. */
const NAMED: ReadonlyMap<unknown, ActivationName> = new Map(
  ACTIVATION_NAMES.flatMap((name) =>
    (ACTIVATION_FORMULAS[name].keras ?? []).map((keras) => [keras, name] as const),
  ),
);

/** Float32 rounds both alike. */
const isLeakySlope = (slope: unknown): boolean =>
  typeof slope === "number" && Math.fround(slope) === Math.fround(LEAKY_SLOPE);

/**
 * The activation that a layer's `activation` names.
 *
 * @throws AkariError `invalid-file` where Akari has none that computes the same
 */
export function activationNamed(value: unknown, layer: KerasLayer, file: string): ActivationName {
  if (value === null || value === undefined) return "linear";
  const named = NAMED.get(value);
  if (named !== undefined) return named;
  // A layer as an activation, or a function with settings of its own.
  const inner =
    isObject(value) && typeof value.class_name === "string" && isObject(value.config) && !isForeign(value)
      ? { ...layer, className: value.class_name, config: value.config }
      : undefined;
  const found = inner === undefined ? undefined : activationOfLayer(inner, file);
  if (inner !== undefined && found !== undefined) {
    requireKnownSettings(inner, file);
    return found;
  }
  const what = isObject(value) ? describe(value.registered_name ?? value.config) : describe(value);
  throw refuse(file, `${titled(layer)} has the activation ${what}, which Akari has not`);
}

/** Layers that are activations, by their class. */
export const ACTIVATION_LAYERS: Readonly<
  Record<string, (layer: KerasLayer, file: string) => ActivationName>
> = {
  Activation: (layer, file) => activationNamed(layer.config.activation, layer, file),
  ReLU: (layer, file) => {
    const { max_value: most, threshold, negative_slope: slope } = layer.config;
    const plain = (most ?? null) === null && (threshold ?? 0) === 0;
    if (plain && isLeakySlope(slope)) return "leaky_relu";
    return only("relu", plain && (slope ?? 0) === 0, layer, file);
  },
  LeakyReLU: (layer, file) => only("leaky_relu", isLeakySlope(layer.config.negative_slope), layer, file),
  ELU: (layer, file) => only("elu", (layer.config.alpha ?? 1) === 1, layer, file),
  Softmax: (layer, file) => {
    const { axis = -1 } = layer.config;
    const only1 = Array.isArray(axis) && axis.length === 1 ? axis[0] : axis;
    return only("softmax", only1 === -1 || only1 === 1, layer, file);
  },
};

/** @param same whether the layer computes what Akari's activation does */
function only(activation: ActivationName, same: boolean, layer: KerasLayer, file: string): ActivationName {
  if (same) return activation;
  throw refuse(file, `${titled(layer)} has settings that Akari's ${activation} has not`);
}

/**
 * The activation that a layer of the network is; undefined where it is another kind of layer.
 *
 * @throws AkariError `invalid-file` where Akari has none that computes the same
 */
export const activationOfLayer = (layer: KerasLayer, file: string): ActivationName | undefined =>
  Object.hasOwn(ACTIVATION_LAYERS, layer.className)
    ? ACTIVATION_LAYERS[layer.className](layer, file)
    : undefined;
