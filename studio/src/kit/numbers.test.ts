import { expect, test } from "vitest";
import { written, writtenExponential, writtenSigned } from "./numbers";

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
