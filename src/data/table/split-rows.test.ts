import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { splitRows } from "./split-rows.js";

/** Texts in which marks, separators and line ends meet in every way. */
const text = fc.string({
  unit: fc.constantFrom("a", "b", " ", '"', '"', ",", ",", ";", "\t", "\n", "　"),
  maxLength: 30,
});

const WHAT: Readonly<Record<string, string>> = { MissingQuotes: "open", InvalidQuotes: "text-after" };

/**
 * The same by Papa Parse: the rows, and which one has a wrong quotation mark first. A text that ends gets a line end, behind
 * which a row begins that is none: without it Papa Parse takes spaces behind the last quotation mark for text.
 */
function byPapa(given: string, separator: string, isMore: boolean): object {
  const parser = new Papa.Parser({ delimiter: separator, newline: "\n" });
  const parsed: Papa.ParseResult<string[]> = parser.parse(isMore ? given : `${given}\n`, 0, isMore);
  const { errors, meta } = parsed;
  const data = isMore || errors.length > 0 ? parsed.data : parsed.data.slice(0, -1);
  const wrong = errors.find(({ row }) => row !== undefined && row < data.length);
  const upTo = wrong?.row ?? data.length;
  return {
    rows: data.slice(0, upTo),
    ...(wrong === undefined
      ? { end: isMore ? meta.cursor : given.length }
      : { row: wrong.row, what: WHAT[wrong.code] }),
  };
}

function byUs(given: string, separator: string, isMore: boolean): object {
  const { rows, end, problem } = splitRows(given, separator, isMore);
  return problem === undefined ? { rows, end } : { rows: rows.slice(0, problem.row), ...problem };
}

test("any text is split as Papa Parse splits it, whether it goes on or not", () => {
  fc.assert(
    fc.property(text, fc.constantFrom(",", ";", "\t", "|"), fc.boolean(), (given, separator, isMore) => {
      fc.pre(given !== "");
      expect(byUs(given, separator, isMore)).toEqual(byPapa(given, separator, isMore));
    }),
    { numRuns: 20_000 },
  );
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
