/**
 * @file Models of tables at random, with rows for them: all kinds of columns, gaps, products and outputs, untrained.
 */

import fc from "fast-check";
import { MissingTexts } from "../../src/data/table/cells.js";
import { countProducts, dateText } from "../../src/data/table/inputs.js";
import { encodeRows, type RowValue } from "../../src/data/table/row-encoder.js";
import { areDigits, normalForm, ValueIndex } from "../../src/data/table/values.js";
import { reference } from "../../src/engine/reference/engine.js";
import { predict } from "../../src/insight/compile.js";
import { interpretOutputs, type PredictedLabel, type Prediction } from "../../src/insight/predictions.js";
import { HIDDEN_ACTIVATION_NAMES } from "../../src/model/activations.js";
import { defineModel, initializeParameters, type Model } from "../../src/model/model.js";
import type { ColumnPreprocessing } from "../../src/model/preprocessing.js";

/** A cell as it is given, and the plain way to say the same. */
export interface GivenCell {
  readonly given: RowValue;
  readonly plain: RowValue;
}

export interface TableCase {
  readonly model: Model;
  readonly columns: readonly ColumnPreprocessing[];
  /** A cell a column each. */
  readonly rows: readonly (readonly GivenCell[])[];
}

/** Rows as objects. */
export const rowsOf = ({ columns, rows }: TableCase, of: keyof GivenCell): Record<string, RowValue>[] =>
  rows.map((cells) => Object.fromEntries(columns.map(({ name }, c) => [name, cells[c][of]])));

/** What Akari answers. */
export async function expectedAnswers(tableCase: TableCase): Promise<Prediction[]> {
  const { definition } = tableCase.model;
  const { data } = encodeRows(rowsOf(tableCase, "plain"), definition.preprocessing);
  return interpretOutputs(definition, await predict(tableCase.model, data, { engine: reference }));
}

/** What a program that was written for a model answers, and how far it may be from Akari. */
export interface GivenAnswer {
  readonly label?: string;
  readonly probabilities?: readonly number[];
  readonly outputs?: readonly number[];
  readonly labels?: readonly PredictedLabel[];
  readonly values?: Readonly<Record<string, number>>;
  readonly unseen?: readonly string[];
}

/** How far an answer is from Akari's, of the size that its numbers have; Infinity where it says something else. */
export function distance(found: GivenAnswer, wanted: Prediction, { definition }: Model): number {
  if (wanted.task === "values") {
    return Math.max(
      ...wanted.values.map(({ name, value }, k) => {
        const { scale = 1, shift = 0 } = definition.preprocessing.outputs?.[k] ?? {};
        const size = scale * Math.max(1, Math.abs((value - shift) / scale)) + Math.abs(shift) * 1e-9;
        return Math.abs((found.values?.[name] ?? Number.NaN) - value) / size;
      }),
    );
  }
  if (wanted.task === "labels") {
    return Math.max(
      ...wanted.labels.map(({ label, answer, probability }, k) => {
        const given = found.labels?.[k];
        const isClear = Math.abs(probability - 0.5) > 1e-4;
        const isSame = given?.label === label && (!isClear || given.answer === answer);
        return isSame ? Math.abs(given.probability - probability) : Number.POSITIVE_INFINITY;
      }),
    );
  }
  const scores = found.probabilities ?? found.outputs ?? [];
  if (scores.length !== wanted.scores.length) return Number.POSITIVE_INFINITY;
  const most = Math.max(
    ...wanted.scores.map((score, i) => Math.abs(scores[i] - score) / Math.max(1, Math.abs(score))),
  );
  // Of two classes that are all but equal, either may win.
  const [first, second = 0] = wanted.scores.toSorted((a, b) => b - a);
  const isClear = first - second > 1e-4 * Math.max(1, Math.abs(first));
  return !isClear || found.label === wanted.label ? most : Number.POSITIVE_INFINITY;
}

