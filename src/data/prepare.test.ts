import { describe, expect, it } from "vitest";
import { numberExamples } from "../../test/support/examples.js";
import { splitAndPrepare } from "./prepare.js";

describe("splitAndPrepare", () => {
  it("learns the preprocessing from the training part alone", () => {
    // The training rows of this seed have another mean than all rows.
    const examples = numberExamples([1, 2, 3, 4, 5, 6, 7, 8, 9, 1000]);
    const { train, validation, test } = splitAndPrepare(examples, { test: 0.2, validation: 0.25, seed: 1 });
    expect(train.features.rows).toBe(6);
    expect(validation?.features.rows).toBe(2);
    expect(test?.features.rows).toBe(2);
    const mean = (data: ArrayLike<number>): number =>
      Array.from(data).reduce((a, b) => a + b, 0) / data.length;
    expect(mean(train.features.data)).toBeCloseTo(0, 5);
    expect(validation?.preprocessing).toBe(train.preprocessing);
    expect(test?.preprocessing).toBe(train.preprocessing);
    expect(test?.name).toBe("numbers, test part");
  });

  it("leaves out parts that nobody wants", () => {
    const parts = splitAndPrepare(numberExamples([1, 2, 3]), { test: 0, validation: 0, seed: 1 });
    expect(Object.keys(parts)).toEqual(["train"]);
  });
});
