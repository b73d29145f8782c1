/**
 * @file What Akari writes as ONNX files, judged by ONNX Runtime: its outputs are those of Akari.
 */

import { expect, test } from "vitest";
import { decodeOnnx } from "../../src/formats/onnx/decode.js";
import { encodeOnnx } from "../../src/formats/onnx/encode.js";
import { defineModel, type Model, predict } from "../../src/index.js";
import { randomGenerator } from "../../src/model/random.js";
import {
  ACTIVATION_NAMES,
  type ActivationName,
  HIDDEN_ACTIVATION_NAMES,
  initializeParameters,
} from "../../src/model.js";
import { withMetadata } from "../support/onnx-graph.js";
import { runOnnx } from "./runtime.js";

const MODELS = 1000;
const EXAMPLES = 3;
const random = randomGenerator(1, "onnx");
const whole = (most: number) => Math.floor(random.uniform() * most);
const around = (size: number) => (2 * random.uniform() - 1) * size;

function randomModel(i: number): Model {
  // Every pair of a hidden and an output activation comes up about ten times.
  const output = ACTIVATION_NAMES[i % ACTIVATION_NAMES.length];
  const hidden =
    HIDDEN_ACTIVATION_NAMES[Math.floor(i / ACTIVATION_NAMES.length) % HIDDEN_ACTIVATION_NAMES.length];
  const activations: ActivationName[] = [
    hidden,
    ...Array.from({ length: whole(3) }, () => HIDDEN_ACTIVATION_NAMES[whole(HIDDEN_ACTIVATION_NAMES.length)]),
  ];
  const definition = defineModel({
    inputs: 1 + whole(20),
    layers: [...activations.slice(whole(2)), output].map((activation) => ({
      units: 1 + whole(12),
      activation,
    })),
    loss: output === "softmax" ? "cross_entropy" : "mean_squared_error",
    preprocessing: { divideBy: random.uniform() < 0.5 ? 1 : 10 },
  });
  const parameters = initializeParameters(definition, i).map(({ weight, bias }) => ({
    weight: Float32Array.from(weight, (w) => w * (0.5 + 2 * random.uniform())),
    bias: Float32Array.from(bias, () => around(2)),
  }));
  return { definition, parameters };
}

function expectSameNetwork(found: Model, wanted: Model): void {
  const shape = ({ definition }: Model) =>
    definition.layers.map(({ units, activation }) => ({ units, activation }));
  expect(shape(found)).toEqual(shape(wanted));
  expect(found.definition.preprocessing.divideBy).toBe(wanted.definition.preprocessing.divideBy);
  expect(found.parameters).toEqual(wanted.parameters);
}

test(`the outputs of ${MODELS} random models are within 1e-5 of Akari's, and they are read back`, async () => {
  let farthest = 0;
  for (let i = 0; i < MODELS; i++) {
    const model = randomModel(i);
    const bytes = encodeOnnx(model);
    const { inputs } = model.definition;
    const data = Float32Array.from({ length: EXAMPLES * inputs }, () => around(5));
    const { data: found } = await runOnnx(bytes, {
      input: { type: "float32", dims: [EXAMPLES, inputs], data },
    });
    const wanted = await predict(model, data);
    expect(found).toHaveLength(wanted.length);
    found.forEach((value, k) => {
      farthest = Math.max(farthest, Math.abs(value - wanted[k]) / Math.max(1, Math.abs(wanted[k])));
    });
    expect(decodeOnnx(bytes, "net").model).toEqual(model);
    expectSameNetwork(decodeOnnx(withMetadata(bytes), "net").model, model);
  }
  expect(farthest).toBeLessThan(1e-5);
}, 240_000);
