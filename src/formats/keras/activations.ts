/**
 * @file Keras 3's activations by the names that Akari has for them: as a dense layer's own, or as layers of their own.
 */

import { ACTIVATION_NAMES, type ActivationName, LEAKY_SLOPE } from "../../model/activations.js";
import { ACTIVATION_FORMULAS } from "../../model/formulas.js";
import { describe, isObject } from "../description/json.js";
import { isForeign, type KerasLayer, refuse, titled } from "./chain.js";
import { requireKnownSettings } from "./settings.js";

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

/**
 * The activation that a layer of the network is; undefined where it is another kind of layer.
 *
 * @throws AkariError `invalid-file` where Akari has none that computes the same
 */
export function activationOfLayer(layer: KerasLayer, file: string): ActivationName | undefined {
  const { className, config } = layer;
  const only = (activation: ActivationName, same: boolean): ActivationName => {
    if (same) return activation;
    throw refuse(file, `${titled(layer)} has settings that Akari's ${activation} has not`);
  };
  switch (className) {
    case "Activation":
      return activationNamed(config.activation, layer, file);
    case "ReLU": {
      const { max_value: most, threshold, negative_slope: slope } = config;
      const plain = (most ?? null) === null && (threshold ?? 0) === 0;
      if (plain && isLeakySlope(slope)) return "leaky_relu";
      return only("relu", plain && (slope ?? 0) === 0);
    }
    case "LeakyReLU":
      return only("leaky_relu", isLeakySlope(config.negative_slope));
    case "ELU":
      return only("elu", (config.alpha ?? 1) === 1);
    case "Softmax": {
      const { axis = -1 } = config;
      const only1 = Array.isArray(axis) && axis.length === 1 ? axis[0] : axis;
      return only("softmax", only1 === -1 || only1 === 1);
    }
    default:
      return undefined;
  }
}
