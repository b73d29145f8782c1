import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distinctValues, normalForm, ValueIndex } from "./values.js";

describe("what a text means", () => {
  test.each([
    ["1", ["1.0", "01", "+1", "1.", "１", "1.000", " 1 "]],
    ["0", ["0.0", "-0", "00", "+0.00", "−0"]],
    ["-1.5", ["−1.50", "－１．５", "-01.5"]],
    ["0.5", [".5", "0.50", "+.5"]],
    ["true", ["True", "TRUE", "ｔｒｕｅ"]],
    ["no", ["No", "NO"]],
    ["Tokyo", ["Ｔｏｋｙｏ", "Tokyo "]],
    ["caf\u00e9", ["cafe\u0301"]],
    ["カナ", ["ｶﾅ"]],
  ])("%s is %j", (meaning, texts) => {
    for (const text of [meaning, ...texts]) expect(normalForm(text)).toBe(meaning.normalize("NFKC"));
  });

  test.each(["1e3", "1,000", "1 000", "0x1", "tokyo", "y", ".", "-", "+", "1098765432109876543"])(
    "%s is itself",
    (text) => {
      expect(normalForm(text)).toBe(text);
    },
  );

  test("numbers are never rounded", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.nat(3), (number, zeros) => {
        expect(normalForm(`${number}.${"0".repeat(zeros)}`)).toBe(String(number));
      }),
    );
  });
});

const text = fc.oneof(
  fc.constantFrom(
    "1",
    "1.0",
    "01",
    "True",
    "TRUE",
    "true",
    "no",
    "NO",
    "y",
    "Y",
    "n",
    "A",
    "Ａ",
    "a",
    "",
    "café",
    "cafe\u0301",
  ),
  fc.string({ maxLength: 4, unit: "grapheme" }).map((one) => one.trim()),
);

test("the values of a column are found by all of its texts, each as one of those that it may be", () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), fc.boolean(), (texts, isCode) => {
      const values = distinctValues(texts, isCode);
      const known = new ValueIndex(values);
      expect(texts).toEqual(expect.arrayContaining(values));
      for (const one of texts) {
        const place = known.find(one);
        expect(place).toBeGreaterThanOrEqual(0);
        expect(normalForm(values[place]).toLowerCase()).toBe(normalForm(one).toLowerCase());
      }
      values.forEach((value, i) => {
        expect(known.find(value)).toBe(i);
      });
    }),
  );
});

test("codes stay apart, and what several values mean is none of them", () => {
  expect(distinctValues(["1", "01", "001"], true)).toEqual(["1", "01", "001"]);
  expect(distinctValues(["1", "01", "001"], false)).toEqual(["1"]);
  const codes = new ValueIndex(["1", "01", "001"]);
  expect(["1", "01", "001", "1.0"].map((one) => codes.find(one))).toEqual([0, 1, 2, -1]);
});

test("letters for no and yes are the same in capitals where they are all that there is", () => {
  expect(new ValueIndex(["N", "Y"]).find("y")).toBe(1);
  expect(new ValueIndex(["N", "Y", "x"]).find("y")).toBe(-1);
});
