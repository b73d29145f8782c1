import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { predict, trace } from "../insight/compile.js";
import { defineModel } from "../model/model.js";
import { evaluate } from "../training/evaluate.js";
import { fit } from "../training/fit.js";
import type { Dataset } from "./dataset.js";
import { inTypedArrays, type PlainDataset } from "./plain-arrays.js";

const rowsOf = (columns: number, number = fc.double({ min: -9, max: 9, noNaN: true })) =>
  fc.array(fc.array(number, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 12 });

/** The ways in which the same rows can be written. */
const FORMS: readonly ((rows: number[][]) => PlainDataset["features"])[] = [
  (rows) => rows,
  (rows) => ({ data: rows }),
  (rows) => ({ data: rows.flat(), columns: rows[0].length }),
  (rows) => ({ data: rows.flat(), rows: rows.length, columns: rows[0].length }),
  (rows) => ({ data: rows.map((row) => Float64Array.from(row)) }),
  (rows) => ({ data: Float64Array.from(rows.flat()), rows: rows.length, columns: rows[0].length }),
];

const engine = "reference";

describe("numbers in plain arrays are taken as in typed ones", () => {
  test("whatever the form, the model is the same, bit for bit", async () => {
    const network = defineModel({ inputs: 3, layers: [{ units: 2, activation: "softmax" }] });
    await fc.assert(
      fc.asyncProperty(rowsOf(3), fc.nat(5), fc.boolean(), async (rows, form, weighted) => {
        const classes = rows.map((_, i) => i % 2);
        const weights = rows.map((_, i) => 1 + (i % 3));
        const names = ["even", "odd"];
        const plain: PlainDataset = {
          features: FORMS[form](rows),
          targets: { kind: "classes", classes, names },
          ...(weighted ? { weights } : {}),
        };
        const typed: Dataset = {
          name: "typed",
          features: { data: Float64Array.from(rows.flat()), rows: rows.length, columns: 3 },
          targets: { kind: "classes", classes: Uint8Array.from(classes), names },
          ...(weighted ? { weights: Float64Array.from(weights) } : {}),
          preprocessing: { divideBy: 1 },
        };
        const options = { engine, steps: 3 } as const;
        const { model } = await fit(network, plain, options);
        const other = await fit(network, typed, options);
        expect(model).toEqual(other.model);
        expect(await evaluate(model, plain, { engine })).toEqual(await evaluate(model, typed, { engine }));
        const flat = Float64Array.from(rows.flat());
        expect(await predict(model, rows, { engine })).toEqual(await predict(model, flat, { engine }));
        expect(await trace(model, [rows[0]], { engine })).toEqual(await trace(model, rows[0], { engine }));
      }),
      { numRuns: 60 },
    );
  });

  test("targets in rows, and data to validate on", async () => {
    const network = defineModel({ inputs: 1, layers: [{ units: 2, activation: "linear" }] });
    const features = [[1], [2], [3]];
    const data = [
      [1, 2],
      [3, 4],
      [5, 6],
    ];
    const plain: PlainDataset = { features, targets: { kind: "values", data } };
    const typed = inTypedArrays(plain);
    expect(typed.targets).toEqual({ kind: "values", data: Float64Array.of(1, 2, 3, 4, 5, 6), columns: 2 });
    const options = { engine, epochs: 2 } as const;
    const one = await fit(network, plain, { ...options, validation: plain as Dataset });
    const other = await fit(network, typed, { ...options, validation: typed });
    expect(one.model).toEqual(other.model);
    expect(one.history[0].validationLoss).toBe(other.history[0].validationLoss);
  });
});

describe("what is no table of numbers is told", () => {
  const network = defineModel({ inputs: 2, layers: [{ units: 1, activation: "linear" }] });
  const targets = { kind: "values", data: [1, 2] };
  const classes = { kind: "classes", names: ["a", "b"] };
  test.each<[string, object, string]>([
    [
      "a short row",
      { features: [[1, 2], [3]], targets },
      "Row 2 of the features of the data set should be a list of 2 numbers, and has 1.",
    ],
    [
      "a text",
      {
        features: [
          [1, 2],
          [3, "4"],
        ],
        targets,
      },
      'Row 2, column 2 of the features of the data set is "4", not a number',
    ],
    [
      "a hole",
      { features: { data: [1, 2, 3, undefined], columns: 2 }, targets },
      "Row 2, column 2 of the features of the data set is undefined",
    ],
    [
      "a row that is none",
      { features: [[1, 2], 3], targets },
      "Row 2 of the features of the data set should be a list of 2 numbers, and is 3",
    ],
    ["no features", { targets }, "should be { data, rows, columns }"],
    ["no targets", { features: [[1, 2]] }, 'should be { kind: "classes", classes, names }'],
    [
      "labels for classes",
      { features: [[1, 2]], targets: { ...classes, classes: ["a"] } },
      'Row 1 of the classes of the data set is "a"',
    ],
    [
      "half a class",
      { features: [[1, 2]], targets: { ...classes, classes: [0.5] } },
      "is 0.5, not the index of a name",
    ],
    [
      "half a row",
      { features: { data: [1, 2, 3], columns: 2 }, targets },
      "The 3 numbers in the features of the data set are no whole rows of 2",
    ],
    ["too few targets", { features: [[1, 2]], targets }, "has 1 rows of inputs, but 2 of targets"],
    [
      "not a number",
      {
        features: [
          [1, 2],
          [Number.NaN, 4],
        ],
        targets,
      },
      "row 2, column 1 of the data set is NaN",
    ],
    [
      "a weight that is a text",
      {
        features: [
          [1, 2],
          [3, 4],
        ],
        targets,
        weights: [1, "2"],
      },
      "Row 2 of the weights of the data set",
    ],
  ])("%s", async (_, data, sentence) => {
    const attempt = (async () => fit(network, data as PlainDataset, { steps: 1, engine }))();
    await expect(attempt).rejects.toMatchObject({
      code: "invalid-data",
      message: expect.stringContaining(sentence),
    });
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
