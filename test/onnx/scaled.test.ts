/**
 * @file A model whose inputs are scaled one by one leaves for other programs with that scaling, and comes back with it.
 */

import ts from "typescript";
import { expect, test } from "vitest";
import { reference } from "../../src/engine/reference/engine.js";
import { decodeOnnx } from "../../src/formats/onnx/decode.js";
import { encodeOnnx } from "../../src/formats/onnx/encode.js";
import { encodePytorch } from "../../src/formats/pytorch/encode.js";
import { encodeSafetensorsModel } from "../../src/formats/safetensors/model-file.js";
import { decodeSafetensors } from "../../src/formats/safetensors/safetensors.js";
import { decodeSafetensorsModel } from "../../src/formats/safetensors/torch-layers.js";
import { encodeTypescript } from "../../src/formats/typescript/encode.js";
import { predict } from "../../src/insight/compile.js";
import { defineModel, type Model } from "../../src/model/model.js";
import { runOnnx } from "./runtime.js";

const model = (divideBy: number, inputs: number): Model => ({
  definition: defineModel({
    inputs,
    layers: [{ units: 1, activation: "tanh" }],
    preprocessing: {
      divideBy,
      scaling: {
        precision: "float32",
        each: [
          { shift: 1.7e9, scale: 1e5 },
          { shift: Math.fround(3.7), scale: 1e-7 },
        ],
      },
    },
  }),
  parameters: [{ weight: new Float32Array(inputs).fill(0.25), bias: Float32Array.of(0.1) }],
});

test.each([
  [1, 2],
  [4, 4],
])("divided by %d, %d inputs", async (divideBy, inputs) => {
  const scaled = model(divideBy, inputs);
  const raw = Array.from({ length: inputs }, (_, i) => divideBy * (i % 2 === 0 ? 1.7e9 + 51200 * i : 3.7));
  const [expected] = await predict(scaled, raw, { engine: reference });
  expect(Math.abs(expected)).toBeLessThan(0.9);

  const bytes = encodeOnnx(scaled);
  const { data } = await runOnnx(bytes, {
    input: { type: "float32", dims: [1, inputs], data: Float32Array.from(raw) },
  });
  expect(data[0]).toBeCloseTo(expected, 6);
  expect(decodeOnnx(bytes, "net.onnx").model.definition).toEqual(scaled.definition);
  expect(decodeSafetensorsModel(encodeSafetensorsModel(scaled), "net").model).toEqual(scaled);

  const { outputText } = ts.transpileModule(encodeTypescript(scaled), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const code: { predict(input: readonly number[]): { values: Record<string, number> } } = await import(
    `data:text/javascript;base64,${Buffer.from(outputText).toString("base64")}`
  );
  expect(Object.values(code.predict(raw).values)[0]).toBeCloseTo(expected, 12);

  // Examples that the program checks itself on lie about the mean.
  const { program, weights } = await encodePytorch(scaled, "net.safetensors");
  expect(program).toContain("inputs.to(torch.float32).double()");
  const check = decodeSafetensors(weights, "net").tensors.get("check.inputs");
  expect(Math.abs((check?.data[0] ?? 0) / divideBy - 1.7e9)).toBeLessThan(1e6);
});

test("an older Akari does not take it for a model without scaling", () => {
  const version = (made: Model): unknown =>
    JSON.parse(decodeSafetensors(encodeSafetensorsModel(made), "net").metadata.akari).version;
  expect(version(model(1, 2))).toBe(2);
  const { preprocessing: _scaling, ...rest } = model(1, 2).definition;
  expect(version({ ...model(1, 2), definition: defineModel(rest) })).toBe(1);
});
