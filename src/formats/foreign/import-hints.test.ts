import { describe, expect, test } from "vitest";
import { defineModel } from "../../model/model.js";
import { encodeSafetensorsModel } from "../safetensors/model-file.js";
import { encodeSafetensors } from "../safetensors/safetensors.js";
import { decodeSafetensorsModel } from "../safetensors/torch-layers.js";

const tensor = (...shape: number[]) => ({
  shape,
  data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(0.5),
});
const file = (units: number) =>
  encodeSafetensors(
    new Map([
      ["fc1.weight", tensor(4, 3)],
      ["fc1.bias", tensor(4)],
      ["fc2.weight", tensor(units, 4)],
    ]),
  );

describe("weights without a description", () => {
  test("are a model of the usual activations, and it is said", () => {
    const { model, assumed } = decodeSafetensorsModel(file(2), "net", {});
    expect(model.definition.inputs).toBe(3);
    expect(model.definition.layers.map(({ activation }) => activation)).toEqual(["relu", "softmax"]);
    expect(assumed).toEqual([
      {
        about: "activations",
        sentence:
          "The activations are not in the file: relu between layers and softmax at the output were assumed.",
      },
      {
        about: "scaling",
        sentence: "How inputs are scaled is not in the file: they are taken as they are.",
      },
    ]);
  });

  test("with one unit are taken to give its weighted sum", () => {
    expect(decodeSafetensorsModel(file(1), "net", {}).assumed?.[0].sentence).toContain(
      "linear at the output",
    );
  });

  test("take what they lack from options, and nothing is assumed", () => {
    const stored = decodeSafetensorsModel(file(2), "net", {
      activations: ["tanh", "sigmoid"],
      divideBy: 255,
    });
    expect(stored).not.toHaveProperty("assumed");
    expect(stored.model.definition.preprocessing).toEqual({ divideBy: 255 });
    expect(stored.model.definition.layers.map(({ activation }) => activation)).toEqual(["tanh", "sigmoid"]);
  });

  test.each([
    [{ activations: ["relu"] as const }, "net has 2 layers, but 1 activation is given"],
    [{ activations: ["softmax", "softmax"] as const }, "Softmax is for the output layer"],
    [{ divideBy: 0 }, "Inputs cannot be divided by 0"],
  ])("refuse %j", (options, message) => {
    expect(() => decodeSafetensorsModel(file(2), "net", options)).toThrow(message);
  });
});

test("a model of Akari's says its activations itself", () => {
  const definition = defineModel({ inputs: 1, layers: [{ units: 1, activation: "relu" }] });
  const bytes = encodeSafetensorsModel({
    definition,
    parameters: [{ weight: new Float32Array(1), bias: new Float32Array(1) }],
  });
  expect(() => decodeSafetensorsModel(bytes, "net", { activations: ["tanh"] })).toThrow(
    "net says its activations itself; other ones would be ignored.",
  );
  expect(() => decodeSafetensorsModel(bytes, "net", { divideBy: 2 })).toThrow(
    "what its inputs are divided by itself",
  );
  expect(decodeSafetensorsModel(bytes, "net", {}).model.definition).toEqual(definition);
});