/** Texts that would do harm where they stand in code as they are. */
export const HOSTILE = [
  "y*\\console.log(1)/*",
  "*/ globalThis.harmed = 1; /*",
  '"""\nharmed = 1\n"""',
  "\\",
  '\\"; globalThis.harmed = 1; "',
  "$" + "{globalThis.harmed = 1}",
  "`",
  "\u2028globalThis.harmed = 1\u2028",
  "\u202e\u2066",
  "</script><script>",
  "{harmed!r}",
  "__proto__",
  "constructor",
  "readonly",
  "#",
  "' + str(1/0) + '",
  "\r\nimport os\r\n",
  "a: b",
];

const text = fc
  .oneof(
    fc.constantFrom("area", "district", "価格", "0", "1.50", "02", "TRUE", "e\u0301", "ＡＢ"),
    fc.constantFrom(...HOSTILE),
    fc.string({ unit: "binary", minLength: 1, maxLength: 5 }),
  )
  .map((name) => name.trim())
  // ONNX Runtime's texts end at a zero.
  .filter((name) => !new MissingTexts().has(name) && !name.includes("\0"));

const number = fc.double({ min: -5, max: 5, noNaN: true });
/** Coordinates and times have a large shift and a small scale. */
const scaling = fc.record({
  shift: fc.oneof(number, fc.constantFrom(33_300_010.5, 1_717_171_717, -4.5e11)),
  scale: fc.double({ min: 0.01, max: 100, noNaN: true }),
});
const missing = <Value>(fill: fc.Arbitrary<Value>) => fc.record({ fill, indicator: fc.boolean() });

/** How a table was written: what stands before decimals, and what its user named as missing. */
export interface Writing {
  readonly decimal: "point" | "comma" | undefined;
  readonly missing: readonly string[] | undefined;
}

const writing: fc.Arbitrary<Writing> = fc.record({
  decimal: fc.constantFrom(undefined, "point" as const, "comma" as const),
  missing: fc.oneof(
    fc.constant(undefined),
    fc.constant(["-999", "unknown", "1900-01-01"]),
    fc.constant(["99.50", "n.a."]),
  ),
});

const columnOf = (name: string): fc.Arbitrary<ColumnPreprocessing> =>
  fc.oneof(
    fc.tuple(scaling, number, fc.boolean()).map(([{ shift, scale }, t, indicator]) => ({
      name,
      kind: "number" as const,
      shift,
      scale,
      missing: { fill: shift + scale * t, indicator },
    })),
    missing(fc.double({ min: 18_000, max: 19_000, noNaN: true })).map((found) => ({
      name,
      kind: "date" as const,
      shift: 18_500.5,
      scale: 365.2,
      missing: found,
    })),
    fc
      .tuple(
        fc.constantFrom<[string, string]>(
          ["no", "yes"],
          ["0", "1"],
          ["False", "True"],
          ["いいえ", "はい"],
          ["x", "y"],
        ),
        missing(fc.double({ min: 0, max: 1, noNaN: true })),
      )
      .map(([values, found]) => ({ name, kind: "yes-no" as const, values, missing: found })),
    fc
      .tuple(fc.uniqueArray(text, { minLength: 1, maxLength: 5 }), fc.nat(), fc.boolean())
      .map(([values, fill, indicator]) => ({
        name,
        kind: "category" as const,
        values,
        // Of as many values as there are, and one that is none of them.
        missing: { fill: values[fill % (values.length + 1)] ?? "gone", indicator },
      })),
  );

/** Other ways to write a value, that mean it and nothing else. */
function ways(values: readonly string[], place: number): string[] {
  const known = new ValueIndex(values);
  const value = values[place];
  const meaning = normalForm(value);
  return [
    value,
    meaning,
    `${meaning}.0`,
    `0${meaning}`,
    ` ${value} `,
    value.toUpperCase(),
    value.toLowerCase(),
  ].filter((way) => known.find(way.trim()) === place);
}

