/**
 * @file Options that describe the network.
 */

import { ACTIVATION_NAMES, type ActivationName, HIDDEN_ACTIVATION_NAMES } from "../../model/activations.js";
import { LOSS_NAMES } from "../../model/losses.js";
import { flag, joinNames, type OptionDefinition } from "./definition.js";
import { layerSizes, oneOf } from "./values.js";

/** Losses by the names that most people type. */
const SHORT_LOSSES = {
  mse: "mean_squared_error",
  mae: "mean_absolute_error",
  bce: "binary_cross_entropy",
} as const;

export const NETWORK_OPTIONS = {
  layers: {
    value: "SIZES",
    help: "units of each hidden layer; none for a single layer",
    default: "16,16 for digits, 32 for a table, 256,128 for others; or those of --init's file",
    parse: layerSizes,
    aliases: ["hidden", "units", "hidden-layers", "sizes"],
  },
  activation: {
    value: "NAME",
    help: `of the hidden layers: ${joinNames(HIDDEN_ACTIVATION_NAMES)}`,
    default: "sigmoid, for pictures and recordings relu; or as in --init's file",
    parse: oneOf<ActivationName>(HIDDEN_ACTIVATION_NAMES),
    aliases: ["activations", "hidden-activation"],
    ignoredWhen: [{ option: "layers", is: ["none"], why: "there is no hidden layer to have it" }],
  },
  output: {
    value: "NAME",
    help:
      "activation of the output layer: any of those, or softmax. Of a MODEL of another program's that ends in weighted " +
      "sums: softmax or sigmoid where these are logits, linear where they are numbers",
    default: "softmax for cross_entropy, linear for numbers, else sigmoid; as MODEL has it",
    parse: oneOf(ACTIVATION_NAMES),
    aliases: ["output-activation"],
  },
  loss: {
    value: "NAME",
    help: `${joinNames(LOSS_NAMES)}; mse, mae and bce for short`,
    default: "cross_entropy, binary_cross_entropy for two classes, mean_squared_error for numbers",
    parse: oneOf(LOSS_NAMES, SHORT_LOSSES),
    aliases: ["criterion", "objective"],
  },
  "batch-norm": {
    help: "batch normalisation of the hidden layers while they are trained; the model has plain layers",
    parse: flag,
    sets: "batchNorm",
    without: "no batch normalisation",
    aliases: ["batchnorm", "bn", "batch-normalization"],
    ignoredWhen: [{ option: "layers", is: ["none"], why: "it is for hidden layers" }],
  },
} as const satisfies Record<string, OptionDefinition>;
