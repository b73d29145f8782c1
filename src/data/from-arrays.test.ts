import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../engine/reference/engine.js";
import { predict, trace } from "../insight/compile.js";
import { defineModel } from "../model/model.js";
import { evaluate } from "../training/evaluate.js";
import { fit } from "../training/fit.js";
import type { Dataset, NumberList, TargetList } from "./dataset.js";
import { type DatasetOptions, dataset } from "./from-arrays.js";

const rowsOf = (columns: number, number = fc.double({ min: -9, max: 9, noNaN: true })) =>
  fc.array(fc.array(number, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 12 });

/** The ways in which the same rows can be written. */
const FORMS: readonly ((rows: number[][]) => NumberList)[] = [
  (rows) => rows,
  (rows) => rows.flat(),
  (rows) => rows.map((row) => Float64Array.from(row)),
  (rows) => Float64Array.from(rows.flat()),
];

/** The ways in which the same classes can be written. */
const TARGETS: readonly ((classes: number[]) => [TargetList, DatasetOptions])[] = [
  (classes) => [classes, { labels: ["even", "odd"] }],
  (classes) => [Uint8Array.from(classes), { labels: ["even", "odd"] }],
  (classes) => [classes.map((c) => ["even", "odd"][c]), { labels: ["even", "odd"] }],
  (classes) => [classes.map((c) => c === 1), { labels: ["even", "odd"] }],
];

const engine = reference;

