/**
 * @file Preprocessing that goes along into ONNX files: ONNX Runtime, given what a table or a picture holds, answers as
 * Akari does.
 */

import { describe, expect, test } from "vitest";
import { InputEncoder } from "../../src/data/table/row-encoder.js";
import { decodeOnnx } from "../../src/formats/onnx/decode.js";
import { encodeOnnx } from "../../src/formats/onnx/encode.js";
import { defineModel, type Model, predict } from "../../src/index.js";
import {
  type ActivationName,
  initializeParameters,
  type Preprocessing,
  type TablePreprocessing,
} from "../../src/model.js";
import { withMetadata } from "../support/onnx-graph.js";
import { type Fed, runOnnx } from "./runtime.js";

interface Extras {
  readonly units?: number;
  readonly activation?: ActivationName;
  readonly labels?: readonly string[];
}

function model(inputs: number, preprocessing: Preprocessing, extras: Extras = {}): Model {
  const { units = 1, activation = "linear", labels } = extras;
  const definition = defineModel({
    inputs,
    layers: [
      { units: 5, activation: "tanh" },
      { units, activation },
    ],
    preprocessing,
    ...(labels === undefined ? {} : { labels }),
  });
  const parameters = initializeParameters(definition, 3).map(({ weight, bias }) => ({
    weight: Float32Array.from(weight),
    bias: Float32Array.from(bias, (_, i) => i / 10),
  }));
  return { definition, parameters };
}

function expectClose(found: ArrayLike<number>, wanted: ArrayLike<number>): void {
  expect(found).toHaveLength(wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    expect(Math.abs(found[i] - wanted[i])).toBeLessThan(1e-5 * Math.max(1, Math.abs(wanted[i])));
  }
}

const SCALING = { shift: 1e6, scale: 2.5 };
const TABLE = {
  columns: [
    { name: "size", kind: "number", ...SCALING, missing: { fill: 1e6 + 1, indicator: true } },
    { name: "layer 1/sums", kind: "number", shift: 3, scale: 0.5, missing: { fill: 3.25, indicator: false } },
    { name: "day", kind: "date", shift: 19000, scale: 300, missing: { fill: 19100, indicator: false } },
    { name: "old", kind: "yes-no", values: ["no", "yes"], missing: { fill: 1, indicator: true } },
    { name: "", kind: "category", values: ["red", "blue"], missing: { fill: "blue", indicator: true } },
    { name: "grade", kind: "category", values: ["A"], missing: { fill: "gone", indicator: false } },
  ],
  degree: 3,
  products: Array.from({ length: 7 }, (_, i) => ({ shift: i / 10, scale: 1 + i / 5 })),
} satisfies Omit<TablePreprocessing, "targets">;
const PREPROCESSING = { divideBy: 1, table: { ...TABLE, targets: ["price"] } } satisfies Preprocessing;

/** Cells as a table has them, and as Akari reads them: numbers, a category's place, NaN where missing. */
const ROWS: readonly (readonly [cells: readonly (number | string)[], read: readonly number[]])[] = [
  [
    [1e6 + 2, 4, 19500.25, "yes", "red", "A"],
    [1e6 + 2, 4, 19500.25, 1, 0, 0],
  ],
  [
    [Number.NaN, 2, 18000, "no", "blue", "B"],
    [Number.NaN, 2, 18000, 0, 1, 1],
  ],
  [
    [1e6 - 3, Number.NaN, Number.NaN, "NA", "", "?"],
    [1e6 - 3, Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN],
  ],
  [
    [1e6, 3, 20000, "yes", "green", "A"],
    [1e6, 3, 20000, 1, 2, 0],
  ],
];
const NAMES = ["size", "layer 1/sums", "day", "old", "column 5", "grade"];

function cells(): Record<string, Fed> {
  const dims = [ROWS.length, 1];
  return Object.fromEntries(
    NAMES.map((name, c): [string, Fed] => {
      const column = ROWS.map(([row]) => row[c]);
      return typeof column[0] === "string"
        ? [name, { type: "string", dims, data: column.map(String) }]
        : [name, { type: "float64", dims, data: Float64Array.from(column, Number) }];
    }),
  );
}

function encoded(table: TablePreprocessing): Float32Array {
  const encoder = new InputEncoder(table);
  const data = new Float32Array(ROWS.length * encoder.inputs);
  ROWS.forEach(([, row], i) => {
    encoder.encode(Float64Array.from(row), data, i * encoder.inputs);
  });
  return data;
}

