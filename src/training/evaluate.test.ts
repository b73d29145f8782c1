import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { ofTask } from "../../test/support/evaluations.js";
import { clouds, LINEAR, line } from "../../test/support/tiny.js";
import type { Dataset } from "../data/dataset.js";
import { reference } from "../engine/reference/engine.js";
import { wasm } from "../engine/wasm/engine.js";
import { predict, trace } from "../insight/compile.js";
import type { LossName } from "../model/losses.js";
import { defineModel, type Model } from "../model/model.js";
import { predictedClass } from "../model/outputs.js";
import { evaluate, ValueErrors } from "./evaluate.js";

/** `sigmoid(x₀ / 2)`, with raw inputs in halves. */
const SINGLE: Model = {
  definition: defineModel({
    inputs: 2,
    layers: [{ units: 1, activation: "sigmoid" }],
    preprocessing: { divideBy: 2 },
  }),
  parameters: [{ weight: Float64Array.of(1, 0), bias: Float64Array.of(0) }],
};

const POINTS: Dataset = {
  name: "points",
  features: { data: Float64Array.of(-1, 0, 1, 0, 2, 0, 0, 0), rows: 4, columns: 2 },
  targets: { kind: "classes", classes: Uint8Array.of(0, 1, 0, 1), names: ["no", "yes"] },
  preprocessing: { divideBy: 2 },
};

const ENGINES = [wasm, reference];

describe.each(ENGINES)("evaluate with the $name engine", (engine) => {
  test("a single sigmoid decides at one half; rows are actual classes, columns predicted ones", async () => {
    const { examples, accuracy, confusion, loss } = ofTask(
      await evaluate(SINGLE, POINTS, { engine }),
      "classes",
    );
    expect(examples).toBe(4);
    expect(accuracy).toBe(0.5);
    expect(confusion).toEqual([
      [1, 1],
      [1, 1],
    ]);
    const softplus = (z: number): number => Math.log1p(Math.exp(z));
    expect(loss).toBeCloseTo((2 * softplus(-0.5) + softplus(1) + Math.LN2) / 4, 6);
  });

  test("values have a loss and errors", async () => {
    const model = {
      definition: LINEAR,
      parameters: [{ weight: Float64Array.of(2), bias: Float64Array.of(0) }],
    };
    const { r2, ...rest } = ofTask(await evaluate(model, line(8), { engine }), "values");
    expect(r2).toBeCloseTo(-2.0476190476190474, 6);
    expect(rest).toEqual({
      task: "values",
      examples: 8,
      loss: 1,
      values: [{ name: "output 1", r2, rmse: 1, mae: 1 }],
    });
  });

  test("numbers that say one class each are classes to a softmax, and to nothing else", async () => {
    const points = fc.array(fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.nat(2)), {
      minLength: 1,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(points, async (rows) => {
        const features = { data: Float64Array.from(rows, ([x]) => x), rows: rows.length, columns: 1 };
        const classes = Uint8Array.from(rows, ([, k]) => k);
        const data = Float64Array.from(rows.flatMap(([, k]) => [0, 1, 2].map((c) => (c === k ? 1 : 0))));
        const preprocessing = { divideBy: 1 };
        const named: Dataset = {
          name: "named",
          features,
          targets: { kind: "classes", classes, names: ["a", "b", "c"] },
          preprocessing,
        };
        const hot: Dataset = { ...named, targets: { kind: "values", data, columns: 3 } };
        const net = (activation: "softmax" | "linear", loss: LossName = "cross_entropy"): Model => ({
          definition: defineModel({
            inputs: 1,
            layers: [{ units: 3, activation }],
            loss,
            preprocessing,
          }),
          parameters: [{ weight: Float64Array.of(1, -1, 0.5), bias: Float64Array.of(0, 0.2, 0.1) }],
        });
        const found = await evaluate(net("softmax"), hot, { engine });
        expect(found).toEqual(await evaluate(net("softmax"), named, { engine }));
        const numbers = await evaluate(net("linear", "mean_squared_error"), hot, { engine });
        expect(ofTask(numbers, "values").values).toHaveLength(3);
        const halves: Dataset = {
          ...hot,
          targets: { kind: "values", data: data.map((y) => y / 2), columns: 3 },
        };
        expect((await evaluate(net("softmax", "mean_squared_error"), halves, { engine })).task).toBe(
          "values",
        );
      }),
      { numRuns: 20 },
    );
  });

  test("more rows than fit a chunk", async () => {
    const data = clouds(1500);
    const { confusion, accuracy, examples } = ofTask(await evaluate(SINGLE, data, { engine }), "classes");
    expect(confusion.flat().reduce((a, b) => a + b)).toBe(1500);
    expect(accuracy).toBe((confusion[0][0] + confusion[1][1]) / examples);
    expect(accuracy).toBeGreaterThan(0.95);
  });

  test("outputs are written down, chunk after chunk", async () => {
    const data = clouds(700);
    const outputs = new Float32Array(700);
    await evaluate(SINGLE, data, { engine, outputs });
    expect(outputs).toEqual(Float32Array.from(await predict(SINGLE, data.features.data, { engine })));
    await expect(evaluate(SINGLE, data, { engine, outputs: new Float32Array(3) })).rejects.toThrow(
      "room for 3",
    );
  });

  test("data of another width", async () => {
    await expect(evaluate(SINGLE, line(3), { engine })).rejects.toThrow(
      "has 2 inputs, but line has rows of 1",
    );
  });
});

