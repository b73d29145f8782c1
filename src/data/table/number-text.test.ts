import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numberValue } from "./decimal.js";
import { isMagnitude, nearKind, plainNumber, readNumber } from "./number-text.js";

test("numbers are read back as they were written", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (drawn) => {
      // The text of −0 is 0.
      const number = drawn + 0;
      expect(plainNumber(String(number))).toBe(number);
      expect(readNumber(String(number))?.point).toBe(number);
      expect(readNumber(String(number).replace(".", ","))?.comma).toBe(number);
    }),
  );
});

const both = (text: string) => {
  const number = readNumber(text);
  return number && [number.point, number.comma];
};

describe("a cell", () => {
  test.each([
    ["1,234", 1234, 1.234],
    ["1.234", 1.234, 1234],
    ["-12,345", -12345, -12.345],
    ["$1,234", 1234, 1.234],
  ])("%s can be read in two ways", (text, point, comma) => {
    expect(both(text)).toEqual([point, comma]);
  });

  test.each([
    ["1,234.5", "point", 1234.5],
    ["1.234,5", "comma", 1234.5],
    ["1,234,567", "point", 1234567],
    ["1.234.567", "comma", 1234567],
    ["12,34,567.8", "point", 1234567.8],
    ["1,5", "comma", 1.5],
    ["0,125", "comma", 0.125],
    ["0.125", "point", 0.125],
    ["1234,567", "comma", 1234.567],
    ["1'234.5", "point", 1234.5],
    ["1\u2009234,5", "comma", 1234.5],
  ])("%s can be read in one way only", (text, decimal, value) => {
    expect(both(text)).toEqual(decimal === "point" ? [value, Number.NaN] : [Number.NaN, value]);
  });

  test.each([
    ["1 234", 1234],
    ["1\u00a0234\u00a0567", 1234567],
    ["1\u202f234", 1234],
    ["1’234", 1234],
    ["１２３", 123],
    ["−5", -5],
    ["－５", -5],
    ["(5)", -5],
    ["( 1 234 )", -1234],
    ["+7", 7],
    ["-$5", -5],
    ["$-5", -5],
    ["5 €", 5],
    ["USD 5", 5],
    ["￥500", 500],
    ["500円", 500],
    ["27 %", 27],
    ["12 kg", 12],
    ["5m²", 5],
    ["3 km/h", 3],
    ["1e3 Pa", 1000],
  ])("%s is %d", (text, value) => {
    expect(both(text)).toEqual([value, value]);
  });

  test.each([
    ...[
      "",
      " ",
      "0x10",
      "1_000",
      "1e",
      "--1",
      "e5",
      "1 2",
      "Infinity",
      ".",
      "1,23,45",
      "12,3456,789",
      "1.2.3",
    ],
    ...["1,234,56", "31.1.2024", "$5 €", "-(5)", "1000 004", "5-", "<5", "5 kg 3", "12:30", "1-2", "p5"],
  ])("%j is no number", (text) => {
    expect(readNumber(text)).toBeUndefined();
  });

  test.each([
    ["007", "zero"],
    ["12e4", "exponent"],
    ["1098765432109876543", "long"],
    ["1,098,765,432,109,876,543", "long"],
    ["0", undefined],
    ["0.5", undefined],
    ["1e10", undefined],
    ["12.5e4", undefined],
    ["9007199254740992", undefined],
  ])("%s speaks for a code: %s", (text, code) => {
    expect(readNumber(text)?.code).toBe(code);
  });
});

test.each(["<5", "≥ 5", "1000 004", "5-", "~12", "1.2.3"])("%s is nearly a number", (text) => {
  expect(nearKind(text)).toBe("number");
});
test.each(["p5", "person 3", "2024-01-02", "12:30", "x"])("%s is none", (text) => {
  expect(nearKind(text)).not.toBe("number");
});

test("whatever stands in a cell, reading it ends and gives the number that its digits are", () => {
  const pieces = fc.constantFrom(..."0123456789.,' -+()%$e\u00a0", "kg", "円", "１");
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
      const text = parts.join("").trim();
      const number = readNumber(text);
      if (number === undefined) return;
      const digits = text.normalize("NFKC").split(/e/i)[0].replace(/\D/g, "").replace(/^0+/, "");
      for (const decimal of ["point", "comma"] as const) {
        const value = numberValue(number, decimal);
        if (value === undefined || !Number.isFinite(value) || value === 0 || /e/i.test(text)) continue;
        expect(
          BigInt(digits)
            .toString()
            .startsWith(
              String(Math.abs(value))
                .replace(/\D|e.*/g, "")
                .replace(/^0+/, "")
                .slice(0, 12),
            ),
        ).toBe(true);
      }
    }),
  );
});

test.each([
  ["28_991", "number"],
  ["0xff", "number"],
  ["٨٩٩٩٢", "number"],
  ["8万9789", "number"],
  ["七九〇五四", "number"],
  ["65-74", "pair"],
  ["1/3", "pair"],
  ["5 ± 2", "pair"],
  ["12:30", "time"],
  ["1:02:03.5", "time"],
  ["3:25 PM", "time"],
  ["05/04/2024", "date"],
  ["31.12.24", "date"],
  ["2024-01-10 9:33 PM", "date"],
  ["23 März 2024", "date"],
  ["令和3年6月24日", "date"],
  ["A12", undefined],
  ["090-1234-5678", undefined],
  ["2 of 3 rooms", undefined],
  ["twelve", undefined],
])("%s looks like a %s", (text, kind) => {
  expect(nearKind(text)).toBe(kind);
});

test("thousands and the like are other numbers than those without", () => {
  expect(["k", "K", "M", "bn", "Mio", "万", "億"].every(isMagnitude)).toBe(true);
  expect(["kg", "m", "g", "%", "€", ""].some(isMagnitude)).toBe(false);
});
