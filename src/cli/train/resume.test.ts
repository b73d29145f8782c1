import { expect, test } from "vitest";
import { defineModel } from "../../model/model.js";
import { defineOptimizer, type OptimizerDefinition } from "../../model/optimizers.js";
import type { Checkpoint } from "../../training/checkpoint.js";
import { parseArguments } from "../parse.js";
import { requireAgreement } from "./resume.js";

const definition = defineModel({
  inputs: 4,
  layers: [
    { units: 5, activation: "relu" },
    { units: 3, activation: "relu" },
    { units: 2, activation: "softmax" },
  ],
});

function checkpointOf(
  optimizer: OptimizerDefinition,
  model = definition,
): Pick<Checkpoint, "configuration" | "model"> {
  return {
    model: { definition: model, parameters: [] },
    configuration: {
      optimizer,
      batchSize: 32,
      seed: 1,
      shuffle: true,
      validation: 0.1,
      engine: "reference",
      keepBest: false,
    },
  };
}

const check = (line: string, checkpoint = checkpointOf(defineOptimizer("adam"))): void =>
  requireAgreement(
    parseArguments("train", ["--resume", "c", ...line.split(" ")]).options,
    checkpoint as Checkpoint,
    {},
    "c",
  );

test.each([
  "--layers 5,3 --activation relu --output softmax --loss cross-entropy",
  "--optimizer adam --lr 1e-3 --weight-decay 0",
  "--schedule constant --label-smoothing 0",
  "--batch 32 --seed 1 --shuffle true --validation 0.10 --engine reference",
  "--epochs 50 --steps 7 --checkpoint 5 --out b.safetensors --json",
])("the same again: %s", (line) => {
  expect(() => check(line)).not.toThrow();
});

test.each([
  ["--layers 5", "--layers 5 contradicts c, whose run has 5,3."],
  ["--layers none", "--layers none contradicts c, whose run has 5,3."],
  ["--activation tanh", "whose run has relu."],
  ["--output sigmoid", "whose run has softmax."],
  ["--loss mse", "whose run has cross_entropy."],
  ["--optimizer adamw", "whose run has adam."],
  ["--lr 0.1", "whose run has 0.001."],
  ["--momentum 0.9", "whose run has none."],
  ["--weight-decay 1", "whose run has 0."],
  ["--schedule cosine", "--schedule cosine contradicts c, whose run has constant."],
  ["--label-smoothing 0.1", "--label-smoothing 0.1 contradicts c, whose run has 0."],
  ["--class-weights balanced", "--class-weights balanced contradicts c, whose run has none."],
  ["--patience 5", "--patience 5 contradicts c, whose run has none."],
  ["--monitor loss", "--monitor loss contradicts c, whose run has none."],
  ["--warm-up 2epochs", "--warm-up 2epochs contradicts c, whose run has none."],
  ["--batch 8", "whose run has 32."],
  ["--seed 2", "whose run has 1."],
  ["--shuffle false", "whose run has true."],
  ["--validation 0", "whose run has 0.1."],
  ["--engine wasm", "whose run has reference."],
  ["--keep-best", "--keep-best contradicts c, whose run has the last weights."],
  ["--init d", "--init d contradicts c, whose run has weights of its own."],
  ["--threads 2", "--threads would be ignored"],
])("%s", (line, sentence) => {
  expect(() => check(line)).toThrow(sentence);
});

test("a schedule with a warm-up", () => {
  const { configuration, ...rest } = checkpointOf(defineOptimizer("adam"));
  const schedule = { name: "step", every: 10, factor: 0.1, warmUp: { epochs: 2 } } as const;
  const checkpoint = { ...rest, configuration: { ...configuration, schedule } };
  expect(() => check("--schedule step --warm-up 2epochs", checkpoint)).not.toThrow();
  expect(() => check("--schedule step:5", checkpoint)).toThrow("whose run has step:10:0.1.");
  expect(() => check("--warm-up 2", checkpoint)).toThrow("whose run has 2epochs.");
});

test("weights and patience", () => {
  const { configuration, ...rest } = checkpointOf(defineOptimizer("adam"));
  const options = { classWeights: [1, 2.5], earlyStopping: { patience: 5, monitor: "loss" as const } };
  const checkpoint = { ...rest, configuration: { ...configuration, ...options } };
  expect(() => check("--class-weights 1,2.5 --patience 5 --monitor loss", checkpoint)).not.toThrow();
  expect(() => check("--class-weights 2.5,1", checkpoint)).toThrow("whose run has 1,2.5.");
  expect(() => check("--patience 6", checkpoint)).toThrow("whose run has 5.");
});

test("every name of an optimizer that it can be had by", () => {
  const [plain, momentum, nesterov] = (["sgd", "momentum", "nesterov"] as const).map((name) =>
    checkpointOf(defineOptimizer(name)),
  );
  expect(() => check("--optimizer sgd --momentum 0", plain)).not.toThrow();
  expect(() => check("--optimizer sgd --momentum 0.9", momentum)).not.toThrow();
  expect(() => check("--optimizer momentum", momentum)).not.toThrow();
  expect(() => check("--optimizer nesterov", nesterov)).not.toThrow();
  expect(() => check("--optimizer momentum", plain)).toThrow("whose run has sgd.");
  expect(() => check("--optimizer sgd", nesterov)).toThrow("whose run has nesterov.");
});

test("lbfgs has neither a learning rate nor a momentum", () => {
  const lbfgs = checkpointOf(defineOptimizer("lbfgs", { weightDecay: 0.5 }));
  expect(() => check("--optimizer lbfgs --weight-decay 0.5", lbfgs)).not.toThrow();
  expect(() => check("--lr 0.1", lbfgs)).toThrow("--lr 0.1 contradicts c, whose run has none.");
  expect(() => check("--optimizer adam", lbfgs)).toThrow("whose run has lbfgs.");
});

test("layers that differ in their activation have none that could be said", () => {
  const [first, second, output] = definition.layers;
  const mixed = { ...definition, layers: [first, { ...second, activation: "tanh" as const }, output] };
  const checkpoint = checkpointOf(defineOptimizer("adam"), mixed);
  expect(() => check("--activation relu", checkpoint)).toThrow("whose run has relu,tanh.");
});
