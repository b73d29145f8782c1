/**
 * @file Held neurons: what a trace makes of them is what the layers behind them would make of those activations.
 */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../engine/reference/engine.js";
import { wasm } from "../engine/wasm/engine.js";
import { HIDDEN_ACTIVATION_NAMES } from "../model/activations.js";
import { defineModel, initializeParameters, type Model } from "../model/model.js";
import { randomGenerator } from "../model/random.js";
import { compile, trace } from "./compile.js";

/** Layers of more than a panel of eight, and of less. */
const shapes = fc.record({
  inputs: fc.integer({ min: 1, max: 20 }),
  hidden: fc.array(
    fc.record({
      units: fc.integer({ min: 1, max: 19 }),
      activation: fc.constantFrom(...HIDDEN_ACTIVATION_NAMES),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  scaled: fc.boolean(),
  seed: fc.nat(1000),
});

interface Shape {
  readonly inputs: number;
  readonly hidden: readonly {
    readonly units: number;
    readonly activation: (typeof HIDDEN_ACTIVATION_NAMES)[number];
  }[];
  readonly scaled: boolean;
  readonly seed: number;
}

function modelOf({ inputs, hidden, scaled, seed }: Shape): { model: Model; input: Float32Array } {
  const definition = defineModel({
    inputs,
    layers: [...hidden, { units: 3, activation: "softmax" }],
    preprocessing: scaled
      ? {
          divideBy: 1,
          scaling: {
            precision: "float64",
            each: Array.from({ length: inputs }, () => ({ shift: 0.5, scale: 2 })),
          },
        }
      : { divideBy: 2 },
  });
  const random = randomGenerator(seed, "inputs");
  const input = Float32Array.from({ length: inputs }, () => 2 * random.uniform() - 1);
  return { model: { definition, parameters: initializeParameters(definition, seed) }, input };
}

/** A neuron of a hidden layer, chosen by two numbers. */
function neuronOf({ hidden }: Shape, a: number, b: number): { layer: number; unit: number } {
  const layer = 1 + (a % hidden.length);
  return { layer, unit: b % hidden[layer - 1].units };
}

describe.each([wasm, reference])("a trace of the $name engine", (engine) => {
  test("is the same, bit for bit, with every neuron held at what it is", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        const { model, input } = modelOf(shape);
        using compiled = await compile(model, { engine });
        const free = compiled.trace(input);
        const hold = free.layers.flatMap(({ activations }, i) =>
          Array.from(activations, (activation, unit) => ({ layer: i + 1, unit, activation })),
        );
        expect(compiled.trace(input, { hold })).toEqual(free);
        // Nothing of it stays behind.
        expect(compiled.trace(input)).toEqual(free);
      }),
      { numRuns: 40 },
    );
  });

  test("with a neuron held at 0 is that of a network without its edges", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.nat(), fc.nat(), async (shape, a, b) => {
        const { model, input } = modelOf(shape);
        const { layer, unit } = neuronOf(shape, a, b);
        const parameters = model.parameters.map(({ weight, bias }) => ({ weight: weight.slice(), bias }));
        const { units } = model.definition.layers[layer];
        const before = model.definition.layers[layer - 1].units;
        for (let to = 0; to < units; to++) parameters[layer].weight[to * before + unit] = 0;
        const held = await trace(model, input, { engine, hold: [{ layer, unit, activation: 0 }] });
        const cut = await trace({ ...model, parameters }, input, { engine });
        expect(held.layers.slice(layer)).toEqual(cut.layers.slice(layer));
        expect(held.layers[layer - 1].preActivations).toEqual(cut.layers[layer - 1].preActivations);
        expect(held.layers[layer - 1].activations[unit]).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});

test("both engines make the same of held neurons, within float32", async () => {
  await fc.assert(
    fc.asyncProperty(
      shapes,
      fc.nat(),
      fc.nat(),
      fc.double({ min: -3, max: 3, noNaN: true }),
      async (shape, a, b, activation) => {
        const { model, input } = modelOf(shape);
        const hold = [{ ...neuronOf(shape, a, b), activation: Math.fround(activation) }];
        const [single, double] = [
          await trace(model, input, { engine: wasm, hold }),
          await trace(model, input, { engine: reference, hold }),
        ];
        double.layers.forEach(({ activations }, i) => {
          activations.forEach((value, unit) => {
            expect(Math.abs(single.layers[i].activations[unit] - value)).toBeLessThan(
              1e-5 * (1 + Math.abs(value)),
            );
          });
        });
      },
    ),
    { numRuns: 60 },
  );
});

test("several are held at once, in the order of their layers; of two for one neuron the last holds", async () => {
  const { model, input } = modelOf({
    inputs: 3,
    hidden: [
      { units: 9, activation: "relu" },
      { units: 2, activation: "linear" },
    ],
    scaled: false,
    seed: 5,
  });
  const first = { layer: 1, unit: 8, activation: 2 };
  const second = { layer: 2, unit: 0, activation: -1.5 };
  const { layers } = await trace(model, input, {
    hold: [second, { ...first, activation: 7 }, first],
    engine: reference,
  });
  expect(layers[0].activations[8]).toBe(2);
  const { weight, bias } = model.parameters[1];
  const sum = Array.from(layers[0].activations).reduce((z, a, j) => z + weight[9 + j] * a, bias[1]);
  expect(layers[1].activations[1]).toBeCloseTo(sum, 12);
  expect(layers[1].activations[0]).toBe(-1.5);
});

test.each([
  [{ layer: 0, unit: 0, activation: 1 }, "no neuron 0 in a layer 0"],
  [{ layer: 3, unit: 0, activation: 1 }, "no neuron 0 in a layer 3"],
  [{ layer: 1, unit: 4, activation: 1 }, "no neuron 4 in a layer 1"],
  [{ layer: 1, unit: 0.5, activation: 1 }, "no neuron 0.5 in a layer 1"],
  [{ layer: 1, unit: 0, activation: Number.NaN }, "cannot be held at NaN"],
])("%o is refused", async (held, words) => {
  const { model, input } = modelOf({
    inputs: 2,
    hidden: [{ units: 4, activation: "sigmoid" }],
    scaled: false,
    seed: 1,
  });
  for (const engine of [wasm, reference]) {
    const refused = trace(model, input, { engine, hold: [held] });
    await expect(refused).rejects.toMatchObject({ code: "invalid-argument" });
    await expect(trace(model, input, { engine, hold: [held] })).rejects.toThrow(words);
  }
});
