import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { plainPython } from "../../../test/torchrun/python.js";
import { ACTIVATION_NAMES } from "../../model/activations.js";
import { fusedActivation, LOSS_NAMES } from "../../model/losses.js";
import { defineModel } from "../../model/model.js";
import { lossCode } from "../pytorch/syntax.js";
import { trainingProgram } from "./program.js";

const template = readFileSync(new URL("train.py", import.meta.url), "utf8");

/** A network with every activation that hidden layers may have. */
const networks = LOSS_NAMES.map((loss) =>
  defineModel({
    inputs: 3,
    layers: [
      ...ACTIVATION_NAMES.filter((name) => name !== "softmax").map((activation) => ({
        units: 4,
        activation,
      })),
      { units: 2, activation: fusedActivation(loss) ?? "linear" },
    ],
    loss,
  }),
);

test("the network that stands in the file is what Akari writes for the first network of all", () => {
  const first = defineModel({
    inputs: 784,
    layers: [
      { units: 16, activation: "sigmoid" },
      { units: 10, activation: "softmax" },
    ],
  });
  expect(trainingProgram(template, first)).toBe(template);
});

test("losses are written from their formulas, those of probabilities by their logits", () => {
  expect(Object.fromEntries(LOSS_NAMES.map((name) => [name, lossCode(name)]))).toEqual({
    mean_squared_error: "torch.mean((a - y) ** 2, dim=-1)",
    mean_absolute_error: "torch.mean(torch.abs(a - y), dim=-1)",
    huber:
      "torch.mean(torch.where(torch.abs(a - y) > 1, torch.abs(a - y) - 0.5, 0.5 * (a - y) ** 2), dim=-1)",
    binary_cross_entropy:
      "torch.mean(-(y * nn.functional.logsigmoid(z) + (1 - y) * nn.functional.logsigmoid(-z)), dim=-1)",
    cross_entropy: "-torch.sum(y * torch.log_softmax(z, dim=-1), dim=-1)",
  });
});

test.skipIf(plainPython === undefined)("every network's program is Python", () => {
  for (const network of networks) {
    const program = trainingProgram(template, network);
    expect(program).toContain("nn.GELU()");
    const check = "import ast, sys; ast.parse(sys.stdin.read())";
    const { status, stderr } = spawnSync(plainPython ?? "", ["-c", check], {
      input: program,
      encoding: "utf8",
    });
    expect(status, stderr).toBe(0);
  }
});
