import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AkariError } from "../../error.js";
import { parsePreprocessing } from "../../formats/preprocessing-description.js";
import { inputNames } from "./input-names.js";
import { type ReadTableOptions, readTable } from "./read-table.node.js";
import { readTableFor } from "./read-table-for.node.js";
import type { TableExamples } from "./table-examples.js";

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "akari-tables-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function put(contents: string | Uint8Array): Promise<string> {
  const path = join(folder, `table-${files++}.csv`);
  await writeFile(path, contents);
  return path;
}

const read = async (contents: string | Uint8Array, options?: ReadTableOptions): Promise<TableExamples> =>
  readTable(await put(contents), options);

const all = (rows: number): Uint32Array => Uint32Array.from({ length: rows }, (_, i) => i);

/** Rows of a header and of numbered cells that a function makes. */
const lines = (header: string, count: number, row: (i: number) => string): string =>
  [header, ...Array.from({ length: count }, (_, i) => row(i))].join("\n");

/** The inputs of all rows, prepared by them, row by row. */
function encoded(table: TableExamples, rows = all(table.rows)): number[][] {
  const { features } = table.encode(all(table.rows), table.prepare(rows), "all");
  return Array.from({ length: features.rows }, (_, r) =>
    Array.from(features.data.subarray(r * features.columns, (r + 1) * features.columns)),
  );
}

async function problem(contents: string | Uint8Array, options?: ReadTableOptions): Promise<string> {
  const path = await put(contents);
  const error = await readTable(path, options).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(AkariError);
  return error.message.replaceAll(path, "T");
}

const PEOPLE = lines("id,name,age,colour,smoker,born,same,class", 12, (i) =>
  [
    i + 1,
    `person ${i}`,
    i === 3 ? "NA" : 20 + i,
    ["red", "blue", "?"][i % 3],
    i % 2 ? "yes" : "no",
    `2000-01-${10 + i}`,
    7,
    i % 2 ? "good" : "bad",
  ].join(","),
);

describe("what columns hold", () => {
  test("is found out, and told", async () => {
    const table = await read(PEOPLE);
    expect(table.notes).toEqual([
      "Numbers: age.",
      "Dates: born.",
      "Yes or no: smoker (no, yes).",
      "Categories: colour (blue, red).",
      "Left out: id (an identifier: it numbers the rows); name (an identifier: a different text in every row); " +
        "same (the same in every row).",
      "Target: 2 classes of class (bad, good).",
    ]);
    const preprocessing = table.prepare(all(table.rows));
    expect(preprocessing.table && inputNames(preprocessing.table)).toEqual([
      ...["age", "age is missing", "colour = blue", "colour = red", "colour = other", "colour is missing"],
      ...["smoker = yes", "born"],
    ]);
    expect(parsePreprocessing(JSON.parse(JSON.stringify(preprocessing)))).toEqual(preprocessing);
  });

  test("can be told", async () => {
    const columns = { age: "category", id: "number", name: "identifier" } as const;
    const { notes } = await read(PEOPLE, { columns, ignore: ["born", "smoker"] });
    expect(notes.slice(0, 2)).toEqual(["Numbers: id.", expect.stringContaining("Categories: age (20, 21")]);
  });

  test("a number that is not called an identifier stays, and so does one that repeats", async () => {
    const table = await read(lines("time,x_id,y", 12, (i) => `${i},${i % 5},${i * i}`));
    expect(table.notes[0]).toBe("Numbers: time, x_id.");
  });

  test("an unnamed first column is taken for row numbers, as pandas and R write them", async () => {
    const { notes } = await read(lines(",x,y", 12, (i) => `${i},${i % 5},${i * i}`));
    expect(notes[1]).toBe("Left out: the unnamed first column (an identifier: it numbers the rows).");
    expect(await problem(lines(",x,y", 12, (i) => `${i % 4},${i % 5},${i * i}`))).toBe(
      "T, row 1: column 1 has no name. Give it one.",
    );
  });

  test("many different words are left out", async () => {
    const { notes } = await read(lines("word,x,y", 404, (i) => `w${i % 202},${i % 5},${i * i}`));
    expect(notes).toContain("Left out: word (202 different texts).");
    const more = await read(lines("word,x,y", 4000, (i) => `w${i % 1200},${i % 5},${i * i}`));
    expect(more.notes).toContain("Left out: word (more than 1000 different texts).");
  });
});

