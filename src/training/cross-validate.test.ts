import { describe, expect, it } from "vitest";
import { numberExamples } from "../../test/support/examples.js";
import { dataset } from "../data/from-arrays.js";
import { defineModel } from "../model/model.js";
import { crossValidate, type FoldResult } from "./cross-validate.js";

const line = () => defineModel({ inputs: 1, layers: [{ units: 1, activation: "linear" }] });
const two = () => defineModel({ inputs: 1, layers: [{ units: 2, activation: "softmax" }] });

async function all(folds: AsyncIterable<FoldResult>): Promise<FoldResult[]> {
  const results: FoldResult[] = [];
  for await (const fold of folds) results.push(fold);
  return results;
}

describe("crossValidate", () => {
  it("tests on every example once", async () => {
    const inputs = Array.from({ length: 20 }, (_, i) => i);
    const classes = inputs.map((x) => (x < 10 ? "low" : "high"));
    const events: number[] = [];
    const folds = await all(
      crossValidate(
        numberExamples(inputs, classes),
        two,
        { folds: 4, epochs: 30, batchSize: 4, validation: 0.2 },
        (event, fold) => {
          if (event.type === "start") events.push(fold, event.trainingExamples, event.validationExamples);
        },
      ),
    );
    expect(folds.map(({ fold }) => fold)).toEqual([1, 2, 3, 4]);
    expect(folds.map(({ evaluation }) => evaluation.examples)).toEqual([5, 5, 5, 5]);
    expect(events).toEqual([1, 12, 3, 2, 12, 3, 3, 12, 3, 4, 12, 3]);
  });

  it("gives the same figures for the same seed, and others for another", async () => {
    const examples = numberExamples([1, 2, 3, 4, 5, 6, 7, 8]);
    const losses = async (seed: number): Promise<number[]> =>
      (await all(crossValidate(examples, line, { folds: 2, epochs: 2, seed }))).map(
        ({ evaluation }) => evaluation.loss,
      );
    expect(await losses(1)).toEqual(await losses(1));
    expect(await losses(1)).not.toEqual(await losses(2));
  });

  it("takes a data set of numbers, which each fold scales by what it learns from", async () => {
    const inputs = [1, 2, 3, 4, 5, 6, 7, 80];
    const data = dataset(inputs, inputs, { scaling: "standard" });
    const folds = await all(crossValidate(data, line, { folds: 4, epochs: 1 }));
    expect(folds.reduce((sum, { evaluation }) => sum + evaluation.examples, 0)).toBe(8);
    for (const { result, test } of folds) {
      const { preprocessing } = result.model.definition;
      expect(test.preprocessing).toEqual(preprocessing);
      const learned = inputs.filter((x) => !test.features.data.includes(x));
      const mean = learned.reduce((sum, x) => sum + x, 0) / learned.length;
      expect(preprocessing.scaling?.each[0].shift).toBeCloseTo(mean, 9);
    }
    const groups = inputs.map((_, i) => i % 2);
    const [first] = await all(crossValidate(data, line, { folds: 2, epochs: 1, groups }));
    expect(new Set(Array.from(first.test.features.data, (x) => (x === 80 ? 0 : x % 2))).size).toBe(1);
    const [early] = await all(crossValidate(data, line, { folds: 3, epochs: 1, times: inputs }));
    expect(Math.min(...early.test.features.data)).toBeGreaterThan(1);
    await expect(all(crossValidate(numberExamples(inputs), line, { folds: 2, groups }))).rejects.toThrow(
      "says itself what groups and times its rows have",
    );
    await expect(all(crossValidate(Promise.resolve(data) as never, line))).rejects.toThrow(
      "Is an await missing before it?",
    );
  });

  it("says when there are fewer examples than folds", async () => {
    await expect(all(crossValidate(numberExamples([1, 2, 3]), line, { folds: 4 }))).rejects.toThrow(
      "numbers's 3 rows cannot be divided into 4 folds.",
    );
    await expect(all(crossValidate(numberExamples([1, 2, 3]), line, { folds: 1 }))).rejects.toThrow(
      "from 2 to 255",
    );
  });

  it("ends when it is told to", async () => {
    const stop = new AbortController();
    const examples = numberExamples([1, 2, 3, 4, 5, 6, 7, 8]);
    const folds: FoldResult[] = [];
    for await (const fold of crossValidate(examples, line, { folds: 4, epochs: 2, signal: stop.signal })) {
      folds.push(fold);
      stop.abort();
    }
    expect(folds).toHaveLength(1);
  });
});
