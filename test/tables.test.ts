/**
 * @file Tables mean what the person meant: a column may be written in every way that people write it in, and gives the
 * same model, or is refused.
 */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReadTableOptions } from "../src/data/table/read-table.js";
import { readTableFor } from "../src/data/table/read-table-for.node.js";
import { encodeRows, type RowValue } from "../src/data/table/row-encoder.js";
import { reference } from "../src/engine/reference/engine.js";
import { AkariError } from "../src/error.js";
import { parsePreprocessing } from "../src/formats/description/preprocessing-description.js";
import { defineModel } from "../src/model/model.js";
import type { Preprocessing } from "../src/model/preprocessing.js";
import { readCsvBody } from "../src/server/bodies/csv-body.js";
import { readJsonBody } from "../src/server/bodies/json-body.js";
import { Problem } from "../src/server/problem.js";
import { fit } from "../src/training/fit.js";
import { all, put, read, tableFolder } from "./support/table-files.js";
import { tableCases } from "./support/table-models.js";

tableFolder();

/** A number of cents as digits, and ways to write it. */
interface Notation {
  readonly name: string;
  readonly decimal: "." | ",";
  /** Between thousands. */
  readonly group: string;
  write(text: string): string;
}

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const notation = (
  name: string,
  decimal: "." | ",",
  group: string,
  write = (text: string) => text,
): Notation => ({
  name,
  decimal,
  group,
  write,
});
const NOTATIONS: readonly Notation[] = [
  notation("commas between thousands", ".", ","),
  notation("points between thousands", ",", "."),
  notation("decimal commas", ",", ""),
  notation("spaces", ".", " "),
  notation("no-break spaces and commas", ",", "\u00a0"),
  notation("thin spaces", ".", "\u2009"),
  notation("narrow no-break spaces", ",", "\u202f"),
  notation("apostrophes", ".", "'"),
  notation("curly apostrophes", ".", "’"),
  notation("full-width", ".", "", fullWidth),
  notation("full-width with commas", ".", ",", fullWidth),
  notation("minus signs", ".", "", (text) => text.replace("-", "−")),
  notation("brackets", ".", ",", (text) => text.replace(/^-(.*)$/, "($1)")),
  notation("dollars", ".", ",", (text) => text.replace(/^(-?)/, "$1$")),
  notation("euros", ",", ".", (text) => `${text} €`),
  notation("yen", ".", "", (text) => `${text}円`),
  notation("plus signs", ".", "", (text) => text.replace(/^(?!-)/, "+")),
  notation("more zeros", ".", "", (text) => `${text}${text.includes(".") ? "" : "."}00`),
];
const PLAIN = notation("plain", ".", "");