describe("the target", () => {
  test("is the last column, or that which is named", async () => {
    const text = lines("a,b,c", 20, (i) => `${i % 2 ? "x" : "y"},${i},${i / 3}`);
    expect((await read(text)).task).toMatchObject({ kind: "values", names: ["c"] });
    expect((await read(text, { target: "a" })).task).toMatchObject({ kind: "classes", names: ["x", "y"] });
    const two = await read(text, { target: ["c", "b"] });
    expect(two.task).toMatchObject({ kind: "values", names: ["c", "b"] });
    const { data, columns } = two.encode(all(20), two.prepare(all(20)), "all").targets as {
      data: Float64Array;
      columns: number;
    };
    expect(columns).toBe(2);
    expect(data.reduce((sum, value) => sum + value)).toBeCloseTo(0);
    expect(data.reduce((sum, value) => sum + value * value, 0) / 40).toBeCloseTo(1);
  });

  test.each([
    ["few whole numbers are classes", (i: number) => `${(i * 7) % 10}`, {}, "classes"],
    ["two whole numbers are classes", (i: number) => `${i % 2}`, {}, "classes"],
    ["many whole numbers are values", (i: number) => `${i % 30}`, {}, "values"],
    ["halves are values", (i: number) => `${(i % 2) / 2}`, {}, "values"],
    ["unless told", (i: number) => `${i % 30}`, { task: "classes" }, "classes"],
    ["as told", (i: number) => `${i % 2}`, { task: "values" }, "values"],
    ["as the column is told", (i: number) => `${i % 2}`, { columns: { y: "number" } }, "values"],
  ] as const)("%s", async (_, cell, options, kind) => {
    const { task } = await read(
      lines("x,y", 60, (i) => `${i / 7},${cell(i)}`),
      options,
    );
    expect(task.kind).toBe(kind);
  });

  test("classes that are numbers stand in their order, whatever their form", async () => {
    const { task } = await read(lines("x,y", 30, (i) => `${i / 7},${["10", "9", "9.0"][i % 3]}`));
    expect(task).toMatchObject({ names: ["9", "10"] });
  });

  test("rows without one are left out and counted, and the others keep their names", async () => {
    const table = await read('x,y\n1,a\n\n2,\n"3\n",b\n4,a\n5,b');
    expect(table.rows).toBe(4);
    expect(table.notes).toContain("1 row is left out: the target is missing there.");
    expect([0, 1, 2, 3].map((row) => table.rowName(row).replace(/.*, /, ""))).toEqual([
      ...["row 2", "row 5", "row 7", "row 8"],
    ]);
  });
});

