import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defineModel } from "../model/model.js";
import { evaluate } from "../training/evaluate.js";
import { fit } from "../training/fit.js";
import type { Dataset } from "./dataset.js";
import { dataset } from "./from-arrays.js";
import { splitAndPrepare } from "./prepare.js";
import { type GivenSplit, map, type RowRoles, split, subset } from "./rows.js";
import { table } from "./table/table.js";

const rowsOf = ({ features: { data, columns, rows } }: Dataset): number[][] =>
  Array.from({ length: rows }, (_, row) => Array.from(data.subarray(row * columns, (row + 1) * columns)));
const targetsOf = ({ targets }: Dataset): number[] =>
  Array.from(targets.kind === "classes" ? targets.classes : targets.data);
/** Rows that carry their own number, so that it can be told where each went. */
const numbered = (rows: number, options: object = {}): Dataset =>
  dataset(
    Array.from({ length: rows }, (_, i) => [i, 2 * i]),
    Array.from({ length: rows }, (_, i) => (i % 3 === 0 ? "rare" : "common")),
    options,
  );
const numbersIn = (data: Dataset): number[] => rowsOf(data).map(([number]) => number);

describe("a split", () => {
  test("has every row once, keeps targets and weights beside their inputs, and classes in their shares", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 200 }),
        fc.double({ min: 0.1, max: 0.6, noNaN: true }),
        fc.double({ min: 0.2, max: 0.5, noNaN: true }),
        fc.integer(),
        (rows, test_, validation, seed) => {
          const whole = numbered(rows, { weights: Array.from({ length: rows }, (_, i) => i + 1) });
          const parts = split(whole, { test: test_, validation, seed });
          const all = [parts.train, parts.validation, parts.test].filter((part) => part !== undefined);
          expect(all.flatMap(numbersIn).sort((a, b) => a - b)).toEqual(numbersIn(whole));
          for (const part of all) {
            const numbers = numbersIn(part);
            expect(targetsOf(part)).toEqual(numbers.map((n) => (n % 3 === 0 ? 1 : 0)));
            expect(Array.from(part.weights ?? [])).toEqual(numbers.map((n) => n + 1));
            const rare = numbers.filter((n) => n % 3 === 0).length;
            expect(Math.abs(rare - numbers.length / 3)).toBeLessThan(2);
          }
          expect(Math.abs(parts.test.features.rows - test_ * rows)).toBeLessThan(2);
          expect(split(whole, { test: test_, validation, seed })).toEqual(parts);
        },
      ),
      { numRuns: 100 },
    );
  });

  test("keeps groups on one side, and tests on the latest rows by time", () => {
    const whole = numbered(60);
    const groups = Array.from({ length: 60 }, (_, i) => `patient ${i % 12}`);
    const { train, test: held } = split(whole, { test: 0.25, groups });
    const sides = [train, held].map((part) => new Set(numbersIn(part).map((n) => groups[n])));
    expect([...sides[0]].filter((group) => sides[1].has(group))).toEqual([]);
    const times = Array.from({ length: 60 }, (_, i) => new Date(Date.UTC(2024, 0, 61 - i)));
    for (const given of [times, times.map((time) => time.toISOString()), times.map(Number)]) {
      expect(numbersIn(split(whole, { test: 0.25, times: given }).test)).toEqual([...Array(15).keys()]);
    }
  });

  test("of a table is that of splitAndPrepare", () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({ x: i / 7, k: ["a", "b"][i % 2], y: i * 3.5 }));
    const examples = table(rows);
    const { train, test: held } = split(examples, { test: 0.25, seed: 3 });
    expect({ train, test: held }).toEqual(splitAndPrepare(examples, { test: 0.25, validation: 0, seed: 3 }));
  });

  test("learns a scaling from its training part alone", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -50, max: 50 })), {
          minLength: 10,
          maxLength: 60,
        }),
        fc.constantFrom("standard", "min-max"),
        (pairs, scaling) => {
          const inputs = pairs.map(([x], i) => [x, i]);
          const targets = pairs.map(([, y]) => y);
          const parts = split(dataset(inputs, targets, { scaling }));
          const plain = split(dataset(inputs, targets));
          const train = dataset(rowsOf(plain.train), targetsOf(plain.train), { scaling });
          expect(parts.train.preprocessing.scaling).toEqual(train.preprocessing.scaling);
          expect(parts.test.preprocessing).toEqual(parts.train.preprocessing);
          const [{ shift, scale }] = parts.test.preprocessing.outputs ?? [];
          targetsOf(parts.test).forEach((value, i) => {
            expect(value * scale + shift).toBeCloseTo(targetsOf(plain.test)[i], 8);
          });
        },
      ),
      { numRuns: 100 },
    );
  });

  test.each<[GivenSplit & RowRoles, string]>([
    [{ test: 0 }, "The share to test on is above 0 and below 1, not 0."],
    [{ test: 1 }, "The share to test on is above 0 and below 1, not 1."],
    [{ validation: -1 }, "The share to validate on is from 0 and below 1, not -1."],
    [{ by: "time" }, "the data set has no times to be split by. Give them"],
    [{ groups: ["a"] }, "the data set has 20 rows, and there are 1 groups: give one for each."],
    [{ times: Array(20).fill("soon") }, "The time of row 1 is no date: soon."],
    [{ by: "random", times: Array(20).fill(1) }, "Times would be ignored where rows are split at random."],
    [{ shuffle: true } as GivenSplit, 'A split has no option "shuffle"'],
  ])("refuses %j", (options, message) => {
    expect(() => split(numbered(20), options)).toThrow(message);
  });

  test("leaves a table its own groups and times", () => {
    const examples = table([1, 2, 3, 4].map((x) => ({ x, y: x % 2 === 0 ? "a" : "b" })));
    expect(() => split(examples, { groups: [1, 1, 2, 2] } as GivenSplit)).toThrow(
      'A split has no option "groups"',
    );
  });
});

