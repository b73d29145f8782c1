import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { put, read, tableFolder } from "../../../test/support/table-files.js";
import { AkariError } from "../../error.js";
import { defineModel } from "../../model/model.js";
import { fit } from "../../training/fit.js";
import { splitAndPrepare } from "../prepare.js";
import type { TableExamples } from "./examples.js";
import { readTable } from "./read-table.node.js";
import type { RowValue } from "./row-encoder.js";
import { type TableInMemory, table } from "./table.js";

tableFolder();

/** A column of every kind that there is, and what a person may have left out of it. */
interface Made {
  readonly names: readonly string[];
  readonly rows: readonly (readonly RowValue[])[];
}

const gaps = (value: fc.Arbitrary<RowValue>): fc.Arbitrary<RowValue> =>
  fc.oneof(
    { weight: 9, arbitrary: value },
    { weight: 1, arbitrary: fc.constantFrom(null, undefined, "", Number.NaN) },
  );
const KINDS: readonly fc.Arbitrary<RowValue>[] = [
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
  fc.integer({ min: -50, max: 50 }).map((n) => n / 10),
  fc.integer({ min: 0, max: 1 }),
  fc.boolean(),
  fc.constantFrom("1,234.5", "12", "-3.25", "2e3"),
  fc.date({ min: new Date("1990-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
  fc.constantFrom("2024-01-31", "2023/12/01", "31.1.2024"),
  fc.constantFrom("red", "green", 'the "blue" one', "a,b", "c;d", " e\tf"),
  fc.constantFrom("yes", "no"),
  fc.constantFrom("港", "丘", "café"),
];
const targets: readonly fc.Arbitrary<RowValue>[] = [
  fc.constantFrom("setosa", "virginica"),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
  fc.boolean(),
];
const made: fc.Arbitrary<Made> = fc
  .tuple(
    fc.array(fc.constantFrom(...KINDS.keys()), { minLength: 1, maxLength: 5 }),
    fc.constantFrom(...targets),
  )
  .chain(([kinds, target]) => {
    const row = fc.tuple(...kinds.map((kind) => gaps(KINDS[kind])), target);
    const names = [...kinds.map((_, i) => `column ${i}`), "target"];
    return fc.record({ names: fc.constant(names), rows: fc.array(row, { minLength: 8, maxLength: 30 }) });
  });

/** A value as a person's program would write it into a file. */
function text(value: RowValue): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  return value instanceof Date ? value.toISOString() : String(value);
}

const csv = ({ names, rows }: Made, separator: string): string =>
  [names, ...rows.map((row) => row.map(text))]
    .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator))
    .join("\r\n");

const asObjects = ({ names, rows }: Made): Record<string, RowValue>[] =>
  rows.map((row) => Object.fromEntries(names.map((name, c) => [name, row[c]])));

const asColumns = ({ names, rows }: Made): Record<string, RowValue[]> =>
  Object.fromEntries(names.map((name, c) => [name, rows.map((row) => row[c])]));

/** All that comes of a table, or why none does. */
async function outcome(read: () => TableExamples | Promise<TableExamples>, own: RegExp): Promise<object> {
  try {
    const examples = await read();
    const { train, test } = splitAndPrepare(examples, { test: 0.3, validation: 0, seed: 7 });
    const plain = (notes: readonly string[]): string[] => notes.map((note) => note.replace(own, "T"));
    return { notes: plain(examples.notes), train: plainly(train), test: plainly(test) };
  } catch (error) {
    if (!(error instanceof AkariError)) throw error;
    // Rows in a program are counted from 1, and in a file from 2, below its header.
    return { refused: error.message.replace(own, "T").replaceAll(/row \d+/g, "row") };
  }
}

const plainly = (data: object | undefined): unknown => data && { ...data, name: "" };

const OWN = /The table|\S+table-\d+\.csv/g;