describe("preparing", () => {
  test("learns from the training rows only", async () => {
    const table = await read("x,c,y\n0,red,1.5\n2,red,2.5\n100,blue,3.5\n,red,4.5");
    const preprocessing = table.prepare(Uint32Array.of(0, 1));
    expect(preprocessing.table?.columns).toEqual([
      { name: "x", kind: "number", shift: 1, scale: 1, missing: { fill: 1, indicator: false } },
      { name: "c", kind: "category", values: ["red"], missing: { fill: "red", indicator: false } },
    ]);
    expect(preprocessing.outputs).toEqual([{ name: "y", shift: 2, scale: 0.5 }]);
    expect(encoded(table, Uint32Array.of(0, 1))).toEqual([
      [-1, 1, 0],
      [1, 1, 0],
      [99, 0, 1],
      [0, 1, 0],
    ]);
  });

  test("fills what is missing by the median or the most frequent, and says that it was missing", async () => {
    const table = await read("x,c,f,y\n0,a,no,1.5\n1,b,yes,2.5\n9,b,yes,3.5\n-,?,NA,4.5", {
      scaling: "none",
    });
    expect(encoded(table)).toEqual([
      [0, 0, 1, 0, 0, 0, 0, 0],
      [1, 0, 0, 1, 0, 0, 1, 0],
      [9, 0, 0, 1, 0, 0, 1, 0],
      [1, 1, 0, 1, 0, 1, 1, 1],
    ]);
  });

  test("min-max brings the training rows to 0 to 1", async () => {
    const table = await read("x,y\n5,1.5\n7,2.5\n9,3.5", { scaling: "min-max" });
    expect(encoded(table)).toEqual([[0], [0.5], [1]]);
  });

  test("products of number columns are standardised", async () => {
    const table = await read(
      lines("a,b,y", 50, (i) => `${(i * 7) % 11},${(i * 3) % 13},${i / 3}`),
      { degree: 3 },
    );
    const rows = encoded(table);
    expect(rows[0]).toHaveLength(9);
    for (let input = 0; input < 9; input++) {
      const cells = rows.map((row) => row[input]);
      expect(cells.reduce((sum, cell) => sum + cell) / 50).toBeCloseTo(0, 5);
      expect(cells.reduce((sum, cell) => sum + cell * cell, 0) / 50).toBeCloseTo(1, 5);
    }
  });

  test("too many products are refused", async () => {
    const header = `${Array.from({ length: 30 }, (_, i) => `x${i}`).join(",")},y`;
    const table = await read(
      lines(header, 9, (i) => Array.from({ length: 31 }, (_, k) => i * k + i / 7).join(",")),
      {
        degree: 4,
      },
    );
    expect(() => table.prepare(all(9))).toThrow(
      /would have 46,375 inputs, and the most is 10,000\. Take a lower/,
    );
  });

  test("numbers too large to be scaled are refused", async () => {
    const large = await read("x,y\n1e308,1.5\n-1e308,2.5\n1e308,3.5");
    expect(() => large.prepare(all(3))).toThrow("column x: its numbers are too large");
    const table = await read("x,y\n1e39,1.5\n1,2.5\n3,3.5", { scaling: "none" });
    expect(() => table.encode(all(3), table.prepare(all(3)), "all")).toThrow(
      /row 2 has a number that is too large/,
    );
  });
});

test("groups and weights are no inputs", async () => {
  const table = await read(
    lines("who,w,x,y", 6, (i) => `p${i % 3},${i / 2},${i},${i / 3}`),
    {
      group: "who",
      weight: "w",
    },
  );
  expect([...(table.groups ?? [])]).toEqual([0, 1, 2, 0, 1, 2]);
  expect([...(table.weights ?? [])]).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
  expect(table.notes[0]).toBe("Numbers: x.");
});

describe("files", () => {
  const plain = "色,量,y\n赤,1.5,甲\n青,2.5,乙\n赤,3.5,甲\n青,4.5,乙\n";
  const shiftJis = Uint8Array.from(
    // The same text by Shift_JIS: each of these characters is two bytes there.
    Buffer.from(
      "90462c97ca2c790a90d42c312e352c8d620a90c22c322e352c89b30a90d42c332e352c8d620a90c22c342e352c89b30a",
      "hex",
    ),
  );
  test.each([
    ["a byte order mark", `\uFEFF${plain}`],
    ["CRLF", plain.replaceAll("\n", "\r\n")],
    ["CR", plain.replaceAll("\n", "\r")],
    ["no last line end", plain.trimEnd()],
    ["tabs", plain.replaceAll(",", "\t")],
    ["semicolons and decimal commas", plain.replaceAll(",", ";").replaceAll(".", ",")],
    ["quotes", plain.replace(/[^,\n]+/g, '"$&"')],
    ["gzip", gzipSync(plain)],
    ["Shift_JIS", shiftJis],
    ["UTF-16", Buffer.from(`\uFEFF${plain}`, "utf16le")],
    ["spaces", plain.replaceAll(",", " , ")],
  ])("with %s", async (_, contents) => {
    const table = await read(contents);
    expect(table.task).toMatchObject({ names: ["乙", "甲"], classes: Uint32Array.of(1, 0, 1, 0) });
    expect(table.table.columns.map(({ column }) => column)).toEqual([
      { name: "色", kind: "category", values: ["赤", "青"] },
      { name: "量", kind: "number" },
    ]);
    expect([...table.table.columns[1].cells]).toEqual([1.5, 2.5, 3.5, 4.5]);
  });

  test("progress counts rows in both passes", async () => {
    const seen: [number, number, number, number][] = [];
    await read(plain, { onProgress: ({ pass, rows, bytes, of }) => seen.push([pass, rows, bytes, of]) });
    const size = Buffer.from(plain).length;
    expect(seen).toContainEqual([1, 4, size, size]);
    expect(seen).toContainEqual([2, 4, size, size]);
  });
});

