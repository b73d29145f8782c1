import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { csvLine, defused, isFormula } from "./output-files.js";

const cell = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .tuple(
      fc.constantFrom("", " ", "\t", "\r\n", "\u3000"),
      fc.constantFrom("=", "+", "-", "@", "＝", "＠", '"="'),
      fc.string(),
    )
    .map((parts) => parts.join("")),
);

test("a line of any cells reads back as they are", () => {
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 2, maxLength: 5 }),
      fc.constantFrom(",", ";", "\t"),
      (cells, separator) => {
        const { data } = Papa.parse<string[]>(csvLine(cells, separator), {
          delimiter: separator,
          newline: "\n",
        });
        expect(data).toEqual([cells]);
      },
    ),
  );
});

test("what a spreadsheet would compute is text in the safe form, and nothing else is touched", () => {
  fc.assert(
    fc.property(cell, (text) => {
      const safe = defused(text);
      expect(isFormula(safe)).toBe(false);
      expect(safe === text || safe === `'${text}`).toBe(true);
    }),
  );
});

test.each(["=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1+1", '=HYPERLINK("x")'])(
  "%j is a formula",
  (text) => {
    expect(defused(text)).toBe(`'${text}`);
  },
);

test.each(["-5", "+1.5", "-1,234.5", "−5", "-5 kg", "-", "a=b", "1e-5", "", "'=1"])("%j is none", (text) => {
  expect(defused(text)).toBe(text);
});