describe("a table in memory is the table in a file", () => {
  test("its text, its bytes, packed too, and its values as rows and as columns give the same data set, bit for bit", async () => {
    let learned = 0;
    await fc.assert(
      fc.asyncProperty(made, fc.constantFrom(",", ";", "\t"), async (table_, separator) => {
        const content = csv(table_, separator);
        const path = await put(content);
        const expected = await outcome(() => readTable(path), OWN);
        const bytes = new TextEncoder().encode(content);
        const [packed] = [new Uint8Array(gzipSync(bytes))];
        const ways: readonly (() => TableExamples | Promise<TableExamples>)[] = [
          () => table(content),
          () => table(bytes),
          () => table(packed.buffer),
          () => table(new Blob([content])),
          () => table(new Response(content)),
          () => table(new Blob([packed]).stream()),
        ];
        for (const way of ways) expect(await outcome(way, OWN)).toEqual(expected);
        // A file in which no number tells what its decimals are marked by is refused or read by its separator; numbers
        // of a program tell.
        if ("refused" in expected || separator === ";") return;
        learned++;
        for (const values of [asObjects(table_), asColumns(table_)] satisfies TableInMemory[])
          expect(await outcome(() => table(values), OWN)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
    expect(learned).toBeGreaterThan(40);
  });

  test("and the same model", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({
      area: 40 + ((i * 37) % 90),
      district: ["centre", "harbour", "hill"][i % 3],
      built: new Date(Date.UTC(1950 + i, 3, 1)),
      garden: i % 4 === 0,
      rooms: i % 11 === 0 ? null : 1 + (i % 5),
      price: 900 + ((i * 37) % 90) * 7 + (i % 3) * 40,
    }));
    const header = Object.keys(rows[0]);
    const content = csv({ names: header, rows: rows.map((row) => Object.values(row)) }, ",");
    const trained = async (examples: TableExamples): Promise<object> => {
      const { train } = splitAndPrepare(examples, { test: 0.2, validation: 0, seed: 1 });
      const network = defineModel({
        inputs: train.features.columns,
        layers: [
          { units: 5, activation: "tanh" },
          { units: 1, activation: "linear" },
        ],
      });
      const { model } = await fit(network, train, { epochs: 3 });
      return model;
    };
    const expected = await trained(await read(content, { target: "price" }));
    expect(await trained(table(rows, { target: "price" }))).toEqual(expected);
    expect(await trained(table(content, { target: "price" }))).toEqual(expected);
    expect(await trained(await table(new File([content], "houses.csv"), { target: "price" }))).toEqual(
      expected,
    );
  });
});

describe("a number of a program is that number", () => {
  test("also where a text could be read in two ways", async () => {
    const rows = Array.from({ length: 12 }, (_, i) => ({ x: 1.234 + i / 1000, y: i % 2 === 0 ? "a" : "b" }));
    const text = `x;y\n${rows.map(({ x, y }) => `${x.toFixed(3)};${y}`).join("\n")}`;
    expect(() => table(text)).toThrow("--decimal point");
    expect([...table(rows).table.columns[0].cells]).toEqual(rows.map(({ x }) => x));
  });
});

test("columns may be typed arrays", () => {
  const { table: read } = table({ x: Float32Array.of(1.5, 2.5, 3.25), y: ["a", "b", "a"] });
  expect([...read.columns[0].cells]).toEqual([1.5, 2.5, 3.25]);
});

test("a table is called by its file, its address or its option", async () => {
  const text = "x,y\n1,a\n2,b\n";
  expect((await table(new File([text], "own.csv"))).name).toBe("own.csv");
  expect((await table(new File([text], "own.csv"), { name: "mine" })).name).toBe("mine");
  expect(table(text).name).toBe("The table");
});

describe("what is no table is refused with a sentence", () => {
  const rows = [
    { x: 1, y: "a" },
    { x: 2, y: "b" },
  ];
  test.each<[string, unknown, object, string]>([
    ["a name", "houses.csv", {}, '"houses.csv" is the name of a file, not a table'],
    ["a text without rows", "x,y\n", {}, "The table has a header and no rows below it."],
    ["an empty text", "", {}, "The table is empty."],
    ["a zip file's text", "PK\x03\x04…", {}, "The table is a zip file"],
    ["no rows", [], {}, "The table has no rows."],
    ["columns without rows", { x: [], y: [] }, {}, "The table has no rows."],
    [
      "lists for rows",
      [[1, 2]],
      {},
      "The table, row 1 is a list, and should be an object with a value for each column. Lists",
    ],
    ["a row that is null", [...rows, null], {}, "The table, row 3 is null, and should be an object"],
    [
      "a row that lacks a column",
      [...rows, { x: 3 }],
      {},
      "The table, row 3 has no y, which row 1 has. Give null",
    ],
    [
      "a row with another column",
      [...rows, { x: 3, y: "a", z: 1 }],
      {},
      "The table, row 3 has z, which row 1 has not.",
    ],
    [
      "one column",
      [{ x: 1 }, { x: 2 }],
      {},
      'The table has one column only, "x". It needs at least an input and a target.',
    ],
    [
      "a name with spaces",
      [{ " x": 1, y: 2 }],
      {},
      'The table has a column called " x". Give it a name without spaces',
    ],
    [
      "a list in a cell",
      [...rows, { x: [1], y: "a" }],
      {},
      "The table, row 3, column x: a list is no value of a table.",
    ],
    [
      "a function in a cell",
      [...rows, { x: () => 1, y: "a" }],
      {},
      "The table, row 3, column x: a function is no value",
    ],
    ["an infinite number", [...rows, { x: Number.POSITIVE_INFINITY, y: "a" }], {}, "is not a finite number"],
    ["columns of two lengths", { x: [1, 2], y: ["a"] }, {}, "The table, column y has 1 value, and x has 2."],
    [
      "a column that is none",
      { x: [1, 2], y: "ab" },
      {},
      "The table, column y: its values should be in a list",
    ],
    ["a number", 7, {}, "A table is made of rows, columns, the text of a CSV file or its bytes, not of 7."],
    ["a Map", new Map(), {}, "not of an object (Map)."],
    ["a column that is not there", rows, { target: "z" }, 'The table has no column "z" to be the target.'],
    ["an option that is none", rows, { traget: "y" }, 'A table has no option "traget"; it has target,'],
    ["an encoding of a text", "x,y\n1,a\n2,b", { encoding: "utf-8" }, 'A table has no option "encoding"'],
  ])("%s", (_, source, options, message) => {
    expect(() => table(source as string, options)).toThrow(message);
  });

  test.each<[string, () => unknown, string]>([
    ["bytes of no text", () => Uint8Array.of(1, 0, 2), "The table is not a text file"],
    [
      "damaged gzip",
      () => gzipSync("x,y\n1,a\n2,b\n").subarray(0, 15),
      "The table cannot be unpacked: its gzip data are damaged",
    ],
    [
      "an answer that is an error",
      () => new Response("gone", { status: 404 }),
      "The table could not be fetched: the server answers 404.",
    ],
    [
      "a file of Excel's",
      () => new File(["PK\x03\x04"], "own.xlsx"),
      "own.xlsx is a zip file, as those of Excel",
    ],
    [
      "a stream of texts",
      () => new ReadableStream({ start: (to) => to.enqueue("x,y") }),
      "The table cannot be read to its end",
    ],
  ])("%s", async (_, source, message) => {
    await expect(table(source() as Blob)).rejects.toThrow(message);
  });

  test("an answer that has been read", async () => {
    const answer = new Response("x,y\n1,a\n2,b");
    await answer.text();
    await expect(table(answer)).rejects.toThrow("The table has been read by somebody else.");
  });
});