function written(cents: number, { decimal, group, write }: Notation): string {
  const whole = String(Math.trunc(Math.abs(cents) / 100)).replace(/\B(?=(\d{3})+$)/g, group);
  const part = String(Math.abs(cents) % 100)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return write(`${cents < 0 ? "-" : ""}${whole}${part && decimal + part}`);
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const table = (header: string, rows: readonly (readonly string[])[]): string =>
  [header, ...rows.map((row) => row.map(quoted).join(","))].join("\n");

/** What is learned from a table: all that a model keeps of it, and what it is trained on; or why it is refused. */
async function learned(text: string, options?: ReadTableOptions): Promise<object> {
  try {
    const examples = await read(text, options);
    const rows = all(examples.rows);
    const preprocessing = examples.prepare(rows);
    const { features, targets } = examples.encode(rows, preprocessing, "all");
    // Labels are the texts of the file.
    const { names: _, ...learnedOf } = { names: [], ...targets };
    return { preprocessing: bare(preprocessing), features: features.data, targets: learnedOf };
  } catch (error) {
    if (!(error instanceof AkariError)) throw error;
    return { refused: error.message };
  }
}

/** Without what it remembers of how the table was written. */
function bare(preprocessing: Preprocessing): Preprocessing {
  const plain = parsePreprocessing(JSON.parse(JSON.stringify(preprocessing)));
  return JSON.parse(
    JSON.stringify(plain, (key, value) => (key === "unit" || key === "decimal" ? undefined : value)),
  );
}

const REFUSED = /--decimal point|do not tell the same|another unit|is not a number/;
const money = fc.oneof(
  fc.integer({ min: -300_000_000, max: 300_000_000 }),
  fc.integer({ min: -99_999, max: 99_999 }).map((n) => n * 100),
);
const columns = fc.array(fc.tuple(money, money, fc.nat(3), fc.nat(1)), { minLength: 12, maxLength: 30 });

describe("a column written in another way", () => {
  test("gives the same inputs and targets, bit for bit, or is refused", async () => {
    let [same, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        columns,
        fc.constantFrom(...NOTATIONS),
        fc.boolean(),
        fc.integer(),
        async (rows, other, isMixed, seed) => {
          // In some cells only, as spreadsheets write them, or in all.
          const cell = (cents: number, i: number): string =>
            written(cents, isMixed && (seed >> (i % 31)) & 1 ? { ...other, group: "" } : other);
          const of = (write: (cents: number, i: number) => string): string =>
            table(
              "x,k,b,y",
              rows.map(([x, y, k, b], i) => [
                write(x, i),
                write(100 * k, i + 3),
                write(100 * b, i + 5),
                write(y, i + 7),
              ]),
            );
          const plain = of((cents) => written(cents, PLAIN));
          const text = of(cell);
          const result = await learned(text);
          const expected = await learned(plain);
          if ("refused" in expected) {
            // One value in every row, say: there is nothing to learn, however it is written.
            expect(result).toHaveProperty("refused");
          } else if ("refused" in result) {
            expect(result.refused).toMatch(REFUSED);
            refused++;
            const told = await learned(text, { decimal: other.decimal === "." ? "point" : "comma" });
            expect(told).toEqual(expected);
          } else {
            expect(result).toEqual(expected);
            same++;
          }
        },
      ),
      { numRuns: 120 },
    );
    expect(same).toBeGreaterThan(8 * refused);
  });

  test("gives the same model", async () => {
    const rows = Array.from(
      { length: 24 },
      (_, i) => [((i * 7919) % 5000) * 1237, (i * i * 3571) % 900_000] as const,
    );
    const trained = async (other: Notation): Promise<unknown> => {
      const examples = await read(
        table(
          "x,y",
          rows.map(([x, y]) => [written(x, other), written(y, other)]),
        ),
      );
      const rowNumbers = all(examples.rows);
      const data = examples.encode(rowNumbers, examples.prepare(rowNumbers), "all");
      const definition = defineModel({
        inputs: 1,
        layers: [
          { units: 3, activation: "tanh" },
          { units: 1, activation: "linear" },
        ],
      });
      const { model } = await fit(definition, data, { engine: reference, epochs: 3, batchSize: 8, seed: 1 });
      return model.parameters;
    };
    const plain = await trained(PLAIN);
    for (const other of NOTATIONS.slice(0, 6)) expect(await trained(other)).toEqual(plain);
  });
});

const SPELLINGS: readonly (readonly [string, ...string[]])[] = [
  ["1", "1.0", "+1", "１", "1.", "01"],
  ["2", "2.0", "２", "2.00"],
  ["30", "30.0", "３０", "030"],
  ["True", "TRUE", "true", "ｔｒｕｅ"],
  ["café", "cafe\u0301"],
  ["Nara", "Ｎａｒａ"],
];

test("what is predicted of a value does not depend on its spelling, in files and in code", async () => {
  const values = SPELLINGS.map(([value]) => value);
  const examples = await read(
    table(
      "c,x,y",
      Array.from({ length: 48 }, (_, i) => [values[i % 6], `${(i * 7) % 11}.5`, `${i / 7}`]),
    ),
    { columns: { c: "category" } },
  );
  const preprocessing = examples.prepare(all(48));
  const spelling = fc.nat(5).chain((v) => fc.tuple(fc.constant(v), fc.constantFrom(...SPELLINGS[v])));
  await fc.assert(
    fc.asyncProperty(fc.array(spelling, { minLength: 1, maxLength: 8 }), async (cells) => {
      const rows = cells.map(([, text], i) => ({ c: text, x: i }));
      const expected = encodeRows(
        cells.map(([v], i) => ({ c: values[v], x: i })),
        preprocessing,
      );
      const inCode = encodeRows(rows, preprocessing);
      expect(inCode.data).toEqual(expected.data);
      expect(inCode.unseen).toEqual([]);
      const file = await readTableFor(
        await put(
          table(
            "x,c",
            rows.map(({ c, x }) => [`${x}.0`, c]),
          ),
        ),
        preprocessing,
      );
      expect(file.features.data).toEqual(expected.data);
    }),
    { numRuns: 40 },
  );
});

