import { describe, expect, test } from "vitest";
import { lines, put, read, tableFolder } from "../../../test/support/table-files.js";
import { splitExamples } from "../split.js";
import { LargeTable } from "./large-table.node.js";
import type { ReadTableOptions } from "./read-table.js";
import { readTable, readTableOfAnySize } from "./read-table.node.js";

tableFolder();

const SPLIT = { test: 0.2, validation: 0.1, seed: 3, by: "time" } as const;
const date = (i: number): string => new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
/** Rows in another order than that of their days, of which each has three. */
const days = (count: number): string =>
  lines("number,day,x,y", count, (i) => {
    const at = (i * 37) % count;
    return `${i},${date(Math.floor(at / 3))},${(i * i) % 11},${at % 7}.5`;
  });

describe("when rows were", () => {
  test.each<[string, ReadTableOptions]>([
    ["the only column of dates", { time: true }],
    ["a column that is named", { time: "day" }],
    ["one that is ignored as an input", { time: "day", ignore: ["day"] }],
  ])("is read from %s", async (_, options) => {
    const { times = [], table } = await read(days(90), options);
    expect(times.length).toBe(90);
    expect(times[1]).toBe(Date.UTC(2020, 0, 1 + Math.floor(37 / 3)) / 86_400_000);
    expect(table.columns.some(({ column }) => column.name === "day")).toBe(options.ignore === undefined);
    expect(table.time?.name).toBe("day");
  });

  test("may be a number, too, and one that numbers the rows", async () => {
    const text = lines("id,x,y", 20, (i) => `${100 + i},${i % 3},${i * i}.5`);
    const { times, table } = await read(text, { time: "id" });
    expect([...(times ?? [])]).toEqual(Array.from({ length: 20 }, (_, i) => 100 + i));
    expect(table.leftOut.map(({ name }) => name)).toEqual(["id"]);
  });

  test.each<[string, string, ReadTableOptions, string]>([
    [
      "none",
      "x,y\n1,1.5\n2,2.5\n3,3.5\n",
      { time: true },
      "has no column of dates among its inputs. Name the column",
    ],
    [
      "two",
      "a,b,y\n2020-01-01,2020-01-02,1.5\n2020-01-02,2020-01-05,2.5\n",
      { time: true },
      "has several columns of dates: a, b.",
    ],
    ["the target", "x,y\n1,1.5\n2,2.5\n", { time: "y" }, "column y cannot be the target and the time"],
    ["an unknown one", "x,y\n1,1.5\n2,2.5\n", { time: "z" }, 'has no column "z" to split by'],
    ["words", "w,x,y\na,1,1.5\nb,2,2.5\nc,3,3.5\n", { time: "w" }, 'row 2, column w: "a" is not a number'],
    [
      "a gap",
      "x,t,y\n1,2020-01-01,1.5\n2,,2.5\n5,2020-01-03,7\n",
      { time: true },
      "row 3, column t: the time is missing",
    ],
  ])("%s is refused", async (_, text, options, message) => {
    await expect(read(text, options)).rejects.toThrow(message);
  });

  test("a row without a target needs no time", async () => {
    const { rows } = await read("x,t,y\n1,2020-01-01,1.5\n2,,\n5,2020-01-03,7\n", { time: true });
    expect(rows).toBe(2);
  });
});

test("a table too large for memory is split by time as one in memory is", async () => {
  const path = await put(days(600));
  const options = { time: "day", scaling: "none" } as const;
  const small = await readTable(path, options);
  const large = await readTableOfAnySize(path, options, 0, { chunk: 4096, pages: 2048 });
  if (!(large instanceof LargeTable)) throw new Error("It is in memory.");
  const parts = await large.splitAndPrepare(SPLIT);
  const expected = splitExamples(small, SPLIT);
  for (const part of ["training", "validation", "test"] as const) {
    const data = parts[part];
    const days: number[] = [];
    for (const chunk of data?.chunks.keys() ?? []) {
      const {
        data: inputs,
        rows,
        columns,
      } = (await data?.load(chunk))?.features ?? { data: [], rows: 0, columns: 0 };
      for (let row = 0; row < rows; row++) days.push(inputs[row * columns]);
    }
    const { times = [] } = small;
    expect(days.sort((a, b) => a - b)).toEqual(
      [...expected[part]].map((row) => times[row]).sort((a, b) => a - b),
    );
  }
  expect(parts.cuts?.test?.time).toBe(Math.min(...[...expected.test].map((row) => small.times?.[row] ?? 0)));
  await large.close();
});

describe("rows in the order of time", () => {
  const table = (name: string, cell: (i: number) => string): string =>
    lines(`${name},x,y`, 40, (i) => `${cell(i)},${(i * 7) % 5},${(i * i) % 9}.5`);
  const warnings = async (text: string, options?: ReadTableOptions): Promise<readonly string[]> =>
    (await read(text, options)).table.warnings;
  const american = (i: number): string => date(3 * i).replace(/(\d+)-(\d+)-(\d+)/, "$2/$3/$1");

  test.each<[string, string, ReadTableOptions, RegExp]>([
    ["dates", table("date", date), {}, /^date rises from row to row: .*: --split time=date\.$/],
    ["several rows a day", table("date", (i) => date(i >> 1)), {}, /^date rises/],
    ["the latest first", table("date", (i) => date(99 - i)), {}, /^date falls/],
    ["one out of place", table("date", (i) => date(i === 9 ? 30 : i)), {}, /^date rises/],
    ["series after series", table("date", (i) => date(i % 20)).concat("\n", ""), {}, /^date rises/],
    ["a column that is ignored", table("date", date), { ignore: ["date"] }, /^date rises/],
    [
      "dates that can be read in two ways",
      table("d", american),
      {},
      /^d rises.*write its dates as 2024-01-31\.$/,
    ],
    [
      "numbers that are called so",
      table("timestamp", (i) => String(1_700_000_000 + 60 * i)),
      {},
      /^timestamp rises/,
    ],
    ["years", table("year", (i) => String(1980 + i)), {}, /^year rises/],
    ["a gap first", table("date", (i) => (i === 0 ? "NA" : date(i))), {}, /^date rises/],
  ])("are warned of: %s", async (_, text, options, message) => {
    const [warning] = await warnings(text, options);
    expect(warning).toMatch(message);
    expect((await read(text, options)).notes).toContain(`Beware: ${warning}`);
  });

  test.each<[string, string, ReadTableOptions]>([
    ["dates in any order", table("date", (i) => date((i * 17) % 40)), {}],
    ["numbers of another name", table("size", String), {}],
    ["one day", table("date", (i) => date(i === 0 ? 0 : 1)), {}],
    ["a table that is split by time", table("date", date), { time: true }],
  ])("are not: %s", async (_, text, options) => {
    expect(await warnings(text, options)).toEqual([]);
  });
});
