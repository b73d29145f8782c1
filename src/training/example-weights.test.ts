import { describe, expect, test } from "vitest";
import { CLASSIFIER, clouds, LINEAR, line } from "../../test/support/tiny.js";
import type { Dataset } from "../data/dataset.js";
import { reference } from "../engine/reference/engine.js";
import { wasm } from "../engine/wasm/engine.js";
import { initializeParameters } from "../model/model.js";
import { evaluate } from "./evaluate.js";
import { exampleWeights } from "./example-weights.js";
import { fit } from "./fit.js";
import type { FitOptions } from "./run.js";

/** Six examples of the first class, two of the second. */
const UNEVEN: Dataset = {
  ...clouds(8),
  targets: { kind: "classes", classes: Uint8Array.of(0, 0, 1, 0, 0, 1, 0, 0), names: ["left", "right"] },
};
const ROWS = Uint32Array.from({ length: 8 }, (_, row) => row);

describe("exampleWeights", () => {
  test("without any weights the data stay what they are", () => {
    expect(exampleWeights(UNEVEN, ROWS, undefined)(UNEVEN)).toBe(UNEVEN);
  });

  test("balanced: N / (K n) each", () => {
    const { weights } = exampleWeights(UNEVEN, ROWS, "balanced")(UNEVEN);
    const [left, right] = [8 / (2 * 6), 8 / (2 * 2)];
    expect([...(weights ?? [])]).toEqual([left, left, right, left, left, right, left, left]);
  });

  test("given ones times the data's own, with a mean of 1 over what is learned from", () => {
    const data = { ...UNEVEN, weights: Float32Array.of(1, 2, 1, 0, 9, 9, 9, 9) };
    const weigh = exampleWeights(data, ROWS.subarray(0, 4), [1, 3]);
    expect([...(weigh(data).weights ?? [])]).toEqual([1, 2, 3, 0, 9, 27, 9, 9].map((w) => (w * 4) / 6));
  });

  test("a class that is not learned from is weighed as if it had one example", () => {
    const { weights } = exampleWeights(UNEVEN, Uint32Array.of(0, 1), "balanced")(UNEVEN);
    expect([...(weights ?? [])].slice(0, 3)).toEqual([1, 1, 2]);
  });

  test.each([
    [line(8), "balanced", "is for classes, but the targets of line are values"],
    [UNEVEN, [1, 2, 3], "has 3 weights, but clouds has 2 classes"],
    [UNEVEN, [0, 0], "All examples of clouds to learn from have the weight 0"],
  ] as const)("%#: cannot be", (data, classWeights, sentence) => {
    expect(() => exampleWeights(data, ROWS, classWeights)).toThrow(sentence);
  });
});

describe.each([wasm, reference])("the $name engine", (engine) => {
  const options = { engine, optimizer: "sgd", epochs: 3, batchSize: 3, shuffle: false } satisfies FitOptions;

  test("weights of 1 change no bit", async () => {
    const plain = await fit(CLASSIFIER, UNEVEN, options);
    const ones = await fit(CLASSIFIER, { ...UNEVEN, weights: new Float32Array(8).fill(1) }, options);
    expect(ones.model).toEqual(plain.model);
  });

  test("a row of weight 2 is as good as two rows in a batch of all", async () => {
    const full = { ...options, batchSize: 8, validation: 0 };
    const twice = Uint32Array.of(0, 1, 2, 2, 3, 3, 4, 5);
    const { features, targets } = UNEVEN;
    if (targets.kind !== "classes") throw new Error("not classes");
    const doubled: Dataset = {
      ...UNEVEN,
      features: {
        ...features,
        data: Float64Array.from({ length: 16 }, (_, i) => features.data[2 * twice[i >> 1] + (i & 1)]),
      },
      targets: { ...targets, classes: Uint8Array.from(twice, (row) => targets.classes[row]) },
    };
    const weighted: Dataset = { ...UNEVEN, weights: Float32Array.of(1, 1, 2, 2, 1, 1, 0, 0) };
    const [a, b] = [await fit(CLASSIFIER, doubled, full), await fit(CLASSIFIER, weighted, full)];
    const tolerance = engine === wasm ? 6 : 14;
    b.history.forEach(({ loss }, i) => {
      expect(loss).toBeCloseTo(a.history[i].loss, tolerance);
    });
    b.model.parameters[0].weight.forEach((w, i) => {
      expect(w).toBeCloseTo(a.model.parameters[0].weight[i], tolerance);
    });
    const scores = [
      await evaluate(a.model, doubled, { engine }),
      await evaluate(a.model, weighted, { engine }),
    ];
    expect(scores[1].loss).toBeCloseTo(scores[0].loss, tolerance);
    expect(scores[1].examples).toBe(8);
  });

  test("the loss of a data set: Σ w l / Σ w", async () => {
    const model = { definition: CLASSIFIER, parameters: initializeParameters(CLASSIFIER, 1) };
    const alone = async (row: number) => {
      const weights = new Float32Array(8);
      weights[row] = 5;
      return (await evaluate(model, { ...UNEVEN, weights }, { engine })).loss;
    };
    const weights = Float32Array.of(0, 0, 1, 0, 0, 3, 0, 0);
    const { loss } = await evaluate(model, { ...UNEVEN, weights }, { engine });
    expect(loss).toBeCloseTo((await alone(2)) / 4 + ((await alone(5)) * 3) / 4, 6);
  });

  test("balanced classes: validation is judged by the same weights", async () => {
    const run = await fit(CLASSIFIER, UNEVEN, { ...options, classWeights: "balanced", validation: UNEVEN });
    const { weights } = exampleWeights(UNEVEN, ROWS, "balanced")(UNEVEN);
    const judged = await evaluate(run.model, { ...UNEVEN, ...(weights && { weights }) }, { engine });
    expect(run.history[2].validationLoss).toBeCloseTo(judged.loss, 12);
  });

  test("label smoothing draws outputs from their limits, and is not in the validation loss", async () => {
    const long = { ...options, epochs: 1, batchSize: 8, labelSmoothing: 0.2, validation: UNEVEN };
    const run = await fit(CLASSIFIER, UNEVEN, long);
    const plain = await evaluate(run.model, UNEVEN, { engine });
    expect(run.history[0].validationLoss).toBe(plain.loss);
    const other = await fit(CLASSIFIER, UNEVEN, { ...long, labelSmoothing: 0 });
    expect(run.history[0].loss).not.toBe(other.history[0].loss);
  });

  test.each([
    [LINEAR, line(8), { labelSmoothing: 0.1 }, "labelSmoothing is for the two cross-entropies"],
    [CLASSIFIER, UNEVEN, { labelSmoothing: 1 }, "labelSmoothing must be a number from 0 to below 1, not 1"],
    [CLASSIFIER, UNEVEN, { classWeights: [1, -1] }, 'classWeights must be "balanced" or a list'],
    [CLASSIFIER, { ...UNEVEN, weights: new Float32Array(7) }, {}, "has 8 rows, but 7 weights"],
    [
      CLASSIFIER,
      { ...UNEVEN, weights: Float32Array.of(1, 1, 1, -1, 1, 1, 1, 1) },
      {},
      "The weight of row 4 of clouds is -1, not a number of 0 or more",
    ],
  ] as const)("%#: refused with a sentence", async (model, data, more, sentence) => {
    await expect(
      Promise.resolve(fit(model, data as Dataset, { engine, ...more } as FitOptions)),
    ).rejects.toThrow(sentence);
  });
});