describe("a data set out of plain arrays is that of typed ones", () => {
  test("whatever the form, the model is the same, bit for bit", async () => {
    const network = defineModel({ inputs: 3, layers: [{ units: 2, activation: "softmax" }] });
    await fc.assert(
      fc.asyncProperty(
        rowsOf(3),
        fc.constantFrom(...FORMS),
        fc.constantFrom(...TARGETS),
        fc.boolean(),
        async (rows, form, targetForm, weighted) => {
          const classes = rows.map((_, i) => i % 2);
          const weights = rows.map((_, i) => 1 + (i % 3));
          const [targets, options] = targetForm(classes);
          const plain = dataset(form(rows), targets, { ...options, ...(weighted ? { weights } : {}) });
          const typed: Dataset = {
            name: "typed",
            features: { data: Float64Array.from(rows.flat()), rows: rows.length, columns: 3 },
            targets: { kind: "classes", classes: Uint8Array.from(classes), names: ["even", "odd"] },
            ...(weighted ? { weights: Float64Array.from(weights) } : {}),
            preprocessing: { divideBy: 1 },
          };
          const run = { engine, steps: 3 } as const;
          const { model } = await fit(network, plain, run);
          const other = await fit(network, typed, run);
          expect(model).toEqual(other.model);
          expect(await evaluate(model, plain, { engine })).toEqual(await evaluate(model, typed, { engine }));
          const flat = Float64Array.from(rows.flat());
          expect(await predict(model, rows, { engine })).toEqual(await predict(model, flat, { engine }));
          expect(await trace(model, [rows[0]], { engine })).toEqual(await trace(model, rows[0], { engine }));
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each<[string, TargetList, DatasetOptions, Dataset["targets"]]>([
    [
      "texts are classes in natural order",
      ["class 10", "class 9", "class 10"],
      {},
      { kind: "classes", classes: Uint32Array.of(1, 0, 1), names: ["class 9", "class 10"] },
    ],
    [
      "or in the order of the labels",
      ["b", "a", "b"],
      { labels: ["b", "a", "c"] },
      { kind: "classes", classes: Uint32Array.of(0, 1, 0), names: ["b", "a", "c"] },
    ],
    [
      "true is the second class",
      [true, false, true],
      {},
      { kind: "classes", classes: Uint32Array.of(1, 0, 1), names: ["false", "true"] },
    ],
    ["numbers are values", [1, 2, 3.5], {}, { kind: "values", data: Float64Array.of(1, 2, 3.5), columns: 1 }],
    [
      "whole numbers too, where there are no labels",
      Uint8Array.of(0, 1, 1),
      {},
      { kind: "values", data: Float64Array.of(0, 1, 1), columns: 1 },
    ],
    [
      "rows are several values each",
      [[1, 2], Float32Array.of(3, 4), [5, 6]],
      {},
      { kind: "values", data: Float64Array.of(1, 2, 3, 4, 5, 6), columns: 2 },
    ],
  ])("%s", (_, targets, options, read) => {
    expect(dataset([[1], [2], [3]], targets, options).targets).toEqual(read);
  });

  test("numbers that are typed already are taken as they are", () => {
    const inputs = Float32Array.of(1, 2, 3, 4);
    const targets = Float32Array.of(0.5, 1);
    const { features, targets: read } = dataset(inputs, targets);
    expect(features).toEqual({ data: inputs, rows: 2, columns: 2 });
    expect(features.data).toBe(inputs);
    expect(read).toEqual({ kind: "values", data: targets, columns: 1 });
  });

  test("data to validate on", async () => {
    const network = defineModel({ inputs: 1, layers: [{ units: 2, activation: "linear" }] });
    const targets = [
      [1, 2],
      [3, 4],
      [5, 6],
    ];
    const data = dataset([[1], [2], [3]], targets);
    const typed = dataset(Float64Array.of(1, 2, 3), targets);
    const run = { engine, epochs: 2 } as const;
    const one = await fit(network, data, { ...run, validation: data });
    const other = await fit(network, typed, { ...run, validation: typed });
    expect(one.model).toEqual(other.model);
    expect(one.history[0].validationLoss).toBe(other.history[0].validationLoss);
  });
});

describe("what is no table of numbers is told", () => {
  const network = defineModel({ inputs: 2, layers: [{ units: 1, activation: "linear" }] });
  const labels = ["a", "b"];
  const rows = [
    [1, 2],
    [3, 4],
  ];
  test.each<[string, unknown, unknown, object, string]>([
    [
      "a short row",
      [[1, 2], [3]],
      [1, 2],
      {},
      "Row 2 of the inputs of the data set should be a list of 2 numbers, and has 1.",
    ],
    [
      "a text",
      [
        [1, 2],
        [3, "4"],
      ],
      [1, 2],
      { name: "flowers" },
      'Row 2, column 2 of the inputs of flowers is "4", not a number',
    ],
    [
      "a hole",
      [1, 2, 3, undefined],
      [1, 2],
      {},
      "Row 2, column 2 of the inputs of the data set is undefined",
    ],
    [
      "a row that is none",
      [[1, 2], 3],
      [1, 2],
      {},
      "Row 2 of the inputs of the data set should be a list of 2 numbers, and is 3",
    ],
    ["no inputs", undefined, [1], {}, "The inputs of the data set should be a list, and are undefined."],
    ["no targets", rows, undefined, {}, "The targets of the data set should be a list, and are undefined."],
    ["a text for a list", rows, "ab", {}, 'The targets of the data set should be a list, and are "ab".'],
    [
      "an unknown class",
      rows,
      ["a", "c"],
      { labels },
      'Row 2 of the targets of the data set is "c", which is none of "a", "b"',
    ],
    [
      "a class and a number",
      rows,
      ["a", 1],
      {},
      "Row 2 of the targets of the data set is 1, which is none of",
    ],
    ["true and a text", rows, [true, "false"], {}, 'is "false", which is none of false, true'],
    ["half a class", rows, [0.5, 1], { labels }, "is 0.5, not the index of a label"],
    ["a number and a text", rows, [1, "2"], {}, 'Row 2 of the targets of the data set is "2", not a number'],
    ["labels for values", rows, [[1], [0]], { labels }, "Labels name classes"],
    [
      "half a row",
      [1, 2, 3],
      [1, 2],
      {},
      "The 3 numbers of the inputs of the data set are no whole rows for 2 targets",
    ],
    ["too few targets", rows, [1], {}, "There are 2 rows of inputs in the data set, but 1 of targets"],
    [
      "too few rows of targets",
      rows,
      [[1]],
      {},
      "There are 2 rows of inputs in the data set, but 1 of targets",
    ],
    [
      "not a number",
      [
        [1, 2],
        [Number.NaN, 4],
      ],
      [1, 2],
      {},
      "row 2, column 1 of the data set is NaN",
    ],
    ["a weight that is a text", rows, [1, 2], { weights: [1, "2"] }, "Row 2 of the weights of the data set"],
    ["a class beyond the labels", rows, [0, 2], { labels }, "Row 2 of the data set has class 2"],
    ["nothing at all", [], [], {}, "The model has 2 inputs, but the data set has rows of 0 numbers"],
  ])("%s", async (_, inputs, targets, options, sentence) => {
    const attempt = (async () =>
      fit(network, dataset(inputs as number[], targets as number[], options), { steps: 1, engine }))();
    await expect(attempt).rejects.toMatchObject({
      code: "invalid-data",
      message: expect.stringContaining(sentence),
    });
  });

  test.each<[string, unknown]>([
    ["plain arrays", { features: rows, targets: { kind: "values", data: [1, 2] } }],
    ["nothing", undefined],
    ["rows alone", rows],
  ])("%s given to fit and to evaluate, which take a data set", async (_, data) => {
    const sentence = { code: "invalid-data", message: expect.stringContaining("dataset(inputs, targets)") };
    await expect((async () => fit(network, data as Dataset, { steps: 1, engine }))()).rejects.toMatchObject(
      sentence,
    );
    const model = {
      definition: network,
      parameters: [{ weight: Float64Array.of(1, 1), bias: Float64Array.of(0) }],
    };
    await expect(evaluate(model, data as Dataset, { engine })).rejects.toMatchObject(sentence);
  });

  test.each<[string, unknown, string]>([
    ["rows of another length", [[1, 2], [3]], "takes 2 numbers an example, but example 2 has 1"],
    ["texts", ["1", "2"], 'number 1 of example 1 is "1"'],
    ["a hole", [1, 2, 3, null], "number 2 of example 2 is null"],
    ["nothing", undefined, "are a list of numbers, not undefined"],
    ["rows with texts", [[1, "x"]], 'number 2 of example 1 is "x"'],
  ])("inputs with %s", async (_, inputs, sentence) => {
    const model = {
      definition: network,
      parameters: [{ weight: Float64Array.of(1, 1), bias: Float64Array.of(0) }],
    };
    const attempt = predict(model, inputs as number[], { engine });
    await expect(attempt).rejects.toMatchObject({
      code: "invalid-data",
      message: expect.stringContaining(sentence),
    });
  });
});
