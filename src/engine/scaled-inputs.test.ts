import { describe, expect, test } from "vitest";
import { type Dataset, fit } from "../index.js";
import { trace } from "../insight/compile.js";
import { gradients } from "../insight/gradients.js";
import { maximizingInput } from "../insight/maximize.js";
import { contributions } from "../insight/saliency.js";
import { defineModel, type Model } from "../model/model.js";
import type { InputScaling } from "../model/preprocessing.js";
import { evaluate } from "../training/evaluate.js";
import { compileNetwork } from "./compile-network.js";
import { askedEngine } from "./engines.js";

/** Seconds since 1970, a feature that never varied, and an ordinary one. */
const each = [
  { shift: 1.7e9, scale: 1e4 },
  { shift: Math.fround(3.7), scale: 1e-7 },
  { shift: 1, scale: 2 },
];
const scaledBy = (scaling: InputScaling): Model => ({
  definition: defineModel({
    inputs: 3,
    layers: [{ units: 2, activation: "linear" }],
    preprocessing: { divideBy: 1, scaling },
  }),
  parameters: [{ weight: Float32Array.of(1, 1, 1, 0, -1, 2), bias: Float32Array.of(0.5, 0) }],
});
const model = scaledBy({ precision: "float32", each });
const plain: Model = {
  definition: defineModel({ inputs: 3, layers: [{ units: 2, activation: "linear" }] }),
  parameters: model.parameters,
};

const RAW = [1.7e9 + 5120, 3.7, 4];
const INPUTS = [0.512, 0, 1.5];
const OUTPUTS = [2.512, 3];

const dataset = (rows: number[], values: number[]): Dataset => ({
  name: "raw",
  features: { data: Float64Array.from(rows), rows: rows.length / 3, columns: 3 },
  targets: { kind: "values", data: Float64Array.from(values), columns: 2 },
  preprocessing: model.definition.preprocessing,
});

describe.each(["wasm", "reference"] as const)("inputs that are scaled one by one, by %s", (name) => {
  const engine = askedEngine(name);
  const close = (actual: ArrayLike<number>, expected: readonly number[]) => {
    expect(actual).toHaveLength(expected.length);
    for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 6);
  };

  test("are those of the other program, and the trace shows them", async () => {
    const network = await compileNetwork(engine, model.definition);
    network.setParameters(model.parameters);
    close(network.predict([...RAW, ...RAW]), [...OUTPUTS, ...OUTPUTS]);
    expect(network.definition).toBe(model.definition);
    network.dispose();
    const { inputs, layers } = await trace(model, RAW, { engine });
    close(inputs, INPUTS);
    close(layers[0].activations, OUTPUTS);
    // As float64 the feature is not its mean.
    const fine = scaledBy({ precision: "float64", each });
    close((await trace(fine, RAW, { engine })).inputs, [0.512, (3.7 - Math.fround(3.7)) / 1e-7, 1.5]);
  });

  test("are scored and learned from as scaled ones are", async () => {
    const raw = dataset([...RAW, ...RAW], [...OUTPUTS, 0, 0]);
    const scaled = { ...dataset([...INPUTS, ...INPUTS], [...OUTPUTS, 0, 0]), preprocessing: { divideBy: 1 } };
    const [score, expected] = [
      await evaluate(model, raw, { engine }),
      await evaluate(plain, scaled, { engine }),
    ];
    expect(score.loss).toBeCloseTo(expected.loss, 5);
    const options = { epochs: 3, batchSize: 2, engine, seed: 1 };
    const [one, other] = [await fit(model, raw, options), await fit(plain, scaled, options)];
    for (const [i, value] of other.model.parameters[0].weight.entries()) {
      expect(one.model.parameters[0].weight[i]).toBeCloseTo(value, 5);
    }
    expect(one.model.definition.preprocessing.scaling).toEqual({ precision: "float32", each });
  });

  test.each([
    [{ precision: "float32", each: [] }],
    [{ precision: "float32", each: each.slice(0, 2) }],
    [{ precision: "float32", each: [{ shift: 0, scale: 0 }] }],
    [{ precision: "float32", each: [{ shift: Number.NaN, scale: 1 }] }],
  ] as [InputScaling][])("%j do not fit", async (scaling) => {
    await expect(compileNetwork(engine, scaledBy(scaling).definition)).rejects.toThrow("do not fit 3 inputs");
  });
});

test("what looks into a network sees scaled inputs too", () => {
  const rows = Uint32Array.of(0);
  const raw = gradients(model, dataset(RAW, [0, 0]), rows);
  const scaled = gradients(plain, dataset(INPUTS, [0, 0]), rows);
  expect(raw.loss).toBeCloseTo(scaled.loss, 6);
  for (const [i, value] of scaled.layers[0].weight.entries()) {
    expect(raw.layers[0].weight[i]).toBeCloseTo(value, 6);
  }
  const shares = contributions(model, RAW, 0).shares;
  for (const [i, share] of [0.512, 0, 1.5].entries()) expect(shares[i]).toBeCloseTo(share, 6);
  const third = scaledBy({ precision: "float64", each: [{ shift: 1, scale: 2 }] });
  const { input, activation } = maximizingInput(third, 1, 1, { range: [-3, 9] });
  for (const [i, value] of [-3, 9].entries()) expect(input[i + 1]).toBeCloseTo(value, 6);
  expect(activation).toBeCloseTo(2 + 8, 6);
});
