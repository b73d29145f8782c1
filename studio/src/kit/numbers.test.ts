import { expect, test } from "vitest";
import {
  compact,
  dayText,
  shortest,
  shortestBeside,
  written,
  writtenExponential,
  writtenSigned,
} from "./numbers";

test("numbers have a fixed count of decimals and a true minus sign", () => {
  expect(written(-1.23456)).toBe("−1.235");
  expect(written(-0.0001)).toBe("0.000");
  expect(written(2, 6)).toBe("2.000000");
  expect(written(Number.NaN)).toBe("NaN");
  expect(written(Number.NEGATIVE_INFINITY)).toBe("−∞");
});

test("exponentials of any size are written", () => {
  expect(writtenExponential(0)).toBe("1.000");
  expect(writtenExponential(-20)).toBe("2.06 × 10⁻⁹");
  expect(writtenExponential(1000)).toBe("1.97 × 10⁴³⁴");
  expect(writtenExponential(14 * Math.LN10)).toBe("1.00 × 10¹⁴");
});

test("numbers of any size stay short", () => {
  expect(written(0.12345, 4)).toBe("0.1235");
  expect(written(-3, 2)).toBe("−3.00");
  expect(written(1.6447e38, 4)).toBe("1.64×10³⁸");
  expect(written(-2e5, 2)).toBe("−2.00×10⁵");
  expect(written(Number.POSITIVE_INFINITY, 2)).toBe("∞");
  expect(writtenSigned(2e5)).toBe("+2.00×10⁵");
});

test("a number in few digits has no more than it needs, however small or large it is", () => {
  const texts = [0, 0.30000000000000004, -20, 1200, 0.0012346, 2.5e-6, 1.6447e38, -1e5, Number.NaN];
  expect(texts.map((value) => compact(value, 4))).toEqual([
    "0",
    "0.3",
    "−20",
    "1,200",
    "0.001235",
    "2.5×10⁻⁶",
    "1.645×10³⁸",
    "−1×10⁵",
    "NaN",
  ]);
});

test("a table's numbers have as few digits as say them, its days are ISO 8601's", () => {
  expect([0.1 + 0.2, -3, 1234567.8, Number.NaN].map((value) => shortest(value))).toEqual([
    "0.3",
    "−3",
    "1234570",
    "–",
  ]);
  expect(shortestBeside(496.5104, 91.7)).toBe("496.5");
  expect(shortestBeside(312_345.6, 50_000)).toBe("312346");
  expect(shortestBeside(-0.01234, 0.002)).toBe("−0.01234");
  expect([dayText(0), dayText(19_753.4), dayText(Number.NaN)]).toEqual(["1970-01-01", "2024-01-31", "–"]);
});