const gone = (...cells: RowValue[]): fc.Arbitrary<GivenCell> =>
  fc.constantFrom(...cells).map((given): GivenCell => ({ given, plain: null }));

/** Cells that say that they are missing. */
function missingCell(
  kind: ColumnPreprocessing["kind"],
  told: readonly string[] | undefined,
): fc.Arbitrary<GivenCell> {
  if (told === undefined) {
    const dashes = kind === "number" || kind === "date" ? [...new MissingTexts().dashes] : [];
    return gone(null, "", "NA", "?", ...dashes);
  }
  // By their meaning: as other programs write the same.
  const others = told[0] === "-999" ? ["-999.0", -999] : ["99.5", " 099.500", 99.5];
  return gone(null, "", ...told, ...(kind === "number" || kind === "category" ? others : []));
}

/** A number as it stands in a table with this mark before decimals. */
const written = (value: number, decimal: Writing["decimal"]): string => {
  const [whole, fraction] = value.toFixed(4).split(".");
  if (decimal === undefined) return `${whole}.${fraction}`;
  const [between, before] = decimal === "comma" ? [".", ","] : [",", "."];
  return `${whole.replace(/\B(?=(\d{3})+$)/g, between)}${before}${fraction}`;
};

const shortNumber = (decimal: Writing["decimal"]): fc.Arbitrary<GivenCell> =>
  fc
    .constantFrom<[string, number]>(
      ["1e1", 10],
      ["+.5", 0.5],
      ["7.", 7],
      ["-0", 0],
      ["1.234", decimal === "comma" ? 1234 : 1.234],
      ["0.125", 0.125],
    )
    .map(([given, plain]): GivenCell => ({ given, plain }));

function cellOf(column: ColumnPreprocessing, { decimal, missing: told }: Writing): fc.Arbitrary<GivenCell> {
  const asItIs = (given: RowValue): GivenCell => ({ given, plain: given });
  const isNumber = column.kind === "yes-no" && areDigits(column.values);
  const GONE = missingCell(isNumber ? "number" : column.kind, told);
  switch (column.kind) {
    case "number": {
      const near = number.map((t) => column.shift + column.scale * t);
      return fc.oneof(
        { weight: 4, arbitrary: near.map(asItIs) },
        near
          .map((value) => String(value))
          .filter((text) => decimal !== "comma" || !/^-?[1-9]\d{0,2}\.\d{3}$/.test(text))
          .map(asItIs),
        near.map((value) => ({ given: written(value, decimal), plain: Number(value.toFixed(4)) })),
        near.map((value) => asItIs(Math.round(value))),
        // Far from where the column's numbers lie, they may be too large for float32.
        ...(Math.abs(column.shift) < 100 ? [shortNumber(decimal)] : []),
        GONE,
      );
    }
    case "date":
      return fc.oneof(
        {
          weight: 2,
          arbitrary: fc.integer({ min: 17_000, max: 20_000 }).map((day) => asItIs(dateText(day))),
        },
        fc
          .constantFrom(
            "2020-2",
            "2021/3/4 5:06",
            "2020年12月31日",
            "31.1.2019",
            "5 Mar 2020",
            "September 30, 2018",
            "2020-01-31T09:30:15.25+09:00",
            "2020-01-31 24:00Z",
          )
          .map(asItIs),
        GONE,
      );
    default: {
      const { values } = column;
      const known = fc
        .nat({ max: values.length - 1 })
        .chain((place) =>
          fc
            .constantFrom(...ways(values, place))
            .map((given): GivenCell => ({ given, plain: values[place] })),
        );
      const other =
        column.kind === "yes-no"
          ? fc.boolean().map((given): GivenCell => ({ given, plain: values[given ? 1 : 0] }))
          : fc
              .oneof(text, fc.constant("never seen"))
              .filter((word) => new ValueIndex(values).find(word) < 0 && !new MissingTexts(told).has(word))
              .map(asItIs);
      return fc.oneof({ weight: 4, arbitrary: known }, other, GONE);
    }
  }
}