describe("a data set with a scaling", () => {
  const inputs = Array.from({ length: 80 }, (_, i) => [1e6 + i * 1000, (i * 37) % 11]);
  const prices = inputs.map(([x, k]) => (x - 1e6) / 40 + 300 * k);

  test("takes its inputs in their own units, and scores in the targets'", async () => {
    const whole = dataset(inputs, prices, { scaling: "standard" });
    const network = defineModel({ inputs: 2, layers: [{ units: 1, activation: "linear" }] });
    const { model } = await fit(network, whole, { epochs: 200, learningRate: 0.05 });
    const evaluation = await evaluate(model, whole);
    if (evaluation.task !== "values") throw new Error("Prices are values.");
    expect(evaluation.values[0].r2).toBeGreaterThan(0.999);
    expect(evaluation.values[0].rmse).toBeLessThan(20);
    expect(evaluation.values[0].rmse).toBeGreaterThan(1e-6);
  });

  test("has inputs of mean 0 and deviation 1, or from 0 to 1", () => {
    const each = (scaling: "standard" | "min-max") => {
      const { features, preprocessing } = dataset(inputs, prices, { scaling });
      return [0, 1].map((k) => {
        const { shift, scale } = preprocessing.scaling?.each[k] ?? { shift: 0, scale: 1 };
        return rowsOf({ features } as Dataset).map((row) => (row[k] - shift) / scale);
      });
    };
    for (const column of each("standard")) {
      const mean = column.reduce((sum, x) => sum + x, 0) / column.length;
      expect(mean).toBeCloseTo(0, 9);
      expect(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length).toBeCloseTo(1, 9);
    }
    for (const column of each("min-max")) expect([Math.min(...column), Math.max(...column)]).toEqual([0, 1]);
  });

  test("is refused where it cannot be had", () => {
    const bad = (given: number[][], options: object) => () => dataset(given, [1, 2], options);
    expect(bad([[1], [Number.NaN]], { scaling: "standard" })).toThrow(
      "Row 2, column 1 of the inputs of the data set is NaN, which cannot be scaled.",
    );
    expect(bad([[1], [2]], { scaling: "robust" })).toThrow('is "standard" or "min-max", not "robust"');
    expect(bad([[1], [2]], { scaling: "standard", preprocessing: { divideBy: 2 } })).toThrow(
      "Give one of them.",
    );
    expect(bad([[-1.7e308], [1.7e308]], { scaling: "min-max" })).toThrow(
      "Column 1 of the inputs of the data set has numbers that are too large",
    );
  });
});

describe("subset and map", () => {
  test("a subset has the rows that are named, or wanted", () => {
    const whole = numbered(10);
    expect(numbersIn(subset(whole, [7, 0, 7]))).toEqual([7, 0, 7]);
    expect(targetsOf(subset(whole, [7, 0, 7]))).toEqual([0, 1, 0]);
    const thirds = subset(whole, (row) => row % 3 === 0, "thirds");
    expect([thirds.name, numbersIn(thirds)]).toEqual(["thirds", [0, 3, 6, 9]]);
    expect(() => subset(whole, [10])).toThrow("the data set has rows 0 to 9, and no row 10.");
  });

  test("map gives rows other inputs, also more of them, and learns their scaling anew", () => {
    const whole = dataset(
      [
        [1, 2],
        [3, 5],
      ],
      [10, 30],
      { scaling: "min-max" },
    );
    const squared = map(whole, ([a, b], row) => [a * a, b, row]);
    expect(rowsOf(squared)).toEqual([
      [1, 2, 0],
      [9, 5, 1],
    ]);
    expect(squared.preprocessing.scaling?.each).toEqual([
      { shift: 1, scale: 8 },
      { shift: 2, scale: 3 },
      { shift: 0, scale: 1 },
    ]);
    expect(squared.targets).toEqual(whole.targets);
    expect(() => map(whole, (_, row) => (row === 0 ? [1] : [1, 2]))).toThrow(
      "Row 2 of the data set was changed into something that is not 1 numbers.",
    );
  });

  test("map keeps a picture's shape as long as it has as many pixels, and leaves tables alone", () => {
    const preprocessing = { divideBy: 255, image: [1, 2] } as const;
    const pictures = dataset(Uint8Array.of(0, 255, 9, 1), ["a", "b"], { preprocessing });
    const turned = map(pictures, (pixels) => pixels.map((level) => 255 - level));
    expect(turned.preprocessing).toEqual(preprocessing);
    expect(rowsOf(turned)).toEqual([
      [255, 0],
      [246, 254],
    ]);
    expect(map(pictures, ([left]) => [left]).preprocessing).toEqual({ divideBy: 255 });
    const { train } = split(table(Array.from({ length: 10 }, (_, x) => ({ x, y: x % 2 === 0 ? "a" : "b" }))));
    expect(() => map(train, (row) => row)).toThrow(
      "were made of a table, and a model makes them so again. Change its rows instead.",
    );
  });
});