describe("a table", () => {
  const inputs = encoded(PREPROCESSING.table);
  const width = inputs.length / ROWS.length;

  test("has an input a column, in which cells may be missing or unknown, and gives its target's own unit", async () => {
    const scaled = { ...PREPROCESSING, outputs: [{ name: "price", shift: 200, scale: 30 }] };
    const network = model(width, scaled);
    const bytes = encodeOnnx(network);
    const { name, dims, data } = await runOnnx(bytes, cells());
    expect({ name, dims }).toEqual({ name: "price", dims: [4, 1] });
    expectClose(
      data,
      Array.from(await predict(network, inputs), (value) => 30 * value + 200),
    );
    expect(decodeOnnx(bytes, "net").model).toEqual(network);
  });

  test("of classes gives their probabilities", async () => {
    const network = model(width, PREPROCESSING, { units: 3, activation: "softmax", labels: ["a", "b", "c"] });
    const { name, dims, data } = await runOnnx(encodeOnnx(network), cells());
    expect({ name, dims }).toEqual({ name: "probabilities", dims: [4, 3] });
    expectClose(data, await predict(network, inputs));
  });

  test("of two classes gives both probabilities, where one neuron stands for them", async () => {
    const network = model(width, PREPROCESSING, { activation: "sigmoid", labels: ["bad", "good"] });
    const { name, dims, data } = await runOnnx(encodeOnnx(network), cells());
    expect({ name, dims }).toEqual({ name: "probabilities", dims: [4, 2] });
    expectClose(
      data,
      Array.from(await predict(network, inputs)).flatMap((p) => [1 - p, p]),
    );
  });

  test("gives NaN where a column of yes and no has another word", async () => {
    const old: Fed = { type: "string", dims: [4, 1], data: ["yes", "perhaps", "no", ""] };
    const { data } = await runOnnx(encodeOnnx(model(width, PREPROCESSING)), { ...cells(), old });
    expect(Array.from(data, Number.isNaN)).toEqual([false, true, false, false]);
  });

  test("of a column of numbers alone, without products, is no other matter", async () => {
    const [, column] = TABLE.columns;
    const network = model(1, {
      ...PREPROCESSING,
      table: { ...PREPROCESSING.table, columns: [column], degree: 1 },
    });
    const numbers = Float64Array.of(3, 4);
    const { data } = await runOnnx(encodeOnnx(network), {
      [column.name]: { type: "float64", dims: [2, 1], data: numbers },
    });
    expectClose(data, await predict(network, Float64Array.of(0, 2)));
  });
});

describe("pictures", () => {
  const bytes = Uint8Array.from({ length: 2 * 24 }, (_, i) => (i * 37) % 256);

  test.each<[Preprocessing, number[]]>([
    [{ divideBy: 255, image: [6, 4] }, [2, 6, 4]],
    [{ divideBy: 255, image: [2, 4], channels: 3 }, [2, 2, 4, 3]],
  ])("with %j are given as bytes", async (preprocessing, dims) => {
    const network = model(24, preprocessing, { units: 2, activation: "softmax", labels: ["no", "yes"] });
    const file = encodeOnnx(network);
    const { data } = await runOnnx(file, { pixels: { type: "uint8", dims, data: bytes } });
    expectClose(data, await predict(network, bytes));
    // Read by its graph alone, it is the same network of the same pictures.
    const { definition, parameters } = decodeOnnx(withMetadata(file), "net").model;
    expect(definition.preprocessing).toEqual(preprocessing);
    expect(parameters).toEqual(network.parameters);
  });
});

test("without preprocessing the graph takes what the first layer takes", async () => {
  const network = model(
    24,
    { divideBy: 255, image: [6, 4] },
    { activation: "sigmoid", labels: ["no", "yes"] },
  );
  const bytes = encodeOnnx(network, undefined, { preprocessing: false });
  const pixels = Uint8Array.from({ length: 24 }, (_, i) => 10 * i);
  const input = Float32Array.from(pixels, (pixel) => pixel / 255);
  const { name, data } = await runOnnx(bytes, { input: { type: "float32", dims: [1, 24], data: input } });
  expect(name).toBe("output");
  expectClose(data, await predict(network, pixels));
  expect(decodeOnnx(bytes, "net").model).toEqual(network);
});

test("logits of a thousand are no trouble", async () => {
  const definition = defineModel({ inputs: 1, layers: [{ units: 2, activation: "softmax" }] });
  const parameters = [{ weight: Float32Array.of(1000, -1000), bias: Float32Array.of(0, 0) }];
  const bytes = encodeOnnx({ definition, parameters });
  const { data } = await runOnnx(bytes, {
    input: { type: "float32", dims: [1, 1], data: Float32Array.of(1) },
  });
  expect([...data]).toEqual([1, 0]);
});

test("what makes recordings into inputs stays out, and is refused where it is asked for", () => {
  const sound = { form: "waveform", rate: 8000, samples: 4, scaling: [{ shift: 0, scale: 1 }] } as const;
  const network = model(4, { divideBy: 1, sound });
  expect(encodeOnnx(network)).toEqual(encodeOnnx(network, undefined, { preprocessing: false }));
  expect(() => encodeOnnx(network, undefined, { preprocessing: true })).toThrow("hears recordings");
});
