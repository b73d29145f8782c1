/**
 * @file ONNX files that were damaged at random: those of other programs, and Akari's own.
 */

import { readFileSync } from "node:fs";
import { decodeOnnx } from "../../src/formats/onnx/decode.js";
import { encodeOnnx } from "../../src/formats/onnx/encode.js";
import { defineModel, initializeParameters } from "../../src/model/model.js";
import { BINARY_PIECES, survivesDamage } from "../support/damage.js";
import { olderOnnx, withMetadata } from "../support/onnx-graph.js";

const NAMES = [
  "torch-13",
  "torch-normed-13",
  "torch-view",
  "sklearn-mlp-two",
  "sklearn-scaled",
  "keras-pixels",
];

const definition = defineModel({
  inputs: 4,
  layers: [
    { units: 3, activation: "tanh" },
    { units: 2, activation: "softmax" },
  ],
  preprocessing: { divideBy: 255, image: [2, 2] },
});

const own = encodeOnnx({ definition, parameters: initializeParameters(definition, 1) });

survivesDamage(
  "ONNX files",
  () => [
    ...NAMES.map((name) => readFileSync(new URL(`../onnx/models/${name}.onnx`, import.meta.url))),
    own,
    // Their hashes do not keep damage from the readers of the description and of the graph.
    olderOnnx(own),
    withMetadata(own),
  ],
  [...BINARY_PIECES, ...["Gemm", "Reshape", "input", "Loop"].map((text) => Buffer.from(text))],
  (bytes) => {
    decodeOnnx(bytes, "damaged");
  },
);
