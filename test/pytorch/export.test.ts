/**
 * @file Programs that Akari writes for PyTorch, run by PyTorch.
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { exportPytorch } from "../../src/formats/export-pytorch.js";
import { decodeSafetensors, encodeSafetensors } from "../../src/formats/safetensors.js";
import { ACTIVATION_NAMES } from "../../src/model/activations.js";
import {
  defineModel,
  initializeParameters,
  type Model,
  type ModelDefinition,
} from "../../src/model/model.js";
import { NO_PYTHON, python } from "./python.js";

const folder = mkdtempSync(join(tmpdir(), "akari-pytorch-"));
afterAll(() => rmSync(folder, { recursive: true }));

const withParameters = (definition: ModelDefinition, float32 = true): Model => ({
  definition,
  parameters: initializeParameters(definition, 2).map(({ weight, bias }) => ({
    weight: float32 ? Float32Array.from(weight) : weight,
    bias: float32 ? new Float32Array(bias.length).fill(0.25) : bias.fill(0.25),
  })),
});

const digits = withParameters(
  defineModel({
    inputs: 784,
    layers: [
      { units: 16, activation: "sigmoid" },
      { units: 10, activation: "softmax" },
    ],
    preprocessing: { divideBy: 255, image: [28, 28] },
    labels: Array.from({ length: 10 }, (_, i) => (i === 0 ? 'zero "0"' : String(i))),
  }),
);
const everything = withParameters(
  defineModel({
    inputs: 3,
    layers: ACTIVATION_NAMES.map((activation) => ({ units: 4, activation })),
  }),
  false,
);
const number = (name: string, shift: number, scale: number) =>
  ({ name, kind: "number", shift, scale, missing: { fill: shift, indicator: false } }) as const;
const table = withParameters(
  defineModel({
    inputs: 2,
    layers: [
      { units: 3, activation: "relu" },
      { units: 1, activation: "linear" },
    ],
    preprocessing: {
      divideBy: 1,
      table: { columns: [number("width", 7, 3), number('"""height', -1, 0.5)] } as never,
      outputs: [{ name: "price", shift: 1e5, scale: 2e4 }],
    },
  }),
);

const scaled = withParameters(
  defineModel({
    inputs: 4,
    layers: [{ units: 2, activation: "tanh" }],
    preprocessing: {
      divideBy: 2,
      scaling: {
        precision: "float32",
        each: [
          { shift: 1.7e9, scale: 1e5 },
          { shift: 3.7, scale: 1e-3 },
        ],
      },
    },
  }),
);

async function write(model: Model, name: string, change = (weights: Uint8Array) => weights): Promise<string> {
  const { program, weights } = await exportPytorch(model, `${name}.pytorch.safetensors`);
  const path = join(folder, `${name}.py`);
  writeFileSync(path, program);
  writeFileSync(join(folder, `${name}.pytorch.safetensors`), change(weights));
  return path;
}

describe("an exported program", () => {
  test.for<[string, Model]>([
    ["digits", digits],
    ["everything", everything],
    ["table", table],
    ["scaled", scaled],
  ])("agrees with Akari when PyTorch runs it: %s", async ([name, model], { skip }) => {
    if (python === undefined) return skip(NO_PYTHON);
    const { status, stdout, stderr } = python([await write(model, name)]);
    expect(stderr).toBe("");
    expect(stdout).toBe("It agrees with Akari to 1e-6 on its 8 examples.\n");
    expect(status).toBe(0);
  });

  test("says so where it does not agree", async ({ skip }) => {
    if (python === undefined) return skip(NO_PYTHON);
    const path = await write(digits, "other", (bytes) => {
      const { tensors } = decodeSafetensors(bytes, "other");
      tensors.get("2.bias")?.data.set([0.01]);
      return encodeSafetensors(tensors);
    });
    const { status, stderr } = python([path]);
    expect(stderr).toContain("It differs from Akari by");
    expect(status).toBe(1);
  });

  test("reads as a person would write it", async () => {
    const { program } = await exportPytorch(digits, "net.safetensors");
    expect(program).toContain(`model = nn.Sequential(
    nn.Linear(784, 16),
    nn.Sigmoid(),
    nn.Linear(16, 10),
    nn.Softmax(dim=-1),
)`);
    expect(program).toContain("Each example is 784 numbers: 28×28 pixels, row by row, from 0 to 255.");
  });
});
