import { describe, expect, test } from "vitest";
import { reference } from "../engine/reference/engine.js";
import { defineModel, initializeParameters, type Model } from "../model/model.js";
import { randomGenerator } from "../model/random.js";
import { compile } from "./compile.js";
import { maximizingInput } from "./maximize.js";

const definition = defineModel({
  inputs: 12,
  layers: [
    { units: 8, activation: "sigmoid" },
    { units: 6, activation: "relu" },
    { units: 4, activation: "softmax" },
  ],
  preprocessing: { divideBy: 255 },
});
const model: Model = { definition, parameters: initializeParameters(definition, 5) };

describe("maximizingInput", () => {
  test("of a first layer's neuron lights what has a positive weight, and nothing else", () => {
    const weights = Float64Array.from(model.parameters[0].weight.subarray(2 * 12, 3 * 12));
    const { input, preActivation } = maximizingInput(model, 1, 2);
    const highest = weights.reduce((sum, w) => sum + Math.max(0, w), 0);
    expect(preActivation).toBeGreaterThan(0.999 * highest);
    expect(preActivation).toBeLessThanOrEqual(highest + 1e-12);
    input.forEach((value, j) => {
      if (Math.abs(weights[j]) > 0.1) expect(value).toBeCloseTo(weights[j] > 0 ? 255 : 0);
    });
  });

  test("within a length points along the weights", () => {
    const weights = model.parameters[0].weight.slice(0, 12);
    const norm = 0.5;
    const { input, preActivation } = maximizingInput(model, 1, 0, { range: [-255, 255], norm });
    const length = Math.hypot(...weights);
    expect(Math.hypot(...input) / 255).toBeCloseTo(norm);
    expect(preActivation).toBeCloseTo(norm * length, 3);
  });

  test.each([
    [2, 1],
    [3, 0],
    [3, 3],
  ])("lights layer %s, unit %s, more than a thousand random inputs do", async (layer, unit) => {
    const { input, activation } = maximizingInput(model, layer, unit);
    const compiled = await compile(model, { engine: reference });
    const light = (x: ArrayLike<number>): number => compiled.trace(x).layers[layer - 1].activations[unit];
    expect(activation).toBeCloseTo(light(input), 12);
    for (const value of input) expect(value >= 0 && value <= 255).toBe(true);
    const random = randomGenerator(2, "inputs");
    let most = 0;
    for (let n = 0; n < 1000; n++) {
      most = Math.max(most, light(Float64Array.from(input, () => 255 * random.uniform())));
    }
    expect(activation).toBeGreaterThan(most);
  });

  test("is the same again for the same seed", () => {
    const once = maximizingInput(model, 3, 1, { seed: 7 });
    expect(maximizingInput(model, 3, 1, { seed: 7 })).toEqual(once);
    expect(maximizingInput(model, 3, 1, { seed: 8, steps: 1, starts: 1 })).not.toEqual(once);
  });

  test("answers where nothing leads upwards", () => {
    const dark: Model = {
      definition,
      parameters: model.parameters.map(({ weight, bias }) => ({ weight: weight.map(() => 0), bias })),
    };
    expect(maximizingInput(dark, 3, 1).activation).toBe(0.25);
  });

  test("refuses what is impossible", () => {
    expect(() => maximizingInput(model, 4, 0)).toThrow("There is no layer 4");
    expect(() => maximizingInput(model, 1, 0, { range: [1, 1] })).toThrow("the range must be of some width");
    expect(() => maximizingInput(model, 1, 0, { norm: 0 })).toThrow("the others above 0");
  });
});
