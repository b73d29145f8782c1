import { expect, test } from "vitest";
import { clouds, line } from "../../../test/support/tiny.js";
import type { Dataset } from "../../data/dataset.js";
import { defineModel, type Model } from "../../model/model.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import { featuresOf } from "./features.js";
import { permutationImportance } from "./permutation.js";

/** Looks at the first of two inputs only: the one that tells the clouds apart. */
const FIRST: Model = {
  definition: defineModel({ inputs: 2, layers: [{ units: 1, activation: "sigmoid" }] }),
  parameters: [{ weight: Float64Array.of(1, 0), bias: Float64Array.of(0) }],
};
const FEATURES = [
  { name: "x", inputs: [0] },
  { name: "y", inputs: [1] },
];

test("accuracy falls to chance without what is looked at, and not at all without the rest", async () => {
  const { score, examples, features } = await permutationImportance(FIRST, clouds(300), FEATURES, {
    engine: "reference",
  });
  expect(examples).toBe(300);
  expect(score).toBeGreaterThan(0.95);
  expect(features[0].drop).toBeGreaterThan(0.4);
  expect(features[0].deviation).toBeGreaterThan(0);
  expect(features[1]).toEqual({ name: "y", drop: 0, deviation: 0 });
});

test("inputs that belong together are shuffled together", async () => {
  const { features } = await permutationImportance(FIRST, clouds(300), [{ name: "both", inputs: [0, 1] }]);
  expect(features[0].drop).toBeGreaterThan(0.4);
});

test("the same seed gives the same, another seed something else", async () => {
  const once = (seed: number) => permutationImportance(FIRST, clouds(200), FEATURES, { seed, examples: 50 });
  expect((await once(1)).examples).toBe(50);
  expect(await once(1)).toEqual(await once(1));
  expect(await once(1)).not.toEqual(await once(2));
});

test("numbers: R² falls", async () => {
  const model: Model = {
    definition: defineModel({ inputs: 1, layers: [{ units: 1, activation: "linear" }] }),
    parameters: [{ weight: Float64Array.of(2), bias: Float64Array.of(1) }],
  };
  const { score, features } = await permutationImportance(model, line(100), [{ name: "x", inputs: [0] }]);
  expect(score).toBeCloseTo(1, 6);
  // Without x, errors have twice the variance: R² is about −1.
  expect(features[0].drop).toBeGreaterThan(1.5);
});

test("columns that matter by their product only", async () => {
  const missing = { fill: 0, indicator: false };
  const columns = ["a", "b"].map((name) => ({ name, kind: "number", shift: 0, scale: 1, missing }) as const);
  const preprocessing: Preprocessing = { divideBy: 1, table: { targets: ["y"], columns, degree: 2 } };
  // a, b, a², ab, b²; the target is ab.
  const rows = Array.from({ length: 300 }, (_, i) => [((i * 37) % 101) / 50 - 1, ((i * 71) % 97) / 48 - 1]);
  const data: Dataset = {
    name: "products",
    features: {
      data: Float64Array.from(rows.flatMap(([a, b]) => [a, b, a * a, a * b, b * b])),
      rows: 300,
      columns: 5,
    },
    targets: { kind: "values", data: Float64Array.from(rows, ([a, b]) => a * b), columns: 1 },
    preprocessing,
  };
  const model: Model = {
    definition: defineModel({ inputs: 5, layers: [{ units: 1, activation: "linear" }], preprocessing }),
    parameters: [{ weight: Float64Array.of(0, 0, 0, 1, 0), bias: Float64Array.of(0) }],
  };
  const { features } = await permutationImportance(model, data, featuresOf(preprocessing, 5).features);
  expect(features.map(({ name }) => name)).toEqual(["a", "b"]);
  for (const { drop } of features) expect(drop).toBeGreaterThan(1);
});

test("the data stay as they are, also where a Buffer of Node's holds them", async () => {
  const { targets } = clouds(50);
  const bytes = Buffer.from(Uint8Array.from({ length: 100 }, (_, i) => (i * 37) % 256));
  const before = [...bytes];
  const data = {
    name: "bytes",
    features: { data: bytes, rows: 50, columns: 2 },
    targets,
    preprocessing: { divideBy: 255 },
  };
  await permutationImportance(FIRST, data, FEATURES, { engine: "reference" });
  expect([...bytes]).toEqual(before);
});