/** What the network gives: classes, one unit for two of them, or values. */
const output = fc.oneof(
  fc.record({ units: fc.integer({ min: 2, max: 4 }), activation: fc.constant("softmax" as const) }),
  fc.constant({ units: 1, activation: "sigmoid" as const }),
  fc.record({
    units: fc.integer({ min: 1, max: 3 }),
    activation: fc.constantFrom("linear" as const, "softplus" as const),
  }),
);

/** Any model of a table. @param rows for it */
export const tableCases = (rows: number): fc.Arbitrary<TableCase> =>
  fc
    .uniqueArray(text, { minLength: 1, maxLength: 5 })
    .chain((names) => fc.tuple(fc.tuple(...names.map(columnOf)), writing))
    .chain(([columns, written]) => {
      const numbers = columns.filter(({ kind }) => kind === "number").length;
      return fc.record({
        columns: fc.constant(columns),
        writing: fc.constant(written),
        degree: fc.integer({ min: 1, max: 3 }),
        products: fc.array(
          fc.record({ shift: number, scale: fc.double({ min: 0.5, max: 20, noNaN: true }) }),
          {
            minLength: countProducts(numbers, 3),
            maxLength: countProducts(numbers, 3),
          },
        ),
        areScaled: fc.boolean(),
        hidden: fc.array(
          fc.record({
            units: fc.integer({ min: 1, max: 6 }),
            activation: fc.constantFrom(...HIDDEN_ACTIVATION_NAMES),
          }),
          {
            maxLength: 2,
          },
        ),
        output,
        targets: fc.uniqueArray(fc.record({ name: text, scaling }), {
          minLength: 3,
          maxLength: 3,
          selector: ({ name }) => name,
        }),
        labels: fc.uniqueArray(text, { minLength: 4, maxLength: 4 }),
        seed: fc.nat({ max: 1000 }),
        rows: fc.array(fc.tuple(...columns.map((column) => cellOf(column, written))), {
          minLength: rows,
          maxLength: rows,
        }),
      });
    })
    .map(
      ({
        columns,
        writing: { decimal, missing: told },
        degree,
        products,
        areScaled,
        hidden,
        output: last,
        targets,
        labels,
        seed,
        rows: cells,
      }) => {
        const numbers = columns.filter(({ kind }) => kind === "number").length;
        const many = countProducts(numbers, degree);
        const width = columns.reduce(
          (sum, column) =>
            sum +
            (column.kind === "category" ? column.values.length + 1 : 1) +
            Number(column.missing.indicator),
          many,
        );
        const areClasses = last.activation === "softmax" || last.activation === "sigmoid";
        const definition = defineModel({
          inputs: width,
          layers: [...hidden, last],
          preprocessing: {
            divideBy: 1,
            table: {
              columns,
              targets: ["target"],
              ...(decimal === undefined ? {} : { decimal }),
              ...(told === undefined ? {} : { missing: told }),
              ...(degree === 1 ? {} : { degree }),
              ...(degree > 1 && areScaled ? { products: products.slice(0, many) } : {}),
            },
            ...(areClasses
              ? {}
              : {
                  outputs: targets.slice(0, last.units).map(({ name, scaling: own }) => ({ name, ...own })),
                }),
          },
          ...(areClasses ? { labels: labels.slice(0, Math.max(2, last.units)) } : {}),
        });
        const parameters = initializeParameters(definition, seed).map(({ weight, bias }) => ({
          weight: Float32Array.from(weight),
          bias: Float32Array.from(bias, (_, i) => 0.1 * i - 0.2),
        }));
        return { model: { definition, parameters }, columns, rows: cells };
      },
    );
