import { describe, expect, test } from "vitest";
import type { Dataset, Targets } from "../data/dataset.js";
import { AkariError } from "../error.js";
import type { ActivationName } from "../model/activations.js";
import type { LossName } from "../model/losses.js";
import { defineModel, type ModelDefinition } from "../model/model.js";
import { encodeTarget, requireExamples, requireFit } from "./targets.js";

const CLASSES: Targets = { kind: "classes", classes: Uint8Array.of(2, 0), names: ["a", "b", "c"] };

function model(units: number, activation: ActivationName = "softmax", loss?: LossName): ModelDefinition {
  return defineModel({ inputs: 2, layers: [{ units, activation }], ...(loss === undefined ? {} : { loss }) });
}

function dataset(targets: Targets, data: Dataset["features"]["data"] = Uint8Array.of(1, 2, 3, 4)): Dataset {
  return {
    name: "Shapes",
    features: { data, rows: 2, columns: 2 },
    targets,
    preprocessing: { divideBy: 1 },
  };
}

const values = (...data: number[]): Targets => ({
  kind: "values",
  data: Float64Array.from(data),
  columns: 2,
});

function problem(definition: ModelDefinition, data: Dataset): string {
  try {
    requireFit(definition, data);
  } catch (error) {
    if (error instanceof AkariError && error.code === "invalid-data") return error.message;
    throw error;
  }
  return "";
}

describe("encodeTarget", () => {
  test("a class is a 1 in its place", () => {
    const y = Float64Array.of(9, 9, 9);
    encodeTarget(CLASSES, 0, y);
    expect([...y]).toEqual([0, 0, 1]);
    encodeTarget(CLASSES, 1, y);
    expect([...y]).toEqual([1, 0, 0]);
  });

  test("for a single unit the class is the number itself", () => {
    const y = new Float32Array(1);
    encodeTarget({ kind: "classes", classes: Uint8Array.of(0, 1), names: ["no", "yes"] }, 1, y);
    expect([...y]).toEqual([1]);
  });

  test("values are copied", () => {
    const y = new Float64Array(2);
    encodeTarget(values(1, 2, 3, 4), 1, y);
    expect([...y]).toEqual([3, 4]);
  });
});

describe("requireFit", () => {
  test("accepts what fits", () => {
    expect(problem(model(3), dataset(CLASSES))).toBe("");
    expect(problem(model(2, "linear"), dataset(values(-5, 2, 3, 4)))).toBe("");
    expect(problem(model(2, "softmax"), dataset(values(0.25, 0.75, 0.333, 0.666)))).toBe("");
    const two: Targets = { kind: "classes", classes: Uint8Array.of(0, 1), names: ["no", "yes"] };
    expect(problem(model(1, "sigmoid"), dataset(two))).toBe("");
    expect(problem(model(2, "softmax"), dataset(two))).toBe("");
  });

  test("another width", () => {
    const wide: Dataset = { ...dataset(CLASSES), features: { data: new Uint8Array(6), rows: 2, columns: 3 } };
    expect(problem(model(3), wide)).toBe("The model has 2 inputs, but Shapes has rows of 3 numbers.");
  });

  test("no rows, missing numbers, missing targets", () => {
    const empty: Dataset = {
      ...dataset(CLASSES),
      features: { data: new Uint8Array(0), rows: 0, columns: 2 },
    };
    expect(problem(model(3), empty)).toBe("Shapes has no examples.");
    expect(problem(model(3), dataset(CLASSES, new Uint8Array(3)))).toContain("2 rows of 2 numbers");
    const one: Targets = { ...CLASSES, classes: Uint8Array.of(1) };
    expect(problem(model(3), dataset(one))).toBe("Shapes has 2 rows of inputs, but 1 of targets.");
    expect(problem(model(2, "linear"), dataset(values(1, 2)))).toContain(
      "2 rows of inputs, but 1 of targets",
    );
  });

  test("another number of classes", () => {
    expect(problem(model(4), dataset(CLASSES))).toContain("4 outputs, one a class, but Shapes has 3 classes");
    expect(problem(model(1, "sigmoid"), dataset(CLASSES))).toContain("tells 2 classes apart");
  });

  test("a class out of range", () => {
    const bad: Targets = { ...CLASSES, classes: Uint8Array.of(0, 3) };
    expect(problem(model(3), dataset(bad))).toBe("Row 2 of Shapes has class 3, but classes go from 0 to 2.");
  });

  test("another number of values", () => {
    expect(problem(model(3, "linear"), dataset(values(1, 2, 3, 4)))).toContain("has 2 target values a row");
  });

  test("numbers that are not finite", () => {
    const inputs = Float32Array.of(1, 2, Number.NaN, 4);
    expect(problem(model(3), dataset(CLASSES, inputs))).toContain(
      "input in row 2, column 1 of Shapes is NaN",
    );
    const targets = values(1, 2, 3, Number.POSITIVE_INFINITY);
    expect(problem(model(2, "linear"), dataset(targets))).toContain("target in row 2, column 2");
  });

  test("targets that a cross-entropy cannot take", () => {
    expect(problem(model(2, "sigmoid"), dataset(values(0, 1, 1, 2)))).toContain("row 2, column 2");
    expect(problem(model(2, "softmax"), dataset(values(0, 1, 1, 1)))).toContain(
      "row 2 of Shapes add up to 2",
    );
  });
});

test("requireExamples counts examples", () => {
  expect(requireExamples(model(3), [1, 2, 3, 4])).toBe(2);
  expect(() => requireExamples(model(3), [1, 2, 3])).toThrow("3 numbers are not a whole number of examples");
});
