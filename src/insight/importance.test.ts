import { expect, test } from "vitest";
import { clouds, line } from "../../test/support/tiny.js";
import type { Dataset } from "../data/dataset.js";
import { reference } from "../engine/reference/engine.js";
import { defineModel, type Model } from "../model/model.js";
import type { Preprocessing } from "../model/preprocessing.js";
import { featuresOf, permutationImportance } from "./importance.js";

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
    engine: reference,
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
  await permutationImportance(FIRST, data, FEATURES, { engine: reference });
  expect([...bytes]).toEqual(before);
});

test("a picture is cut into patches that cover every pixel once", () => {
  const { features, grid } = featuresOf({ divideBy: 255, image: [28, 28] }, 784);
  expect(grid).toEqual({ rows: 7, columns: 7 });
  expect(features[8].name).toBe("rows 5–8, columns 5–8");
  expect(features[8].inputs.slice(0, 5)).toEqual([116, 117, 118, 119, 144]);
  const all = features.flatMap(({ inputs }) => inputs).sort((a, b) => a - b);
  expect(all).toEqual(Array.from({ length: 784 }, (_, i) => i));
});

test("patches at the edge may be smaller; colours stay together", () => {
  const { features, grid } = featuresOf({ divideBy: 255, image: [3, 10], channels: 3 }, 90);
  expect(grid).toEqual({ rows: 2, columns: 5 });
  expect(features[9]).toEqual({ name: "row 3, columns 9–10", inputs: [84, 85, 86, 87, 88, 89] });
});

test("a table's columns, with all inputs that each became", () => {
  const missing = { fill: 0, indicator: true };
  const { features, grid } = featuresOf(
    {
      divideBy: 1,
      table: {
        targets: ["y"],
        columns: [
          { name: "age", kind: "number", shift: 0, scale: 1, missing },
          {
            name: "colour",
            kind: "category",
            values: ["red", "green"],
            missing: { fill: "red", indicator: false },
          },
          { name: "member", kind: "yes-no", values: ["no", "yes"], missing },
        ],
      },
    },
    7,
  );
  expect(grid).toBeUndefined();
  expect(features).toEqual([
    { name: "age", inputs: [0, 1] },
    { name: "colour", inputs: [2, 3, 4] },
    { name: "member", inputs: [5, 6] },
  ]);
});

test("a product of columns belongs to each of its factors", () => {
  const missing = { fill: 0, indicator: true };
  const number = (name: string) => ({ name, kind: "number", shift: 0, scale: 1, missing }) as const;
  const columns = [number("a"), { ...number("day"), kind: "date" as const }, number("b")];
  const { features } = featuresOf({ divideBy: 1, table: { targets: ["y"], columns, degree: 2 } }, 9);
  // a², ab and b² follow the columns.
  expect(features).toEqual([
    { name: "a", inputs: [0, 1, 6, 7] },
    { name: "day", inputs: [2, 3] },
    { name: "b", inputs: [4, 5, 7, 8] },
  ]);
});

test("plain inputs one by one, or in blocks where they are many", () => {
  expect(featuresOf({ divideBy: 1 }, 2).features).toEqual([
    { name: "input 1", inputs: [0] },
    { name: "input 2", inputs: [1] },
  ]);
  const { features } = featuresOf({ divideBy: 1 }, 130);
  expect(features).toHaveLength(44);
  expect(features[43]).toEqual({ name: "input 130", inputs: [129] });
});

test("a spectrogram in patches of frequency and time, the highest first", () => {
  const mel = { window: 256, hop: 64, frames: 14, bands: 21, lowest: 60, highest: 4000 };
  const sound = { form: "log-mel", rate: 8000, mel, scaling: [] } as const;
  const { features, grid } = featuresOf({ divideBy: 1, sound }, 14 * 21);
  expect(grid).toEqual({ rows: 7, columns: 7 });
  expect(features[0].name).toMatch(/^\d+ Hz to 4000 Hz, frames 1–2$/);
  expect(features[0].inputs).toEqual([18, 19, 20, 39, 40, 41]);
  expect(features[42].name).toMatch(/^60 Hz to /);
  const all = features.flatMap(({ inputs }) => inputs).sort((a, b) => a - b);
  expect(all).toEqual(Array.from({ length: 14 * 21 }, (_, i) => i));
});

test("a waveform in stretches of time", () => {
  const sound = { form: "waveform", rate: 8000, samples: 1000, scaling: [] } as const;
  const { features } = featuresOf({ divideBy: 1, sound }, 1000);
  expect(features).toHaveLength(24);
  expect(features[0].name).toBe("0.000 to 0.005 s");
  expect(features.flatMap(({ inputs }) => inputs)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
});

test("features are found where none are given, and what cannot be is a sentence", async () => {
  const data = clouds(100);
  expect(await permutationImportance(FIRST, data)).toEqual(
    await permutationImportance(FIRST, data, featuresOf(FIRST.definition.preprocessing, 2).features),
  );
  const shuffle = (...args: readonly unknown[]) =>
    permutationImportance(...(args as unknown as Parameters<typeof permutationImportance>));
  await expect(shuffle(FIRST, data, FEATURES, { repetitions: 0 })).rejects.toThrow(
    "repetitions must be a whole number",
  );
  await expect(shuffle(FIRST, data, FEATURES, { rounds: 1 })).rejects.toThrow('has no option "rounds"');
  await expect(shuffle(FIRST, data, [{ name: "z", inputs: [2] }])).rejects.toThrow(
    "The feature z has the input 2, but the network has 2, counted from 0.",
  );
  await expect(shuffle(FIRST, line(9))).rejects.toThrow(/line/);
  await expect(shuffle(FIRST, [[1, 2]])).rejects.toThrow("This is no data set");
});
