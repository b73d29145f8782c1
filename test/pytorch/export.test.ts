/**
 * @file Programs that Akari writes for PyTorch, run by PyTorch.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { encodePytorch } from "../../src/formats/pytorch/encode.js";
import { decodeSafetensors, encodeSafetensors } from "../../src/formats/safetensors/safetensors.js";
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
      table: { columns: [number("width", 7, 3), number('"""height', -1, 0.5)], targets: ["price"] },
      outputs: [{ name: "price", shift: 1e5, scale: 2e4 }],
    },
  }),
);

const heard = withParameters(
  defineModel({
    inputs: 16 * 3,
    layers: [{ units: 1, activation: "sigmoid" }],
    preprocessing: {
      divideBy: 1,
      sound: {
        form: "log-mel",
        rate: 8000,
        mel: { window: 256, hop: 64, frames: 16, bands: 3, lowest: 60, highest: 4000 },
        scaling: Array.from({ length: 3 }, () => ({ shift: -30, scale: 10 })),
      },
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
  const { program, weights } = await encodePytorch(model, `${name}.pytorch.safetensors`);
  const path = join(folder, `${name}.py`);
  writeFileSync(path, program);
  writeFileSync(join(folder, `${name}.pytorch.safetensors`), change(weights));
  return path;
}

/** Asks the programs for a row of a table, pictures and recordings in ways of numpy's, and in wrong ones. */
const ASKS = `
import datetime, sys
from pathlib import Path
import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent))
import rows, pixels, sounds

def said(ask):
    try:
        ask()
    except ValueError as error:
        print(error)

plain = rows.predict({"width": 8.5, '"""height': None})
print(all(plain == rows.predict([{"width": width, '"""height': height}])[0]
    for width in (np.float64(8.5), np.float32(8.5), torch.tensor(8.5), "8.5", " 8.50 ")
    for height in (float("nan"), np.float32("nan"), np.datetime64("NaT"), "", "NA")))
said(lambda: rows.predict({"width": 1}))
said(lambda: rows.predict({"width": "wide", '"""height': 1}))
said(lambda: rows.predict({"width": 1e300, '"""height': 1}))

picture = np.arange(784) % 256
many = pixels.predict(np.stack([picture, picture]).astype(np.uint8))
one = pixels.predict(picture.reshape(28, 28))
print(len(many), many[0] == one, one == pixels.predict(picture.tolist()))
said(lambda: pixels.predict(picture / 255))
said(lambda: pixels.predict(picture - 1))
said(lambda: pixels.predict(np.zeros((28, 27))))
class Picture:
    size = (3, 2)
    def convert(self, mode):
        raise AssertionError
said(lambda: pixels.predict(Picture()))

noise = np.random.default_rng(1).normal(size=(2, 4000)).astype(np.float32)
print(sounds.predict(noise, 8000) == sounds.predict(torch.from_numpy(noise), 8000) == sounds.predict(noise.tolist(), 8000.0))
said(lambda: sounds.predict(noise, 10))
said(lambda: sounds.predict([], 8000))
said(lambda: sounds.predict([1.0, float("inf")], 8000))
`;

describe("an exported program", () => {
  test.for<[string, Model]>([
    ["digits", digits],
    ["everything", everything],
    ["table", table],
    ["heard", heard],
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
    expect(python([path]).stderr).toContain("is damaged, or was changed after Akari wrote it");
    // As the program says, for weights that were changed on purpose.
    writeFileSync(path, readFileSync(path, "utf8").replace(/^if hashlib.*\n.*\n/m, ""));
    const { status, stderr } = python([path]);
    expect(stderr).toContain("It differs from Akari by");
    expect(status).toBe(1);
  });

  test.runIf(spawnSync("python3", ["-c", "pass"]).status === 0)(
    "refuses weights with one byte changed, before anything is made of them",
    async () => {
      const paths = [await write(table, "whole")];
      for (const at of [9, 120, 400, 560]) {
        paths.push(
          await write(table, `changed${at}`, (bytes) => bytes.map((byte, i) => (i === at ? byte ^ 4 : byte))),
        );
      }
      // Everything of PyTorch is whatever it is asked to be.
      const program = `import runpy, sys
from unittest.mock import MagicMock
for name in ("torch", "safetensors", "safetensors.torch"):
    sys.modules[name] = MagicMock()
for path in sys.argv[1:]:
    try:
        runpy.run_path(path)
        print("taken")
    except ValueError as error:
        print(error)
`;
      const { stdout } = spawnSync("python3", ["-c", program, ...paths], { encoding: "utf8" });
      const [first, ...others] = stdout.trimEnd().split("\n");
      expect(first).toBe("taken");
      expect(others).toHaveLength(4);
      for (const line of others) expect(line).toMatch(/is damaged, or was changed after Akari wrote it\./);
    },
  );

  test("takes what numpy has, and refuses the rest with a sentence", async ({ skip }) => {
    if (python === undefined) return skip(NO_PYTHON);
    await write(table, "rows");
    await write(digits, "pixels");
    await write(heard, "sounds");
    const path = join(folder, "asks.py");
    writeFileSync(path, ASKS);
    const { stdout, stderr } = python([path]);
    expect(stderr).toBe("");
    expect(stdout.trimEnd().split("\n")).toEqual([
      "True",
      'The row lacks \'"""height\'. Give None for what is not known.',
      "Column 'width': 'wide' is not a finite number. Correct it, or give None where it is missing.",
      "The row has a number that is too large after scaling.",
      "2 True True",
      "Pixels are whole numbers from 0 to 255.",
      "Pixels are whole numbers from 0 to 255.",
      "Pictures come as [28, 28] or [784], or n of them, not as [28, 27].",
      "The picture is 3 pixels wide and 2 high: resize it to (28, 28).",
      "True",
      "The rate is 10: it must be a whole number from 1000 to 192000 samples a second.",
      "Samples come as [n] or [channels, n], not as [0].",
      "A sample is not a finite number.",
    ]);
  });

  test("reads as a person would write it", async () => {
    const { program } = await encodePytorch(digits, "net.safetensors");
    expect(program).toContain(`model = nn.Sequential(
    nn.Linear(784, 16),
    nn.Sigmoid(),
    nn.Linear(16, 10),
    nn.Softmax(dim=-1),
)`);
    expect(program).toContain("Answers to pictures: 28×28 pixels, row by row, whole numbers from 0 to 255.");
    expect(program).toContain("The digit as MNIST has it");
  });
});