describe.each(ENGINES)("predict and trace with the $name engine", (engine) => {
  test("take raw inputs", async () => {
    const outputs = await predict(SINGLE, [2, 9, -2, 9], { engine });
    expect(outputs.length).toBe(2);
    expect(outputs[0]).toBeCloseTo(1 / (1 + Math.exp(-1)), 6);
    expect(outputs[1]).toBeCloseTo(1 / (1 + Math.exp(1)), 6);

    const { inputs, layers } = await trace(SINGLE, [2, 9], { engine });
    expect([...inputs]).toEqual([1, 4.5]);
    expect(layers.length).toBe(1);
    expect([...layers[0].preActivations]).toEqual([1]);
    expect(layers[0].activations[0]).toBe(outputs[0]);
  });

  test("half an example", async () => {
    await expect(predict(SINGLE, [1, 2, 3], { engine })).rejects.toThrow("whole number of examples");
    await expect(trace(SINGLE, [1], { engine })).rejects.toMatchObject({ code: "invalid-data" });
  });
});

test("predictedClass takes the first of the largest", () => {
  expect(predictedClass([0.1, 0.45, 0.45])).toBe(1);
  expect(predictedClass([0.5])).toBe(0);
  expect(predictedClass([0.51])).toBe(1);
});

function scores(targets: number[], outputs: number[], scaling?: { shift: number; scale: number }) {
  const errors = new ValueErrors(1, scaling === undefined ? undefined : [{ name: "price", ...scaling }]);
  for (let i = 0; i < targets.length; i++) errors.add(targets, i, outputs, i);
  return errors.scores()[0];
}

describe("value scores", () => {
  it("agree with scikit-learn's example of r2_score, and with the errors by hand", () => {
    const { r2, rmse, mae } = scores([3, -0.5, 2, 7], [2.5, 0, 2, 8]);
    expect(r2).toBeCloseTo(0.9486081370449679, 12);
    expect(rmse).toBeCloseTo(Math.sqrt(1.5 / 4), 12);
    expect(mae).toBeCloseTo(0.5, 12);
  });

  it("are in the target's own unit", () => {
    const { name, r2, rmse, mae } = scores([0, 1, 2], [0, 1, 1], { shift: 100, scale: 10 });
    expect(name).toBe("price");
    expect(mae).toBeCloseTo(10 / 3, 12);
    expect(rmse).toBeCloseTo(10 / Math.sqrt(3), 12);
    expect(r2).toBeCloseTo(0.5, 12);
  });

  it("have a meaning where all targets are the same", () => {
    expect(scores([4, 4], [4, 4]).r2).toBe(1);
    expect(scores([4, 4], [4, 5]).r2).toBe(0);
  });

  it("lose nothing to a large mean", () => {
    expect(scores([1e9, 1e9 + 1, 1e9 + 2], [1e9, 1e9 + 1, 1e9 + 1]).r2).toBeCloseTo(0.5, 6);
  });

  it("stand for each output", () => {
    const errors = new ValueErrors(2, undefined);
    errors.add([0, 1, 5, 5], 2, [9, 5, 4], 1);
    errors.add([0, 1, 5, 5], 0, [1, 1], 0);
    expect(errors.scores().map(({ name, mae }) => [name, mae])).toEqual([
      ["output 1", 0.5],
      ["output 2", 0.5],
    ]);
  });
});