/** The inputs, or that they are refused. */
async function refusable(encode: () => unknown): Promise<unknown> {
  try {
    return await encode();
  } catch (error) {
    if (error instanceof AkariError || error instanceof Problem) return "refused";
    throw error;
  }
}

test("a row gives the same inputs from a file, a request's CSV or JSON, and code, or is refused by all", async () => {
  const ticket = { hold: () => {}, answer: () => {}, leave: () => {} };
  const goOn = async () => {};
  let encoded = 0;
  await fc.assert(
    fc.asyncProperty(tableCases(3), async ({ model, columns, rows: cases }) => {
      // What names may hold is not what this is about.
      const named = columns.map((column, c) => ({ ...column, name: `c${c}` }));
      const { table: description = { columns: [], targets: [] }, ...others } = model.definition.preprocessing;
      const preprocessing = { ...others, table: { ...description, columns: named } };
      const definition = { ...model.definition, preprocessing };
      const textOf = (value: RowValue, c: number): string => {
        const column = named[c];
        if (typeof value === "boolean" && "values" in column) return column.values[value ? 1 : 0];
        return value instanceof Date ? value.toISOString() : String(value ?? "");
      };
      const typed = cases.map((cells) => cells.map(({ given }) => given));
      const texts = typed.map((cells) => cells.map((cell, c) => textOf(cell, c).replace(/[\r\n]/g, " ")));
      const asObjects = (rows: readonly (readonly RowValue[])[]) =>
        rows.map((cells) => Object.fromEntries(named.map(({ name }, c) => [name, cells[c]])));
      const inCode = (rows: typeof typed) => refusable(() => encodeRows(asObjects(rows), preprocessing).data);
      const json = (rows: typeof typed) =>
        refusable(() => {
          const body = new TextEncoder().encode(JSON.stringify({ rows: asObjects(rows) }));
          return readJsonBody(body, definition, 99).inputs;
        });
      const header = ["row", ...named.map(({ name }) => name)].join(",");
      const csv = table(
        header,
        texts.map((cells, i) => [`r${i}`, ...cells]),
      );
      const path = await put(csv);
      const expected = await inCode(texts);
      expect(await json(texts)).toEqual(expected);
      expect(await refusable(async () => (await readTableFor(path, preprocessing)).features.data)).toEqual(
        expected,
      );
      const written = { charset: undefined, decimal: undefined };
      const body = new TextEncoder().encode(csv);
      expect(
        await refusable(async () => (await readCsvBody(body, written, definition, 99, ticket, goOn)).inputs),
      ).toEqual(expected);
      expect(await json(typed)).toEqual(await inCode(typed));
      if (expected !== "refused") encoded++;
    }),
    { numRuns: 150 },
  );
  expect(encoded).toBeGreaterThan(50);
});

test("labels come back as they were written", async () => {
  const label = fc.oneof(
    fc.constantFrom(
      "007",
      "042",
      "12e4",
      "1098765432109876543",
      "1098765432109876544",
      "1.50",
      "a b",
      "Ａ",
      "A",
      "0x1",
    ),
    fc.bigInt({ min: 0n, max: 10n ** 22n }).map(String),
    fc
      .string({ minLength: 1, maxLength: 6, unit: "grapheme" })
      .filter((one) => one.trim() !== "" && !/["\r\n\0]/.test(one)),
  );
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(label, { minLength: 2, maxLength: 6 }), async (labels) => {
      const cells = Array.from({ length: 6 * labels.length }, (_, i) => labels[i % labels.length]);
      const text = table(
        "x,y",
        cells.map((cell, i) => [String(i / 7), cell]),
      );
      const { task } = await read(text, { task: "classes", missing: [] }).catch((error) => {
        if (!/one class only|not a number|another unit|--decimal/.test(error.message)) throw error;
        return { task: undefined };
      });
      if (task?.kind !== "classes") return;
      // Of texts that mean the same, one stands for all.
      const trimmed = new Set(labels.map((one) => one.trim()));
      for (const name of task.names) expect(trimmed).toContain(name);
      const meant = new Map<string, string>();
      cells.forEach((cell, i) => {
        const name = task.names[task.classes[i]];
        expect(meant.get(cell) ?? name).toBe(name);
        meant.set(cell, name);
        if (task.names.includes(cell.trim())) expect(name).toBe(cell.trim());
      });
    }),
    { numRuns: 60 },
  );
});
