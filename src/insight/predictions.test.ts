import { describe, expect, test } from "vitest";
import { AkariError } from "../error.js";
import type { ActivationName } from "../model/activations.js";
import { defineModel, type ModelOptions } from "../model/model.js";
import { outputTask } from "../model/outputs.js";
import { interpretOutputs } from "./predictions.js";

const network = (units: number, activation: ActivationName, more: Partial<ModelOptions> = {}) =>
  defineModel({ inputs: 1, layers: [{ units, activation }], ...more });

describe("what outputs say", () => {
  test("of classes, the likeliest with its label", () => {
    const definition = network(3, "softmax", { labels: ["a", "b", "c"] });
    expect(interpretOutputs(definition, Float32Array.of(0.25, 0.5, 0.25, 1, 0, 0))).toEqual([
      { task: "classes", predicted: 1, label: "b", scores: [0.25, 0.5, 0.25] },
      { task: "classes", predicted: 0, label: "a", scores: [1, 0, 0] },
    ]);
  });

  test("a single sigmoid unit speaks for the second of two classes, which are numbers without labels", () => {
    expect(interpretOutputs(network(1, "sigmoid"), [0.75])).toEqual([
      { task: "classes", predicted: 1, label: "1", scores: [0.25, 0.75] },
    ]);
  });

  test("numbers, in the targets' own units", () => {
    const outputs = [
      { name: "price", shift: 100, scale: 50 },
      { name: "age", shift: 0, scale: 2 },
    ];
    const definition = network(2, "linear", { preprocessing: { divideBy: 1, outputs } });
    expect(interpretOutputs(definition, [0.5, 3])).toEqual([
      {
        task: "values",
        values: [
          { name: "price", value: 125 },
          { name: "age", value: 6 },
        ],
      },
    ]);
  });

  test("numbers as they are, where nothing says how they were scaled", () => {
    expect(interpretOutputs(network(1, "linear"), [0.5])).toEqual([
      { task: "values", values: [{ name: "output 1", value: 0.5 }] },
    ]);
  });

  test("linear outputs with labels are classes", () => {
    expect(outputTask(network(2, "linear", { labels: ["no", "yes"] }))).toBe("classes");
    expect(outputTask(network(2, "linear"))).toBe("values");
  });

  test("several sigmoid outputs are labels, each true or not, unless just one of them is said to be", () => {
    const definition = network(3, "sigmoid", { labels: ["a", "b", "c"] });
    expect(interpretOutputs(definition, [0.75, 0.5, 0.625])).toEqual([
      {
        task: "labels",
        labels: [
          { label: "a", answer: true, probability: 0.75 },
          { label: "b", answer: false, probability: 0.5 },
          { label: "c", answer: true, probability: 0.625 },
        ],
      },
    ]);
    expect(interpretOutputs(network(2, "sigmoid"), [0.25, 0.25])).toMatchObject([
      {
        labels: [
          { label: "0", answer: false },
          { label: "1", answer: false },
        ],
      },
    ]);
    const exclusive = network(3, "sigmoid", { labels: ["a", "b", "c"], exclusive: true });
    expect(interpretOutputs(exclusive, [0.75, 0.5, 0.625])).toMatchObject([{ task: "classes", label: "a" }]);
    expect(network(3, "softmax", { exclusive: true })).not.toHaveProperty("exclusive");
  });

  test("half an input's outputs are refused", () => {
    expect(() => interpretOutputs(network(2, "linear"), [1, 2, 3])).toThrow(AkariError);
  });

  test("a guess, where the inputs tell that training never saw a category", () => {
    const missing = { fill: "a", indicator: true };
    const table = {
      columns: [
        { name: "x", kind: "number" as const, shift: 0, scale: 1, missing: { fill: 0, indicator: false } },
        { name: "c", kind: "category" as const, values: ["a"], missing },
      ],
      targets: ["y"],
    };
    const definition = defineModel({
      inputs: 4,
      layers: [{ units: 1, activation: "linear" }],
      preprocessing: { divideBy: 1, table },
    });
    const inputs = [1, 1, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1];
    expect(interpretOutputs(definition, [1, 2, 3], inputs).map(({ unseen }) => unseen)).toEqual([
      undefined,
      ["c"],
      undefined,
    ]);
    expect(interpretOutputs(definition, [1, 2, 3]).map(({ unseen }) => unseen)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
