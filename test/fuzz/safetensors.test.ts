/**
 * @file Model files and checkpoints that were damaged at random.
 */

import { decodeCheckpoint } from "../../src/formats/safetensors/checkpoint-file.js";
import { encodeSafetensorsModel } from "../../src/formats/safetensors/model-file.js";
import { decodeSafetensors, encodeSafetensors } from "../../src/formats/safetensors/safetensors.js";
import {
  decodeSafetensorsModel,
  decodeSafetensorsParameters,
} from "../../src/formats/safetensors/torch-layers.js";
import { defineModel } from "../../src/model/model.js";
import { BINARY_PIECES, survivesDamage } from "../support/damage.js";

const definition = defineModel({
  inputs: 3,
  layers: [
    { units: 2, activation: "relu" },
    { units: 2, activation: "softmax" },
  ],
  labels: ["no", "yes"],
});
const model = {
  definition,
  parameters: [
    { weight: Float32Array.of(1, 2, 3, 4, 5, 6), bias: Float32Array.of(7, 8) },
    { weight: Float32Array.of(1, 2, 3, 4), bias: Float32Array.of(5, 6) },
  ],
};
const foreign = new Map([
  ["fc1.weight", { dtype: "F32" as const, shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
  ["fc1.bias", { dtype: "F32" as const, shape: [2], data: Float32Array.of(1, 2) }],
]);

function withoutHash(bytes: Uint8Array): Uint8Array {
  const { tensors, metadata } = decodeSafetensors(bytes, "whole");
  return encodeSafetensors(tensors, metadata);
}

survivesDamage(
  "model files",
  // Without a hash damage comes as far as the readers of the description.
  () => [
    encodeSafetensorsModel(model),
    withoutHash(encodeSafetensorsModel(model)),
    encodeSafetensors(foreign, {}),
  ],
  [
    ...BINARY_PIECES,
    ...['"shape"', "[1e9,1e9]", '"F64"', "null", "__metadata__"].map((text) => Buffer.from(text)),
  ],
  (bytes, place) => {
    if (place % 4 === 0) decodeSafetensors(bytes, "damaged");
    else if (place % 4 === 1) decodeSafetensorsModel(bytes, "damaged");
    else if (place % 4 === 2) decodeSafetensorsParameters(bytes, "damaged");
    else decodeCheckpoint(bytes, "damaged");
  },
);