describe("what is wrong gets a sentence", () => {
  const numbers = (bad: string): string => lines("x,y", 20, (i) => `${i === 15 ? bad : i / 3},${i / 7}`);
  test.each<[string, string | Uint8Array, ReadTableOptions, string]>([
    ["an empty file", "", {}, "T is empty."],
    ["nothing but lines", "\n\n", {}, "T is empty."],
    ["a header only", "a,b\n", {}, "T has a header and no rows below it."],
    ["no header", "5.1,3.5,a\n4.9,3,b\n", {}, 'T, row 1: "5.1" is a number, where'],
    ["one column", "abc\n1\n2\n", {}, 'T, row 1: there is one column only, "abc".'],
    ["doubled names", "a,b,a\n1,2,3\n", {}, 'T, row 1: columns 1 and 3 are both called "a".'],
    ["an empty name", "a,,b\n1,2,3\n", {}, "T, row 1: column 2 has no name."],
    ["a short row", "a,b,c\n1,2,3\n1,2\n", {}, "T, row 3 has 2 cells, and the header names 3 columns."],
    ["a long row", "a,b\n1,2\n\n1,2,3\n", {}, "T, row 4 has 3 cells, and the header names 2 columns."],
    ["a word", numbers("abc"), {}, 'T, row 17, column x: "abc" is not a number. Mend it'],
    [
      "a word told",
      "x,y\n1,1.5\na,2.5\nb,3\n",
      { columns: { x: "number" } },
      'T, row 3, column x: "a" is not',
    ],
    ["infinity", numbers("inf"), {}, 'T, row 17, column x: "inf" is not a finite number.'],
    ["overflow", numbers("1e999"), {}, 'T, row 17, column x: "1e999" is not a finite number.'],
    [
      "a word among dates",
      "x,y\n2020-01-01,1.5\n2020-01-02,2.5\nz,3\n",
      {},
      'T, row 4, column x: "z" is not a date',
    ],
    ["no dates", "x,y\na,1.5\nb,2.5\n", { columns: { x: "date" } }, 'T, row 2, column x: "a" is not a date'],
    [
      "three for yes-no",
      "x,y\na,1\nb,2\nc,3\n",
      { columns: { x: "yes-no" } },
      "T, column x cannot be yes-no",
    ],
    ["one class", "x,y\n1,a\n2,a\n", {}, 'T: the target y has one class only, "a"'],
    ["one value", "x,y\n1,1.5\n2,1.5\n", {}, 'T: the target y is "1.5" in every row'],
    ["no target", "x,y\n1,\n2,\n", {}, "T: the target y is empty"],
    ["words as values", "x,y\n1,a\n2,b\n", { task: "values" }, 'T, row 2, column y: "a" is not a number'],
    [
      "an unknown target",
      "age,size\n1,2\n",
      { target: "sise" },
      'T has no column "sise" to be the target. Did you mean "size"?',
    ],
    [
      "an unknown column",
      "age,size\n1,2\n",
      { ignore: ["aeg"] },
      'T has no column "aeg" to be ignored. Did you mean "age"?',
    ],
    [
      "two parts",
      "age,size\n1,2\n",
      { ignore: ["size"] },
      "T, column size cannot be the target and ignored.",
    ],
    [
      "no inputs",
      "same,y\n1,a\n1,b\n",
      {},
      "T has no column to learn from. Left out: same (the same in every row).",
    ],
    [
      "an open quote",
      'x,y\n1,a\n2,"b\n3,c\n',
      {},
      "T, row 3 has a quotation mark that opens and is never closed.",
    ],
    [
      "text after a quote",
      'x,y\n1,"a"b\n2,c\n',
      {},
      "T, row 2 has a cell in quotation marks with text after",
    ],
    ["bytes of no text", Uint8Array.of(1, 0, 2), {}, "T is not a text file"],
    ["no encoding", Uint8Array.of(0x61, 0xff, 0xff, 0x0a), {}, "T is neither UTF-8 nor Shift_JIS."],
    [
      "damaged gzip",
      gzipSync("x,y\n1,a\n2,b\n").subarray(0, 15),
      {},
      "T cannot be unpacked: its gzip data are damaged",
    ],
    [
      "a weight below 0",
      "w,x,y\n1,1,a\n-1,2,b\n",
      { weight: "w" },
      "T, row 3, column w: a row's weight must be",
    ],
    [
      "a missing group",
      "g,x,y\nk,1,a\n,2,b\n",
      { group: "g" },
      "T, row 3, column g: the row's group is missing.",
    ],
  ])("%s", async (_, contents, options, message) => {
    expect(await problem(contents, options)).toContain(message);
  });

  test("a row without an end does not fill the memory", async () => {
    const text = `x,y\n1,2\n"3,${"4\n".repeat(2 ** 23)}`;
    expect(await problem(text)).toContain("T, row 3 does not end within 8 MB");
  });

  test("no file, and a folder", async () => {
    await expect(readTable(join(folder, "none.csv"))).rejects.toThrow("There is no file");
    await expect(readTable(folder)).rejects.toThrow("is a folder, not a file");
  });
});

