import { defineModel, type Trace } from "akari";
import type { ActivationName } from "akari/model";
import { describe, expect, it } from "vitest";
import { readAnswer, widthOf, writtenOutputs } from "./answer";

const model = (units: number, activation: ActivationName, labels?: readonly string[]) =>
  defineModel({ inputs: 2, layers: [{ units, activation }], ...(labels === undefined ? {} : { labels }) });

const outputs = (...values: number[]): Trace => ({
  inputs: new Float32Array(2),
  layers: [{ preActivations: Float64Array.from(values), activations: Float64Array.from(values) }],
});

describe("readAnswer", () => {
  it("names the largest output's class", () => {
    const answer = readAnswer(model(3, "softmax", ["cat", "dog", "owl"]), outputs(0.2, 0.7, 0.1));
    expect(answer.predicted).toEqual({ label: "dog", probability: 0.7, unit: 1 });
    expect(answer.outputs[2]).toEqual({ label: "owl", value: 0.1 });
  });

  it("reads two classes from one neuron", () => {
    const definition = model(1, "sigmoid", ["no", "yes"]);
    expect(readAnswer(definition, outputs(0.75)).predicted).toEqual({
      label: "yes",
      probability: 0.75,
      unit: 0,
    });
    expect(readAnswer(definition, outputs(0.25)).predicted).toEqual({
      label: "no",
      probability: 0.75,
      unit: 0,
    });
    expect(readAnswer(definition, outputs(0.25)).outputs).toEqual([{ label: "yes", value: 0.25 }]);
  });

  it("predicts no class of several sigmoid outputs: each label is true or not", () => {
    const definition = model(3, "sigmoid", ["a", "b", "c"]);
    const answer = readAnswer(definition, outputs(0.9, 0.2, 0.6));
    expect(answer.predicted).toBeUndefined();
    expect(answer.chosen).toEqual([0, 2]);
    expect(readAnswer({ ...definition, exclusive: true }, outputs(0.9, 0.2, 0.6)).predicted?.label).toBe("a");
  });

  it("predicts no class where outputs are values", () => {
    const answer = readAnswer(model(1, "linear"), outputs(-3.5));
    expect(answer).toEqual({
      outputs: [{ label: undefined, value: -3.5 }],
      probable: false,
      chosen: [],
      predicted: undefined,
    });
  });
});

describe("writtenOutputs", () => {
  it("writes all that have room, else the largest of those too near each other", () => {
    expect(writtenOutputs([0, 20, 40], [0.1, 0.2, 0.7], 18)).toEqual([0, 1, 2]);
    expect(writtenOutputs([0, 10, 20, 30], [0.1, 0.6, 0.2, 0.1], 18)).toEqual([1, 3]);
  });
});

it("a name takes room by its letters, a Japanese one twice", () => {
  expect(["", "9", "rising", "上がる", "A級"].map(widthOf)).toEqual([0, 1, 6, 6, 3]);
});
