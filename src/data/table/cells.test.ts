import { describe, expect, test } from "vitest";
import { inOrder, labelOf, MissingTexts, parseDate, readCell } from "./cells.js";
import { asYesNo } from "./values.js";

test.each([
  ["NA", "missing"],
  ["欠損", "missing"],
  ["-", "dash"],
  ["-3", "number"],
  ["1e999", "infinite"],
  ["-Inf", "infinite"],
  ["2024-01-31", "date"],
  ["2024", "number"],
  ["red", "word"],
])("%j is %s", (text, kind) => {
  expect(readCell(text, new MissingTexts()).kind).toBe(kind);
});

describe("dates", () => {
  test.each([
    ["1970-01-01", 0],
    ["1970-02", 31],
    ["2000-02-29", 11016],
    ["2000/3/1", 11017],
    ["2000年3月1日", 11017],
    ["1.3.2000", 11017],
    ["1 Mar 2000", 11017],
    ["March 1, 2000", 11017],
    ["1970-01-02T06:00", 1.25],
    ["1970-01-02 06:00:00.0Z", 1.25],
    ["1970-01-02T06:00:00+06:00", 1],
    ["1970-01-02T00:00:00-0600", 1.25],
  ])("%s is day %d", (text, day) => {
    expect(parseDate(text)).toBe(day);
  });

  test.each([
    "01/02/2024",
    "2023-02-29",
    "2024-13-01",
    "2024-00-10",
    "2024-01-31T25:00",
    "31 Foo 2024",
    "0024-01-01",
  ])("%s is none", (text) => {
    expect(parseDate(text)).toBeNaN();
  });
});

test("no and yes are found in either order, and other words are not", () => {
  expect(asYesNo("Yes", "No")).toEqual(["No", "Yes"]);
  expect(asYesNo("無", "有")).toEqual(["無", "有"]);
  expect(asYesNo("red", "blue")).toBeUndefined();
});

test("numbers are ordered by size, words by their characters", () => {
  expect(inOrder(["10", "9", "-1"])).toEqual(["-1", "9", "10"]);
  expect(inOrder(["10", "9", "x"])).toEqual(["10", "9", "x"]);
});

test.each([
  ...["1", "1.0", "1,0", "01", "YES", "True", "on", "はい", "１", "ｙｅｓ"].map((text) => [text, 1]),
  ...["0", "0.0", "-0", "no", "FALSE", "off", "いいえ", "０"].map((text) => [text, 0]),
  ...["", "-", "2", "-1", "1%", "+", "maybe", "1,000"].map((text) => [text, Number.NaN]),
] as [string, number][])("%j as a label that is true or not is %d", (text, label) => {
  expect(labelOf(text, undefined)).toBe(label);
});
