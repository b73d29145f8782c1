import { describe, expect, test } from "vitest";
import { reference } from "../engine/reference/engine.js";
import { type ACTIVATION_NAMES, HIDDEN_ACTIVATION_NAMES } from "../model/activations.js";
import { defineModel, initializeParameters, type Model } from "../model/model.js";
import { trace } from "./compile.js";
import { contributions, saliency } from "./saliency.js";

const INPUTS = 6;

function modelOf(hidden: (typeof ACTIVATION_NAMES)[number], divideBy = 1): Model {
  const definition = defineModel({
    inputs: INPUTS,
    layers: [
      { units: 5, activation: hidden },
      { units: 4, activation: hidden },
      { units: 3, activation: "softmax" },
    ],
    preprocessing: { divideBy },
  });
  return { definition, parameters: initializeParameters(definition, 4) };
}

const INPUT = Float64Array.from({ length: INPUTS }, (_, i) => Math.sin(i + 1));

async function difference(model: Model, input: Float64Array): Promise<number> {
  const { layers } = await trace(model, input, { engine: reference });
  const z = layers[layers.length - 1].preActivations;
  return z[2] - z[0];
}

describe("saliency agrees with central differences", () => {
  test.each(HIDDEN_ACTIVATION_NAMES)("%s", async (hidden) => {
    const model = modelOf(hidden);
    const gradient = saliency(model, INPUT, 2, 0);
    for (let i = 0; i < INPUTS; i++) {
      const moved = async (by: number): Promise<number> => difference(model, INPUT.with(i, INPUT[i] + by));
      expect(gradient[i]).toBeCloseTo(((await moved(1e-5)) - (await moved(-1e-5))) / 2e-5, 8);
    }
  });
});

test("contributions add up to what separates the input from zeros", async () => {
  const model = modelOf("tanh");
  const { value, baseline, shares } = contributions(model, INPUT, 2, 0);
  expect(value).toBeCloseTo(await difference(model, INPUT), 12);
  expect(baseline).toBeCloseTo(await difference(model, new Float64Array(INPUTS)), 12);
  expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(value - baseline, 4);
});

test("in a single layer a contribution is weight times input", () => {
  const definition = defineModel({ inputs: 2, layers: [{ units: 1, activation: "linear" }] });
  const model = { definition, parameters: [{ weight: Float64Array.of(3, -2), bias: Float64Array.of(0.5) }] };
  expect(contributions(model, [2, 5], 0)).toEqual({
    value: -3.5,
    baseline: 0.5,
    shares: Float64Array.of(6, -10),
  });
});

test("the unit of the inputs is the first layer's, after preprocessing", () => {
  const raw = INPUT.map((value) => value * 255);
  expect(saliency(modelOf("sigmoid", 255), raw, 1)).toEqual(
    saliency(
      modelOf("sigmoid"),
      raw.map((value) => value / 255),
      1,
    ),
  );
});

test("a unit that is not there and an input of another length are refused", () => {
  expect(() => saliency(modelOf("relu"), INPUT, 3)).toThrow("There is no output unit 3: this model has 3");
  expect(() => saliency(modelOf("relu"), INPUT, 0, -1)).toThrow("There is no output unit -1");
  expect(() => contributions(modelOf("relu"), [1, 2], 0)).toThrow("is 6 numbers, not 2.");
});
