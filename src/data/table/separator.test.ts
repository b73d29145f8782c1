import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { detectSeparator, SEPARATORS } from "./separator.js";

/** Cells of text that have in them what separates the cells of other tables, in numbers that differ from row to row. */
const text = fc.array(fc.constantFrom("a", "b", ";", ",", "\t", " "), { minLength: 1, maxLength: 8 });

test("what stands within quotes separates nothing, whatever separates the cells", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...SEPARATORS),
      fc.array(fc.tuple(text, text, fc.integer()), { minLength: 3, maxLength: 20 }),
      (delimiter, rows) => {
        const cells = rows.map(([a, b, n]) => [a.join(""), b.join(""), String(n)]);
        const table = Papa.unparse([["tags", "notes", "n"], ...cells], {
          delimiter,
          newline: "\n",
          quotes: true,
        });
        expect(detectSeparator(table)).toBe(delimiter);
      },
    ),
  );
});

test.each([
  ['id,tags,price\n1,"x; y; z",2\n2,"x; y",3\n3,"z",4\n', ","],
  ['id;tags;price\n1;"x, y, z";2\n2;"x, y";3\n', ";"],
  ["a;b\n1,5;2,5\n3,5;4,5\n", ";"],
])("%j", (table, separator) => {
  expect(detectSeparator(table)).toBe(separator);
});
