import { expect, test } from "vitest";
import { padLeft, padRight, safeText, textWidth } from "./text-width.js";

test("Japanese takes two columns a character, marks none", () => {
  expect(textWidth("abc")).toBe(3);
  expect(textWidth("年齢ｶﾅ")).toBe(6);
  expect(textWidth("e\u0301")).toBe(1);
  expect(padRight("年齢", 6)).toBe("年齢  ");
  expect(padLeft("年齢", 3)).toBe("年齢");
});

test("a text is cut to its columns", () => {
  expect(safeText("abcdef", 4)).toBe("abc…");
  expect(safeText("年齢階級", 6)).toBe("年齢…");
  expect(safeText("abc", 3)).toBe("abc");
});

test("nothing moves the cursor", () => {
  expect(safeText("a\x1b[2Jb\r\nc\u202e")).toBe("a�[2Jb c�");
});