describe("with a model's preprocessing", () => {
  const text = "a,b,c,y\n1,x,no,1.5\n2,z,yes,2.5\n4,x,no,4.5\n";
  const options = { model: "M", targets: false };
  const preprocessing = async () => {
    const table = await read(text);
    return table.prepare(all(3));
  };

  test("columns are found by their names in any order, without the target", async () => {
    const table = await read(text);
    const learned = table.prepare(all(3));
    const path = await put("c;more;b;a\nyes;?;z;2,0\nno;?;new;1,0\n");
    const other = await readTableFor(path, learned, options);
    expect([...other.features.data.subarray(0, other.features.columns)]).toEqual(encoded(table)[1]);
    expect([...other.features.data.subarray(other.features.columns)].slice(1)).toEqual([0, 0, 1, 0]);
    expect(other.targets).toBeUndefined();
    expect(other.notes).toEqual(["Not used, for M did not learn from them: more."]);
    expect(other.rowName(1)).toBe(`${path}, row 3`);
  });

  test("targets are scaled as the model's are", async () => {
    const learned = await preprocessing();
    const { targets, notes } = await readTableFor(await put(`${text}5,x,no,\n`), learned, {
      model: "M",
      targets: true,
    });
    const [{ shift, scale }] = learned.outputs ?? [];
    expect(targets).toEqual({
      kind: "values",
      columns: 1,
      data: Float64Array.of(1.5, 2.5, 4.5).map((y) => (y - shift) / scale),
    });
    expect(notes).toEqual(["1 row is left out: the target is missing there."]);
  });

  test("classes are those of the file", async () => {
    const table = await read("x,y\n1,b\n2,a\n3,b\n");
    const path = await put("y,x\nb,1\nc,2\n");
    const { targets } = await readTableFor(path, table.prepare(all(3)), { model: "M", targets: true });
    expect(targets).toEqual({ kind: "classes", classes: Uint32Array.of(0, 1), names: ["b", "c"] });
  });

  test.each([
    [
      "a column is lacking",
      "a,c,d\n1,no,2\n",
      false,
      "M learned from the columns a, b, c; T lacks b; it has d besides.",
    ],
    [
      "a cell is wrong",
      "a,b,c\n1,x,no\n2,x,maybe\n",
      false,
      'T, row 3, column c: "maybe" is neither "no" nor "yes".',
    ],
    ["a number is a word", "a,b,c\nq,x,no\n", false, 'T, row 2, column a: "q" is not a number.'],
    ["there is no target", "a,b,c\n1,x,no\n", true, "T has no column y, which M predicts"],
    ["there are no rows", "a,b,c\n", false, "T holds nothing to show a model"],
  ])("says so where %s", async (_, contents, targets, message) => {
    const path = await put(contents);
    const error = await readTableFor(path, await preprocessing(), { model: "M", targets }).catch(
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(AkariError);
    expect(error.message.replaceAll(path, "T")).toContain(message);
  });

  test("says so where the model did not learn from a table", async () => {
    await expect(readTableFor(await put(text), { divideBy: 255 }, options)).rejects.toThrow(
      "did not learn from a table",
    );
  });
});
