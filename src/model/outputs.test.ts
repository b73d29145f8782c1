import { describe, expect, test } from "vitest";
import type { ActivationName } from "./activations.js";
import { defineModel, type ModelOptions } from "./model.js";
import { outputScalings, outputTask, rankClasses, unitLabels } from "./outputs.js";

const network = (units: number, activation: ActivationName, more: Partial<ModelOptions> = {}) =>
  defineModel({ inputs: 1, layers: [{ units, activation }], ...more });

describe("what outputs are", () => {
  test("numbers where they have a scaling, whatever the activation", () => {
    const outputs = [{ name: "share", shift: 0, scale: 100 }];
    const definition = network(1, "sigmoid", { preprocessing: { divideBy: 1, outputs } });
    expect(outputTask(definition)).toBe("values");
    expect(unitLabels(definition)).toEqual([undefined]);
    expect(outputScalings(definition)).toEqual(outputs);
  });

  test("linear outputs are classes with labels, numbers without", () => {
    expect(outputTask(network(2, "linear", { labels: ["no", "yes"] }))).toBe("classes");
    expect(outputTask(network(2, "linear"))).toBe("values");
    expect(outputScalings(network(2, "linear"))[1]).toEqual({ name: "output 2", shift: 0, scale: 1 });
  });

  test("several sigmoid outputs are labels, unless just one of them is said to be true", () => {
    expect(outputTask(network(3, "sigmoid"))).toBe("labels");
    expect(outputTask(network(3, "sigmoid", { exclusive: true }))).toBe("classes");
  });

  test("a single unit stands for the second of two classes", () => {
    expect(unitLabels(network(1, "sigmoid", { labels: ["no", "yes"] }))).toEqual(["yes"]);
    expect(unitLabels(network(3, "softmax"))).toEqual(["0", "1", "2"]);
  });
});

test("classes in order by their score; a single output tells two apart", () => {
  expect(rankClasses([0.2, 0.4, 0.4]).map(({ index }) => index)).toEqual([1, 2, 0]);
  expect(rankClasses([0.25])).toEqual([
    { index: 0, score: 0.75 },
    { index: 1, score: 0.25 },
  ]);
});
