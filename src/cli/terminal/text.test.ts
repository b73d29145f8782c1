import fc from "fast-check";
import { expect, test } from "vitest";
import {
  compact,
  countOf,
  displayWidth,
  duration,
  padAfter,
  padBefore,
  percent,
  safeText,
  short,
} from "./text.js";

test.each([
  [0, "0.00"],
  [-0.001, "0.00"],
  [0.984, "0.98"],
  [9.999, "10.0"],
  [-12.34, "-12.3"],
  [999.96, "1000"],
  [-99_999, "-99999"],
  [123_456, "1e+5"],
])("short(%d)", (x, text) => {
  expect(short(x)).toBe(text);
});

test("short numbers are short", () => {
  fc.assert(
    fc.property(fc.double({ min: -1e99, max: 1e99, noNaN: true }), (x) => {
      expect(short(x).length).toBeLessThanOrEqual(6);
    }),
  );
});

test.each([
  [0.17123, "0.1712"],
  [12.345, "12.35"],
  [3.14e9, "3.1e+9"],
  [0.00001, "1.0e-5"],
  [0, "0.0000"],
])("compact(%d)", (x, text) => {
  expect(compact(x)).toBe(text);
});

test.each([
  [0.4, "0 s"],
  [59.6, "1 min 0 s"],
  [200, "3 min 20 s"],
  [7500, "2 h 5 min"],
])("duration(%d)", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test("counts and shares", () => {
  expect(countOf(1, "step")).toBe("1 step");
  expect(countOf(54_000, "example")).toBe("54,000 examples");
  expect(percent(0.95018)).toBe("95.02%");
});

test("Japanese takes two columns a character, marks none", () => {
  expect(displayWidth("abc")).toBe(3);
  expect(displayWidth("年齢ｶﾅ")).toBe(6);
  expect(displayWidth("e\u0301")).toBe(1);
  expect(displayWidth("Größe カナ 한")).toBe(13);
  expect(padAfter("年齢", 6)).toBe("年齢  ");
  expect(padBefore("年齢", 3)).toBe("年齢");
});

test("a text is cut to its columns", () => {
  expect(safeText("abcdef", 4)).toBe("abc…");
  expect(safeText("年齢階級", 6)).toBe("年齢…");
  expect(safeText("abc", 3)).toBe("abc");
});

test("nothing moves the cursor", () => {
  expect(safeText("a\x1b[2Jb\r\nc\u202e")).toBe("a�[2Jb c�");
});
