import { describe, expect, test } from "vitest";
import type { Prediction } from "../../insight/predictions.js";
import { defineModel } from "../../model/model.js";
import { CsvWriter, jsonWriter, ownUnit, TEXT_WRITER } from "./prediction-lines.js";

const table = { columns: [], targets: ["kind"] };
const classes = defineModel({
  inputs: 1,
  layers: [{ units: 2, activation: "softmax" }],
  preprocessing: { divideBy: 1, table },
  labels: ["a", "b"],
});
const outputs = [
  { name: "price", shift: 0, scale: 1 },
  { name: "age", shift: 0, scale: 1 },
];
const values = defineModel({
  inputs: 1,
  layers: [{ units: 2, activation: "linear" }],
  preprocessing: { divideBy: 1, outputs },
});
const isB: Prediction = { task: "classes", predicted: 1, label: "b", scores: [0.25, 0.75] };
const numbers: Prediction = {
  task: "values",
  values: [
    { name: "price", value: 12.3456789 },
    { name: "age", value: -3 },
  ],
};
const input = { name: "x.csv, row 2", inputs: [1], cells: ['say "hi"', "1,5"] };

test("text has a label with its probability, or the numbers", () => {
  expect(TEXT_WRITER.line(input, isB)).toBe("x.csv, row 2\tb\t0.7500");
  expect(TEXT_WRITER.line(input, numbers)).toBe("x.csv, row 2\t12.3457\t-3");
  expect(ownUnit(1_234_567.8)).toBe("1234570");
});

test("JSON has all of it, and the truth where it is known", () => {
  expect(JSON.parse(jsonWriter(values).line({ ...input, values: [12, 1] }, numbers))).toEqual({
    input: "x.csv, row 2",
    values: { price: 12.3456789, age: -3 },
    actual: { price: 12, age: 1 },
  });
  expect(JSON.parse(jsonWriter(classes).line({ ...input, label: "a" }, isB))).toEqual({
    input: "x.csv, row 2",
    label: "b",
    probability: 0.75,
    probabilities: [0.25, 0.75],
    actual: "a",
  });
});

describe("CSV", () => {
  const head = { table: "x.csv", names: ["text", "predicted_kind"], separator: "," };

  test("has the table's columns and the prediction's, under names of their own", () => {
    const writer = new CsvWriter(classes);
    expect(writer.header(head)).toBe("text,predicted_kind,predicted_kind_2,probability\n");
    expect(writer.line(input, isB)).toBe('"say ""hi""","1,5",b,0.75');
    expect(writer.header({ ...head, table: "more.csv" })).toBe("");
    expect(() => writer.header({ ...head, table: "other.csv", names: ["text"] })).toThrow(
      "other.csv has other",
    );
  });

  test("is as the input is, formulas counted, or safe for a spreadsheet", () => {
    const formula = { ...input, cells: ["=1+1", "-3"] };
    const plain = new CsvWriter(classes);
    plain.header(head);
    expect(plain.line(formula, isB)).toBe("=1+1,-3,b,0.75");
    expect(plain.formulas).toBe(1);
    const safe = new CsvWriter(classes, true);
    safe.header(head);
    expect(safe.line(formula, isB)).toBe("'=1+1,-3,b,0.75");
  });

  test("keeps what separates the table's cells", () => {
    const writer = new CsvWriter(values);
    expect(writer.header({ ...head, separator: ";" })).toBe(
      "text;predicted_kind;predicted_price;predicted_age\n",
    );
    expect(writer.line(input, numbers)).toBe('"say ""hi""";1,5;12.3457;-3');
  });

  test("has the names of other inputs", () => {
    const writer = new CsvWriter(defineModel({ ...classes, preprocessing: { divideBy: 255 } }));
    expect(writer.line({ name: "a.png", inputs: [] }, isB)).toBe(
      "input,prediction,probability\na.png,b,0.75",
    );
    expect(writer.line({ name: "b.png", inputs: [] }, isB)).toBe("b.png,b,0.75");
  });
});
