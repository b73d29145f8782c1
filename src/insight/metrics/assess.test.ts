import { expect, test } from "vitest";
import type { Dataset } from "../../data/dataset.js";
import { defineModel, type ModelDefinition } from "../../model/model.js";
import type { OutputScaling } from "../../model/preprocessing.js";
import { assess } from "./assess.js";

const network = (
  units: number,
  activation: "softmax" | "sigmoid" | "linear",
  outputs?: readonly OutputScaling[],
): ModelDefinition =>
  defineModel({
    inputs: 1,
    layers: [{ units, activation }],
    preprocessing: { divideBy: 1, ...(outputs === undefined ? {} : { outputs }) },
  });

const ofClasses = (classes: readonly number[], names: readonly string[]): Dataset => ({
  name: "classes",
  features: { data: new Float64Array(classes.length), rows: classes.length, columns: 1 },
  targets: { kind: "classes", classes: Uint8Array.from(classes), names },
  preprocessing: { divideBy: 1 },
});

test("one sigmoid tells two classes apart", () => {
  const data = ofClasses([0, 1, 1, 0, 1], ["no", "yes"]);
  const evaluated = {
    outputs: [0.1, 0.8, 0.4, 0.4, 0.9],
    confusion: [
      [2, 0],
      [1, 2],
    ],
  };
  const scores = assess(network(1, "sigmoid"), data, evaluated);
  if (scores.kind !== "classes") throw new Error("Not of classes.");
  expect(scores.rocAuc).toBeCloseTo(0.9166666666666666, 12);
  expect(scores.logLoss).toBeCloseTo(0.3721961876540016, 12);
  expect(scores.brier).toBeCloseTo(0.116, 12);
  expect(scores.calibration?.accuracy).toBe(0.8);
  expect(scores.classes[1]).toEqual({
    examples: 3,
    precision: 1,
    recall: 2 / 3,
    f1: 0.8,
    rocAuc: scores.rocAuc,
  });
  expect(scores.accuracyInterval.from).toBeLessThan(0.8);
});

test("the area of three classes is the mean over those that have one", () => {
  const data = ofClasses([0, 1, 0], ["a", "b", "c"]);
  const evaluated = {
    outputs: [0.5, 0.3, 0.2, 0.2, 0.7, 0.1, 0.3, 0.4, 0.3],
    confusion: [
      [1, 1, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
  };
  const scores = assess(network(3, "softmax"), data, evaluated);
  if (scores.kind !== "classes") throw new Error("Not of classes.");
  expect(scores.classes.map((score) => score?.rocAuc)).toEqual([1, 1, undefined]);
  expect(scores.classes[2]).toBeUndefined();
  expect(scores.rocAuc).toBe(1);
});

test("outputs that are no probabilities have no log loss, Brier score or calibration", () => {
  const data = ofClasses([0, 1], ["a", "b"]);
  const evaluated = {
    outputs: [5, -5, 1, 2],
    confusion: [
      [1, 0],
      [0, 1],
    ],
  };
  const scores = assess(network(2, "linear"), data, evaluated);
  expect(scores).not.toHaveProperty("logLoss");
  expect(scores).not.toHaveProperty("brier");
  expect(scores).not.toHaveProperty("calibration");
  expect(scores).toMatchObject({ rocAuc: 1 });
});

test("numbers are scored in their own unit, output by output", () => {
  const outputs = [
    { name: "price", shift: 100, scale: 10 },
    { name: "size", shift: 0, scale: 2 },
  ];
  const data: Dataset = {
    name: "values",
    features: { data: new Float64Array(2), rows: 2, columns: 1 },
    targets: { kind: "values", data: Float64Array.of(-1, 0, 1, 0), columns: 2 },
    preprocessing: { divideBy: 1, outputs },
  };
  const evaluated = { outputs: [-1, 1, 0, 1] };
  // Price: 90 and 110, predicted 90 and 100. Size: twice 0, predicted 2.
  expect(assess(network(2, "linear", outputs), data, evaluated)).toEqual({
    kind: "values",
    outputs: [
      { name: "price", r2: 0.5, rmse: Math.sqrt(50), mae: 5 },
      { name: "size", r2: 0, rmse: 2, mae: 2, constant: true },
    ],
  });
  const plain = assess(network(2, "linear"), data, evaluated);
  expect(plain.kind === "values" && plain.outputs[1].name).toBe("output 2");
});
