import { describe, expect, it } from "vitest";
import { numberExamples } from "../../test/support/examples.js";
import { alignClasses, splitAndPrepare } from "./prepare.js";

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

describe("alignClasses", () => {
  const data = numberExamples([1, 2, 3], ["b", "c", "b"]);
  const all = data.encode(Uint32Array.of(0, 1, 2), data.prepare(Uint32Array.of(0, 1, 2)), "new.csv");

  it("numbers classes as the model does", () => {
    const { targets } = alignClasses(all, ["a", "b", "c"]);
    expect(targets).toEqual({ kind: "classes", classes: Uint32Array.of(1, 2, 1), names: ["a", "b", "c"] });
  });

  it("leaves those alone that are numbered so already", () => {
    expect(alignClasses(all, ["b", "c"])).toBe(all);
    expect(alignClasses(all, undefined)).toBe(all);
  });

  it("names classes that the model does not know", () => {
    expect(() => alignClasses(all, ["a", "b"])).toThrow(
      'new.csv has "c" among its classes; the model knows "a", "b".',
    );
  });
});
