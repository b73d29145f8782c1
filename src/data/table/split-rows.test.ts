import fc from "fast-check";
import { expect, test } from "vitest";
import { splitRows } from "./split-rows.js";

/** Texts in which marks, separators and line ends meet in every way. */
const text = fc.string({
  unit: fc.constantFrom("a", "b", " ", '"', '"', ",", ",", ";", "\t", "\n", "　"),
  maxLength: 30,
});

const separator = fc.constantFrom(",", ";", "\t", "|");

/** A cell as it may be written: in quotation marks where it has to be, or where somebody likes them, and spaces behind them. */
const cell = fc.record({
  text: fc.string({
    unit: fc.constantFrom("a", "é", "0", " ", '"', ",", ";", "\t", "|", "\n", "\r", "\ufeff"),
    maxLength: 6,
  }),
  likesMarks: fc.boolean(),
  behind: fc.constantFrom("", "", " ", "　"),
});

test("any cells, in rows of any length, are read as they were written", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
      separator,
      fc.boolean(),
      (rows, between, isMore) => {
        const write = ({ text: written, likesMarks, behind }: (typeof rows)[number][number]): string =>
          likesMarks || written.startsWith('"') || written.includes(between) || written.includes("\n")
            ? `"${written.replaceAll('"', '""')}"${behind}`
            : written;
        const whole = rows.map((cells) => cells.map(write).join(between)).join("\n");
        const cells = rows.map((row) => row.map(({ text: written }) => written));
        const last = isMore
          ? whole.lastIndexOf(rows[rows.length - 1].map(write).join(between))
          : whole.length;
        expect(splitRows(whole, between, isMore)).toEqual({
          rows: isMore ? cells.slice(0, -1) : cells,
          end: last,
        });
      },
    ),
    { numRuns: 5_000 },
  );
});

test.each([
  ['a,b\n"1,2\n3,4', false, 1, "open"],
  ['a,b\n1,2\n"3"x,4\n5,6', false, 2, "text-after"],
  ['a,b\n"3" x,4\n"5,6', false, 1, "text-after"],
  ['"a" "b"\n1,2\n', true, 0, "text-after"],
  ['a,"b\nc""', false, 0, "open"],
  ['a,b\n"1" 2" 3', true, 1, "text-after"],
] as const)("in %j a quotation mark is wrong", (given, isMore, row, what) => {
  expect(splitRows(given, ",", isMore).problem).toEqual({ row, what });
});

test.each([
  ['a,b\n"1,2\n3,4', 4],
  ['a,b\n"1"x', 4],
  ['a,b\n"1""', 4],
])("in %j the row that may go on is not wrong yet", (given, end) => {
  expect(splitRows(given, ",", true)).toEqual({ rows: [["a", "b"]], end });
});

test("a cell whose quotation marks never close goes to the end", () => {
  expect(splitRows('a,"b\nc', ",", false).rows).toEqual([["a", "b\nc"]]);
});

test("a text that comes in pieces has the rows of the whole", () => {
  fc.assert(
    fc.property(text, fc.nat(30), (given, cut) => {
      const { rows, problem } = splitRows(given, ",", false);
      fc.pre(problem === undefined);
      const first = splitRows(given.slice(0, cut), ",", true);
      const rest = splitRows(given.slice(first.end), ",", false);
      expect([...first.rows, ...rest.rows]).toEqual(rows);
    }),
    { numRuns: 5_000 },
  );
});

test("what is wrong in a piece is wrong in the whole", () => {
  fc.assert(
    fc.property(text, text, text, (before, given, more) => {
      const piece = `${before}\n"a"b${given}`;
      const { problem } = splitRows(piece, ",", true);
      fc.pre(problem !== undefined);
      expect(splitRows(piece + more, ",", false).problem).toEqual(problem);
    }),
    { numRuns: 2_000 },
  );
});

test("no more rows are split than are wanted", () => {
  expect(splitRows("a,b\n1,2\n3,4", ",", false, 2).rows).toEqual([
    ["a", "b"],
    ["1", "2"],
  ]);
  expect(splitRows('a,b\n"1",2\n3,4', ",", false, 2).rows).toEqual([
    ["a", "b"],
    ["1", "2"],
  ]);
});
