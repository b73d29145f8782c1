import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { all, encoded, lines, read, tableFolder } from "../../../test/support/table-files.js";
import { parsePreprocessing } from "../../formats/description/preprocessing-description.js";
import { inputNames } from "./inputs.js";

tableFolder();

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
      expect.stringMatching(/^Beware: born rises from row to row: .*: --split time=born\.$/),
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
